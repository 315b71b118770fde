"""A roster of members: every row judged by itself, the accepted ones stored in one transaction."""

from __future__ import annotations

from collections.abc import Iterator

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import act
from niangjia.base.locks import advisory
from niangjia.base.spreadsheets import Sheet, Source, as_text, read_sheet
from niangjia.kernel.ids import uuid7
from niangjia.kernel.imports import ImportResult, Progress, Remark
from niangjia.kernel.text import clean_name
from niangjia.people.access import chairs_of
from niangjia.people.actions.merge_roster import RosterMerge
from niangjia.people.rules.roster import COLUMNS, REQUIRED, Candidate, KnownUnion, RosterJudge
from niangjia.unions import api as unions

STEP = 500  # rows between two reports of progress


def import_roster(
    *, by: Actor, source: Source, file_name: str = "", apply: bool = True, progress: Progress | None = None
) -> ImportResult:
    """Read a workbook of members (columns in ``rules.roster.COLUMNS``, in any order).

    A person is known by the number of her document. New people are entered, known ones brought up to date (an
    empty cell
    leaves what is known), and whoever has no live membership gets one in the row's union. Whoever is a member
    elsewhere is
    refused with the transfer offered. A second run of the same file changes nothing. With ``apply`` False nothing is
    written; the answer is what would happen.

    :raises UnreadableWorkbook, MissingColumns, TooManyRows: nothing was read.
    """
    sheet = read_sheet(source, COLUMNS, required=REQUIRED)
    import_id, result = uuid7(), ImportResult(applied=apply, header_row=sheet.header_row)
    with act("people.import_roster", by=by, about=("import", import_id)) as deed:
        advisory("people.roster")
        judge = RosterJudge(unions=_unions(sheet), today=clock.today(), within_reach=lambda path: _may_import(by, path))
        merge = RosterMerge()
        merge.load(_candidates(sheet, judge, result, progress))
        merged = merge.compare()
        if apply:
            merge.write(clock.now())
            deed.touch_many("person", merged.touched)
            deed.touch_many("person", chairs_of(merged.unions))
            deed.touch_many("union", unions.upwards(union_ids=merged.unions))
        result.created, result.changed, result.unchanged = merged.created, merged.changed, merged.unchanged
        result.rejected += merged.rejected
        refused = {remark.row for remark in merged.rejected}
        result.warned = [remark for remark in (*result.warned, *merged.warned) if remark.row not in refused]
        deed.note(
            file=file_name,
            applied=apply,
            created=result.created,
            changed=result.changed,
            unchanged=result.unchanged,
            rejected=len(result.rejected),
        )
    return result


def _may_import(by: Actor, path: str) -> bool:
    return by.id == SYSTEM.id or by.may("reviewer", path)


def _unions(sheet: Sheet) -> dict[str, list[KnownUnion]]:
    """The unions the sheet names, in one query; the sheet is walked once for it."""
    cells = set(sheet.column("union"))
    found = unions.unions_named(names={clean_name(as_text(cell)) for cell in cells})
    return {name: [KnownUnion(ref.id, ref.path) for ref in refs] for name, refs in found.items()}


def _candidates(
    sheet: Sheet, judge: RosterJudge, result: ImportResult, progress: Progress | None
) -> Iterator[Candidate]:
    """The accepted rows, one at a time; the others leave their remark in ``result``."""
    for done, row in enumerate(sheet, 1):
        if progress and (done % STEP == 0 or done == sheet.total):
            progress(done, sheet.total)
        if row.blank:
            result.blank += 1
            continue
        judged = judge.judge(row)
        if isinstance(judged, Remark):
            result.rejected.append(judged)
            continue
        result.warned += [Remark(judged.row, why) for why in judged.warnings]
        yield judged
