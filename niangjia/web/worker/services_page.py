"""The catalogue as a worker sees it, and one service with its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.base import clock
from niangjia.base.workcalendar import calendar
from niangjia.campaigns import api as campaigns
from niangjia.casework import api as casework
from niangjia.catalogue import api as catalogue
from niangjia.kernel.money import yuan_short
from niangjia.kernel.text import N_
from niangjia.pairs import api as pairs
from niangjia.people import api as people
from niangjia.web.shell.parts import Chip, Criterion, Moment
from niangjia.web.shell.texts import say
from niangjia.web.templatetags.nj import monthday
from niangjia.web.worker import entitlements
from niangjia.web.worker.campaigns_page import running_line
from niangjia.web.worker.questions import Question, first_question
from niangjia.web.worker.single_proof import proof_words
from niangjia.web.worker.words import GROUPS, basis_words, stage_title

FILTERS = (
    ("", N_("全部")), ("yes", N_("可享")), ("near", N_("差一项")), ("unk", N_("待核实")), ("run", N_("办理中")), ("no", N_("不适用")),
)  # fmt: skip
PERIODS = {
    "live": N_("同一时间办一件"),
    "year": N_("每年一次"),
    "school_year": N_("每学年一次"),
    "dues_year": N_("每缴费年度一次"),
    "dues_part": N_("每缴费年度两次"),
    "ever": N_("只有一次"),
}
PAY_DAYS = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the catalogue."""

    key: str
    title: str
    why: str
    verdict: str
    group: str

    @property
    def href(self) -> str:
        return f"/services/{self.key}/"


@dataclass(frozen=True, slots=True)
class Group:
    """One of the five groups with what is left of it after filtering."""

    key: str
    title: str
    text: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Services:
    """The list."""

    chips: Sequence[Chip]
    groups: Sequence[Group]
    q: str
    mine: int

    @property
    def tabs(self) -> list[tuple[str, str]]:
        """Down to each group; with one group there is nowhere to go."""
        return [(group.title, f"#{group.key}") for group in self.groups] if len(self.groups) > 1 else []


@dataclass(frozen=True, slots=True)
class Verdict:
    """The card at the top: the mark, what it means, and the money."""

    mark: str
    label: str
    text: str
    fen: int | None = None
    segments: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """The one button of the page."""

    words: str
    href: str
    kind: str = "primary"


@dataclass(frozen=True, slots=True)
class Service:
    """One service as one person sees it."""

    over: str
    title: str
    lead: str
    verdict: Verdict
    criteria: Sequence[Criterion]
    sums: Sequence[tuple[str, str, bool]]
    sums_note: str
    steps: Sequence[Moment]
    total_days: int
    ready_note: str
    docs: Sequence[Criterion]
    docs_note: str
    act: Act | None
    dispute_href: str
    question: Question | None
    foot: str
    apply_href: str = ""
    proof: str = ""
    campaigns: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page is made of. ``checked`` is None where the service is not for persons; ``case`` is live or a draft."""

    found: Any
    profile: people.Profile
    case: Any
    checked: entitlements.Checked | None
    fen: int | None

    @property
    def running(self) -> bool:
        return self.case is not None and self.case.state != "draft"

    @property
    def spent(self) -> bool:
        """She has had it in this period: nothing is missing, the next period is."""
        return self.checked is not None and entitlements.is_spent(self.found, self.checked.missed_names)

    @property
    def may_dispute(self) -> bool:
        return (
            self.checked is not None
            and self.case is None
            and self.found.key != "join"
            and not (self.spent or self.at_once)
        )

    @property
    def has_places(self) -> bool:
        """Something to book, with or without a way through the officers beside it."""
        quota = self.found.outcome.quota
        return bool(self.found.books or (quota and "rush" in quota.modes))

    @property
    def by_officers(self) -> bool:
        """The other way to a place: asked for, and settled by officers."""
        return self.has_places and not self.found.books and self.case is None and not self.spent

    @property
    def at_once(self) -> bool:
        """Nobody has to sign: the verdict decides, and there is no officer to put a doubt before."""
        return self.found.way == "auto"


def services_page(person_id: UUID, *, only: str = "", q: str = "") -> Services:
    live = [case for case in casework.cases_of(person_id) if case.state in casework.LIVE]
    entries = _entries(person_id, {case.service for case in live})
    counts = {key: sum(1 for e in entries if not key or e.verdict == key) for key, _words in FILTERS}
    wanted = [e for e in entries if (not only or e.verdict == only) and _matches(e, q)]
    chips = [
        Chip(_(words), "/services/" + (f"?{urlencode({'only': key})}" if key else ""), counts[key], key == only, key)
        for key, words in FILTERS
        if counts[key] or not key
    ]
    groups = [
        Group(key, _(title), _(text), found)
        for key, (title, text) in GROUPS.items()
        if (found := [e for e in wanted if e.group == key])
    ]
    return Services(chips, groups, q, len(live))


def _entries(person_id: UUID, running: set[str]) -> list[Entry]:
    """Every service with this person's mark; those for unions and enterprises as what they are."""
    verdicts = catalogue.entitlements_of(person_id)
    ours = [_entry(verdict.definition, verdict, running) for verdict in verdicts]
    theirs = [found for found in catalogue.services() if found.subject != "person" and found.state == "open"]
    return ours + [_entry(found, None, running) for found in theirs]


def mark_of(verdict: Any) -> str:
    """The catalogue's verdict as the mark of the page."""
    if verdict.verdict == "yes":
        return "yes"
    if verdict.is_near:
        return "near" if verdict.verdict == "no" else "unk"
    return "unk" if verdict.verdict == "unknown" else "no"


def _entry(found: Any, verdict: Any, running: set[str]) -> Entry:
    mark, why = "no", _("由单位工会办理") if found.subject != "person" else _("还没有开办")
    if found.key in running:
        mark, why = "run", _("正在办，点开看走到哪了")
    elif verdict is not None:
        mark = mark_of(verdict)
        why = say(found.summary) if mark == "yes" else _why_not(verdict, mark)
        if entitlements.is_spent(found, [line.name for line in verdict.unmet]):
            mark, why = "no", _("这一期已经领过")
        if found.key == "join" and verdict.verdict == "no" and verdict.unmet[0].name != "of_age":
            mark, why = "no", _("已经是会员")
    return Entry(found.key, say(found.title), why, mark, found.group)


def _why_not(verdict: Any, mark: str) -> str:
    first = say(verdict.unmet[0].because) if verdict.unmet else ""
    if verdict.pending:
        return entitlements.pending_words(verdict.pending)
    if mark == "near":
        return _("差一项：%(what)s") % {"what": first}
    if mark == "unk":
        return _("还不知道：%(what)s") % {"what": first}
    return _("须%(what)s") % {"what": first}


def _matches(entry: Entry, q: str) -> bool:
    return not q or q.casefold() in f"{entry.title}{entry.why}".casefold()


def service_page(person_id: UUID, key: str) -> Service:
    found = entitlements.shown(key)
    ours = found.subject == "person"
    mine = (case for case in casework.cases_of(person_id) if case.service == key)
    seen = Seen(
        found,
        people.profile(person_id),
        next((case for case in mine if case.state in {"draft", *casework.LIVE}), None),
        entitlements.checked(found, person_id) if ours else None,
        entitlements.amount(found, person_id) if ours else None,
    )
    docs = _docs(found, seen.profile)
    days = sum(stage.days for stage in found.chain) + (PAY_DAYS if found.money else 0)
    return Service(
        over=" · ".join((_(GROUPS[found.group][0]), _how_often(found))),
        title=say(found.title),
        lead=say(found.summary),
        verdict=_verdict(seen),
        criteria=seen.checked.criteria if seen.checked else (),
        sums=_sums(found, seen.fen),
        sums_note=basis_words(found.basis) + "\n" + _("标准有变，按你提交那天的算。"),
        steps=_steps(found),
        total_days=days,
        ready_note=_ready(days) if ours and days else "",
        docs=docs,
        docs_note=_docs_note(docs),
        act=_act(seen),
        dispute_href=f"/services/{key}/apply/?dispute" if seen.may_dispute else "",
        question=first_question(person_id, seen.checked.unknown_facts) if seen.checked and seen.case is None else None,
        foot=_foot(seen),
        apply_href=f"/services/{key}/apply/" if seen.by_officers else "",
        proof=proof_words(pairs.own_proof(person_id)) if pairs.is_meeting(found) else "",
        campaigns=running_line(person_id) if campaigns.is_campaign(found) else "",
    )


def _how_often(found: Any) -> str:
    return _("一个活动一次") if campaigns.is_campaign(found) else _(PERIODS[found.once])


def _verdict(seen: Seen) -> Verdict:
    checked = seen.checked
    if checked is None:
        return Verdict("no", _("由单位工会办理"), _("这项服务给单位工会，个人不用申请。"))
    mark = "run" if seen.running else checked.verdict
    if seen.spent:
        return Verdict(mark, _("这一期已经领过"), _("到了下一期就能再申请，我们会告诉你。"), segments=checked.segments)
    label = _label(checked, seen.fen, instead=bool(seen.found.chosen_by))
    return Verdict(mark, label, _text(checked, at_once=seen.at_once), seen.fen, checked.segments)


def _foot(seen: Seen) -> str:
    if seen.checked and seen.checked.missed and not seen.spent:
        if seen.at_once:
            return _("灰色的不是拒绝。觉得我们的记录不对，\n打 12351，改好了马上就能办。")
        return _("灰色的不是拒绝。我们的记录可能不全，\n写一句哪里不对，工会会重新核一遍。")
    return _("不方便用手机？可以请家人代办，\n或打 12351，我们替你填。")


def _docs_note(docs: Sequence[Criterion]) -> str:
    lacking = sum(doc.verdict == "todo" for doc in docs)
    return _("%(all)d 样里只缺 %(n)d 样") % {"all": len(docs), "n": lacking} if lacking else _("都齐了")


def _label(checked: entitlements.Checked, fen: int | None, *, instead: bool = False) -> str:
    if checked.missed:
        return _("符合条件时可得") if fen else _("现在还不能申请")
    if fen:
        return _("选钱的话，你预计可得") if instead else _("你预计可得")
    return _("你可以办") if checked.verdict == "yes" else _("还差几句话没核实")


def _text(checked: entitlements.Checked, *, at_once: bool) -> str:
    numbers = {"all": checked.total, "yes": checked.met, "no": checked.missed, "unk": checked.unknown}
    if checked.missed:
        return _("%(all)d 条里有 %(no)d 条不符合。不是关上门，\n下面写着怎么够得着。") % numbers
    if checked.unknown and at_once:
        return _("%(all)d 条里符合 %(yes)d 条，剩下 %(unk)d 条还不知道。\n不知道不是不行，一核实就能办。") % numbers
    if checked.unknown:
        return _("%(all)d 条里符合 %(yes)d 条，剩下 %(unk)d 条还不知道。\n不知道不是不行，申请后工会来核。") % numbers
    return _("%(all)d 条都符合。") % numbers


def _sums(found: Any, fen: int | None) -> list[tuple[str, str, bool]]:
    if not found.money:
        return []
    unknown = _("按情况拟定，写明理由") if found.money.proposed else _("核实以后就能算出来")
    much = _("%(yuan)s 元") % {"yuan": yuan_short(fen)} if fen else unknown
    return [(_("这一次"), much, True), (_("上限"), _(PERIODS[found.once]), False)]


def _steps(found: Any) -> list[Moment]:
    steps = [Moment("next", _("你提交"), _("约 3 分钟"))] if found.form else []
    for stage in found.chain:
        note = _("只公开姓氏、单位和金额档") if stage.kind == "notice" else ""
        steps.append(Moment("next", stage_title(stage), _working_days(stage.days), note))
    if found.way == "auto":
        steps.append(Moment("next", _("当场办好"), "", _("条件和数据说了算，不用等人签字")))
    if found.money:
        way = _("打到你的卡上，或者到场扫一下票") if found.chosen_by else _("打到你的卡上")
        steps.append(Moment("next", way, _working_days(PAY_DAYS)))
    return steps


def _working_days(days: int) -> str:
    return ngettext("%(n)d 个工作日", "%(n)d 个工作日", days) % {"n": days}


def _ready(days: int) -> str:
    day = monthday(calendar().add(clock.today(), days).day)
    return _("今天提交，最迟 %(day)s办完。\n哪一级超时，会自动提到上一级。") % {"day": day}


def _docs(found: Any, profile: people.Profile) -> list[Criterion]:
    """What is wanted: evidence to photograph, what is known already ticked off."""
    known = profile.known
    docs = [
        Criterion("todo", say(f.label), source=_("拍一张") if f.required else _("有就拍，没有也能交"))
        for f in found.form
        if f.kind == "file" and not f.shown_if
    ]
    for f in found.form:
        if f.known and f.kind in {"bank_card", "resident_id"}:
            value = known.get(f.known)
            docs.append(
                Criterion(
                    "yes" if value else "todo", say(f.label), source=str(value) if value else _("填一次，以后不用再填")
                )
            )
    return docs


def _act(seen: Seen) -> Act | None:
    """The one thing to do now."""
    found, case, joined = seen.found, seen.case, seen.profile.union_id is not None
    apply = "/join/" if found.key == "join" else f"/services/{found.key}/apply/"
    if seen.checked is None or found.state != "open":
        return None
    if seen.running:
        return Act(_("看走到哪了"), f"/matters/{case.id}/")
    if found.key == "join":
        return Act(_("看我的会员卡"), "/me/", "line") if joined else Act(_("开始入会"), apply)
    if not joined:
        return Act(_("先加入工会，不到 3 分钟"), "/join/")
    if case is not None:
        return Act(_("接着填"), apply)
    if campaigns.is_campaign(found) and not seen.checked.missed:
        return Act(_("看有什么活动"), "/campaigns/")
    if seen.has_places and not seen.checked.missed:
        return Act(_("看能约的"), f"/services/{found.key}/places/")
    if seen.spent:
        return Act(_("看办过的事"), "/matters/", "line")
    if seen.at_once and (seen.checked.missed or seen.checked.unknown):
        return Act(_("看看别的能办什么"), "/services/", "line")
    if seen.checked.missed:
        return Act(_("请工会重新核一遍"), f"{apply}?dispute", "line")
    return Act(_("办这一项") if seen.at_once else _("开始申请，约 3 分钟"), apply)
