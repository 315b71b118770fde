"""Her points in words: the purse, the statement, the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.base import clock
from niangjia.kernel.text import N_
from niangjia.points import api as points
from niangjia.web.shell.texts import listed, say
from niangjia.web.templatetags.nj import monthday

PAGE = 30
RULE_ICONS = {"attended": "coffee", "learned": "book-open", "volunteered": "hand-heart", "campaign": "message-circle"}
MOVE_ICONS = {
    "redemption": "ticket",
    "redemption_back": "undo-2",
    "points-withdrawn": "undo-2",
    "points-expired": "clock",
}
REDEEMED = {"redemption", "redemption_back"}
CAPPED = {"day": N_("当天"), "month": N_("当月"), "year": N_("当年")}


@dataclass(frozen=True, slots=True)
class Purse:
    """``value`` with thousands; ``soon``: what of it expires first; ``mall``: where it can be used."""

    value: str
    soon: str
    mall: str


@dataclass(frozen=True, slots=True)
class PointRow:
    """A line of the statement, or a rule."""

    icon: str
    title: str
    why: str
    plus: str
    when: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class PointsPage:
    """``lapses``: (until when, how many, is it the soonest). ``first``: not turned to older lines."""

    purse: Purse
    lapses: Sequence[tuple[str, str, bool]]
    lines: Sequence[PointRow]
    rules: Sequence[PointRow]
    older: str
    first: bool
    warned_days: int


def points_page(person_id: UUID, *, before: UUID | None = None) -> PointsPage:
    """
    :param before: the line after which older ones begin.
    """
    held = points.holding(person_id=person_id)
    rows = points.statement(person_id=person_id, before=before, limit=PAGE + 1)
    return PointsPage(
        purse=_purse(held),
        lapses=[(_until(one.on), _many(one.points), nr == 0) for nr, one in enumerate(held.lapses)],
        lines=[_line(row) for row in rows[:PAGE]],
        rules=[_rule(rule) for rule in points.earning_rules(on=clock.today())],
        older=f"{reverse('me-points')}?before={rows[PAGE - 1].id}" if len(rows) > PAGE else "",
        first=before is None,
        warned_days=points.WARNED_DAYS,
    )


def purse_of(person_id: UUID) -> Purse:
    """For the page of her card."""
    return _purse(points.holding(person_id=person_id))


def _purse(held: points.Holding) -> Purse:
    soon = ""
    if held.lapses:
        first = held.lapses[0]
        words = _("%(day)s到期") if first.points == held.balance else _("其中 %(points)s 分 %(day)s到期")
        soon = words % {"points": f"{first.points:,}", "day": _day(first.on)}
    return Purse(f"{held.balance:,}", soon, reverse("mall"))


def _line(row: points.Line) -> PointRow:
    day, gave = _day(clock.local_date(row.at)), row.reason == "points-earned"
    title, told = row.memo or _(row.reason_zh), say(row.rule_title) if gave else _(row.reason_zh)
    if row.reason == "points-withdrawn":
        title, told = row.title, _("更正收回：%(why)s") % {"why": row.memo}
    elif row.reason == "points-expired":
        title, told = _("没有用完，到期了"), _("可以用到 %(day)s") % {"day": _day(date.fromisoformat(row.memo))}
    icon = RULE_ICONS.get(row.rule, "star") if gave else MOVE_ICONS.get(row.reason, "star")
    return PointRow(icon, title, " · ".join(filter(None, (day, told))), _signed(row.points), _capped(row), _href(row))


def _href(row: points.Line) -> str:
    """What was bought has its ticket; what was done has its page, if there is one."""
    return reverse("ticket", args=[row.about]) if row.about and row.reason in REDEEMED else row.link


def _capped(row: points.Line) -> str:
    if not row.capped_by:
        return ""
    words = _("按规则是 %(asked)s 分，这一项%(period)s到上限了")
    return words % {"asked": f"{row.asked:,}", "period": _(CAPPED[row.capped_by])}


def _rule(rule: points.EarningRule) -> PointRow:
    each = _("每小时 %(points)s 分") if rule.unit == "hour" else _("每次 %(points)s 分")
    lasts = _("用到次年年底") if rule.years == 1 else _("用到第 %(nr)s 年年底") % {"nr": rule.years + 1}
    most = {"day": _("一天最多 %(cap)s"), "month": _("一个月最多 %(cap)s"), "year": _("一年最多 %(cap)s")}
    caps = [words % {"cap": f"{cap:,}"} for key, words in most.items() if (cap := getattr(rule.caps, key))]
    return PointRow(
        RULE_ICONS.get(rule.earns, "star"), say(rule.title.model_dump()),
        listed((each % {"points": f"{rule.points:,}"}, lasts), clauses=True), "", listed(caps),
    )  # fmt: skip


def _signed(points_: int) -> str:
    return f"+{points_:,}" if points_ > 0 else f"−{-points_:,}"


def _many(points_: int) -> str:
    return _("%(points)s 分") % {"points": f"{points_:,}"}


def _until(on: date) -> str:
    return _("用到 %(day)s") % {"day": _day(on)}


def _day(on: date) -> str:
    """The day; with its year, when it is another than this."""
    if on.year == clock.today().year:
        return monthday(on)
    return _("%(year)s 年 %(day)s") % {"year": on.year, "day": monthday(on)}
