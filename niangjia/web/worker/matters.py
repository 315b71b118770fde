"""My matters: look, and do what can be done."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from niangjia.base import files
from niangjia.casework import api as casework
from niangjia.kernel.errors import NotFound, ReasonMissing
from niangjia.registers import api as registers
from niangjia.web.accounts.actors import actor_of
from niangjia.web.worker.apply_post import MOST_FILES, PURPOSE
from niangjia.web.worker.frame import page, show
from niangjia.web.worker.matters_page import handed_in, matter_page, matters_page

STARS = {"1", "2", "3", "4", "5"}


@page
@require_safe
def matters(request: HttpRequest) -> HttpResponse:
    """What waits for her, what runs, what is over."""
    found = matters_page(actor_of(request).id)
    return show(request, "matters", found, here="mine", mine=found.mine)


@page
@require_safe
def matter(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One case: its date, its holder, its way."""
    return show(request, "matter", matter_page(actor_of(request), case_id), here="mine")


@page
@require_safe
def answers(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What she handed in."""
    return show(request, "answers", handed_in(actor_of(request), case_id), here="mine")


@page
@require_POST
def withdraw(request: HttpRequest, case_id: UUID) -> HttpResponse:
    casework.withdraw(by=actor_of(request), case_id=case_id)
    messages.success(request, _("停下了。想办的时候可以自己申请。"))
    return redirect(f"/matters/{case_id}/")


@page
@require_POST
def ask_again(request: HttpRequest, case_id: UUID, name: str) -> HttpResponse:
    """The link once more, to the same phone."""
    casework.send_again(by=actor_of(request), case_id=case_id, name=name)
    messages.success(request, _("又发了一次，原来的链接作废，点新的那条。"))
    return redirect(f"/matters/{case_id}/")


@page
@require_POST
def leave(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Out of the register that this case entered."""
    actor = actor_of(request)
    entry = registers.entry_of_case(subject_id=actor.id, case_id=case_id)
    if entry is None:
        raise NotFound
    registers.leave_register(by=actor, subject_id=actor.id, entry_id=entry.id)
    messages.success(request, _("退出来了。不用说理由，也不影响别的服务。"))
    return redirect(f"/matters/{case_id}/")


@page
@require_POST
def appeal(request: HttpRequest, case_id: UUID) -> HttpResponse:
    casework.appeal(by=actor_of(request), case_id=case_id, reason=request.POST.get("reason", ""))
    messages.success(request, _("交给上一级了，会书面答复你。"))
    return redirect(f"/matters/{case_id}/")


@page
@require_POST
def rate(request: HttpRequest, case_id: UUID) -> HttpResponse:
    stars = request.POST.get("rating", "")
    if stars not in STARS:
        raise ReasonMissing
    casework.rate(by=actor_of(request), case_id=case_id, stars=int(stars), text=request.POST.get("text", "")[:500])
    messages.success(request, _("谢谢你说了实话。只用来改进服务，不给任何人排名。"))
    return redirect(f"/matters/{case_id}/")


@page
@require_POST
def account(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Another account, after the bank sent the money back."""
    given = {name: request.POST.get(name, "") for name in ("number", "bank")}
    casework.repair_account(by=actor_of(request), case_id=case_id, **given)
    messages.success(request, _("换好了，下一批就付。"))
    return redirect(f"/matters/{case_id}/")


@page
@require_POST
def work(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What the first half was spent on, in words and pictures."""
    by = actor_of(request)
    if not casework.may_hand_in(by, casework.case_for(by, case_id).case):
        raise NotFound
    photos = tuple(
        files.store(by=by, owner_id=by.id, purpose=PURPOSE, upload=upload, accept=files.PICTURES).id
        for upload in request.FILES.getlist("photos")[:MOST_FILES]
    )
    casework.hand_in_work(by=by, case_id=case_id, told=request.POST.get("told", ""), photos=photos)
    messages.success(request, _("交上去了，验收合格就付另一半。"))
    return redirect(f"/matters/{case_id}/")
