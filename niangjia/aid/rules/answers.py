"""The family out of the answers of the hardship form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from niangjia.aid.rules.tier import Household
from niangjia.kernel import resident_id
from niangjia.kernel.resident_id import ResidentId
from niangjia.kernel.text import N_, clean_name

MOST_NAME = 60
SELF, WELL = "self", "good"


class Unclear(ValueError):
    """The text is the Chinese msgid of what is missing."""


@dataclass(frozen=True, slots=True)
class MemberTold:
    """One of those who live together; ``relation`` "self" is the applicant. ``id_number`` and ``health`` are private.

    ``health`` is empty for who is well: there is nothing to keep under seal.
    """

    name: str
    relation: str
    born: date | None
    id_number: str
    income_fen: int
    health: str


@dataclass(frozen=True, slots=True)
class FamilyTold:
    """What the form says of a family."""

    household: Household
    members: tuple[MemberTold, ...]
    cause: str


def read_family(answers: Mapping[str, Any]) -> FamilyTold:
    """
    :raises Unclear: nobody is listed, a name is missing, an amount is negative.
    """
    members = tuple(_member(row) for row in answers.get("members") or ())
    if not members:
        raise Unclear(N_("没有写一起生活的家人"))
    listed = len(members) + all(member.relation != SELF for member in members)
    cause = str(answers.get("cause") or "")
    try:
        household = Household(
            people=listed,
            income_fen=sum(member.income_fen for member in members),
            rigid_fen=_whole(answers.get("rigid_fen")) or 0,
            sudden_fen=_whole(answers.get("sudden_fen")) or 0,
            disaster=cause == "accident" and any(member.health == "disabled" for member in members),
            homes=_whole(answers.get("homes")),
            business=_yes_no(answers.get("business", False)),
            **{name: _yes_no(answers.get(name)) for name in _NOT_ALWAYS_ASKED},
        )
    except ValueError as wrong:
        raise Unclear(N_("金额不能是负数")) from wrong
    return FamilyTold(household, members, cause)


# A box left unticked on a form that asks is a no (business); what a form does not ask is not said.
_NOT_ALWAYS_ASKED = ("car", "private_school", "migrant", "settled", "labour_year")


def _member(row: Mapping[str, Any]) -> MemberTold:
    name = clean_name(str(row.get("name") or ""))[:MOST_NAME]
    income = _whole(row.get("income_fen")) or 0
    if not name:
        raise Unclear(N_("有家庭成员没有写姓名"))
    if income < 0:
        raise Unclear(N_("金额不能是负数"))
    parsed = resident_id.parse(str(row.get("id_number") or ""))
    number = parsed if isinstance(parsed, ResidentId) else None
    return MemberTold(
        name=name,
        relation=str(row.get("relation") or ""),
        born=number.birth if number else None,
        id_number=number.number if number else "",
        income_fen=income,
        health="" if row.get("health") == WELL else str(row.get("health") or ""),
    )


def _whole(value: Any) -> int | None:
    return None if value in (None, "") else int(value)


def _yes_no(value: Any) -> bool | None:
    """Absent is not no."""
    if value in (None, ""):
        return None
    return value in (True, "yes", "true", "on", "1", 1)
