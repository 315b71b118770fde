"""The page of one case: what is known, what has been, what may be decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.aid import api as aid
from niangjia.base.actor import Actor
from niangjia.base.clock import local_date
from niangjia.casework import api as casework
from niangjia.kernel.text import N_
from niangjia.ledger import api as ledger
from niangjia.notices import api as notices
from niangjia.people import api as people
from niangjia.quotas import api as quotas
from niangjia.web.asked_lines import AskedLine, asked_lines
from niangjia.web.console.answers import Answer, answers_of, documents_of
from niangjia.web.console.criteria import criteria_of, tally
from niangjia.web.console.desk import places_of
from niangjia.web.console.jury import jury_href
from niangjia.web.console.pinned import pinned
from niangjia.web.console.sight_form import SeenLine, SightLine, seen_lines, sight_lines
from niangjia.web.console.words import clock_of, days_left, due_words, stage_title, step_row
from niangjia.web.shell.parts import Clock, Criterion, Defect, LogRow, Signer, Stage
from niangjia.web.shell.texts import say, unannounced
from niangjia.web.templatetags.nj import day, moment

QUIET = {
    "consenting": N_("在等一起的人点头，时钟没有开始走。点了头，自己到经办人手里。"),
    "unagreed": N_("一起的人没有点头。本人可以核对以后再请一次；不用办。"),
    "returned": N_("在本人手里，时钟停走。补好再交，会回到退回的那一级。"),
    "listed": N_("在名单上等别的人选，凑齐了一起公示。"),
    "notice": N_("公示中。没有异议，期满自己往下走。"),
    "frozen": N_("有人实名提出异议，时钟停走。查明后写下结论，才接着走。"),
    "delivering": N_("已批准，等财务编批发放。"),
    "missed": N_("那天没有到场，算用过一次。有原因的，在名额页记下，就能换一场或者以后再报；记错了的，补签到场。"),
    "bounced": N_("银行把钱退回来了，给本人留着，等换账号。"),
    "halfway": N_("首付已到账，等工会建好、拍照交验收。过了期限，会直接到验收人手里。"),
    "delivered": N_("已办结。"),
    "rated": N_("已办结，已评价。"),
    "refused": N_("不予通过。60 天内本人可以请上一级复核。"),
    "withdrawn": N_("本人已撤回。"),
    "archived": N_("已归档。"),
}
FAMILY_FILE = "register.family-file"
INPUTS = ("income", "rigid", "people", "standard", "twice")
TESTS = ("below_standard", "below_twice", "sudden", "disaster")


@dataclass(frozen=True, slots=True)
class Family:
    """The family file with the whole calculation of its tier: what goes in, the working, the tests, what would exclude."""

    file: Any
    members: Sequence[tuple[str, str, Any, str, int, bool]]
    inputs: Sequence[Any]
    working: Any
    tests: Sequence[Any]
    excluded: Sequence[str]
    exclusions: int
    tier: str


@dataclass(frozen=True, slots=True)
class Deciding:
    """What this officer may do here. ``kind``: review, collective, visit, check, jury, accept or appeal; empty when it is not her turn."""

    kind: str = ""
    title: str = ""
    money: bool = False
    votes: bool = False
    blocked: str = ""
    aside_only: bool = False
    second_return: bool = False
    after: str = ""
    defects: Sequence[Defect] = ()
    waiting_for: str = ""
    quiet: str = ""
    pool_href: str = ""
    sights: Sequence[SightLine] = ()


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything on the page; texts are ready for people."""

    id: UUID
    number: str
    title: str
    who: str
    sub: str
    service: str
    version: int
    person: Any
    person_href: str
    past_href: str
    person_facts: Sequence[tuple[str, str]]
    may_reveal: bool
    may_rate: bool
    state: str
    state_text: str
    clock: Clock | None
    due: str
    stages: Sequence[Stage]
    reckoned: str
    criteria: Sequence[Criterion]
    counts: dict[str, int]
    answers: Sequence[Answer]
    documents: Sequence[tuple[str, str, str, str]]
    history: Sequence[LogRow]
    family: Family | None
    deciding: Deciding
    signers: Sequence[Signer]
    objections: Sequence[Any]
    payouts: Sequence[Any]
    parts: Sequence[casework.PartRow]
    disputed: str
    defects: Sequence[Defect]
    amount_fen: int | None
    jury: str = ""
    asked: Sequence[AskedLine] = ()
    seen: Sequence[SeenLine] = ()
    form: Any = None
    chosen: str = ""
    revealed: tuple[str, str] | None = None
    crumb: Sequence[tuple[str, str]] = field(default_factory=tuple)


def case_page(actor: Actor, case_id: UUID, *, form: Any = None, chosen: str = "", revealed: Any = None) -> CasePage:
    """
    :raises NotFound: no such case in the actor's reach.
    """
    view = casework.case_for(actor, case_id)
    case = view.case
    definition = pinned(case.service, case.version)
    person = people.people(person_ids=[case.subject_id]).get(case.subject_id) if case.subject_kind == "person" else None
    criteria = criteria_of(case, definition)
    title = say(definition.title)
    stage = view.plan.chain[case.stage] if 0 <= case.stage < len(view.plan.chain) else None
    return CasePage(
        id=case.id, number=case.number, title=title, who=person.name_masked if person else view.unit, sub=_sub(view, person),
        service=case.service, version=case.version, person=person,
        person_href=reverse("console:person", args=[case.person_id]) if person else "",
        past_href=_past_href(actor, case, person),
        person_facts=_person_facts(view, person),
        may_reveal=_may_reveal(actor, case, person),
        may_rate=case.subject_kind != "person" and casework.may_rate(actor, case, view.plan),
        state=case.state, state_text=_(view.state_text),
        clock=_clock(case, stage) if view.live and stage else None, due=due_words(case.due_on),
        stages=_stages(view), reckoned=unannounced(view.unknown_years), criteria=criteria, counts=tally(criteria), answers=answers_of(case, definition),
        documents=documents_of(case, definition, view.past), history=[step_row(step) for step in reversed(view.past)],
        family=_family(view), deciding=_deciding(actor, view, criteria, form), signers=_signers(view, stage),
        objections=_objections(actor, case),
        payouts=ledger.payouts_of_case(case_id=case.id) if case.fund else (),
        parts=casework.parts_of_case(case_id=case.id) if case.fund and view.plan.money and view.plan.money.in_parts else (), disputed=case.disputed,
        defects=[Defect(defect["text"], key=defect["field"]) for defect in view.defects], amount_fen=case.amount_fen,
        jury=jury_href(actor, case, view.plan),
        asked=asked_lines(casework.consents_of(case), case, hers=False), seen=seen_lines(view), form=form, chosen=chosen, revealed=revealed,
        crumb=[(_("案件"), reverse("console:cases")), (title, f"{reverse('console:cases')}?service={case.service}"), (case.number, "")],
    )  # fmt: skip


def _may_reveal(actor: Actor, case: Any, person: Any) -> bool:
    """Her number may be asked for: by officers over her union, and before she is in one by the officer whose turn it is."""
    if person is None:
        return False
    return bool(person.union_path and actor.sees(person.union_path)) or casework.may_decide(actor, case)


def _past_href(actor: Actor, case: Any, person: Any) -> str:
    """The question about the day she applied, for who opens members' pages and sees her there."""
    if case.subject_kind != "person" or "members" not in places_of(actor) or not (person and person.union_path):
        return ""
    if not actor.sees(person.union_path):
        return ""
    day = local_date(case.applied_at) if case.applied_at else ""
    return f"{reverse('console:past', args=[person.id])}?service={case.service}&on={day}"


def _clock(case: Any, stage: Any) -> Clock:
    """The clock of the present stage; it stands still while somebody else's answer is awaited."""
    return clock_of(None if case.state == "frozen" else days_left(case.due_on), stage.days)


def _sub(view: Any, person: Any) -> str:
    parts = [view.unit if person else "", _("免申即享") if view.case.origin == "delivered" else ""]
    if person and person.since:
        parts.append(_("%(day)s 入会") % {"day": f"{person.since:%Y-%m-%d}"})
    return "　".join(part for part in parts if part)


def _person_facts(view: Any, person: Any) -> list[tuple[str, str]]:
    if person is None:
        return [(_("工会"), view.unit)]
    sex = {"m": _("男"), "f": _("女")}.get(person.sex, "")
    who = " · ".join(part for part in (person.name, sex) if part)
    return [(_("姓名"), who), (_("单位"), person.employer_name or "—"), (_("工会"), view.unit)]


def _stages(view: Any) -> list[Stage]:
    applied = view.case.applied_at
    shown = [Stage("", "f", _("免申立案") if view.case.origin == "delivered" else _("提交"), day(applied))]
    for ahead in view.stages:
        state = "f" if ahead.done else "on" if ahead.now else ""
        shown.append(Stage("", state, stage_title(ahead.stage), _stage_sub(ahead)))
    done = view.case.state in {
        "delivered",
        "rated",
        "archived",
    }  # with halves the first payment comes before acceptance
    end = _("发放") if view.plan.money else _("办结")
    shown.append(Stage("", "f" if done else "on" if view.case.state in {"delivering", "bounced"} else "", end))
    return shown


def _stage_sub(ahead: Any) -> str:
    if ahead.done:
        return _("已办")
    if ahead.by:
        return _("%(day)s 前") % {"day": day(ahead.by)}
    return ""


def _family(view: Any) -> Family | None:
    """Only of a service that puts families on file."""
    if not any(kind == FAMILY_FILE for kind, _spec in view.plan.records):
        return None
    reckoned = aid.reckoned_for_case(case_id=view.case.id)
    if reckoned is None:
        return None
    file, calculation = reckoned
    lines = {line.key: _line(line) for line in calculation.lines()}
    relation = {"self": _("本人")} | {key: _(title) for key, title in people.RELATIONS.items()}
    return Family(
        file=file,
        members=[
            (
                m.name_masked,
                relation.get(m.relation, m.relation),
                m.born,
                m.id_number_masked,
                m.income_fen,
                m.has_health_note,
            )
            for m in file.members
        ],
        inputs=[lines[key] for key in INPUTS],
        working=lines["per_capita"],
        tests=[lines[key] for key in TESTS],
        excluded=[_(aid.EXCLUSIONS[key]) for key in calculation.exclusions],
        exclusions=len(aid.EXCLUSIONS),
        tier=_(aid.TIERS[calculation.tier]),
    )


def _line(line: Any) -> Any:
    """A line of the calculation in the reader's language."""
    return replace(line, what=_(line.what), working=line.working.replace("元", _("元")))


def _objections(actor: Actor, case: Any) -> list[Any]:
    if not case.notice_id:
        return []
    return [each for each in notices.objections_visible_to(actor, notice_id=case.notice_id) if each.ref == case.id]


def _signers(view: Any, stage: Any) -> list[Signer]:
    """Both signatures of a two-person stage: the first green, the second dashed until it stands."""
    case = view.case
    if stage is None or not stage.two_person:
        return []
    ids = [signer for signer in (case.first_signer, case.second_signer) if signer]
    names = people.people(person_ids=ids) if ids else {}
    signed = {step.kind: step for step in view.past if step.kind in {"first_signed", "reviewed"}}
    first = Signer(
        names[case.first_signer].name if case.first_signer in names else _("第一人"), _("初签"),
        moment(signed["first_signed"].at) if case.first_signer and "first_signed" in signed else _("待签"), bool(case.first_signer),
    )  # fmt: skip
    second = Signer(
        names[case.second_signer].name if case.second_signer in names else _("第二人"), _("复签"),
        _("已签") if case.second_signer else _("待签；两人不得是同一人"), bool(case.second_signer),
    )  # fmt: skip
    return [first, second]


def _deciding(actor: Actor, view: Any, criteria: Sequence[Criterion], form: Any) -> Deciding:
    case, holder = view.case, view.case.waiting_union
    if holder is None or case.state not in {"review", "appealed", "accepting"}:
        return Deciding(waiting_for=view.holder, quiet=_quiet(case), pool_href=_pool_of(actor, case))
    turn = any(scope.role == case.waiting_role and scope.path == holder.path for scope in actor.scopes)
    superior = bool(case.returns) and case.state == "review" and _is_superior(actor, view)
    if not turn and not superior:
        return Deciding(waiting_for=holder.name)
    if turn and not casework.may_decide(actor, case):
        signed = case.first_signer == actor.id
        return Deciding(
            title=_("本人已签，等第二人") if signed else _("你应当回避"), aside_only=not signed, waiting_for=holder.name
        )
    stage = view.plan.chain[case.stage]
    money = bool(view.plan.money and view.plan.money.proposed) and stage.kind in {"review", "collective"}
    return Deciding(
        kind="appeal" if case.state == "appealed" else stage.kind if turn else "superior",
        title=stage_title(stage),
        money=money,
        votes=stage.kind == "collective",
        sights=sight_lines(stage.sees, form.data if form else None) if stage.kind == "review" else (),
        blocked=_blocked(criteria, last=_is_last(view)) if stage.kind != "accept" else _unseen(view),
        second_return=bool(case.returns) and not superior,
        after=_after(view),
        defects=[Defect(c.name, c.reason or c.fact) for c in criteria if c.verdict is False],
        waiting_for=holder.name,
    )


def _pool_of(actor: Actor, case: Any) -> str:
    """Where a missed place is excused or checked in after all, for whoever may do it."""
    if case.state != "missed" or "pools" not in places_of(actor):
        return ""
    pool_id = quotas.pool_of_booking(actor, booking_id=UUID(case.record["booking"]))
    return reverse("console:pool", args=[pool_id]) + "?only=missed" if pool_id else ""


def _quiet(case: Any) -> str:
    if case.state == "delivering" and case.amount_fen is None:
        return _("名额已给（或在候补），到场签到就办结。")
    return _(QUIET.get(case.state, "")) if case.state in QUIET else ""


def _unseen(view: Any) -> str:
    """Why acceptance cannot say yes yet."""
    return "" if any(step.kind == "handed_in" for step in view.past) else _("工会还没有交验收照片")


def _is_superior(actor: Actor, view: Any) -> bool:
    holder = view.case.waiting_union
    above = [node for node in view.plan.line if len(node.path) < len(holder.path)][:1]
    return actor.may("leader", holder.path) or any(actor.may("reviewer", node.path) for node in above)


def _is_last(view: Any) -> bool:
    later = [ahead for ahead in view.stages if ahead.index > view.case.stage]
    return not any(ahead.stage.needs_officer for ahead in later)


def _blocked(criteria: Sequence[Criterion], *, last: bool) -> str:
    counts = tally(criteria)
    if counts["no"]:
        return _("还有 %(n)s 条不符合") % {"n": counts["no"]}
    if last and counts["unk"]:
        return _("还有 %(n)s 条不知道，最后一关要先核实") % {"n": counts["unk"]}
    return ""


def _after(view: Any) -> str:
    """What a yes leads to."""
    if view.case.state == "accepting":
        return _("合格的，另一半进入发放。")
    following = next((ahead for ahead in view.stages if ahead.index > view.case.stage), None)
    if following is None:
        if view.plan.place:
            return _("通过后给一个名额，到场扫一下就办结。")
        return _("通过后进入发放。") if view.plan.money else _("通过后即时生效，本人手机马上收到。")
    return _("通过后进入“%(stage)s”（%(who)s）。") % {"stage": stage_title(following.stage), "who": following.node.name}
