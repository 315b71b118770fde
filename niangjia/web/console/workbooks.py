"""The workbooks of the console: which verb reads each, in which words its remarks are told, and how an upload is kept meanwhile.

An upload lies sealed in the vault of uploads; what is known of it lies beside the home in ``imports/<id>.json``, so that a page can
follow a job that runs in one long transaction.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from niangjia.base import files
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.files import vault
from niangjia.base.jobs import defer
from niangjia.base.spreadsheets import as_text, read_sheet, write_rejected
from niangjia.kernel.errors import NotFound, Refusal
from niangjia.kernel.imports import ImportResult
from niangjia.kernel.text import N_
from niangjia.organising import api as organising
from niangjia.people import api as people
from niangjia.unions import api as unions
from niangjia.web.console.errors import UploadGone
from niangjia.web.shell.texts import tell

AT_ONCE = 2_000
MOST_BYTES = 60 << 20
TOLD_EVERY_S = 0.4
KEPT_S = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Workbook:
    """One kind of workbook. ``first``: headings under which a row's name may stand. ``roles``: whose posts may bring it."""

    key: str
    title: str
    hint: str
    verb: Callable[..., ImportResult]
    reasons: Mapping[str, str]
    first: tuple[str, ...]
    roles: frozenset[str]


BOOKS = {
    book.key: book
    for book in (
        Workbook(
            "roster", N_("会员名册"), N_("姓名、证件号码、所属工会、入会日期必有，其他列有就收。"), people.import_roster, people.ROSTER_REASONS,
            ("姓名", "职工姓名", "会员姓名"), frozenset({"reviewer", "leader", "aid"}),
        ),
        Workbook(
            "unions", N_("工会"), N_("工会名称、上级工会、级别、类型必有；上下级先后不限。"), unions.import_unions, unions.IMPORT_REASONS,
            ("工会名称", "工会全称", "名称"), frozenset({"reviewer", "leader"}),
        ),
        Workbook(
            "students", N_("在读学生名单"), N_("学校每学年给的名单；只对上已经认得的会员，不新增人。"), people.import_students,
            people.STUDENT_REASONS, ("姓名", "学生姓名"), frozenset({"reviewer", "leader", "aid"}),
        ),
        Workbook(
            "dues", N_("经费缴纳"), N_("缴费单位、代码、所属工会、年度、缴费和上缴金额、日期。"), organising.import_dues,
            organising.DUES_REASONS, ("缴费单位", "缴费单位名称", "单位名称"), frozenset({"finance", "leader"}),
        ),
    )
}  # fmt: skip


def books_for(actor: Actor) -> list[Workbook]:
    """Those the actor's posts may bring; the verbs judge each row's reach again."""
    return [book for book in BOOKS.values() if any(actor.holds(role) for role in book.roles)]


@dataclass
class Upload:
    """An upload and how far it has come. ``state``: reading, preview, storing, stored or refused."""

    id: str
    kind: str
    by: str
    name: str
    state: str = "reading"
    done: int = 0
    total: int = 0
    header_row: int = 1
    refusal: str = ""
    result: dict[str, Any] = field(default_factory=dict)
    remarks: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    @property
    def book(self) -> Workbook:
        return BOOKS[self.kind]

    @property
    def runs(self) -> bool:
        return self.state in {"reading", "storing"}

    def keep(self) -> None:
        """Whole or not at all: a page reads it while a job writes."""
        path = place(self.id)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_suffix(".new")
        draft.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")
        draft.replace(path)

    def source(self) -> BytesIO:
        """
        :raises UploadGone: swept away meanwhile.
        """
        try:
            return BytesIO(b"".join(vault.read(UUID(self.id))))
        except FileNotFoundError as gone:
            raise UploadGone from gone


class _TooLong(Exception):
    """More rows than a request should wait for."""


def place(upload_id: str) -> Path:
    return Path(settings.NIANGJIA_HOME) / "imports" / f"{upload_id}.json"


def upload_of(actor: Actor, kind: str, upload_id: UUID) -> Upload:
    """The actor's own upload.

    :raises NotFound: none of hers.
    """
    path = place(str(upload_id))
    if not path.exists():
        raise NotFound
    found = Upload(**json.loads(path.read_text(encoding="utf-8")))
    if found.by != str(actor.id) or found.kind != kind:
        raise NotFound
    return found


def take(*, by: Actor, kind: str, upload: Any) -> Upload:
    """Keep the file sealed and read it without storing anything: at once when it is short, else as a job.

    :raises BadFile, UnreadableWorkbook, MissingColumns, TooManyRows:
    """
    kept = files.store(
        by=by, owner_id=by.id, purpose="import", upload=upload, accept=(files.XLSX,), most_bytes=MOST_BYTES
    )
    one = Upload(str(kept.id), kind, str(by.id), kept.name)
    _run(by, one, apply=False)
    return one


def store_rows(*, by: Actor, one: Upload) -> None:
    """Store the accepted rows of a preview, in one transaction."""
    one.state = "storing"
    _run(by, one, apply=True)


def _run(by: Actor, one: Upload, *, apply: bool) -> None:
    one.keep()
    try:
        read(by, one, apply=apply, at_once=True)
    except _TooLong:
        one.keep()
        defer("web.import_workbook", upload_id=one.id, kind=one.kind, person_id=str(by.id), apply=apply)
    except Refusal:
        one.state = "preview" if apply else "refused"
        one.keep()
        raise


def read(by: Actor, one: Upload, *, apply: bool, at_once: bool = False) -> None:
    """Let the verb read the workbook; its answer, or its refusal, is kept with the upload."""
    result = one.book.verb(
        by=by, source=one.source(), file_name=one.name, apply=apply, progress=_progress(one, at_once=at_once)
    )
    one.result = result.as_json() | {"rejected": len(result.rejected), "warned": len(result.warned)}
    one.remarks = {
        name: [(r.row, sentence(one.book, r)) for r in sorted(getattr(result, name), key=lambda r: r.row)]
        for name in ("rejected", "warned")
    }
    one.header_row, one.state = result.header_row, "stored" if apply else "preview"
    one.keep()


def read_in_job(*, upload_id: str, kind: str, person_id: str, apply: bool) -> None:
    """What the job does. A refusal is kept for the page; running twice is running once."""
    by = people.actor_for(UUID(person_id))
    one = upload_of(by, kind, UUID(upload_id))
    if not one.runs:
        return
    try:
        read(by, one, apply=apply)
    except Refusal as refusal:
        one.state, one.refusal = "refused", str(tell(refusal))
        one.keep()


def _progress(one: Upload, *, at_once: bool) -> Callable[[int, int], None]:
    told = 0.0

    def show(done: int, total: int) -> None:
        nonlocal told
        if at_once and total > AT_ONCE:
            one.total = total
            raise _TooLong
        now = time.monotonic()
        if not at_once and (now - told > TOLD_EVERY_S or done == total):
            told, one.done, one.total = now, done, total
            one.keep()

    return show


def sentence(book: Workbook, remark: Any) -> str:
    """The reason in words, with the row it repeats."""
    text = _(book.reasons.get(remark.why, remark.why))
    return f"{text}{_('（见第 %(row)s 行）') % {'row': remark.same_as}}" if remark.same_as else text


def names_of(one: Upload, rows: set[int]) -> dict[int, str]:
    """Whose rows these are, as the sheet has them."""
    sheet = read_sheet(one.source(), {"name": one.book.first}, required=("name",))
    found: dict[int, str] = {}
    for row in sheet:
        if row.number in rows:
            found[row.number] = as_text(row.cells.get("name"))
            if len(found) == len(rows):
                break
    return found


def rejected_workbook(one: Upload) -> bytes:
    """The rejected rows, all their columns, with the reason before them: to be corrected and imported again."""
    target = BytesIO()
    reasons = {int(row): text for row, text in one.remarks.get("rejected", ())}
    write_rejected(one.source(), target, header_row=one.header_row, reasons=reasons)
    return target.getvalue()


def sweep_uploads() -> int:
    """Take away uploads older than a week: rosters hold numbers, and what was accepted is stored long since. Returns how many."""
    folder, oldest = place("x").parent, time.time() - KEPT_S
    gone = [path for path in folder.glob("*.json") if path.stat().st_mtime < oldest] if folder.exists() else []
    for path in gone:
        with suppress(NotFound):
            files.erase(by=SYSTEM, file_id=UUID(path.stem), reason="web.sweep_uploads")
        path.unlink()
    return len(gone)
