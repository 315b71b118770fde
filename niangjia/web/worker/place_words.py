"""A matter that lies in somebody else's hands: whom it waits for, and how it stands with the place it gives."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.kernel.errors import NotFound
from niangjia.quotas import api as quotas
from niangjia.web.shell.texts import say
from niangjia.web.templatetags.nj import monthday, monthdaytime

PLACED = frozenset({"delivering", "missed", "delivered", "rated", "archived"})


def consenting_words(asked: Sequence[casework.ConsentRow]) -> tuple[str, str]:
    """Whom it waits for, and what she does meanwhile."""
    waiting = [row for row in asked if row.waits]
    if not waiting:
        return _("等对方点头"), ""
    first = waiting[0]
    words = _("%(day)s前点开短信里的链接答一句就行，不用注册。你跟对方说一声；点了头，工会马上开始办。")
    return _("等%(who)s点头") % {"who": say(first.called)}, words % {"day": monthday(first.until)}


def booking_given(view: casework.CaseView) -> quotas.BookingView | None:
    """The place this case has given, or the wish for one; that of another day, also in the moment before the record knows of it."""
    booking = view.case.record.get("booking") if view.case.state in PLACED else None
    if booking is None:
        return None
    try:
        found = quotas.booking_for(SYSTEM, booking_id=UUID(str(booking)))
        instead = quotas.stands_instead(found)
        return quotas.booking_for(SYSTEM, booking_id=instead) if instead else found
    except NotFound:
        return None


def place_words(booking: quotas.BookingView | None) -> tuple[str, str]:
    """How it stands with the place: settled, waited for, kept for an answer, missed."""
    if booking is None:
        return _("批了，正在安排名额"), ""
    if booking.state == "waiting":
        line = quotas.place_in_line(booking_id=booking.id)
        return _("批了，排在候补第 %(n)d 位") % {"n": line}, _("有人退出，按顺序给，会发短信告诉你。")
    if booking.state == "held" and booking.until:
        return _("轮到了"), _("%(when)s前打开票点一下确认，过了时间给下一位。") % {"when": monthdaytime(booking.until)}
    if booking.state == "missed":
        return _("那天没有到场"), _("算用过一次。有原因的打 12351，工会记下，就能换一场或者以后再报。")
    when = monthday(booking.starts_at) if booking.starts_at else ""
    return _("名额定了，给你留着"), (
        _("%(day)s，%(where)s。") % {"day": when, "where": booking.place} if when else ""
    ) + _("带上票，到场扫一下。")
