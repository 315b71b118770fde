"""Family files enter at once, by COPY: for an installation that is filled from another one, and for the model city."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from niangjia.aid.access import NUMBER
from niangjia.aid.models import FamilyMember
from niangjia.aid.models.standard import standard_for
from niangjia.aid.rules.answers import MemberTold
from niangjia.aid.rules.loading import NewFile
from niangjia.aid.rules.states import ARCHIVED, EXITED
from niangjia.aid.rules.tier import Calculation, Household, calculate
from niangjia.base.actor import Actor, require_system
from niangjia.base.acts import act
from niangjia.base.bulk import Row, copy_rows, look_over
from niangjia.base.crypto import blind_index_many, seal_many
from niangjia.base.fields import EncryptedTextField
from niangjia.kernel.ids import uuid7
from niangjia.kernel.text import mask_id

TOLD = tuple(Household.__slots__)
FILE = (
    "person_id", "id", "family_id", "case_id", "union_id", "district", "year", "cause", "standard_fen", "per_capita_fen", "tier",
    "state", "declared_on", "checked_on", "check_result", "archived_on", "exit_reason", "exit_decided_on", "exit_notice_until",
    "ended_on", "follow_up_until", *TOLD,
)  # fmt: skip
MEMBER = (
    "person_id", "id", "file_id", "name", "relation", "born", "id_number", "id_number_masked", "income_fen", "health",
)  # fmt: skip
HOLDS = ("key", "person_id", "file_id")


def load_files(*, by: Actor, files: Iterable[NewFile]) -> int:
    """Enter files of families that passed the check, on the file or off it again; facts and verdicts follow. Returns how many.

    The tier is reckoned here, by the living standard of the year. Nothing is judged but by the tables' constraints: somebody in
    two live files ends the whole load.

    :raises NotAllowed: only the system loads.
    :raises NoStandard: a county-level unit without a living standard for the year.
    """
    require_system(by)
    whole = list(files)
    found = _calculated(whole)
    with act("aid.load_files", by=by, about=("import", uuid7())) as deed:
        copy_rows("aid_family", FILE, map(_file, whole, found))
        copy_rows("aid_member", MEMBER, _members(whole))
        copy_rows("aid_family_number", HOLDS, _numbers(whole))
        look_over("aid_family", "aid_member", "aid_family_number")
        deed.touch_many("person", (file.person_id for file in whole))
        deed.note(files=len(whole), tiers=dict(Counter(calculation.tier for calculation in found)))
    return len(whole)


def _calculated(files: list[NewFile]) -> list[Calculation]:
    places = {(file.district, file.declared_on.year) for file in files}
    standards: Mapping[Any, int] = {
        place: standard_for(region_code=place[0], year=place[1]).monthly_fen for place in sorted(places)
    }
    return [calculate(file.household, standards[file.district, file.declared_on.year]) for file in files]


def _file(file: NewFile, found: Calculation) -> Row:
    left = file.exit
    ended = (left.reason, left.decided_on, left.notice_until, left.ended_on, left.follow_up_until) if left else None
    return (
        file.person_id, file.id, file.id, file.case_id, file.union_id, file.district, file.declared_on.year, file.cause,
        found.standard_fen, found.per_capita_fen, found.tier, EXITED if left else ARCHIVED, file.declared_on, file.checked_on,
        "passed", file.archived_on, *(ended or ("", None, None, None, None)), *(getattr(file.household, name) for name in TOLD),
    )  # fmt: skip


def _members(files: list[NewFile]) -> Iterator[Row]:
    """Numbers and health leave Python sealed."""
    listed = [(file, member) for file in files for member in file.members]
    numbers, healths = (
        seal_many([getattr(member, column) or None for _, member in listed], aad=_aad(column))
        for column in ("id_number", "health")
    )
    for (file, member), number, health in zip(listed, numbers, healths, strict=True):
        yield (
            file.person_id, uuid7(), file.id, member.name, member.relation, member.born, number, mask_id(member.id_number),
            member.income_fen, health,
        )  # fmt: skip


def _aad(column: str) -> bytes:
    field: Any = FamilyMember._meta.get_field(column)
    assert isinstance(field, EncryptedTextField)
    return field.aad


def _numbers(files: list[NewFile]) -> Iterator[Row]:
    """Everybody in a live file; whoever is off it may be in another one."""
    live = [file for file in files if file.exit is None]
    told = [[member.id_number for member in _numbered(file)] for file in live]
    keys = blind_index_many(NUMBER, chain.from_iterable(told))
    owners = chain.from_iterable([file] * len(numbers) for file, numbers in zip(live, told, strict=True))
    for key, file in zip(keys, owners, strict=True):
        yield key, file.person_id, file.id


def _numbered(file: NewFile) -> Iterator[MemberTold]:
    return (member for member in file.members if member.id_number)
