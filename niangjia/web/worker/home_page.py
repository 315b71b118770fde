"""The first page: what she can have now, what is nearly hers, one question, what runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.casework import api as casework
from niangjia.catalogue import api as catalogue
from niangjia.kernel.text import N_
from niangjia.notices import api as notices
from niangjia.people import api as people
from niangjia.web.shell.texts import chinese, say
from niangjia.web.templatetags.nj import monthday
from niangjia.web.worker import entitlements
from niangjia.web.worker.entitlements import is_spent
from niangjia.web.worker.matter_line import Line
from niangjia.web.worker.matters_page import line_of
from niangjia.web.worker.questions import Question, best_question
from niangjia.web.worker.words import ICONS, unit_word

GREETINGS = ((5, N_("夜深了")), (11, N_("上午好")), (13, N_("中午好")), (18, N_("下午好")), (24, N_("晚上好")))
NOTICES = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """A service she can have now."""

    key: str
    icon: str
    title: str
    why: str

    @property
    def href(self) -> str:
        return f"/services/{self.key}/"


@dataclass(frozen=True, slots=True)
class Near:
    """A service that one criterion keeps from her."""

    href: str
    title: str
    missing: str
    todo: str
    met: str
    segments: Sequence[str]


@dataclass(frozen=True, slots=True)
class Home:
    """``visitor``: not a member yet; joining comes first then."""

    greeting: str
    lead: str
    visitor: bool
    joining: Line | None
    draft: str
    first: Offer | None
    offers: Sequence[Offer]
    near: Sequence[Near]
    question: Question | None
    running: Sequence[Line]
    mine: int

    @property
    def count(self) -> int:
        return len(self.offers) + (1 if self.first else 0)


@dataclass(frozen=True, slots=True)
class Today:
    """Running public notices."""

    lines: Sequence[Line]


def home_page(by: Actor) -> Home:
    me = people.person_for(by, by.id)
    cases = casework.cases_of(by.id)
    verdicts = catalogue.entitlements_of(by.id)
    live = [case for case in cases if case.state in casework.LIVE]
    busy = {case.service for case in live}
    by_key = {verdict.key: verdict.definition for verdict in verdicts}
    offers = [_offer(verdict) for verdict in _entitled(verdicts, busy)]
    member = member_of(me)
    question = _question(by, verdicts, busy) if member else None
    joining = next((case for case in live if case.service == "join"), None)
    draft = next((case for case in cases if case.service == "join" and case.state == "draft"), None)
    return Home(
        greeting=_greeting(me.name),
        lead=_lead(me),
        visitor=not member,
        joining=line_of(joining, by_key) if joining else None,
        draft=_("接着填，三步里已经走了几步") if draft else "",
        first=offers[0] if member and offers else None,
        offers=offers[1:] if member else (),
        near=[_near(v) for v in verdicts if _is_near(v, busy, question)] if member else (),
        question=question,
        running=[line_of(case, by_key) for case in live if case is not joining or member],
        mine=len(live),
    )


def first_amount(by: Actor) -> tuple[Offer, int] | None:
    """The amount of the first offer; asked for on its own, so that the page itself stays light."""
    busy = {case.service for case in casework.cases_of(by.id) if case.state in casework.LIVE}
    found = next(iter(_entitled(catalogue.entitlements_of(by.id), busy)), None)
    fen = entitlements.amount(found.definition, by.id) if found else None
    return (_offer(found), fen) if found and fen else None


def today_page() -> Today:
    lines = notices.open_notices(limit=NOTICES)
    return Today(
        [
            Line(
                f"/public/notices/{n.token}/", "calendar-event", f"{n.title} · {n.union_name}",
                _("公示中 · 到 %(day)s") % {"day": monthday(n.closes_on)}, "",
            )
            for n in lines
        ]
    )  # fmt: skip


def _greeting(name: str) -> str:
    hour = timezone.localtime(clock.now()).hour
    words = next(_(text) for until, text in GREETINGS if hour < until)
    called = name[1:] if chinese() and len(name) == len("林秀琴") else name
    return _("%(name)s，%(words)s") % {"name": called, "words": words} if called else words


def _lead(me: people.PersonRef) -> str:
    if not me.union_name:
        return _("欢迎，你还没有加入工会")
    years = clock.today().year - me.since.year + 1 if me.since else 0
    since = _("入会第 %(n)d 年") % {"n": years} if years > 0 else ""
    return " · ".join(part for part in (unit_word(me.union_name), since) if part)


def member_of(me: people.PersonRef) -> bool:
    return me.union_id is not None


def _entitled(verdicts: Sequence[Any], busy: set[str]) -> list[Any]:
    """What she can have and does not have running: money first."""
    given = [v for v in verdicts if not _is_judged(v.definition)]
    found = [v for v in given if v.verdict == "yes" and v.key not in busy | {"join"}]
    return sorted(found, key=_urgency)


def _is_judged(definition: Any) -> bool:
    """An honour, or what a jury awards, is earned by one's work, not had for the asking: the list of services has it."""
    return bool(definition.outcome.honour) or any(stage.kind == "jury" for stage in definition.chain)


def _urgency(verdict: Any) -> tuple[bool, bool, str]:
    """Money first, then what closes soonest."""
    window = verdict.definition.window
    return verdict.definition.money is None, window is None, _closes(window) if window else ""


def _closes(window: Any) -> str:
    """The month and day on which it closes, this year's before the next one's."""
    later = window.closes < f"{clock.today():%m-%d}"
    return f"{int(later)} {window.closes}"


def _is_near(verdict: Any, busy: set[str], question: Question | None) -> bool:
    """One criterion is missing, and it is not the one that is asked below."""
    if verdict.verdict == "yes" or verdict.pending or not verdict.is_near or verdict.key in busy | {"join"}:
        return False
    if is_spent(verdict.definition, [verdict.unmet[0].name]):
        return False
    return question is None or verdict.waits_for != question.fact


def _question(by: Actor, verdicts: Sequence[Any], busy: set[str]) -> Question | None:
    """The one unknown fact whose answer decides most of what is not running."""
    waiting: dict[str, list[Any]] = {}
    for verdict in verdicts:
        if verdict.waits_for and verdict.key not in busy:
            waiting.setdefault(verdict.waits_for, []).append(verdict)
    return best_question(by.id, waiting)


def _offer(verdict: Any) -> Offer:
    found = verdict.definition
    return Offer(found.key, ICONS[found.group], say(found.title), say(found.benefit) or say(found.summary))


def _near(verdict: Any) -> Near:
    total, line = len(verdict.definition.criteria), verdict.unmet[0]
    met = _("%(all)d 条已符合 %(n)d 条") % {"all": total, "n": total - 1}
    segments = ["yes"] * (total - 1) + ["no" if line.value is False else "unk"]
    return Near(
        f"/services/{verdict.key}/", say(verdict.definition.title), say(line.because), say(line.todo), met, segments
    )
