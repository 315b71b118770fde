"""A workbook of unions enters the tree: every row judged by itself, the accepted ones stored in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Max, TextField

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.base.locks import advisory
from niangjia.base.spreadsheets import Row, Sheet, Source, as_date, as_text, read_sheet
from niangjia.kernel.ids import uuid7
from niangjia.kernel.imports import ImportResult, Progress
from niangjia.kernel.text import clean_name
from niangjia.unions.access import may_tend
from niangjia.unions.actions.counting import TREE_LOCK, counting
from niangjia.unions.models import Enterprise, Union
from niangjia.unions.rules.import_rows import Entry, KnownUnion, UnionRow, judge
from niangjia.unions.rules.kinds import short_name_of
from niangjia.unions.rules.paths import next_path

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("工会名称", "工会全称", "名称"),
    "parent": ("上级工会", "上级工会名称"),
    "level": ("级别", "层级"),
    "kind": ("类型", "工会类型"),
    "employer": ("单位名称", "单位全称", "工作单位"),
    "uscc": ("统一社会信用代码", "单位统一社会信用代码"),
    "region_code": ("行政区划代码", "区划代码"),
    "founded_on": ("建会日期", "成立日期"),
}
REQUIRED = ("name", "parent", "level", "kind")
BATCH = 1000


def import_unions(
    *, by: Actor, source: Source, file_name: str = "", apply: bool = True, progress: Progress | None = None
) -> ImportResult:
    """Read a workbook (columns above, in any order) into the tree. A second run of the same file changes nothing.

    With ``apply`` False only says what would happen. Existing unions are brought up to date, but never moved or
    emptied:
    an empty cell leaves what is known.

    :raises UnreadableWorkbook, MissingColumns, TooManyRows: nothing was read.
    """
    sheet = read_sheet(source, COLUMNS, required=REQUIRED)
    rows, blank = _read(sheet, progress)
    import_id = uuid7()
    with act("unions.import_unions", by=by, about=("import", import_id)) as deed:
        advisory(TREE_LOCK)
        known = _known(rows)
        judgement = judge(rows, known=known, today=clock.today(), within_reach=lambda path: may_tend(by, path))
        merge = _Merge(judgement.entries)
        result = ImportResult(
            blank=blank,
            rejected=judgement.rejected,
            warned=judgement.warned,
            applied=apply,
            header_row=sheet.header_row,
            tells_same_as=False,
            created=len(merge.new),
            changed=len(merge.changed),
            unchanged=len(judgement.entries) - len(merge.new) - len(merge.changed),
        )
        if apply:
            with counting("union", [*(union.id for union in merge.new), *merge.changed]):
                merge.write()
            deed.touch_many("union", [*(union.id for union in merge.new), *merge.changed])
            deed.touch_many("enterprise", merge.enterprise_ids)
        deed.note(
            file=file_name, applied=apply, created=result.created, changed=result.changed, rejected=len(result.rejected)
        )
    return result


def _read(sheet: Sheet, progress: Progress | None) -> tuple[list[UnionRow], int]:
    rows, blank = [], 0
    for done, row in enumerate(sheet, 1):
        if row.blank:
            blank += 1
        else:
            rows.append(_row(row))
        if progress:
            progress(done, sheet.total)
    return rows, blank


def _row(row: Row) -> UnionRow:
    """Names stay as they stood, control characters included: the judge must see them."""
    cells = row.cells
    texts = {key: as_text(cells.get(key)) for key in COLUMNS}
    raw = {
        key: value if isinstance(value := cells.get(key), str) else texts[key] for key in ("name", "parent", "employer")
    }
    return UnionRow(
        number=row.number,
        name=raw["name"].strip(),
        parent=raw["parent"].strip(),
        level=texts["level"],
        kind=texts["kind"],
        employer=raw["employer"].strip(),
        uscc=texts["uscc"],
        region_code=texts["region_code"],
        founded_text=texts["founded_on"],
        founded_on=as_date(cells.get("founded_on")),
    )


def _known(rows: Iterable[UnionRow]) -> dict[str, KnownUnion]:
    """The tree's unions that the rows speak of, by name.

    The highest of a name. Employers' unions come last, so that a name wins.
    """
    listed = list(rows)
    names = {clean_name(text) for row in listed for text in (row.name, row.parent) if text}
    living = Union.objects.filter(dissolved_on__isnull=True).order_by("-path")
    columns = ("id", "name", "parent__name", "path", "level", "employer__uscc", "kind")
    codes = {row.uscc.upper() for row in listed if row.uscc}
    found = [
        *living.filter(employer__uscc__in=codes).values_list(*columns),
        *living.filter(name__in=names).values_list(*columns),
    ]
    return {
        name: KnownUnion(union_id, name, parent or "", path, level, (code or "") if kind == "enterprise" else "")
        for union_id, name, parent, path, level, code, kind in found
    }


class _Merge:
    """What the accepted rows create and change, worked out in a few set-wise reads before anything is written."""

    def __init__(self, entries: list[Entry]) -> None:
        self._entries = entries
        self._new_enterprises: dict[str, Enterprise] = {}
        self._enterprises: dict[str, Enterprise] = {}
        self._renamed: list[Enterprise] = []
        self.new: list[Union] = []
        self.changed: set[UUID] = set()
        self._changed_rows: list[Union] = []
        self._find_enterprises()
        self._plan()

    @property
    def enterprise_ids(self) -> list[UUID]:
        return [enterprise.id for enterprise in (*self._new_enterprises.values(), *self._renamed)]

    def write(self) -> None:
        """Parents stand before children in ``new``, so no foreign key waits for the end."""
        Enterprise.objects.bulk_create(self._new_enterprises.values(), batch_size=BATCH)
        Enterprise.objects.bulk_update(self._renamed, ["name"], batch_size=BATCH)
        Union.objects.bulk_create(self.new, batch_size=BATCH)
        Union.objects.bulk_update(
            self._changed_rows, ["level", "kind", "region_code", "employer", "founded_on"], batch_size=BATCH
        )

    def _find_enterprises(self) -> None:
        codes = {entry.uscc for entry in self._entries if entry.uscc}
        names = {entry.employer for entry in self._entries if entry.employer and not entry.uscc}
        for enterprise in Enterprise.objects.filter(uscc="", name__in=names):
            self._enterprises[enterprise.name] = enterprise
        for enterprise in Enterprise.objects.filter(uscc__in=codes):
            self._enterprises[enterprise.uscc] = enterprise

    def _plan(self) -> None:
        existing = Union.objects.in_bulk([entry.existing for entry in self._entries if entry.existing])
        parents = self._parents()
        last = self._last_children()
        for entry in self._entries:
            employer = self._employer_of(entry)
            if entry.existing:
                self._compare(existing[entry.existing], entry, employer)
                continue
            parent = parents[entry.parent] if entry.parent else None
            union = self._found(entry, employer, parent, last)
            parents.setdefault(entry.name, union)

    def _parents(self) -> dict[str, Union]:
        """By name, the highest of a name: the same that the judge looked at."""
        names = {entry.parent for entry in self._entries if entry.parent}
        found = Union.objects.filter(name__in=names, dissolved_on__isnull=True).order_by("-path")
        return {union.name: union for union in found}

    def _last_children(self) -> dict[UUID | None, str]:
        """The greatest path among each parent's children, dissolved ones included: an ordinal is never used again."""
        return dict(Union.objects.values_list("parent_id").annotate(last=Max("path", output_field=TextField())))

    def _found(
        self, entry: Entry, employer: Enterprise | None, parent: Union | None, last: dict[UUID | None, str]
    ) -> Union:
        key, path = (parent.id, parent.path) if parent else (None, "")
        last[key] = place = next_path(path, last.get(key))
        union = Union(
            parent=parent,
            path=place,
            level=entry.level,
            kind=entry.kind,
            name=entry.name,
            short_name=short_name_of(entry.name),
            region_code=entry.region_code,
            employer=employer,
            founded_on=entry.founded_on,
        )
        self.new.append(union)
        return union

    def _compare(self, union: Union, entry: Entry, employer: Enterprise | None) -> None:
        told = {
            "level": entry.level,
            "kind": entry.kind,
            "region_code": entry.region_code,
            "employer_id": employer.id if employer else None,
            "founded_on": entry.founded_on,
        }
        news = {field: value for field, value in told.items() if value and getattr(union, field) != value}
        if news:
            for field, value in news.items():
                setattr(union, field, value)
            self._changed_rows.append(union)
            self.changed.add(union.id)

    def _employer_of(self, entry: Entry) -> Enterprise | None:
        key = entry.uscc or entry.employer
        if not key:
            return None
        found = self._enterprises.get(key)
        if found is None:
            found = Enterprise(uscc=entry.uscc, name=entry.employer or entry.name, region_code=entry.region_code)
            self._enterprises[key] = self._new_enterprises[key] = found
        elif entry.employer and found.name != entry.employer and key not in self._new_enterprises:
            found.name = entry.employer
            self._renamed.append(found)
            self.changed.update({entry.existing} if entry.existing else set())
        return found
