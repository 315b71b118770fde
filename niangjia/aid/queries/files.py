"""A family file as pages show it. Whether the reader may see it was asked with the case or the person it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from niangjia.aid.access import has_file, keys_of
from niangjia.aid.errors import FamilyHasFile
from niangjia.aid.models import FamilyFile, FamilyMember, FamilyNumber
from niangjia.aid.rules.answers import read_family
from niangjia.aid.rules.states import CHECK_NAMES, LIVE, STATES
from niangjia.aid.rules.tier import TIERS, Calculation, Household, calculate
from niangjia.kernel.text import mask_name


@dataclass(frozen=True, slots=True)
class MemberView:
    """One of the family, masked; health stays sealed and is only said to be there."""

    name_masked: str
    relation: str
    born: date | None
    id_number_masked: str
    income_fen: int
    has_health_note: bool


@dataclass(frozen=True, slots=True)
class FileView:
    """A file. ``tier`` is only declared until ``checked_on``."""

    id: UUID
    family_id: UUID
    person_id: UUID
    case_id: UUID
    union_id: UUID
    district: str
    year: int
    people: int
    tier: str
    per_capita_fen: int
    standard_fen: int
    cause: str
    state: str
    declared_on: date
    checked_on: date | None
    check_result: str
    archived_on: date | None
    exit_reason: str
    exit_notice_until: date | None
    ended_on: date | None
    follow_up_until: date | None
    members: tuple[MemberView, ...] = ()

    @property
    def tier_zh(self) -> str:
        return TIERS[self.tier]

    @property
    def state_zh(self) -> str:
        return STATES[self.state]

    @property
    def check_zh(self) -> str:
        return CHECK_NAMES.get(self.check_result, "")


def file_of(*, person_id: UUID) -> FileView | None:
    """The live file of a person, if she has one."""
    return _view(FamilyFile.objects.filter(person_id=person_id, state__in=LIVE).first())


def file_for_case(*, case_id: UUID) -> FileView | None:
    """The file that a case opened, whatever became of it."""
    return _view(FamilyFile.objects.filter(case_id=case_id).order_by("-id").first())


def reckoned_for_case(*, case_id: UUID) -> tuple[FileView, Calculation] | None:
    """The same with the whole calculation of its tier, repeated from what it keeps; None where the case opened none."""
    file = FamilyFile.objects.filter(case_id=case_id).order_by("-id").first()
    return (_seen(file), calculate(household_of(file), file.standard_fen)) if file else None


def other_file(*, person_id: UUID, answers: Mapping[str, Any]) -> FamilyHasFile | None:
    """What ``record_family`` would refuse these answers for: somebody of the family is in another file. Its text says who, masked."""
    keys = keys_of(FamilyFile(person_id=person_id), read_family(answers).members)
    taken = FamilyNumber.objects.filter(key__in=list(keys)).exclude(person_id=person_id).first()
    return has_file(keys[bytes(taken.key)], taken.person_id) if taken else None


def household_of(file: FamilyFile) -> Household:
    return Household(**{name: getattr(file, name) for name in Household.__slots__})


def _view(file: FamilyFile | None) -> FileView | None:
    return _seen(file) if file else None


def _seen(file: FamilyFile) -> FileView:
    members = FamilyMember.objects.filter(person_id=file.person_id, file_id=file.id).order_by("id")
    return FileView(
        **{column: getattr(file, column) for column in _COLUMNS}, members=tuple(_member(member) for member in members)
    )


def _member(member: FamilyMember) -> MemberView:
    return MemberView(
        mask_name(member.name),
        member.relation,
        member.born,
        member.id_number_masked,
        member.income_fen,
        member.health is not None,
    )


_COLUMNS = tuple(name for name in FileView.__slots__ if name != "members")
