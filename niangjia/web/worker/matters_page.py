"""My matters: the list, and one of them with its date, its holder and what I can do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.workcalendar import calendar
from niangjia.casework import api as casework
from niangjia.kernel.money import yuan_short
from niangjia.ledger import api as ledger
from niangjia.quotas import api as quotas
from niangjia.registers import api as registers
from niangjia.web.asked_lines import AskedLine, asked_lines
from niangjia.web.shell.parts import Day, Defect, Moment
from niangjia.web.shell.texts import listed, say, unannounced
from niangjia.web.templatetags.nj import fullday, monthday, weekday
from niangjia.web.worker import entitlements
from niangjia.web.worker.apply_page import Masked, Photo, photos_of, uploads_in
from niangjia.web.worker.booking_lines import booking_lines
from niangjia.web.worker.matter_line import Line
from niangjia.web.worker.matter_words import moments
from niangjia.web.worker.place_words import booking_given, consenting_words, place_words
from niangjia.web.worker.words import ICONS, stage_title

WITH_MONEY = frozenset({"delivering", "bounced", "halfway", "accepting", "delivered", "rated"})
MARKS = {
    "consenting": "near", "unagreed": "back", "draft": "near", "returned": "back", "bounced": "back", "halfway": "back", "refused": "no", "withdrawn": "no",
    "missed": "no", "delivered": "yes", "rated": "yes", "archived": "yes",
}  # fmt: skip


REASONS = {
    "refused": ("refused",),
    "bounced": ("reversed", "bounced"),
    "unagreed": ("unagreed",),
    "withdrawn": ("place_ended", "withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Matters:
    """``todo`` waits for her, ``asked`` for her word as a juror, ``running`` for others."""

    todo: Sequence[Line]
    asked: Sequence[Line]
    running: Sequence[Line]
    ended: Sequence[Line]

    @property
    def mine(self) -> int:
        """How many run, for the tab bar."""
        return len(self.running) + sum(line.live for line in self.todo)

    @property
    def nothing(self) -> bool:
        return not (self.todo or self.asked or self.running or self.ended)


@dataclass(frozen=True, slots=True)
class Matter:
    """One case. The ``may_…`` say which doors stand open; ``text`` is the sentence under the state."""

    id: UUID
    service: str
    over: str
    title: str
    state: str
    heading: str
    mark: str
    mark_text: str
    text: str
    fen: int | None
    due_label: str
    due: str
    days: Sequence[Day]
    holder: str
    masked: Masked | None
    moments: Sequence[Moment]
    reckoned: str
    defects: Sequence[Defect]
    delivered: bool
    may_withdraw: bool
    may_appeal: bool
    may_rate: bool
    needs_account: bool
    refused_because: str
    stands: registers.EntryRow | None
    withdraw_note: str
    for_union: bool = False
    may_hand_in: bool = False
    live: bool = False
    asked: Sequence[AskedLine] = ()
    ticket: str = ""
    ticket_name: str = ""
    place_now: str = ""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What she handed in: answers masked, files to look at."""

    title: str
    back: str
    facts: Sequence[tuple[str, str, bool]]
    photos: Sequence[Photo]


def matters_page(person_id: UUID) -> Matters:
    cases = casework.cases_of(person_id)
    titles = {case.service: entitlements.pinned(case.service, case.version) for case in cases}
    todo = [case for case in cases if case.state in {"draft", "returned", "unagreed", "bounced", "halfway"}]
    running = [case for case in cases if case.state in casework.LIVE and case not in todo]
    ended = [case for case in cases if case not in todo and case not in running]
    lines = [[line_of(case, titles) for case in group] for group in (todo, running, ended)]
    booked = booking_lines(person_id)
    asked = [asked_line(each) for each in casework.invitations(person_id)]
    return Matters([*booked.todo, *lines[0]], asked, [*booked.running, *lines[1]], [*booked.ended, *lines[2]])


def asked_line(invitation: casework.Invitation) -> Line:
    """A case of somebody else that she is asked to score."""
    due = _("%(day)s前打好") % {"day": monthday(invitation.due_on)} if invitation.due_on else ""
    tone, why = ("yes", _("已经打了分，还可以改")) if invitation.scored else ("unk", _("等你打分"))
    title = listed([say(invitation.title), invitation.who])
    return Line(f"/jury/{invitation.case_id}/", "medal", title, f"{why} · {invitation.number}", due, tone)


def line_of(case: Any, definitions: Mapping[str, Any]) -> Line:
    definition = definitions.get(case.service)
    title = say(definition.title) if definition else case.service
    icon = ICONS.get(definition.group, "file-text") if definition else "file-text"
    if case.state == "draft":
        whose = f"?union={case.subject_id}" if case.subject_kind == "union" else ""
        href = "/join/where/" if case.service == "join" else f"/services/{case.service}/apply/{whose}"
        return Line(href, "pencil", title, _("填了一半，都存着"), _("接着填，不用从头来"), "unk")
    when = _("%(day)s前有结果") % {"day": monthday(case.due_on)} if case.due_on and case.state in casework.LIVE else ""
    if case.state not in casework.LIVE:
        when = monthday(case.ended_at or case.decided_at or case.applied_at)
    tone = {
        "returned": "unk",
        "consenting": "unk",
        "unagreed": "unk",
        "bounced": "unk",
        "halfway": "unk",
        "delivered": "yes",
        "rated": "yes",
        "refused": "no",
        "withdrawn": "no",
        "missed": "no",
    }
    return Line(
        f"/matters/{case.id}/",
        icon,
        title,
        _(casework.state_text(case)),
        when,
        tone.get(case.state, ""),
        case.state in casework.LIVE,
    )


def matter_page(by: Actor, case_id: UUID) -> Matter:
    view = casework.case_for(by, case_id)
    case, plan = view.case, view.plan
    asked, booking = casework.consents_of(case), booking_given(view)
    heading, text = _heading(view, asked, booking)
    shown = case.state in {"notice", "frozen"}
    label, due = _due(view)
    return Matter(
        id=case.id,
        service=case.service,
        over=" · ".join(part for part in (fullday(case.applied_at), _("编号 %(n)s") % {"n": case.number}) if part),
        title=say(plan.title),
        state=case.state,
        heading=heading,
        mark=MARKS.get(case.state, "run"),
        mark_text=_(view.state_text),
        text=text,
        fen=case.amount_fen if case.state in WITH_MONEY else None,
        due_label=label,
        due=due,
        days=_days(view) if shown else (),
        holder=view.holder,
        masked=_masked(view) if shown and case.person_id else None,
        moments=moments(view),
        reckoned=unannounced(view.unknown_years),
        defects=_defects(view),
        delivered=case.origin == "delivered" and case.person_id == by.id,
        may_withdraw=case.person_id == by.id
        and casework.may_withdraw(case, plan)
        and not (booking and booking.state in {"used", "missed"}),
        may_appeal=case.person_id == by.id and case.state == "refused",
        may_rate=case.person_id == by.id and case.state == "delivered" and plan.ratable,
        needs_account=_lacks_account(case) and _is_her_account(by, case),
        for_union=case.subject_kind != "person",
        may_hand_in=casework.may_hand_in(by, case),
        live=view.live,
        asked=asked_lines(asked, case, hers=case.person_id == by.id),
        ticket=reverse("ticket", args=[booking.id]) if booking else "",
        ticket_name=_("你们的票") if asked else _("你的票"),
        place_now=_(quotas.STATES[booking.state]) if booking else "",
        refused_because=_reason(view, "refused"),
        stands=_stands(view),
        withdraw_note=_("按现在的进度，最迟 %(day)s就有结果。") % {"day": monthday(view.ready_by)}
        if view.ready_by
        else "",
    )


def _stands(view: casework.CaseView) -> registers.EntryRow | None:
    """The register she stands in by this case, or stood in."""
    if view.case.state not in {"delivered", "rated", "archived"}:
        return None
    return registers.entry_of_case(subject_id=view.case.subject_id, case_id=view.case.id)


def handed_in(by: Actor, case_id: UUID) -> HandedIn:
    """Answers as the officers read them: private numbers masked."""
    view = casework.case_for(by, case_id)
    definition = entitlements.pinned(view.case.service, view.case.version)
    facts: list[tuple[str, str, bool]] = []
    shown: list[str] = []
    for field in definition.form:
        value = view.case.answers.get(field.name)
        if uploads := uploads_in(field, value):
            shown += uploads
        elif field.kind == "table":
            facts += [(say(field.label), row_words(field, row), False) for row in value or ()]
        elif value not in (None, "") and field.kind != "union":
            facts.append((say(field.label), answer_words(field, value), False))
    return HandedIn(say(view.plan.title), f"/matters/{case_id}/", facts, photos_of(by, shown))


def answer_words(field: Any, value: Any) -> str:
    """An answer as people read it."""
    if field.kind == "money" and isinstance(value, int):
        return _("%(yuan)s 元") % {"yuan": yuan_short(value)}
    if field.kind == "consent":
        return _("同意")
    if field.kind == "signature":
        return str(value["typed"])
    if isinstance(value, str) and value and not value.strip("•"):
        return _("用已登记的")
    if isinstance(value, bool):
        return _("是") if value else _("不是")
    label = next((choice.label for choice in field.choices if choice.value == value), None)
    return say(label) if label else str(value)


def row_words(field: Any, row: Mapping[str, Any]) -> str:
    """A row of a table in one line."""
    return listed(answer_words(c, row[c.name]) for c in field.columns if row.get(c.name) not in (None, ""))


def _heading(
    view: casework.CaseView, asked: Sequence[casework.ConsentRow], booking: quotas.BookingView | None
) -> tuple[str, str]:
    """The state as a sentence, and what it means."""
    state = view.case.state
    reason = _reason(view, *REASONS.get(state, ()))
    last_kind = view.past[-1].kind if view.past else ""
    came_back = next((step.kind for step in reversed(view.past) if step.kind in {"bounced", "reversed"}), "")
    words = {
        "review": (_stage_now(view), ""),
        "consenting": consenting_words(asked),
        "unagreed": (_("对方没有点头"), reason),
        "returned": (_("等你回一句"), _("条件符合，工会已经替你办上，你补上就接着走。"))
        if view.case.stage < 0
        else (_("等你补正"), _("钟停着，补好交回再接着走。")),
        "listed": (_("已列入名单"), _("等这一批凑齐了一起公示。")),
        "notice": (_notice_day(view), ""),
        "frozen": (_("有人提了异议，先停一停"), _("工会正在核查，查清了会把结论告诉你。")),
        "appealed": (_("上一级正在复核"), ""),
        "delivering": _on_its_way(view, booking),
        "missed": place_words(booking),
        "halfway": (_("首付到了，建好请交验收"), _to_show(view)),
        "accepting": (_stage_now(view), _("工会看过照片，合格就付另一半。")),
        "bounced": (
            _("到账的钱又被银行退回来了") if came_back == "reversed" else _("银行把钱退回来了"),
            (_("银行说：%(why)s。") % {"why": reason} if reason else "") + _another_account(view),
        ),
        "delivered": (_("办好了"), ""),
        "rated": (_("办好了"), _("谢谢你说了实话。")),
        "refused": (_("没有批"), reason),
        "withdrawn": (_("名额没有了"), reason + _("想参加以后的，可以重新申请。"))
        if last_kind == "place_ended"
        else (_("你说不要了"), _("这一期不会再替你办。想要的时候可以自己申请。"))
        if view.case.origin == "delivered"
        else (_("你撤回了"), _("想办的时候可以重新申请。")),
        "archived": (_("已归档"), ""),
        "draft": (_("还没有提交"), ""),
    }
    return words[state]


def _on_its_way(view: casework.CaseView, booking: quotas.BookingView | None) -> tuple[str, str]:
    if view.case.amount_fen is None:
        return place_words(booking)
    if _lacks_account(view.case):
        return _("批了，还差一个收款账号"), _("钱给你留着，填好下一批就付。")
    parts = casework.parts_of_case(case_id=view.case.id)
    there = sum(part.state == "paid" for part in parts)
    if not there:
        return _("批了，钱在路上"), _("银行处理完就到账，到账再告诉你。")
    coming = next((part.due_on for part in parts if part.state == "held"), None)
    text = _("一共 %(all)d 笔，已经到了 %(n)d 笔。") % {"all": len(parts), "n": there}
    return _("一笔一笔在发"), text + (_("下一笔 %(day)s。") % {"day": monthday(coming)} if coming else "")


def _to_show(view: casework.CaseView) -> str:
    """By when the work is to be shown, and what was found wanting the last time."""
    asked = _reason(view, "work_returned")
    wanting = _("要补的：%(what)s。") % {"what": asked.rstrip("。")} if asked else ""
    day = monthday(view.case.due_on)
    return wanting + _("%(day)s前拍几张建成的样子交上来，合格就付另一半。") % {"day": day}


def _another_account(view: casework.CaseView) -> str:
    if view.case.subject_kind == "person":
        return _("换一张本人的卡，下一批就付。")
    return _("请本会财务换一个工会账号，下一批就付。")


def _lacks_account(case: Any) -> bool:
    """Its money waits for somewhere to go: it came back, or no account was ever given."""
    if case.state != "delivering" or case.amount_fen is None:
        return bool(case.state == "bounced")
    return any(payout.state == "no_account" for payout in ledger.payouts_of_case(case_id=case.id))


def _is_her_account(by: Actor, case: Any) -> bool:
    """Her own card, or that of a union whose money she keeps."""
    return bool(case.person_id == by.id) if case.subject_kind == "person" else by.may("finance", case.path)


def _stage_now(view: casework.CaseView) -> str:
    now = next((ahead.stage for ahead in view.stages if ahead.now), None)
    return _("%(what)s中") % {"what": stage_title(now)} if now else _("在办")


def _due(view: casework.CaseView) -> tuple[str, str]:
    if view.case.state in {"returned", "frozen", "delivering", "bounced", "halfway", "consenting"} or not view.ready_by:
        return "", ""
    label = _("最迟办完") if view.plan.money is None else _("最迟批完")
    return label, monthday(view.ready_by)


def _opened(view: casework.CaseView) -> Any:
    return next((clock.local_date(s.at) for s in reversed(view.past) if s.kind == "notice_opened"), None)


def _notice_days(view: casework.CaseView) -> list[Any]:
    opened, stage = _opened(view), next((ahead.stage for ahead in view.stages if ahead.now), None)
    if opened is None or stage is None:
        return []
    return [calendar().add(opened, n).day for n in range(1, stage.days + 1)]


def _notice_day(view: casework.CaseView) -> str:
    gone = sum(day <= clock.today() for day in _notice_days(view))
    return _("公示第 %(n)d 天") % {"n": gone} if gone else _("公示刚开始")


def _days(view: casework.CaseView) -> list[Day]:
    today = clock.today()
    return [
        Day(
            _("今天") if day == today else weekday(day),
            _("%(n)d 日") % {"n": day.day},
            "n" if day == today else ("d" if day < today else ""),
        )
        for day in _notice_days(view)
    ]


def _masked(view: casework.CaseView) -> Masked:
    amount = _("%(yuan)s 元") % {"yuan": yuan_short(view.case.amount_fen)} if view.case.amount_fen else ""
    return Masked(view.case.who, view.unit, amount)


def _defects(view: casework.CaseView) -> list[Defect]:
    if not view.defects:
        return []
    definition = entitlements.pinned(view.case.service, view.case.version)
    labels = {field.name: say(field.label) for field in definition.form}
    return [Defect(labels.get(d["field"], d["text"]), d["text"] if d["field"] in labels else "") for d in view.defects]


def _reason(view: casework.CaseView, *kinds: str) -> str:
    return next((step.reason for step in reversed(view.past) if step.kind in kinds), "")
