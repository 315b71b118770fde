"""名额: pools made, watched, listed; who was there; whoever has no phone is booked for at the counter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound
from niangjia.kernel.ids import uuid7
from niangjia.people import api as people
from niangjia.quotas import api as quotas
from niangjia.quotas.errors import AnswersIncomplete, WrongTicket
from niangjia.unions import api as unions
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.desk import desk, id_in, ids_in, page_number, part, show
from niangjia.web.console.downloads import as_workbook
from niangjia.web.console.paging import window
from niangjia.web.console.pool_forms import PoolForm, begin, same
from niangjia.web.draw_words import outcome_words, reasons_words, why_words
from niangjia.web.shell.parts import Chip
from niangjia.web.shell.texts import say
from niangjia.web.worker.places_page import place_facts
from niangjia.web.worker.ticket_token import read_ticket_token

SIZE = 30
ROWS = 50
LISTS = (
    ("", ()), ("booked", ("booked",)), ("used", ("used",)), ("waiting", ("waiting", "held")), ("entered", ("entered",)),
    ("missed", ("missed",)), ("gone", ("returned", "lapsed", "lost")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PoolLine:
    pool: quotas.PoolView
    service: str
    mode: str
    state: str


@dataclass(frozen=True, slots=True)
class PoolsPage:
    """``services``: those that give places, for a new pool."""

    rows: Page[PoolLine]
    chips: Sequence[Chip]
    services: Sequence[tuple[str, str]]
    query: str


@dataclass(frozen=True, slots=True)
class NewPoolPage:
    crumb: Sequence[tuple[str, str]]
    title: str
    form: PoolForm


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is watched while it runs."""

    pool: quotas.PoolView
    stats: Sequence[tuple[str, str, str, str, str]]
    shares: Sequence[tuple[str, int, int]]
    share: int


@dataclass(frozen=True, slots=True)
class Row:
    booking: quotas.BookingView
    state: str
    share: str
    why: str


@dataclass(frozen=True, slots=True)
class PoolPage:
    crumb: Sequence[tuple[str, str]]
    numbers: Numbers
    service: str
    mode: str
    state: str
    facts: Sequence[tuple[str, str]]
    chips: Sequence[Chip]
    rows: Page[Row]
    query: str
    found: Sequence[Any]
    text: str
    over: bool
    hours: bool
    posts: bool


@require_GET
@desk("pools")
def index(request: HttpRequest) -> HttpResponse:
    """Pools in reach: those that run or come, or those that are over."""
    actor, over, service = actor_of(request), request.GET.get("over") == "1", request.GET.get("service", "")
    found, total = quotas.pools_visible_to(actor, service=service, over=over, page=page_number(request), size=SIZE)
    titles = {d.key: d for d in catalogue.services()}
    lines = [
        PoolLine(pool, say(titles[pool.service].title), _(quotas.MODES[pool.mode]), _(quotas.POOL_STATES[pool.state]))
        for pool in found
    ]
    kept = {"service": service} if service else {}
    page = PoolsPage(
        rows=window(lines, total, page_number(request), SIZE),
        chips=[
            Chip(_("正在办和将来的"), "?" + urlencode(kept), on=not over),
            Chip(_("已经结束"), "?" + urlencode(kept | {"over": "1"}), on=over),
        ],
        services=[(d.key, say(d.title)) for d in titles.values() if d.gives_places and d.state == "open"],
        query=urlencode(kept | ({"over": "1"} if over else {})),
    )
    return show(request, "pools", page, here="pools")


@require_http_methods(["GET", "POST"])
@desk("pools")
def new(request: HttpRequest, key: str) -> HttpResponse:
    """A pool, or a series: the definition gives the limits, the officer the dates, the place and the number."""
    actor, definition = actor_of(request), catalogue.definition(key)
    if definition is None or definition.outcome.quota is None or definition.state != "open":
        raise NotFound
    if definition.outcome.quota.voucher:
        return redirect("console:offer-new", key)
    chosen = unions_of(actor)
    like = _like(request, actor, key)
    first = begin(definition) | (same(like) if like else {})
    form = PoolForm(request.POST or None, definition=definition, unions=chosen, initial=first)
    if request.method == "POST" and form.is_valid():
        made = quotas.open_pools(by=actor, pools=form.pools(key, series=like.series if like else None))
        messages.success(request, _("建好了，到时间自动开始。"))
        return redirect("console:pool", made[0])
    title = _("新建：%(service)s") % {"service": say(definition.title)}
    return show(
        request,
        "pool_new",
        NewPoolPage([(_("名额"), reverse("console:pools")), (title, "")], title, form),
        here="pools",
    )


def _like(request: HttpRequest, actor: Actor, key: str) -> quotas.PoolView | None:
    """The train or coach beside which another is made: of the same series, with the same dates to ask."""
    try:
        like = UUID(request.GET.get("like", ""))
    except ValueError:
        return None
    found = quotas.pool_in_reach(actor, pool_id=like)
    return found if found.service == key else None


def unions_of(actor: Actor) -> list[tuple[str, str]]:
    """The unions of her posts and what lies directly below them."""
    own = unions.unions_at(paths=actor.paths)
    below = [child.union for union in own for child in unions.children(union_id=union.id)]
    return [(str(each.id), each.name) for each in (*own, *below)]


@require_http_methods(["GET", "POST"])
@desk("pools")
def pool(request: HttpRequest, pool_id: UUID) -> HttpResponse:
    """One pool: its numbers, its list, and everything that can be done with it."""
    actor = actor_of(request)
    if request.method == "POST":
        _do(request, actor, pool_id)
        return redirect(request.get_full_path())
    return show(request, "pool", _page(request, actor, pool_id), here="pools")


@require_GET
@desk("pools")
def numbers(request: HttpRequest, pool_id: UUID) -> HttpResponse:
    """The numbers alone, asked for again while a rush runs."""
    found = quotas.pool_in_reach(actor_of(request), pool_id=pool_id)
    return part(request, "_pool_numbers", _numbers(found, quotas.counts_of_pool(pool_id)))


@require_GET
@desk("pools")
def listed(request: HttpRequest, pool_id: UUID) -> HttpResponse:
    """The list as a workbook, for a door without a network."""
    actor = actor_of(request)
    found = quotas.pool_in_reach(actor, pool_id=pool_id)
    rows, _total = quotas.bookings_of_pool(actor, pool_id=pool_id, states=("booked", "used"), size=100_000)
    head = [_("号"), _("姓名"), _("工会"), _("名额"), _("状态"), _("签到")]
    lines = ([row.number, row.who, row.union_name, row.seats, _(quotas.STATES[row.state]), ""] for row in rows)
    return as_workbook(f"pool-{found.id}", head, lines)


@require_GET
@desk("pools")
def ordered(request: HttpRequest, pool_id: UUID) -> HttpResponse:
    """The list by merit as a workbook: numbers and masked names, every score with its reasons, what came of it."""
    pool = quotas.pool_in_reach(actor_of(request), pool_id=pool_id)
    found = quotas.draw_of_pool(pool_id=pool_id)
    if found is None or not found.by_merit or not found.frozen_at:
        raise NotFound
    who, outcomes = quotas.names_on_list(pool_id=pool_id), {line.number: line.outcome for line in found.drawn}
    head = [_("名次"), _("编号"), _("姓名"), _("名额"), _("得分"), _("理由"), _("还不知道，0 分"), _("结果")]
    placed = list(enumerate(found.order, 1)) if found.drawn_at else [("", entry) for entry in found.listed]
    rows = (
        [
            place, entry.number, who[entry.number][1], entry.seats, entry.score, reasons_words(entry.reasons, found.merits),
            reasons_words(entry.unknown, found.merits), outcome_words(outcomes.get(entry.number, ""), {}, by_merit=True),
        ]
        for place, entry in placed
    )  # fmt: skip
    return as_workbook(f"order-{pool.id}", head, rows)


@require_http_methods(["GET", "POST"])
@desk("pools")
def check_in(request: HttpRequest) -> HttpResponse:
    """A scanned ticket: who it is, masked, and one button. Without a code: where to type it."""
    actor, token = actor_of(request), request.POST.get("t") or request.GET.get("t", "")
    if not token:
        return show(request, "check_in", None, here="pools", slim=True)
    booking_id = read_ticket_token(token.rpartition("t=")[2] or token)
    if booking_id is None:
        raise WrongTicket
    booking = quotas.booking_for(actor, booking_id=booking_id)
    quotas.pool_in_reach(actor, pool_id=booking.pool_id)
    if request.method == "POST":
        quotas.check_in(by=actor, pool_id=booking.pool_id, booking_ids=[booking_id])
        messages.success(request, _("%(who)s 到了。") % {"who": booking.who})
        return redirect(f"{reverse('console:check-in')}?t={token}")
    return show(
        request,
        "check_in",
        {"booking": booking, "token": token, "state": _(quotas.STATES[booking.state])},
        here="pools",
        slim=True,
    )


@require_POST
@desk("pools")
def counter(request: HttpRequest, pool_id: UUID) -> HttpResponse:
    """柜台代办: for somebody without a phone; what has to be asked is asked on her own page, so only pools that ask nothing."""
    actor, person_id = actor_of(request), id_in(request, "person_id")
    try:
        quotas.ask_for_place(by=actor, pool_id=pool_id, key=uuid7(), person_id=person_id, wait="wait" in request.POST)
    except AnswersIncomplete:
        messages.warning(request, _("这一项还要本人回答几个问题，请他用手机办，或帮他在手机上填。"))
        return redirect("console:pool", pool_id)
    messages.success(request, _("替他约上了，他也会收到消息。"))
    return redirect("console:pool", pool_id)


def _do(request: HttpRequest, actor: Actor, pool_id: UUID) -> None:
    reason = request.POST.get("reason", "")
    match request.POST.get("do"):
        case "there":
            there = quotas.check_in(by=actor, pool_id=pool_id, booking_ids=ids_in(request, "booking"))
            messages.success(request, _("%(n)d 人到场。") % {"n": there})
        case "more":
            more = request.POST.get("more", "")
            quotas.add_places(by=actor, pool_id=pool_id, more=int(more) if more.isdecimal() else 0, reason=reason)
            messages.success(request, _("加好了，候补的先得到。"))
        case "cancel":
            quotas.cancel_pool(by=actor, pool_id=pool_id, reason=reason)
            messages.success(request, _("取消了，已经约的都会收到消息，积分原样退回。"))
        case "missed":
            gone = quotas.mark_missed(by=actor, pool_id=pool_id)
            messages.success(request, _("%(n)d 人没有来。") % {"n": gone})
        case "excuse":
            quotas.excuse(by=actor, booking_id=id_in(request, "booking"), reason=reason)
            messages.success(request, _("不算没来，也不影响下次。"))
        case "free":
            quotas.give_back(by=actor, booking_id=id_in(request, "booking"), reason=reason)
            messages.success(request, _("退了，马上给下一位。"))
        case _:
            raise NotFound


def _page(request: HttpRequest, actor: Actor, pool_id: UUID) -> PoolPage:
    found = quotas.pool_in_reach(actor, pool_id=pool_id)
    definition = catalogue.definition(found.service)
    wanted = request.GET.get("only", "")
    states = next((states for key, states in LISTS if key == wanted), ())
    rows, total = quotas.bookings_of_pool(actor, pool_id=pool_id, states=states, page=page_number(request), size=ROWS)
    text = request.GET.get("q", "").strip()
    counts = quotas.counts_of_pool(pool_id)
    numbers = _numbers(found, counts)
    title = say(definition.title) if definition else found.service
    return PoolPage(
        crumb=[(_("名额"), reverse("console:pools")), (title, reverse("console:pools") + f"?service={found.service}"), (found.title, "")],
        numbers=numbers, service=title, mode=_(quotas.MODES[found.mode]), state=_(quotas.POOL_STATES[found.state]), facts=_facts(found),
        chips=_chips(counts, wanted), rows=window([_row(row, definition) for row in rows], total, page_number(request), ROWS),
        query=urlencode({"only": wanted}) if wanted else "",
        found=people.people_visible_to(actor, text=text, size=8).rows if text else (), text=text,
        over=(found.ends_at or found.closes_at) <= clock.now(),
        hours=bool(definition and definition.outcome.register_ and definition.outcome.register_.kind == "hours"),
        posts=bool(definition and definition.posted_to),
    )  # fmt: skip


def _row(booking: quotas.BookingView, definition: Any) -> Row:
    share = (
        next((say(r.title) for r in definition.outcome.quota.reserve if r.name == booking.share), "")
        if definition
        else ""
    )
    return Row(
        booking, _(quotas.STATES[booking.state]), share, why_words(booking.why, booking.seats) if booking.why else ""
    )


def _chips(counts: Mapping[str, tuple[int, int]], wanted: str) -> list[Chip]:
    words = {
        "": _("全部"), "booked": _("约好"), "used": _("到场"), "waiting": _("候补"), "entered": _("等结果"), "missed": _("没来"), "gone": _("退了、没轮到"),
    }  # fmt: skip
    chips = []
    for key, states in LISTS:
        n = sum(counts.get(state, (0, 0))[0] for state in (states or counts))
        if n or key in {"", wanted}:
            chips.append(Chip(words[key], f"?only={key}" if key else "?", n, key == wanted))
    return chips


def _numbers(found: quotas.PoolView, counts: Mapping[str, tuple[int, int]]) -> Numbers:
    seats = {state: each[1] for state, each in counts.items()}
    given = sum(seats.get(state, 0) for state in ("held", "booked", "used", "missed"))
    stats = [
        (_("名额"), f"{found.capacity:,}", "", "", ""),
        (_("给出"), f"{given:,}", "", "", ""),
        (_("还有"), f"{found.left:,}", "", "", ""),
        (_("候补"), f"{counts.get('waiting', (0, 0))[0]:,}", "", _("人"), ""),
        (_("等结果"), f"{found.entered:,}", "", _("人"), ""),
        (_("到场"), f"{seats.get('used', 0):,}", "", "", ""),
    ]
    definition = catalogue.definition(found.service)
    names = (
        {r.name: say(r.title) for r in definition.outcome.quota.reserve}
        if definition and definition.outcome.quota
        else {}
    )
    shares = [(names.get(name, name), places, taken) for name, places, taken in quotas.shares_of(found.id)]
    return Numbers(found, stats, shares, given * 100 // found.capacity)


def _facts(found: quotas.PoolView) -> list[tuple[str, str]]:
    return [(fact.label, fact.value) for fact in place_facts(found)]
