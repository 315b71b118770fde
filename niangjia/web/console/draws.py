"""抽签 and 排序: the steps of a draw or an order by merit, one button at a time, and everything the public sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from niangjia.base import clock
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound
from niangjia.notices import api as notices
from niangjia.people import api as people
from niangjia.quotas import api as quotas
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.desk import desk, show
from niangjia.web.console.pool_forms import AnnounceForm
from niangjia.web.draw_words import outcome_tone, outcome_words, reasons_words
from niangjia.web.shell.texts import say

MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Step:
    """``state``: done, now, next."""

    title: str
    text: str
    state: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One on the list, in the grid by her number."""

    number: int
    outcome: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    place: int
    number: int
    name: str
    lot: str
    outcome: str
    words: str
    tone: str
    score: int = 0
    reasons: str = ""
    unknown: str = ""
    seats: int = 1


@dataclass(frozen=True, slots=True)
class DrawPage:
    """``act``: the one thing to do now; "" when it waits for a moment or for another officer. ``notice``: the order before the public.

    ``seats``: how many those on the list ask for, where one may ask for several; else 0.
    """

    crumb: Sequence[tuple[str, str]]
    pool: quotas.PoolView
    draw: quotas.DrawView | None
    steps: Sequence[Step]
    act: str
    form: AnnounceForm
    cells: Sequence[Cell]
    lines: Sequence[Line]
    more: int
    counts: Sequence[tuple[str, str, int]]
    seats: int
    seed_by: str
    confirmed_by: str
    public: str
    notice: notices.NoticeLine | None = None
    instead: int = 0


@require_http_methods(["GET", "POST"])
@desk("pools")
def draw(request: HttpRequest, pool_id: UUID) -> HttpResponse:
    """The draw of one pool."""
    actor = actor_of(request)
    pool = quotas.pool_in_reach(actor, pool_id=pool_id)
    if pool.mode not in {"lottery", "merit"}:
        raise NotFound
    form = AnnounceForm(request.POST if request.POST.get("do") == "announce" else None)
    if request.method == "POST" and (request.POST.get("do") != "announce" or form.is_valid()):
        _do(request, pool, form)
        return redirect("console:draw", pool_id)
    return show(request, "draw", _page(request, pool, form), here="pools")


def _do(request: HttpRequest, pool: quotas.PoolView, form: AnnounceForm) -> None:
    actor, found = actor_of(request), quotas.draw_of_pool(pool_id=pool.id)
    do, seed = request.POST.get("do"), request.POST.get("seed", "")
    if do == "announce":
        quotas.announce_draw(
            by=actor, pool_id=pool.id, source=form.cleaned_data["source"], speaks_at=form.cleaned_data["speaks_at"]
        )
        messages.success(request, _("种子来源公布了。截止以后，先冻结名单。"))
        return
    if found is None:
        raise NotFound
    if do == "freeze":
        quotas.freeze_list(by=actor, draw_id=found.id)
        messages.success(request, _("名单冻结了，指纹已经公开；从现在起谁也改不了。"))
    elif do == "seed":
        quotas.enter_seed(by=actor, draw_id=found.id, seed=seed, link=request.POST.get("link", ""))
        messages.success(request, _("录好了，请另一位同事自己看来源，再录一次。"))
    elif do == "confirm":
        quotas.confirm_seed(by=actor, draw_id=found.id, seed=seed)
        messages.success(request, _("两次录入一致，可以抽了。"))
    elif do == "draw":
        quotas.make_draw(by=actor, draw_id=found.id)
        done = _("抽好了，结果已经公开，每个人都会收到消息。")
        messages.success(request, _("排好了。下一步公示名单和理由，期满再给座位。") if pool.mode == "merit" else done)
    elif do == "publish":
        quotas.publish_order(by=actor, draw_id=found.id)
        messages.success(request, _("名单和理由开始公示，每个人都会收到消息。"))
    elif do == "give":
        quotas.give_seats(by=actor, draw_id=found.id)
        messages.success(request, _("座位给好了，没有轮到的按次序候补，每个人都会收到消息。"))
    elif do == "instead":
        paid = quotas.pay_instead(by=actor, pool_id=pool.id)
        messages.success(
            request, ngettext("%(n)d 人改领补助，进了待发放。", "%(n)d 人改领补助，进了待发放。", paid) % {"n": paid}
        )
    else:
        raise NotFound


def _page(request: HttpRequest, pool: quotas.PoolView, form: AnnounceForm) -> DrawPage:
    found, now, actor = quotas.draw_of_pool(pool_id=pool.id), clock.now(), actor_of(request)
    definition = catalogue.definition(pool.service)
    service = say(definition.title) if definition else pool.service
    names = (
        {r.name: say(r.title) for r in definition.outcome.quota.reserve}
        if definition and definition.outcome.quota
        else {}
    )
    by_number = {line.number: line for line in found.drawn} if found else {}
    listed = found.listed if found else []
    notice = notices.notice_line(notice_id=found.notice_id) if found and found.notice_id else None
    told = people.people(person_ids={each for each in (found.seed_by, found.confirmed_by) if each}) if found else {}
    lines = _lines(found, by_number, names) if found and found.drawn_at else []
    return DrawPage(
        crumb=[(_("名额"), reverse("console:pools")), (service, f"{reverse('console:pools')}?service={pool.service}"),
               (pool.title, reverse("console:pool", args=[pool.id])), (_("排序") if pool.mode == "merit" else _("抽签"), "")],
        pool=pool, draw=found, steps=steps_of(found, pool, now), act=_act(found, pool, now, actor.id, notice), form=form,
        cells=[_cell(entry.number, by_number.get(entry.number), names) for entry in listed],
        lines=lines[:MOST_SHOWN], more=max(len(lines) - MOST_SHOWN, 0), counts=_counts(lines, by_merit=pool.mode == "merit"),
        seats=sum(entry.seats for entry in listed) if found and found.most_seats > 1 else 0,
        seed_by=told[found.seed_by].name if found and found.seed_by in told else "",
        confirmed_by=told[found.confirmed_by].name if found and found.confirmed_by in told else "",
        public=f"/public/draws/{found.id}/" if found else "", notice=notice, instead=_instead(pool, definition, found, now),
    )  # fmt: skip


def _lines(found: quotas.DrawView, by_number: Mapping[int, Any], names: Mapping[str, str]) -> list[Line]:
    """In the order; by merit the officer sees the masked names that the public list has not, with score and reasons."""
    who = quotas.names_on_list(pool_id=found.id) if found.by_merit else {}
    lines = []
    for place, entry in enumerate(found.order, 1):
        booking = who.get(entry.number)
        line = by_number.get(entry.number)
        outcome = line.outcome if line else booking[2] if booking and booking[2] in {"returned", "lost"} else ""
        outcome = "objection" if outcome == "lost" else outcome
        lines.append(
            Line(
                place, entry.number, booking[1] if booking else entry.name, quotas.lot_of(found.seed, entry.number), outcome.partition(":")[0],
                outcome_words(outcome, names, by_merit=found.by_merit), outcome_tone(outcome), entry.score,
                reasons_words(entry.reasons, found.merits), reasons_words(entry.unknown, found.merits),
                entry.seats,
            )
        )  # fmt: skip
    return lines


def _instead(pool: quotas.PoolView, definition: Any, found: quotas.DrawView | None, now: datetime) -> int:
    """How many would get money instead now: it has begun without them; 0 before, and where there is no such money."""
    if not (definition and definition.outcome.either and found and found.given_at) or pool.state == "cancelled":
        return 0
    return pool.waiting if now >= (pool.starts_at or pool.closes_at) else 0


def _act(
    found: quotas.DrawView | None,
    pool: quotas.PoolView,
    now: datetime,
    officer: UUID,
    notice: notices.NoticeLine | None = None,
) -> str:
    if found is None:
        return "announce"
    if not found.frozen_at:
        return "announce" if now < pool.closes_at or now >= found.speaks_at else "freeze"
    if not found.seeded_at:
        return "seed" if now >= found.speaks_at else ""
    if not found.confirmed_at:
        return "seed" if found.seed_by == officer else "confirm"
    if not found.drawn_at:
        return "draw"
    if not found.by_merit or found.given_at:
        return ""
    if notice is None or notice.state == "withdrawn":
        return "publish"
    return "notice" if notice.state in notices.RUNNING else "give"


def steps_of(found: quotas.DrawView | None, pool: quotas.PoolView, now: datetime) -> list[Step]:
    """What has been done, in its order; the first that has not is now."""
    by_merit = pool.mode == "merit"
    at = _moments(found) if found else (None,) * 5
    words = [
        (_("公布种子来源"), found.source if found else _("报名时就说好，截止以后才产生的公开数据")),
        (
            _("冻结名单，算好得分，公布指纹") if by_merit else _("冻结名单，公布指纹"),
            _("截止以后，来源产生以前；冻结后不增不减"),
        ),
        (_("录入种子"), _("来源产生以后，附上链接")),
        (_("第二人核对"), _("另一个人自己看来源，录得一样才算")),
        (_("排好次序"), _("得分高的在前，同分的签小的在前"))
        if by_merit
        else (_("抽签，公布结果"), _("谁都可以下载，自己再抽一遍")),
    ]
    if by_merit:
        words += [
            (_("公示名单和理由"), _("异议成立的撤下，后面的往前移")),
            (_("给座位，公布结果"), _("公示期满，没有轮到的按次序候补")),
        ]
        at = at if found else (None,) * len(words)
    first = next((n for n, moment in enumerate(at) if moment is None), len(at))
    return [
        Step(title, text, "done" if moment else "now" if n == first else "next", moment)
        for n, ((title, text), moment) in enumerate(zip(words, at, strict=True))
    ]


def _moments(found: quotas.DrawView) -> tuple[datetime | None, ...]:
    drawn = (found.announced_at, found.frozen_at, found.seeded_at, found.confirmed_at, found.drawn_at)
    return (*drawn, found.noticed_at, found.given_at) if found.by_merit else drawn


def _cell(number: int, line: object, names: dict[str, str]) -> Cell:
    outcome = getattr(line, "outcome", "").replace("fewer", "waiting")
    return Cell(
        number,
        outcome.replace(":", " ").partition(" ")[0] + (" kept" if ":" in outcome else ""),
        outcome_words(outcome, names),
    )


def _counts(lines: Sequence[Line], *, by_merit: bool) -> list[tuple[str, str, int]]:
    given = sum(line.outcome == "given" for line in lines)
    waiting = sum(line.outcome in {"waiting", "fewer"} for line in lines)
    if not any(line.outcome for line in lines):
        return []
    return [
        ("given", _("有座位") if by_merit else _("中签"), given),
        ("waiting", _("候补"), waiting),
        ("out", _("未中"), len(lines) - given - waiting),
    ]
