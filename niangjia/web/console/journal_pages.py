"""日志: who did what when and why, and whether the seals over it agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from niangjia.base import journal
from niangjia.base.actor import Actor
from niangjia.base.journal import Entry
from niangjia.casework import api as casework
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.desk import desk, key_in, show
from niangjia.web.console.verbs import ABOUT, OTHER, VERBS
from niangjia.web.shell.parts import LogRow
from niangjia.web.shell.texts import actor_words
from niangjia.web.templatetags.nj import moment

SIZE = 50


@dataclass(frozen=True, slots=True)
class JournalPage:
    """``all_of_it``: the audit administrator's view; others see their own deeds, or one case's."""

    rows: Sequence[LogRow]
    all_of_it: bool
    about: str
    older: str
    roots: Sequence[journal.PublishedRoot]
    checked: Any
    crumb: Sequence[tuple[str, str]]


@require_http_methods(["GET", "POST"])
@desk("journal")
def index(request: HttpRequest) -> HttpResponse:
    """Newest first. A POST of the audit administrator verifies every seal, and the rows under it."""
    actor = actor_of(request)
    audit = actor.holds("audit_admin")
    if request.method == "POST" and not audit:
        raise Http404
    about, before = key_in(request, "case"), key_in(request, "before")
    if about and not audit:
        casework.case_for(actor, about)
    rows = journal.entries(
        about=("case", about) if about else None, actor=None if audit or about else actor.id, before=before, limit=SIZE
    )
    page = JournalPage(
        rows=[_row(entry, actor) for entry in rows], all_of_it=audit, about=str(about or ""), older=_older(rows, about),
        roots=journal.published_roots(limit=5), checked=journal.verify() if request.method == "POST" else None,
        crumb=[(_("日志"), reverse("console:journal")), (_("一件事"), "")] if about else [],
    )  # fmt: skip
    return show(request, "journal", page, here="journal")


def _older(rows: Sequence[Entry], about: UUID | None) -> str:
    if len(rows) < SIZE:
        return ""
    return f"?before={rows[-1].id}" + (f"&case={about}" if about else "")


def _row(entry: Entry, actor: Actor) -> LogRow:
    details = entry.details
    name = str(
        details.get("number")
        or details.get("name")
        or (details.get("file") if entry.about_kind == "import" else "")
        or ""
    )
    about = " ".join(part for part in (_(ABOUT.get(entry.about_kind, "")), name) if part)
    opens = entry.about_kind == "case" and bool(actor.paths)
    return LogRow(
        time=moment(entry.at), title=_(VERBS.get(entry.verb, OTHER)), text=entry.reason, who=actor_words(entry.actor_label), about=about,
        about_href=reverse("console:case", args=[entry.about_id]) if opens else "", hash=str(entry.id)[-12:],
    )  # fmt: skip
