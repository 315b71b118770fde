"""换一天: the other days of a place that a case gave; for herself, or by an officer of the pool for her."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from niangjia.base.actor import Actor
from niangjia.kernel.errors import NotFound, ReasonMissing
from niangjia.quotas import api as quotas
from niangjia.quotas.errors import DayTaken, NoSuchDay, TooLateToMove
from niangjia.web.accounts.actors import actor_of
from niangjia.web.shell.parts import Known
from niangjia.web.shell.texts import tell
from niangjia.web.worker.frame import page, show
from niangjia.web.worker.places_page import when_words


@dataclass(frozen=True, slots=True)
class Day:
    """A pool among which she chooses, as the radio list draws it."""

    value: str
    title: str
    why: str
    icon: str = "calendar"


@dataclass(frozen=True, slots=True)
class AnotherDayPage:
    """``too_late``: why it cannot be changed any more. ``hers``: she does it herself, and gives no reason."""

    booking: quotas.BookingView
    facts: Sequence[Known]
    days: Sequence[Day]
    hers: bool
    too_late: str = ""
    chosen: str = ""
    reason: str = ""
    wrong: str = ""


@page
@require_http_methods(["GET", "POST"])
def another_day(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """The days that are left, one to choose. What is refused is said beside them, with the days as they are now."""
    by = actor_of(request)
    booking = quotas.booking_for(by, booking_id=booking_id)
    if booking.case_id is None:
        raise NotFound
    if new := quotas.stands_instead(booking):  # she pressed twice, or came back
        return redirect("ticket", new)
    wrong = _("先选一天。") if request.method == "POST" and not request.POST.get("pool") else ""
    if request.method == "POST" and not wrong:
        try:
            return _moved(request, by, booking)
        except (DayTaken, NoSuchDay, ReasonMissing) as refusal:
            wrong = str(tell(refusal))
    return show(request, "another_day", _page(request, by, booking, wrong), here="mine")


def _moved(request: HttpRequest, by: Actor, booking: quotas.BookingView) -> HttpResponse:
    try:
        pool_id = UUID(request.POST.get("pool", ""))
    except ValueError:
        raise NoSuchDay from None
    new = quotas.move(by=by, booking_id=booking.id, pool_id=pool_id, reason=request.POST.get("reason", ""))
    messages.success(request, _("换好了，用这张新票。"))
    return redirect("ticket", new.booking_id)


def _page(request: HttpRequest, by: Actor, booking: quotas.BookingView, wrong: str) -> AnotherDayPage:
    hers = by.id == booking.person_id
    facts = [] if hers else [Known(_("本人"), booking.who)]
    if booking.starts_at:
        facts.append(Known(_("现在是"), when_words(booking)))
    return AnotherDayPage(
        booking=booking,
        facts=[*facts, *([Known(_("地点"), booking.place)] if booking.place else [])],
        days=[_day(pool) for pool in quotas.other_days(by, booking_id=booking.id)],
        hers=hers,
        too_late=_too_late(booking),
        chosen=request.POST.get("pool", ""),
        reason=request.POST.get("reason", ""),
        wrong=wrong,
    )


def _day(pool: quotas.PoolView) -> Day:
    left = ngettext("还有 %(n)d 个", "还有 %(n)d 个", pool.left) % {"n": pool.left}
    return Day(str(pool.id), when_words(pool), " · ".join(part for part in (pool.place, left) if part))


def _too_late(booking: quotas.BookingView) -> str:
    if booking.may_move:
        return ""
    if booking.state != "booked":
        return _("这张票现在是“%(state)s”，不能换了。") % {"state": _(quotas.STATES[booking.state])}
    return str(tell(TooLateToMove(hours=booking.return_hours)))
