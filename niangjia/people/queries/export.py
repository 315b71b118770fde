"""个人信息保护法 Art.45: a copy of what is kept about a person."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from niangjia.people.models import Person
from niangjia.people.queries.kin import family_of
from niangjia.people.queries.memberships import memberships_of
from niangjia.people.queries.offers import declined_by
from niangjia.people.queries.officers import posts_of
from niangjia.people.queries.profile import profile
from niangjia.people.queries.study import studies_of
from niangjia.people.queries.told import told_by

PRIVATE = ("id_number", "phone", "bank_card")


def data_of(person_id: UUID) -> dict[str, Any]:
    """Everything this package keeps, private numbers in plain: it is hers. JSON values only.

    :raises NotFound: no such person.
    """
    person = {key: value for key, value in asdict(profile(person_id)).items() if not key.startswith("union_")}
    sealed = Person.objects.get(id=person_id)
    for field in PRIVATE:
        kept = getattr(sealed, field)
        person[field] = kept.reveal() if kept else None
    return {
        "person": _json(person),
        "memberships": [_json(asdict(one)) for one in memberships_of(person_id=person_id)],
        "posts": [_json(asdict(one)) for one in posts_of(person_id)],
        "studies": [_json(asdict(one)) for one in studies_of(person_id=person_id)],
        "told": [
            {"question": one.question.key, "answer": one.answer, "told_on": str(one.told_on)}
            for one in told_by(person_id=person_id)
        ],
        "declined_offers": sorted(declined_by(person_id=person_id)),
        "relatives": [_json(asdict(one)) for one in family_of(person_id=person_id)],
    }


def _json(values: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value if value is None or isinstance(value, bool | int | str) else str(value)
        for key, value in values.items()
    }
