"""Activities, places and tickets in the words of the phone pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.base import clock
from niangjia.catalogue import api as catalogue
from niangjia.kernel.money import yuan_short
from niangjia.kernel.text import N_
from niangjia.pairs import api as pairs
from niangjia.quotas import api as quotas
from niangjia.web.draw_words import merit_lines, why_words
from niangjia.web.gate.ticket import make_ticket
from niangjia.web.shell.parts import Criterion, Known
from niangjia.web.shell.texts import say
from niangjia.web.templatetags.nj import monthday, monthdaytime, weekday
from niangjia.web.worker.matter_line import Line
from niangjia.web.worker.money_part import MoneyPart, money_part, offered_fen
from niangjia.web.worker.posting_part import Posting
from niangjia.web.worker.voucher_part import VoucherPart, is_coming, voucher_facts
from niangjia.web.worker.words import ICONS

TONES = {"open": "yes", "sold_out": "no", "not_yet": "unk", "over": "no", "cancelled": "no"}
BUTTONS = {
    "book": N_("约上"),
    "enter": N_("报名，等抽签"),
    "merit": N_("报名，按条件排"),
    "wait": N_("候补"),
    "room": N_("进候场"),
}
HONEST = {
    "lottery": N_("报名多少人都一样：抽签决定，谁都可以重算一遍。"),
    "merit": N_("按写明的条件排序，名单和理由都会公示。"),
    "rush": N_("到点前进候场的人一起排，顺序由系统抽，手快手慢都一样。"),
    "first": N_("先到先得。满了可以候补，有人退就按顺序给。"),
    "case": N_("审核通过后给，不用抢。"),
}


@dataclass(frozen=True, slots=True)
class PlacesPage:
    """What can be booked of one service; ``kinds``: the kinds of place it has, to choose from."""

    key: str
    title: str
    lines: Sequence[Line]
    days: Sequence[tuple[str, Sequence[Line]]]
    kinds: Sequence[tuple[str, str, bool]]


@dataclass(frozen=True, slots=True)
class PlacePage:
    """One pool. ``act``: what she can do, "" when nothing; ``form``: the apply page's boxes, when something is asked."""

    pool: quotas.PoolView
    title: str
    over: str
    facts: Sequence[Known]
    left: int
    state: str
    tone: str
    honest: str
    act: str
    button: str
    form: Any
    key: str
    others: Sequence[Line]
    barred: str = ""
    merits: Sequence[Criterion] = ()
    score: int = 0


@dataclass(frozen=True, slots=True)
class TicketPage:
    booking: quotas.BookingView
    service: str
    state: str
    tone: str
    code: str
    facts: Sequence[Known]
    line: int
    until: str
    return_note: str
    voucher: VoucherPart | None = None
    coming: bool = False
    may_rate: bool = False
    met: bool = False
    money: MoneyPart | None = None
    offered: str = ""
    ordered: bool = False
    instead: UUID | None = None
    posting: Posting | None = None


def places_page(person_id: UUID, key: str, item: str = "") -> PlacesPage:
    """
    :raises NotFound: the service gives no places.
    """
    form = quotas.form_for_place(person_id=person_id, service=key)
    definition = form.definition
    found = quotas.pools_of_service(service=key, person_id=person_id, item=item)
    lines = [place_line(pool, definition) for pool in found]
    return PlacesPage(
        key=key,
        title=say(definition.title),
        lines=[line for pool, line in zip(found, lines, strict=True) if not pool.starts_at],
        days=_by_day(found, lines),
        kinds=_kinds(definition, item),
    )


def _by_day(found: Sequence[quotas.PoolView], lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """The calendar: by the day it takes place; within a day her own town first."""
    days: dict[Any, list[Line]] = {}
    for pool, line in zip(found, lines, strict=True):
        if pool.starts_at:
            days.setdefault(clock.local_date(pool.starts_at), []).append(line)
    return [(f"{monthday(day)} {weekday(day)}", days[day]) for day in sorted(days)]


def _kinds(definition: Any, item: str) -> list[tuple[str, str, bool]]:
    """With "all" before them; none where there is nothing to choose."""
    choice = definition.field(definition.outcome.quota.choice) if definition.outcome.quota.choice else None
    kinds = [(c.value, say(c.label)) for c in choice.choices] if choice else []
    return [(value, words, value == item) for value, words in [("", _("全部")), *kinds]] if kinds else []


def place_line(pool: quotas.PoolView, definition: Any) -> Line:
    where = " · ".join(part for part in (pool.place, pool.union_name) if part)
    if pool.mine:
        state, tone = _(quotas.STATES[pool.mine.state]), "yes"
    elif pool.state == "open" and pool.mode in {"first", "rush"}:
        state, tone = (
            ngettext("还有 %(n)d 个", "还有 %(n)d 个", pool.left) % {"n": pool.left},
            "yes" if pool.left else "no",
        )
        state = state if pool.left else _("约满了，可以候补")
    else:
        state, tone = _(quotas.POOL_STATES[pool.state]), TONES[pool.state]
    if pool.state == "not_yet":
        state = _("%(when)s开始") % {"when": monthdaytime(pool.opens_at)}
    if pool.mode in {"lottery", "merit"} and pool.state == "open" and not pool.mine:
        state = _("%(day)s截止报名，%(n)d 人已报") % {"day": monthday(pool.closes_at), "n": pool.entered}
    price = _("%(n)d 积分") % {"n": pool.points} if pool.points else ""
    when = " · ".join(part for part in (hours_of(pool), price, state) if part)
    return Line(
        reverse("place", args=[pool.id]), ICONS.get(definition.group, "calendar"), pool.title, where, when, tone
    )


def hours_of(pool: Any) -> str:
    if not pool.starts_at or not pool.ends_at:
        return ""
    starts, ends = timezone.localtime(pool.starts_at), timezone.localtime(pool.ends_at)
    return (
        f"{starts:%H:%M}–{ends:%H:%M}"
        if starts.date() == ends.date()
        else f"{monthdaytime(starts)} – {monthdaytime(ends)}"
    )


def when_words(pool: Any) -> str:
    """The day and the hours of a pool, or of a booking of it, that has a beginning."""
    return f"{monthday(pool.starts_at)} {weekday(pool.starts_at)} {hours_of(pool)}"


def place_page(person_id: UUID, pool: quotas.PoolView, form: Any, key: UUID, *, asks: bool) -> PlacePage:
    definition = catalogue.definition(pool.service)
    act = what_she_can(pool)
    merits = quotas.merits_now(service=pool.service, person_id=person_id) if pool.mode == "merit" else []
    others = []
    if not act and not pool.mine:
        others = [
            p
            for p in quotas.pools_of_service(service=pool.service, person_id=person_id, item=pool.item, limit=6)
            if p.id != pool.id
        ]
    return PlacePage(
        pool=pool,
        title=pool.title,
        over=" · ".join((say(definition.title) if definition else "", _(quotas.MODES[pool.mode]))),
        facts=[*place_facts(pool), *(voucher_facts(pool.id) if _is_voucher(definition) else [])],
        left=pool.left,
        state=_(quotas.POOL_STATES[pool.state]),
        tone=TONES[pool.state],
        honest=_(HONEST[pool.mode]),
        act=act,
        button=_button(act, pool.points),
        form=form,
        key=make_ticket(person_id, pool.id, key) if act == "book" and not asks else str(key),
        others=[place_line(each, definition) for each in others[:3]],
        merits=merit_lines(merits),
        score=sum(line.points for line in merits if line.holds),
    )


def _button(act: str, points: int) -> str:
    if act == "book" and points:
        return _("用 %(n)d 积分换") % {"n": points}
    return _(BUTTONS[act]) if act else ""


def what_she_can(pool: quotas.PoolView) -> str:
    """The one thing to do here: book, enter, wait, the waiting room; "" when there is nothing, or she has one."""
    if pool.mine or pool.state == "cancelled" or pool.mode == "case":
        return ""
    if pool.mode in {"lottery", "merit"}:
        return ("merit" if pool.mode == "merit" else "enter") if pool.state == "open" and not pool.drawn_at else ""
    if pool.mode == "rush" and not pool.drawn_at:
        return "room"
    if pool.state == "open" and pool.left:
        return "book"
    started = pool.starts_at is not None and pool.starts_at <= clock.now()
    return "wait" if pool.state in {"open", "sold_out"} and not started else ""


def place_facts(pool: Any) -> list[Known]:
    """Where, when, until when, what it costs, how long it can be given back."""
    facts = []
    if pool.starts_at:
        facts.append(Known(_("时间"), when_words(pool)))
    if pool.place:
        facts.append(Known(_("地点"), pool.place))
    facts.append(Known(_("主办"), pool.union_name))
    facts.append(Known(_("名额"), ngettext("%(n)d 个", "%(n)d 个", pool.capacity) % {"n": pool.capacity}))
    if pool.points:
        facts.append(Known(_("积分"), _("%(n)d 分一份") % {"n": pool.points}))
    facts.append(
        Known(
            _("报名"),
            _("%(start)s – %(end)s") % {"start": monthdaytime(pool.opens_at), "end": monthdaytime(pool.closes_at)},
        )
    )
    if pool.starts_at:
        facts.append(
            Known(
                _("退"),
                _("开始前 %(n)d 小时都能退") % {"n": pool.return_hours} if pool.return_hours else _("开始前都能退"),
            )
        )
    if pool.bar_days:
        facts.append(Known(_("没来也没退"), _("%(n)d 天内先让给别人") % {"n": pool.bar_days}))
    return facts


def ticket_page(
    booking: quotas.BookingView, code: str, voucher: VoucherPart | None = None, posting: Posting | None = None
) -> TicketPage:
    definition = catalogue.definition(booking.service, booking.version)
    tones = {"booked": "yes", "used": "yes", "money": "yes", "held": "unk", "waiting": "unk", "entered": "unk"}
    tone = tones.get(booking.state, "no")
    facts = []
    instead = (
        booking.state == "money"
    )  # then it is no place any more, and where and when it would have been says nothing
    if booking.starts_at and not instead:
        facts.append(Known(_("时间"), when_words(booking)))
    if booking.place and not instead:
        facts.append(Known(_("地点"), booking.place))
    if booking.seats > 1 and not instead:
        facts.append(Known(_("名额"), ngettext("%(n)d 个", "%(n)d 个", booking.seats) % {"n": booking.seats}))
    if booking.points:
        facts.append(Known(_("积分"), _("用了 %(n)d 分") % {"n": booking.points}))
    if booking.why:
        facts.append(Known(_("原因"), why_words(booking.why, booking.seats)))
    if definition:
        facts += [
            Known(say(f.label), _answer(f, booking.answers[f.name]))
            for f in definition.form
            if _is_shown(f, booking.answers) and not instead
        ]
    hours, as_voucher = booking.return_hours, _is_voucher(definition)
    is_posted = posting is not None and bool(posting.state)
    if booking.parcel:
        facts.append(Known(_("快递单号"), booking.parcel))
    return TicketPage(
        booking=booking, service=say(definition.title) if definition else booking.service, tone=tone,
        state=posting.state if posting and is_posted else _(quotas.STATES[booking.state]),
        code=code if booking.state in {"booked", "used"} and not is_posted else "", facts=facts,
        line=quotas.place_in_line(booking_id=booking.id) if booking.state == "waiting" else 0,
        until=monthdaytime(booking.until) if booking.until else "",
        return_note=_("开始前 %(n)d 小时都能退，退了马上给下一位。") % {"n": hours} if hours else _("退了马上给下一位，也不算没来。"),
        voucher=voucher if booking.state in {"booked", "used", "missed"} else None,
        coming=as_voucher and voucher is None and is_coming(booking),
        may_rate=booking.may_rate and _has_been(booking, as_voucher) and (not is_posted or bool(booking.parcel)),
        met=booking.state == "used" and pairs.is_meeting(definition),
        money=money_part(booking), offered=yuan_short(fen) if (fen := offered_fen(booking, definition)) else "",
        ordered=booking.mode in {"lottery", "merit"} and quotas.draw_of_pool(pool_id=booking.pool_id) is not None,
        instead=quotas.stands_instead(booking), posting=posting,
    )  # fmt: skip


def _is_voucher(definition: Any) -> bool:
    quota = definition.outcome.quota if definition else None
    return bool(quota and quota.voucher)


def _has_been(booking: quotas.BookingView, as_voucher: bool) -> bool:
    """Nobody is asked how it was before it was."""
    if booking.state in {"used", "money"} or as_voucher:
        return booking.state != "booked"
    return booking.starts_at is None or booking.starts_at <= clock.now()


def _is_shown(f: Any, answers: Any) -> bool:
    return f.name in answers and f.kind not in {"consent", "file", "signature", "table"}


def _answer(f: Any, value: Any) -> str:
    if f.kind == "choice":
        return next((say(c.label) for c in f.choices if c.value == value), str(value))
    return {True: _("是"), False: _("不是")}.get(value, str(value)) if isinstance(value, bool) else str(value)
