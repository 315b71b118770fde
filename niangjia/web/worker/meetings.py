"""认识的人: whom she met at meetings of singles, whom she would like to meet again, and who would too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.kernel.errors import NotAllowed, NotFound, Refusal
from niangjia.pairs import api as pairs
from niangjia.web.accounts.actors import actor_of
from niangjia.web.shell.texts import tell
from niangjia.web.templatetags.nj import monthday, monthdaytime
from niangjia.web.worker.frame import page, show
from niangjia.web.worker.matter_line import Line

UNKEPT = {
    "Cache-Control": "private, no-store",
    "Content-Disposition": "inline",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, noimageindex",
}


@dataclass(frozen=True, slots=True)
class Person:
    """One of the others. ``state``: what she herself did, or that both did; never what the other did alone."""

    id: UUID
    name: str
    has_photo: bool
    chosen: bool
    pair_id: UUID | None
    state: str


@dataclass(frozen=True, slots=True)
class MetPage:
    """``meetings``: whose others may still be seen."""

    meetings: Sequence[Line]
    pairs: Sequence[Line]


@dataclass(frozen=True, slots=True)
class MeetingPage:
    meeting: pairs.Meeting
    me: str
    until: str
    people: Sequence[Person]


@dataclass(frozen=True, slots=True)
class GuestPage:
    """``error``: what is wrong with the report that was just written."""

    pool_id: UUID
    person: Person
    reasons: Sequence[tuple[str, str]]
    kind: str
    text: str
    error: str


@dataclass(frozen=True, slots=True)
class MyselfPage:
    meeting: pairs.Meeting
    me: str
    nickname: str
    error: str


@dataclass(frozen=True, slots=True)
class PairPage:
    """``phone``: shown once, in the answer to a POST that was written down."""

    pair: pairs.PairView
    name: str
    made: str
    phone: str


def name_of(guest: pairs.GuestView) -> str:
    """What she calls herself, else the number on her ticket."""
    return guest.nickname or _("%(n)d 号") % {"n": guest.number}


def person_of(guest: pairs.GuestView) -> Person:
    state = _("互相选中了，能看电话") if guest.pair_id else _("你选了，谁也不知道") if guest.chosen else ""
    return Person(guest.id, name_of(guest), guest.has_photo, guest.chosen, guest.pair_id, state)


@page
@require_safe
def met(request: HttpRequest) -> HttpResponse:
    """Her meetings of these days, and her pairs."""
    who = actor_of(request).id
    found = [_meeting_line(one) for one in pairs.meetings_of(who)]
    return show(request, "met", MetPage(found, [_pair_line(one) for one in pairs.pairs_of(who)]), here="me")


def _meeting_line(one: pairs.Meeting) -> Line:
    until = _("%(day)s前可以互相选") % {"day": monthdaytime(one.until)}
    return Line(
        f"/meetings/{one.pool_id}/", "users", one.title, _("你已经退出这一场") if one.hidden else until, "", "no" if one.hidden else "yes"
    )  # fmt: skip


def _pair_line(one: pairs.PairView) -> Line:
    said = _("电话已经收回") if one.ended else _("互相选中了，能看电话")
    return Line(
        f"/pairs/{one.id}/", "user", name_of(one.other), f"{one.title} · {said}", monthday(one.made_at), "no" if one.ended else "yes"
    )  # fmt: skip


@page
@require_http_methods(["GET", "POST"])
def meeting(request: HttpRequest, pool_id: UUID) -> HttpResponse:
    """The others of one meeting; a POST chooses, or takes a choice back."""
    by = actor_of(request)
    if request.method == "POST":
        return _chosen(request, pool_id)
    found = pairs.look_around(by=by, pool_id=pool_id)
    content = MeetingPage(found, name_of(found.me), monthdaytime(found.until), [person_of(one) for one in found.others])
    return show(request, "meeting", content, here="me")


def _chosen(request: HttpRequest, pool_id: UUID) -> HttpResponse:
    by, guest_id = actor_of(request), _guest_in(request)
    if request.POST.get("do") == "back":
        pairs.take_back_choice(by=by, pool_id=pool_id, guest_id=guest_id)
        messages.success(request, _("收回了，谁也不知道你选过。"))
    elif pair_id := pairs.choose(by=by, pool_id=pool_id, guest_id=guest_id):
        messages.success(request, _("你们互相选中了！"))
        return redirect("pair", pair_id)
    else:
        messages.success(request, _("记下了。对方也选你，你们才会知道；不选，谁也不知道。"))
    return redirect("meeting", pool_id)


def _guest_in(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("guest", ""))
    except ValueError as odd:
        raise NotFound from odd


@page
@require_http_methods(["GET", "POST"])
def guest(request: HttpRequest, pool_id: UUID, guest_id: UUID) -> HttpResponse:
    """One of the others: choose, block, report."""
    by, error = actor_of(request), ""
    if request.method == "POST":
        try:
            _keep_away(request, pool_id, guest_id)
            return redirect("met")
        except (NotFound, NotAllowed):
            raise
        except Refusal as refusal:
            error = str(tell(refusal))
    found = pairs.guest_seen(by.id, pool_id=pool_id, guest_id=guest_id)
    reasons = [(key, _(words)) for key, words in pairs.REASONS.items()]
    content = GuestPage(
        pool_id, person_of(found), reasons, request.POST.get("kind", ""), request.POST.get("text", ""), error
    )
    return show(request, "guest", content, here="me")


def _keep_away(request: HttpRequest, pool_id: UUID, guest_id: UUID) -> None:
    by, post = actor_of(request), request.POST
    if post.get("do") == "block":
        pairs.block(by=by, pool_id=pool_id, guest_id=guest_id)
        messages.success(request, _("屏蔽了：以后互相都看不到，对方不会知道。"))
        return
    pairs.report(
        by=by, pool_id=pool_id, guest_id=guest_id, kind=post.get("kind", ""), text=post.get("text", ""), and_block="block" in post
    )  # fmt: skip
    messages.success(request, _("收到了，工会会查。对方不会知道是谁反映的，结果会告诉你。"))


@page
@require_safe
def guest_photo(request: HttpRequest, pool_id: UUID, guest_id: UUID) -> HttpResponse:
    """The picture with her own name in it; not kept anywhere on the way."""
    content = pairs.picture_for(by=actor_of(request), pool_id=pool_id, guest_id=guest_id)
    return HttpResponse(content, content_type="image/jpeg", headers=UNKEPT)


@page
@require_http_methods(["GET", "POST"])
def myself(request: HttpRequest, pool_id: UUID) -> HttpResponse:
    """What the others of this meeting see of her; and the way out of their sight."""
    by, error = actor_of(request), ""
    found = pairs.own_meeting(by.id, pool_id=pool_id)
    nickname = found.me.nickname
    if request.method == "POST":
        nickname = request.POST.get("nickname", "")
        try:
            _say(request, pool_id)
            return redirect("meeting", pool_id)
        except Refusal as refusal:
            error = str(tell(refusal))
    return show(request, "meeting_me", MyselfPage(found, name_of(found.me), nickname, error), here="me")


def _say(request: HttpRequest, pool_id: UUID) -> None:
    by = actor_of(request)
    if request.POST.get("do") == "leave":
        pairs.leave_meeting(by=by, pool_id=pool_id)
        messages.success(request, _("退出了：别人看不到你，你选过的也都收回了。"))
        return
    pairs.introduce(
        by=by, pool_id=pool_id, nickname=request.POST.get("nickname", ""), upload=request.FILES.get("photo"),
        without_photo="without_photo" in request.POST,
    )  # fmt: skip
    messages.success(request, _("改好了，这一场的人看得到。"))


@page
@require_http_methods(["GET", "POST"])
def pair(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    """Two who chose each other: the phone, each look written down; and taking it back."""
    by, phone = actor_of(request), ""
    if request.method == "POST":
        if request.POST.get("do") == "end":
            pairs.end_pair(by=by, pair_id=pair_id)
            messages.success(request, _("收回了，双方的电话都看不到了。"))
            return redirect("pair", pair_id)
        phone = pairs.look_at_phone(by=by, pair_id=pair_id)
    found = pairs.pair_for(by.id, pair_id=pair_id)
    return show(request, "pair", PairPage(found, name_of(found.other), monthday(found.made_at), phone), here="me")
