"""Nobody is asked twice: what a form had to ask is known to the next one."""

from __future__ import annotations

import pytest

from niangjia.casework import api as casework
from niangjia.catalogue import api as catalogue
from niangjia.people import api as people
from niangjia.people.models import Person
from tests.casework.conftest import study_answers
from tests.cast import Member, World

pytestmark = pytest.mark.django_db
ABOUT_THE_APPLICANT = {"resident_id", "bank_card", "phone"}
ABOUT_OTHERS = ("child_", "partner_")
KNOWN_BY_NAME = {"name", "employer_name", "employment", "new_form", "skill", "phone", "id_number", "bank_card"}


def test_every_question_about_the_applicant_is_filled_from_what_is_known(world: World) -> None:
    asked_anew = [
        f"{definition.key}.{field.name}"
        for definition in catalogue.services()
        if definition.subject == "person"
        for field in definition.form
        if (field.kind in ABOUT_THE_APPLICANT or field.name in KNOWN_BY_NAME)
        and not field.known
        and not field.name.startswith(ABOUT_OTHERS)
        and field.name != definition.identified_by  # the number of the other one
    ]
    assert asked_anew == []


def test_no_form_asks_what_another_form_has_asked(known: World) -> None:
    """Two fields of two services that ask the same thing say under which key it is kept, so the second finds it."""
    keys: dict[str, set[str | None]] = {}
    for definition in catalogue.services():
        for field in definition.form:
            if field.kind not in {"consent", "file", "signature"}:
                keys.setdefault(field.label["zh"], set()).add(field.known)
    assert [label for label, known_keys in keys.items() if len(known_keys) > 1] == []


@pytest.mark.parametrize("service", ["join", "study-grant", "hardship-aid", "model-worker"])
def test_the_page_asks_nothing_that_the_profile_holds(known: World, service: str) -> None:
    worker = known["worker"]
    held = people.known_about(person_id=worker.id)
    form = casework.form_for(person_id=worker.id, service=service)
    assert [f.field.name for f in form.asked if f.field.known in held] == []


def test_a_card_given_once_is_not_asked_again(student: World, budget: int, evidence: str) -> None:
    worker = student["worker"]
    Person.objects.filter(id=worker.id).update(bank_card=None, bank_card_masked="")
    assert "bank_card" in {f.field.name for f in asked(worker, "study-grant")}
    casework.apply_for_service(
        by=worker.actor, service="study-grant", answers=study_answers(evidence) | {"bank_card": worker.bank_card}
    )
    assert "bank_card" not in {f.field.name for f in asked(worker, "hardship-aid")}


def asked(member: Member, service: str) -> list[casework.Asked]:
    return casework.form_for(person_id=member.id, service=service).asked
