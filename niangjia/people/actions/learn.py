"""Ask once: what a form had to ask is kept for the next one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.people.actions.identify_person import identify_person
from niangjia.people.actions.set_bank_card import set_bank_card
from niangjia.people.actions.tell import tell
from niangjia.people.actions.update_profile import update_profile
from niangjia.people.rules.profile import EDITABLE
from niangjia.people.rules.questions import BY_FACT


def learn(*, by: Actor, person_id: UUID, facts: Mapping[str, Any]) -> None:
    """Keep answers under the keys of ``Profile.known`` ("person.employer_name"; private ones with or without "_masked")
    and what she alone can tell ("self.single").

    Keys the profile does not keep are left alone. Name and ID number are kept together.

    :raises BadCard, BadDetail, BadIdentity, KnownAlready, NumberTaken: as the verbs behind it.
    """
    given = {
        key.removeprefix("person.").removesuffix("_masked"): value
        for key, value in facts.items()
        if key.startswith("person.")
    }
    with act("people.learn", by=by, about=("person", person_id)) as deed:
        if given.get("name") and given.get("id_number"):
            identify_person(by=by, person_id=person_id, name=str(given["name"]), id_number=str(given["id_number"]))
        if given.get("bank_card"):
            set_bank_card(by=by, person_id=person_id, number=str(given["bank_card"]))
        if details := {field: value for field, value in given.items() if field in EDITABLE}:
            update_profile(by=by, person_id=person_id, **details)
        for question, answers in _told(facts):
            tell(by=by, person_id=person_id, question=question, answers=answers)
        deed.note(fields=sorted(given))


def _told(facts: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """What is hers to tell ("self.single"): (question, answers)."""
    for fact, value in facts.items():
        if fact.startswith("self.") and fact in BY_FACT and value is not None:
            yield BY_FACT[fact].key, [("yes" if value else "no") if isinstance(value, bool) else str(value)]
