"""Photographs of a visit: for whoever may see the case, each look of an officer written down."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from niangjia.base import files, journal
from niangjia.base.files import vault
from niangjia.casework import api as casework
from niangjia.kernel.errors import NotFound
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.desk import desk

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


@require_GET
@desk("cases")
def photo(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponse:
    """One photograph out of a case's visit."""
    actor = actor_of(request)
    view = casework.case_for(actor, case_id)
    taken = {each for step in view.past for each in step.details.get("photos", ())}
    if str(file_id) not in taken or not vault.place(file_id).exists():
        raise NotFound
    owner = view.case.person_id or view.case.subject_id
    journal.note_look(by=actor, person_id=owner, what="case-visit", about=("file", file_id))
    content = b"".join(vault.read(file_id))
    return HttpResponse(
        content, headers=HEADERS | {"Content-Type": files.media_type_of(content) or "application/octet-stream"}
    )
