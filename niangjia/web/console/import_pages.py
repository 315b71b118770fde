"""导入: upload, preview, apply, and the workbook of rejected rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from niangjia.base.actor import Actor
from niangjia.base.files import XLSX
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console import workbooks
from niangjia.web.console.desk import desk, part, show
from niangjia.web.console.errors import UploadMissing
from niangjia.web.console.workbooks import BOOKS, Upload, Workbook
from niangjia.web.shell.parts import ImportRow

SHOWN = 200


@dataclass(frozen=True, slots=True)
class BooksPage:
    books: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class UploadPage:
    title: str
    hint: str
    kind: str
    crumb: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """``meter``: the share of the rows read, while it runs."""

    upload: Upload
    title: str
    accepted: int
    meter: str
    stats: Sequence[tuple[str, str, str, str, str]]
    rows: Sequence[ImportRow]
    more: int
    poll: str
    again: str
    crumb: Sequence[tuple[str, str]]


@require_GET
@desk("import")
def index(request: HttpRequest) -> HttpResponse:
    """Which workbooks this officer may bring."""
    books = [
        (reverse("console:import-kind", args=[b.key]), _(b.title), _(b.hint))
        for b in workbooks.books_for(actor_of(request))
    ]
    return show(request, "imports", BooksPage(books), here="import")


@require_http_methods(["GET", "POST"])
@desk("import")
def kind(request: HttpRequest, kind: str) -> HttpResponse:
    """Upload. The file is read and judged; nothing is stored yet."""
    actor = actor_of(request)
    book = _book(actor, kind)
    if request.method == "POST":
        upload = request.FILES.get("file")
        if upload is None:
            raise UploadMissing
        taken = workbooks.take(by=actor, kind=kind, upload=upload)
        return redirect("console:import-preview", kind, taken.id)
    return show(
        request, "import_upload", UploadPage(_(book.title), _(book.hint), kind, _crumb(book, "")), here="import"
    )


@require_http_methods(["GET", "POST"])
@desk("import")
def preview(request: HttpRequest, kind: str, upload_id: UUID) -> HttpResponse:
    """What would happen row by row; a POST stores what was accepted. While a job runs, the page asks again by itself."""
    actor = actor_of(request)
    book = _book(actor, kind)
    one = workbooks.upload_of(actor, kind, upload_id)
    if request.method == "POST":
        if one.state == "preview":
            workbooks.store_rows(by=actor, one=one)
        return redirect("console:import-preview", kind, upload_id)
    page = _result(book, one)
    if request.headers.get("HX-Request"):
        return part(request, "_import_result", page)
    return show(request, "import_result", page, here="import")


@require_GET
@desk("import")
def rejected(request: HttpRequest, kind: str, upload_id: UUID) -> HttpResponse:
    """The rows that were not accepted, as a workbook to correct."""
    actor = actor_of(request)
    _book(actor, kind)
    one = workbooks.upload_of(actor, kind, upload_id)
    name = quote(_("退回的行-%(name)s") % {"name": one.name})
    return HttpResponse(
        workbooks.rejected_workbook(one),
        headers={
            "Content-Type": XLSX,
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
            "Cache-Control": "private, no-store",
        },
    )


def _book(actor: Actor, kind: str) -> Workbook:
    book = BOOKS.get(kind)
    if book is None or book not in workbooks.books_for(actor):
        raise Http404
    return book


def _crumb(book: Workbook, last: str) -> list[tuple[str, str]]:
    start = [(_("导入"), reverse("console:import"))]
    if not last:
        return [*start, (_(book.title), "")]
    return [*start, (_(book.title), reverse("console:import-kind", args=[book.key])), (last, "")]


def _result(book: Workbook, one: Upload) -> ResultPage:
    remarks = [("rejected", row, text) for row, text in one.remarks.get("rejected", ())]
    remarks += [("warned", row, text) for row, text in one.remarks.get("warned", ())]
    shown = remarks[:SHOWN]
    names = workbooks.names_of(one, {row for _state, row, _text in shown}) if shown else {}
    return ResultPage(
        upload=one, title=_(book.title), accepted=one.result.get("accepted", 0),
        meter=f"red:{100 * one.done / one.total:.1f}" if one.total else "",
        stats=_stats(one),
        rows=[ImportRow(row, state, names.get(row, ""), "", _(text)) for state, row, text in shown], more=len(remarks) - len(shown),
        poll=reverse("console:import-preview", args=[book.key, one.id]) if one.runs else "",
        again=reverse("console:import-kind", args=[book.key]), crumb=_crumb(book, one.name),
    )  # fmt: skip


def _stats(one: Upload) -> list[tuple[str, str, str, str, str]]:
    told = one.result
    shown = [
        (_("收下"), "accepted", ""),
        (_("新增"), "created", ""),
        (_("更新"), "changed", ""),
        (_("未变"), "unchanged", ""),
    ]
    shown += [(_("退回的"), "rejected", "due"), (_("提醒"), "warned", "due"), (_("空行"), "blank", "")]
    return [(title, f"{told.get(key, 0):,}", tone if told.get(key) else "", "", "") for title, key, tone in shown]
