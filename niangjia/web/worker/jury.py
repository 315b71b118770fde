"""A juror's pages: what she is asked to score, one case's material and her points, stepping aside."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from niangjia.base import files
from niangjia.casework import api as casework
from niangjia.casework.errors import ScoresWrong
from niangjia.kernel.errors import NotFound
from niangjia.web.accounts.actors import actor_of
from niangjia.web.worker.frame import page, show
from niangjia.web.worker.jury_page import files_of, invitations_page, sheet_page


@page
@require_safe
def invitations(request: HttpRequest) -> HttpResponse:
    """Every case she is asked to score now."""
    return show(request, "jury", invitations_page(actor_of(request).id), here="mine")


@page
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The material and the points. What is wrong is told beside its criterion, and what was typed stays."""
    actor = actor_of(request)
    if request.method == "POST":
        try:
            casework.give_scores(by=actor, case_id=case_id, given=request.POST.dict())
        except ScoresWrong as wrong:
            return show(request, "jury_sheet", sheet_page(actor, case_id, request.POST, wrong.fields), here="mine")
        messages.success(request, _("分数收好了。算出结果以前还可以改，别人看不到。"))
        return redirect("jury")
    return show(request, "jury_sheet", sheet_page(actor, case_id), here="mine")


@page
@require_POST
def leave(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """回避."""
    actor = actor_of(request)
    casework.leave_jury(by=actor, case_id=case_id, person_id=actor.id, reason=request.POST.get("reason", ""))
    messages.success(request, _("已经回避，工会会另请一位评委。"))
    return redirect("jury")


@page
@require_GET
def material(request: HttpRequest, case_id: UUID, file_id: UUID) -> StreamingHttpResponse:
    """A file of the case. The look is written down with the juror's id; its owner reads that a juror looked, not which."""
    actor = actor_of(request)
    if str(file_id) not in files_of(casework.sheet_for(actor, case_id)):
        raise NotFound
    opened = files.hand_out(by=replace(actor, label=casework.JUROR), file_id=file_id, download="save" in request.GET)
    return StreamingHttpResponse(opened.chunks, headers=dict(opened.headers))
