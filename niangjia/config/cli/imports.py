"""``niangjia import``: workbooks from outside. One line in ``WORKBOOKS`` makes a command of a package's import verb."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from niangjia.base.actor import SYSTEM
from niangjia.base.spreadsheets import write_rejected
from niangjia.config.language import words
from niangjia.config.run.preparation import database
from niangjia.kernel.imports import ImportResult, Progress, Remark
from niangjia.kernel.text import N_

STORED, WOULD_BE = N_("收下 {n} 行："), N_("可以收下（还没有保存） {n} 行：")
SHOWN = 30  # remarks on the screen; the rest is in the workbook of rejected rows


@dataclass(frozen=True, slots=True)
class Workbook:
    """``verb`` in the package's ``api``: (by, source, file_name, apply, progress) → ImportResult.

    ``reasons``: its texts by key.
    """

    key: str
    api: str
    verb: str
    reasons: str
    help: str


WORKBOOKS = (
    Workbook(
        "unions",
        "niangjia.unions.api",
        "import_unions",
        "IMPORT_REASONS",
        "Unions and their employers, parents in any order.",
    ),
    Workbook(
        "roster",
        "niangjia.people.api",
        "import_roster",
        "ROSTER_REASONS",
        "Members of unions that are already in the tree.",
    ),
    Workbook(
        "students",
        "niangjia.people.api",
        "import_students",
        "STUDENT_REASONS",
        "Studies of people the union knows, one school year a row.",
    ),
    Workbook(
        "dues",
        "niangjia.organising.api",
        "import_dues",
        "DUES_REASONS",
        "Dues paid up by employers, one payer and year a row.",
    ),
)


@click.group()
def imports() -> None:
    """Read a workbook (.xlsx): every row is judged by itself, the accepted rows are stored in one transaction.

    Exit status: 0 when the file was read, also if some or all rows were rejected; 1 when it was refused whole
    (not a workbook, columns missing, too many rows).
    """


def _command(workbook: Workbook) -> click.Command:
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--json", "as_json", is_flag=True, help="Answer as JSON; row = the sheet's row number.")
    @click.option("--check", is_flag=True, help="Only say what would happen; nothing is stored.")
    @click.option(
        "--rejects",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write the rejected rows, with reasons, to this .xlsx.",
    )
    @click.option("--as", "label", default="命令行", show_default=True, help="Who the journal says it was.")
    def run(file: Path, as_json: bool, check: bool, rejects: Path | None, label: str) -> None:
        with database():
            door = import_module(workbook.api)
            with _progress() as progress:
                result: ImportResult = getattr(door, workbook.verb)(
                    by=replace(SYSTEM, label=label),
                    source=str(file),
                    file_name=file.name,
                    apply=not check,
                    progress=progress,
                )
        reasons: Mapping[str, str] = getattr(door, workbook.reasons)
        if rejects:
            texts = {remark.row: sentence(remark, reasons) for remark in result.rejected}
            write_rejected(str(file), rejects, header_row=result.header_row, reasons=texts)
        for line in [json.dumps(result.as_json(), ensure_ascii=False)] if as_json else report(result, reasons):
            click.echo(line)

    return click.command(workbook.key, help=workbook.help)(run)


for _workbook in WORKBOOKS:
    imports.add_command(_command(_workbook))


def report(result: ImportResult, reasons: Mapping[str, str]) -> Iterator[str]:
    """The answer for people."""
    stored = words(STORED if result.applied else WOULD_BE)
    counts = words("新增 {created}，更新 {changed}，未变 {unchanged}。空行 {blank}，退回 {rejected}，提醒 {warned}。")
    yield (stored + counts).format(
        n=result.accepted, created=result.created, changed=result.changed, unchanged=result.unchanged,
        blank=result.blank, rejected=len(result.rejected), warned=len(result.warned),
    )  # fmt: skip
    yield from _remarks(words("退回："), result.rejected, reasons)
    yield from _remarks(words("提醒："), result.warned, reasons)


def sentence(remark: Remark, reasons: Mapping[str, str]) -> str:
    """The reason as a sentence."""
    text = words(reasons.get(remark.why, remark.why))
    return words("{why}（见第 {row} 行）").format(why=text, row=remark.same_as) if remark.same_as else text


def _remarks(title: str, remarks: Iterable[Remark], reasons: Mapping[str, str]) -> Iterator[str]:
    listed = sorted(remarks, key=lambda remark: remark.row)
    if listed:
        yield f"\n{title}"
    for remark in listed[:SHOWN]:
        yield f"  {words('第 {row} 行').format(row=remark.row)}  {sentence(remark, reasons)}"
    if len(listed) > SHOWN:
        more = words("还有 {n} 行；全部原因用 --json 看，退回的行用 --rejects 存成表格。")
        yield f"  {more.format(n=len(listed) - SHOWN)}"


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar on stderr, when somebody looks; the last step, storing, has no rows to count."""
    bar: Any = None

    def show(done: int, total: int) -> None:
        nonlocal bar
        if bar is None:
            bar = click.progressbar(length=total, label=words("读取"), file=sys.stderr, hidden=not sys.stderr.isatty())
            bar.__enter__()
        bar.update(done - bar.pos)

    try:
        yield show
    finally:
        if bar is not None:
            bar.__exit__(None, None, None)
