"""A workbook of dues: every row judged by itself, the accepted ones stored in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import Deed, act
from niangjia.base.locks import advisory
from niangjia.base.spreadsheets import Row, Sheet, Source, as_date, as_text, read_sheet
from niangjia.kernel import uscc
from niangjia.kernel.ids import uuid7
from niangjia.kernel.imports import ImportResult, Progress
from niangjia.kernel.text import clean_name
from niangjia.organising.access import may_record_dues
from niangjia.organising.events import DuesRecorded
from niangjia.organising.models import DuesPayment
from niangjia.organising.rules.dues_rows import DuesRow, Entry, KnownUnion, judge
from niangjia.unions import api as unions
from niangjia.unions.api import EnterpriseRef

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "payer": ("缴费单位", "缴费单位名称", "单位名称"),
    "uscc": ("统一社会信用代码", "单位统一社会信用代码"),
    "union": ("所属工会", "工会名称"),
    "year": ("年度", "所属年度"),
    "quarter": ("季度", "所属季度"),
    "paid": ("缴费金额", "缴费金额（元）", "缴费金额(元)"),
    "handed_up": ("上缴金额", "上缴金额（元）", "上缴金额(元)"),
    "paid_on": ("缴费日期", "入库日期"),
    "state_controlled": ("国有控股", "是否国有控股"),
    "public_body": ("机关事业", "是否机关事业单位"),
}
REQUIRED = ("payer", "uscc", "union", "year", "paid", "handed_up", "paid_on")
FLAGS = ("state_controlled", "public_body")
TOLD = ("union_id", "paid_fen", "handed_up_fen", "paid_on")
BATCH = 1000
STEP = 500  # rows between two reports of progress


def import_dues(
    *, by: Actor, source: Source, file_name: str = "", apply: bool = True, progress: Progress | None = None
) -> ImportResult:
    """Read a workbook (columns above, in any order); reasons in ``rules.dues_rows.REASONS``.

    A payment is known by payer, year and quarter. Payers that are not known are entered; what a row says of state
    control and public bodies is taken over, and an empty cell says nothing. A second run of the same file changes
    nothing. With ``apply`` False the answer is what would happen.

    :raises UnreadableWorkbook, MissingColumns, TooManyRows: nothing was read.
    """
    sheet = read_sheet(source, COLUMNS, required=REQUIRED)
    result, import_id = ImportResult(applied=apply, header_row=sheet.header_row), uuid7()
    rows = _read(sheet, result, progress)
    with act("organising.import_dues", by=by, about=("import", import_id)) as deed:
        advisory("organising.dues")
        payers = unions.enterprises_coded(codes={uscc.parse(row.uscc).code for row in rows if row.uscc})
        known = _recorded(payers.values())
        judgement = judge(
            rows,
            unions=_unions(rows),
            names={code: payer.name for code, payer in payers.items()},
            periods=known,
            today=clock.today(),
            within_reach=lambda path: may_record_dues(by, path),
        )
        result.rejected, result.warned = judgement.rejected, judgement.warned
        merge = _Merge(judgement.entries, payers, known, result)
        if apply:
            merge.write(deed)
            deed.emit(DuesRecorded(import_id=import_id, payers=len({entry.uscc for entry in judgement.entries})))
        deed.note(file=file_name, applied=apply, accepted=result.accepted, rejected=len(result.rejected))
    return result


def _read(sheet: Sheet, result: ImportResult, progress: Progress | None) -> list[DuesRow]:
    rows = []
    for done, row in enumerate(sheet, 1):
        if progress and (done % STEP == 0 or done == sheet.total):
            progress(done, sheet.total)
        if row.blank:
            result.blank += 1
        else:
            rows.append(_row(row))
    return rows


def _row(row: Row) -> DuesRow:
    """Names stay as they stood, control characters included: the judge must see them."""
    texts = {key: as_text(row.cells.get(key)) for key in COLUMNS}
    for key in ("payer", "union"):
        cell = row.cells.get(key)
        texts[key] = cell.strip() if isinstance(cell, str) else texts[key]
    return DuesRow(number=row.number, paid_on=as_date(row.cells.get("paid_on")), **_without(texts, "paid_on"))


def _without(texts: dict[str, str], key: str) -> dict[str, Any]:
    return {name: text for name, text in texts.items() if name != key}


def _unions(rows: Iterable[DuesRow]) -> dict[str, list[KnownUnion]]:
    found = unions.unions_named(names={clean_name(row.union) for row in rows if row.union})
    return {name: [KnownUnion(ref.id, ref.path) for ref in refs] for name, refs in found.items()}


def _recorded(payers: Iterable[EnterpriseRef]) -> dict[tuple[str, int, int | None], DuesPayment]:
    codes = {payer.id: payer.uscc for payer in payers}
    rows = DuesPayment.objects.filter(payer_id__in=codes)
    return {(codes[row.payer_id], row.year, row.quarter): row for row in rows}


class _Merge:
    """What the accepted rows create and change, worked out before anything is written."""

    def __init__(
        self,
        entries: list[Entry],
        payers: Mapping[str, EnterpriseRef],
        known: Mapping[tuple[str, int, int | None], DuesPayment],
        result: ImportResult,
    ) -> None:
        self._payers, self._today = dict(payers), clock.today()
        self._news: dict[str, dict[str, Any]] = {}
        self._new: list[Entry] = []
        self._old: list[DuesPayment] = []
        for entry in entries:
            payer_changed = self._learn(entry)
            row = known.get(entry.period)
            if row is None:
                result.created += 1
                self._new.append(entry)
            elif self._compare(row, entry) or payer_changed:
                result.changed += 1
            else:
                result.unchanged += 1

    def write(self, deed: Deed) -> None:
        """Payers are entered by the system: who records dues tends the union that received them, not the employers."""
        for code, told in self._news.items():
            payer = self._payers.get(code)
            self._payers[code] = unions.record_enterprise(
                by=SYSTEM, uscc=code, **{"name": payer.name, "status": payer.status, **told} if payer else told
            )
        DuesPayment.objects.bulk_create((self._payment(entry) for entry in self._new), batch_size=BATCH)
        DuesPayment.objects.bulk_update(self._old, [*TOLD, "reported_on"], batch_size=BATCH)
        touched: set[UUID] = {self._payers[entry.uscc].id for entry in self._new}
        deed.touch_many("enterprise", touched | {row.payer_id for row in self._old})

    def _learn(self, entry: Entry) -> bool:
        """Keep what the row says of the payer and is not known yet; whether it says something new."""
        payer, told = self._payers.get(entry.uscc), self._news.get(entry.uscc, {})
        flags = {flag: value for flag in FLAGS if (value := getattr(entry, flag)) is not None}
        news = {flag: value for flag, value in flags.items() if told.get(flag, getattr(payer, flag, None)) != value}
        if payer is None and not told:
            news |= {"name": entry.payer}
        if news:
            self._news[entry.uscc] = told | news
        return bool(news) and payer is not None

    def _compare(self, row: DuesPayment, entry: Entry) -> bool:
        """Bring a recorded payment up to date; whether it says something else. Being told again makes it fresh again."""
        news = {column: getattr(entry, column) for column in TOLD if getattr(row, column) != getattr(entry, column)}
        if news or row.reported_on != self._today:
            vars(row).update(news, reported_on=self._today)
            self._old.append(row)
        return bool(news)

    def _payment(self, entry: Entry) -> DuesPayment:
        return DuesPayment(
            payer_id=self._payers[entry.uscc].id,
            year=entry.year,
            quarter=entry.quarter,
            source="workbook",
            reported_on=self._today,
            **{column: getattr(entry, column) for column in TOLD},
        )
