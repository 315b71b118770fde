"""What the union knows of a person, for her own pages and for forms that ask nothing twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.base.memo import once_a_request
from niangjia.kernel.errors import NotFound
from niangjia.people.models import Membership, Person
from niangjia.people.queries.told import told_facts
from niangjia.people.rules.profile import AT_WORK, EMPLOYMENT, LIVE, NEW_FORMS, SKILLS, STATUSES


@dataclass(frozen=True, slots=True)
class Profile:
    """Masked where private. Empty text and None: not known. ``known`` is keyed as forms name it ("person.name")."""

    id: UUID
    name: str
    name_masked: str
    sex: str
    born: date | None
    id_kind: str
    id_number_masked: str
    phone_masked: str
    bank_card_masked: str
    nation: str
    education: str
    employer_name: str
    employer_uscc: str
    employment: str
    new_form: str
    at_work: str
    skill: str
    title: str
    migrant_worker: bool | None
    frontline: bool | None
    manager: bool | None
    cadre: bool | None
    identified_on: date | None
    union_id: UUID | None
    union_name: str
    union_path: str
    status: str
    since: date | None

    @property
    def known(self) -> dict[str, Any]:
        """What need not be asked again; keys without a value are left out."""
        values = {f"person.{key}": getattr(self, key) for key in _KNOWN}
        for key in _PRIVATE:
            values[f"person.{key}"] = getattr(self, f"{key}_masked")
        values |= {
            "union.id": self.union_id,
            "union.name": self.union_name,
            "member.since": self.since,
            "member.status": self.status,
        }
        return {key: _as_json(value) for key, value in values.items() if value not in ("", None)}

    @property
    def status_zh(self) -> str:
        return STATUSES.get(self.status, "")

    @property
    def employment_zh(self) -> str:
        return EMPLOYMENT.get(self.employment, "")

    @property
    def new_form_zh(self) -> str:
        return NEW_FORMS.get(self.new_form, "")

    @property
    def at_work_zh(self) -> str:
        return AT_WORK.get(self.at_work, "")

    @property
    def skill_zh(self) -> str:
        return SKILLS.get(self.skill, "")


@once_a_request
def profile(person_id: UUID) -> Profile:
    """
    :raises NotFound: no such person.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PROFILE, {"person": person_id, "live": list(LIVE)})
        row = cursor.fetchone()
    if row is None:
        raise NotFound
    *known, union_id, union_name, union_path, status, since = row
    membership = [union_id, union_name or "", union_path or "", status or "", since]
    return Profile(*known, *membership)


def known_about_each(*, person_ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """``known_about`` of many, in two queries; unknown ids are left out."""
    ids = set(person_ids)
    members = {
        row[0]: row[1:]
        for row in Membership.objects.filter(person_id__in=ids, status__in=LIVE).values_list(
            "person_id", "union_id", "union__name", "union__path", "status", "since"
        )
    }
    rows = Person.objects.filter(id__in=ids).values_list(*_COLUMNS)
    return {row[0]: Profile(*row, *members.get(row[0], (None, "", "", "", None))).known for row in rows}


def known_about(*, person_id: UUID) -> dict[str, Any]:
    """What a form need not ask: ``profile(...).known`` and what she has said of herself. Private numbers come masked."""
    return profile(person_id).known | told_facts(person_id=person_id)


def bank_account(*, person_id: UUID) -> tuple[str, str] | None:
    """(holder, plain number) for the bank file alone; the caller journals that it looked. None when no card is known."""
    row = Person.objects.filter(id=person_id, bank_card__isnull=False).values_list("name", "bank_card").first()
    return (row[0], row[1].reveal()) if row and row[1] else None


def _as_json(value: Any) -> Any:
    return str(value) if isinstance(value, date | UUID) else value


_COLUMNS = (
    "id", "name", "name_masked", "sex", "born", "id_kind", "id_number_masked", "phone_masked", "bank_card_masked",
    "nation", "education", "employer_name", "employer_uscc", "employment", "new_form", "at_work", "skill", "title",
    "migrant_worker", "frontline", "manager", "cadre", "identified_on",
)  # fmt: skip
_PROFILE = f"""
select {", ".join(f"p.{column}" for column in _COLUMNS)}, m.union_id, u.name, u.path, m.status, m.since
from people_person p
left join people_membership m on m.person_id = p.id and m.status = any(%(live)s)
left join unions_v_union u on u.id = m.union_id
where p.id = %(person)s limit 1
"""
_PRIVATE = ("id_number", "phone", "bank_card")
_KNOWN = (
    "name", "sex", "born", "id_kind", "id_number_masked", "phone_masked", "bank_card_masked", "nation", "education",
    "employer_name", "employer_uscc", "employment", "new_form", "at_work", "skill", "title", "migrant_worker",
    "frontline", "manager", "cadre",
)  # fmt: skip
