"""Judging the rows of a workbook of unions, one by one, and finding the order in which they can enter the tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from niangjia.kernel import uscc
from niangjia.kernel.imports import Remark
from niangjia.kernel.text import N_, clean_name, unsafe_text
from niangjia.unions.rules.kinds import KIND_WORDS, LEVEL_WORDS, may_stand_below

MOST_NAME = 120
_REGION = re.compile(r"\d{6}(?:\d{3}){0,2}")

REASONS = {
    "missing_name": N_("没有写工会名称。"),
    "unsafe_text": N_("名称里有公式、网页代码或看不见的控制字符，不能收。"),
    "too_long": N_("名称太长，最多 120 个字。"),
    "bad_level": N_("级别只能是：市、县、镇街、基层。"),
    "bad_kind": N_(
        "类型不认识。可以写：地方总工会、地方工会、产业工会、企业工会、机关事业单位工会、联合工会、新就业形态联合工会。"
    ),
    "bad_uscc": N_("统一社会信用代码不对：应是 18 位数字和大写字母，没有 I、O、S、V、Z。"),
    "bad_region": N_("行政区划代码应是 6、9 或 12 位数字。"),
    "bad_date": N_("建会日期认不出来，请写成 2024-01-31 这样。"),
    "future_founding": N_("建会日期在今天之后。"),
    "missing_parent": N_("没有写上级工会。只有市级工会可以没有上级。"),
    "unknown_parent": N_("上级工会不在系统里，这个文件也没有能收下的一行写着它。"),
    "level_order": N_("级别要低于上级工会的级别。"),
    "duplicate": N_("和前面一行是同一个工会，或是同一家单位的第二个工会。"),
    "other_parent": N_("系统里这个工会在别的上级下面。要换上级，请用“转移工会”。"),
    "outside_reach": N_("这一行不在你的工会范围里。"),
    "uscc_check": N_("统一社会信用代码的校验位对不上，先收下了，请核对执照。"),
}


@dataclass(frozen=True, slots=True)
class UnionRow:
    """A row as it stood, cells as clean text; ``founded_on`` None with ``founded_text`` means unreadable."""

    number: int
    name: str
    parent: str
    level: str
    kind: str
    employer: str
    uscc: str
    region_code: str
    founded_text: str
    founded_on: date | None


@dataclass(frozen=True, slots=True)
class KnownUnion:
    """What the tree has already."""

    id: UUID
    name: str
    parent_name: str
    path: str
    level: str
    uscc: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An accepted row in the code's own words; ``existing`` when the tree has it already."""

    row: int
    name: str
    parent: str
    level: str
    kind: str
    employer: str
    uscc: str
    region_code: str
    founded_on: date | None
    existing: UUID | None


@dataclass(slots=True)
class Judgement:
    """``entries`` come parents first."""

    entries: list[Entry] = field(default_factory=list)
    rejected: list[Remark] = field(default_factory=list)
    warned: list[Remark] = field(default_factory=list)


def flaw_of(row: UnionRow, today: date) -> str | None:
    """What is wrong with the row by itself; the first thing found."""
    texts = (row.name, row.parent, row.employer)
    checks = (
        ("missing_name", not row.name),
        ("unsafe_text", any(unsafe_text(text, name=True) for text in texts)),
        ("too_long", any(len(text) > MOST_NAME for text in texts)),
        ("bad_level", row.level not in LEVEL_WORDS),
        ("bad_kind", row.kind not in KIND_WORDS),
        ("bad_uscc", bool(row.uscc) and uscc.parse(row.uscc).flaw == "bad_uscc"),
        ("bad_region", bool(row.region_code) and not _REGION.fullmatch(row.region_code)),
        ("bad_date", bool(row.founded_text) and row.founded_on is None),
        ("future_founding", row.founded_on is not None and row.founded_on > today),
    )
    return next((why for why, wrong in checks if wrong), None)


def judge(
    rows: Iterable[UnionRow],
    *,
    known: Mapping[str, KnownUnion],
    today: date,
    within_reach: Callable[[str], bool] = lambda _: True,
) -> Judgement:
    """Every row accepted or rejected with a reason. A parent may stand later in the file than its children.

    ``known``: unions of the tree by name: those the rows and their parents name, and those of the rows' employers.
    ``within_reach``: whether the actor may change the tree at this path.
    """
    result = Judgement()
    sound: list[Entry] = []
    for row in rows:
        why = flaw_of(row, today)
        if why:
            result.rejected.append(Remark(row.number, why))
        else:
            sound.append(_entry(row, known))
    _Placing(sound, known, within_reach, result).run()
    result.warned = [
        Remark(entry.row, "uscc_check")
        for entry in result.entries
        if entry.uscc and uscc.parse(entry.uscc).flaw == "uscc_check"
    ]
    return result


def _entry(row: UnionRow, known: Mapping[str, KnownUnion]) -> Entry:
    name, parent = clean_name(row.name), clean_name(row.parent)
    existing = known.get(name)
    return Entry(
        row=row.number,
        name=name,
        parent=parent,
        level=LEVEL_WORDS[row.level],
        kind=KIND_WORDS[row.kind],
        employer=clean_name(row.employer),
        uscc=uscc.parse(row.uscc).code if row.uscc else "",
        region_code=row.region_code,
        founded_on=row.founded_on,
        existing=existing.id if existing else None,
    )


class _Placing:
    """Which rows find a place in the tree: repeated rows out, then parents before children."""

    def __init__(
        self,
        sound: list[Entry],
        known: Mapping[str, KnownUnion],
        within_reach: Callable[[str], bool],
        result: Judgement,
    ) -> None:
        self._sound, self._known, self._within_reach, self._result = sound, known, within_reach, result
        self._level_of = {name: union.level for name, union in known.items()}
        self._union_of_employer = {union.uscc: name for name, union in known.items() if union.uscc}
        self._reached = {name for name, union in known.items() if within_reach(union.path)}

    def run(self) -> None:
        placeable = self._placeable()
        chosen: dict[str, Entry] = {}
        first_with: dict[str, Entry] = {}
        for entry in self._sound:
            earlier = chosen.get(entry.name) or first_with.get(_employer_key(entry))
            if entry.parent and entry.parent not in placeable:
                self._reject(entry, "unknown_parent")
            elif not entry.parent and entry.level != "municipal":
                self._reject(entry, "missing_parent")
            elif earlier:
                self._result.rejected.append(Remark(entry.row, "duplicate", same_as=earlier.row))
            elif why := self._conflict(entry):
                self._reject(entry, why)
            else:
                chosen[entry.name] = entry
                if key := _employer_key(entry):
                    first_with[key] = entry
        self._enter(list(chosen.values()))

    def _placeable(self) -> set[str]:
        """Names that have a place, in the tree or through rows of the file, whatever their order."""
        names = set(self._known) | {entry.name for entry in self._sound if not entry.parent}
        waiting = [entry for entry in self._sound if entry.name not in names]
        while waiting:
            found = {entry.name for entry in waiting if entry.parent in names}
            if not found:
                break
            names |= found
            waiting = [entry for entry in waiting if entry.name not in names]
        return names

    def _conflict(self, entry: Entry) -> str | None:
        """What the tree itself has against the row."""
        there = self._known.get(entry.name)
        if there and there.parent_name != entry.parent:
            return "other_parent"
        has_union = self._union_of_employer.get(_employer_key(entry))
        return "duplicate" if has_union and has_union != entry.name else None

    def _enter(self, waiting: list[Entry]) -> None:
        """Parents first, round by round; what is left has a parent that was refused, or stands in a circle."""
        while waiting:
            ready = [entry for entry in waiting if not entry.parent or entry.parent in self._level_of]
            if not ready:
                break
            for entry in ready:
                self._enter_one(entry)
            ready_rows = {entry.row for entry in ready}
            waiting = [entry for entry in waiting if entry.row not in ready_rows]
        for entry in waiting:
            self._reject(entry, "unknown_parent")

    def _enter_one(self, entry: Entry) -> None:
        if entry.parent and not may_stand_below(entry.level, self._level_of[entry.parent]):
            self._reject(entry, "level_order")
        elif (
            entry.name in self._reached
            or entry.parent in self._reached
            or (not entry.parent and self._within_reach(""))
        ):
            self._level_of[entry.name] = entry.level
            self._reached.add(entry.name)
            self._result.entries.append(entry)
        else:
            self._reject(entry, "outside_reach")

    def _reject(self, entry: Entry, why: str) -> None:
        self._result.rejected.append(Remark(entry.row, why))


def _employer_key(entry: Entry) -> str:
    """One employer has one grassroots union (工会法 Art.11); joint unions and branches are of other kinds."""
    return entry.uscc if entry.kind == "enterprise" else ""
