"""线上主题活动 on the phone: the list, taking part, hers, the wall."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.campaigns import api as campaigns
from niangjia.kernel.errors import NotAllowed, NotFound, Refusal
from niangjia.web.accounts.actors import actor_of
from niangjia.web.shell.texts import tell
from niangjia.web.worker.campaigns_page import campaign_page, entry_page, list_page, mine_page, wall_page
from niangjia.web.worker.frame import page, show

HERE = "services"
MOST_DIGITS = 4


@page
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What runs and comes for her; or what is over."""
    found = list_page(actor_of(request).id, over=request.GET.get("over") == "1")
    return show(request, "campaigns", found, here=HERE)


@page
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """A campaign: what it takes and gives; a POST takes part. Of a quiz it answers with what was right and why."""
    by = actor_of(request)
    if request.method == "GET":
        return show(request, "campaign", campaign_page(by.id, campaign_id), here=HERE)
    picks = _picks(request)
    try:
        taken = campaigns.take_part(by=by, campaign_id=campaign_id, picks=picks, handed_in=_handed_in(request))
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        told = campaign_page(by.id, campaign_id, told=str(tell(refusal)), typed=request.POST.dict(), picks=picks)
        return show(request, "campaign", told, here=HERE)
    if taken.marked:
        return show(request, "campaign", campaign_page(by.id, campaign_id, marked=taken.marked), here=HERE)
    messages.success(request, _("收到了，参加算上了。谢谢你。"))
    return redirect("campaign-mine", campaign_id)


@page
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """What she handed in and what became of it; a POST takes it back, or sends another."""
    by, told = actor_of(request), ""
    if request.method == "POST":
        try:
            _done(request, campaign_id)
            return redirect("campaign-mine", campaign_id)
        except NotFound:
            raise
        except Refusal as refusal:
            told = str(tell(refusal))
    found = mine_page(by.id, campaign_id, told=told, typed=request.POST.dict())
    if found is None:
        campaigns.campaign_seen(by.id, campaign_id=campaign_id)  # or it is not found
        return redirect("campaign", campaign_id)
    return show(request, "campaign_mine", found, here=HERE)


@page
@require_safe
def wall(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """What was let on the wall: the newest first, or in an order drawn each day."""
    by, number = actor_of(request), request.GET.get("page", "")
    page_ = int(number) if number.isdecimal() and len(number) <= MOST_DIGITS else 1
    found = wall_page(by.id, campaign_id, mixed=request.GET.get("by") == "mixed", page=max(page_, 1))
    return show(request, "campaign_wall", found, here=HERE)


@page
@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, campaign_id: UUID, entry_id: UUID) -> HttpResponse:
    """One on the wall by itself; a POST likes it, or says what is wrong."""
    by, told = actor_of(request), ""
    if request.method == "POST":
        try:
            return _at_the_wall(request, campaign_id, entry_id)
        except Refusal as refusal:
            told = str(tell(refusal))
    found = campaigns.wall_entry(by.id, campaign_id=campaign_id, entry_id=entry_id)
    return show(request, "campaign_entry", entry_page(by.id, campaign_id, found, told=told), here=HERE)


def _at_the_wall(request: HttpRequest, campaign_id: UUID, entry_id: UUID) -> HttpResponse:
    by, step = actor_of(request), request.POST.get("do", "")
    if step in {"like", "unlike"}:
        campaigns.like_entry(by=by, entry_id=entry_id, liked=step == "like")
        back = request.POST.get("back", "")
        inside = url_has_allowed_host_and_scheme(
            back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
        return (
            redirect(f"{back}#e-{entry_id}") if back and inside else redirect("campaign-entry", campaign_id, entry_id)
        )
    campaigns.report_entry(by=by, entry_id=entry_id, kind=request.POST.get("kind", ""))
    messages.success(request, _("收到了，先撤下来，工会看过再说。谁也不知道是你提醒的。"))
    return redirect("campaign-wall", campaign_id)


def _done(request: HttpRequest, campaign_id: UUID) -> None:
    by = actor_of(request)
    if request.POST.get("do") == "back":
        campaigns.take_back_entry(by=by, campaign_id=campaign_id)
        messages.success(request, _("收回了，照片和文字都删掉了。参加还算。"))
        return
    campaigns.send_again(by=by, campaign_id=campaign_id, handed_in=_handed_in(request))
    messages.success(request, _("又交上了，按先后审。"))


def _handed_in(request: HttpRequest) -> campaigns.HandedIn:
    post = request.POST
    return campaigns.HandedIn(post.get("text", ""), request.FILES.get("photo"), "show" in post, "named" in post)


def _picks(request: HttpRequest) -> dict[int, int]:
    """``q-3=1``: of the third question the second choice; anything odd was not picked."""
    found = {}
    for name, value in request.POST.items():
        number = name.removeprefix("q-")
        if (
            name.startswith("q-")
            and number.isdecimal()
            and str(value).isdecimal()
            and len(number + str(value)) <= MOST_DIGITS
        ):
            found[int(number)] = int(str(value))
    return found
