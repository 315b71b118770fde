"""The timeline of a case in words: what each step was, who did it, and what it means for her."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.casework import api as casework
from niangjia.kernel.money import yuan_short
from niangjia.kernel.text import N_
from niangjia.web.shell.parts import Moment
from niangjia.web.shell.texts import jury_words
from niangjia.web.templatetags.nj import monthday, monthdaytime
from niangjia.web.worker.words import stage_title, unit_word

STEPS = {
    "applied": N_("你提交"),
    "consent_asked": N_("发短信请对方点头"),
    "consent_sent": N_("短信又发了一次"),
    "agreed": N_("对方点了头"),
    "unagreed": N_("对方没有点头"),
    "seen": N_("{where}看过登记的材料"),
    "promise_due": N_("说好补看的到日子了"),
    "place_given": N_("候补的名额到了"),
    "place_moved": N_("换到了别的场次"),
    "place_ended": N_("名额没有了"),
    "place_missed": N_("那天没有到场"),
    "opened": N_("工会替你办上"),
    "asked": N_("只差你补上"),
    "reviewed": N_("{where}审核通过"),
    "first_signed": N_("{where}第一个人签了"),
    "visited": N_("{where}来走访过"),
    "visit_signed": N_("{where}走访确认"),
    "checked": N_("{where}核对过"),
    "jury_counted": N_("评委打完分"),
    "returned": N_("{where}请你补正"),
    "resubmitted": N_("你补好交回"),
    "stepped_aside": N_("{where}换人办理"),
    "problem": N_("有一处要工会核实"),
    "vacancy": N_("{where}岗位没有人，交给上一级"),
    "escalated": N_("提到上一级"),
    "asked_above": N_("{where}请上一级来定"),
    "notice_opened": N_("开始公示"),
    "objection": N_("有人实名提出异议"),
    "objection_settled": N_("异议核查完了"),
    "notice_ended": N_("公示结束，没有异议"),
    "listed": N_("列入名单"),
    "approved": N_("批准"),
    "bounced": N_("银行退回"),
    "reversed": N_("到账后又被银行退回"),
    "account_repaired": N_("你换了收款账号"),
    "paid": N_("钱已到账"),
    "handed_in": N_("你交了验收"),
    "accepted": N_("{where}验收合格"),
    "work_returned": N_("{where}请你再补"),
    "work_refused": N_("{where}没有验收"),
    "work_overdue": N_("到期没有交验收"),
    "part_waits": N_("有条件要核实，先等一等"),
    "stopped": N_("后面的不再发"),
    "delivered": N_("办结"),
    "rated": N_("你评了一句"),
    "refused": N_("{where}没有批"),
    "withdrawn": N_("你撤回"),
    "appealed": N_("你请上一级再看一次"),
    "appeal_upheld": N_("{where}复核后支持你"),
}


def moments(view: casework.CaseView) -> list[Moment]:
    """What has been, what is now, what comes, each with its day."""
    past = [step for step in view.past if step.kind in STEPS]
    if view.case.state in {"notice", "frozen"}:  # the notice that runs is told as what is now
        past = [step for step in past if step.kind != "notice_opened" or step is not _last_notice(past)]
    return [_done(step) for step in past] + _ahead(view)


def _last_notice(past: Sequence[casework.Past]) -> casework.Past | None:
    return next((step for step in reversed(past) if step.kind == "notice_opened"), None)


def _done(step: casework.Past) -> Moment:
    title = _(STEPS[step.kind]).format(where=unit_word(step.where) or _("工会"))
    return Moment("done", title, monthdaytime(step.at), _words(step))


def _words(step: casework.Past) -> str:
    if step.kind in {"approved", "paid"} and step.details.get("amount_fen"):
        return _("%(yuan)s 元") % {"yuan": yuan_short(step.details["amount_fen"])}
    if step.kind == "consent_asked" and step.details.get("until"):
        return _("%(day)s前答都行，这几天不算在工会的期限里。") % {
            "day": monthday(date.fromisoformat(step.details["until"]))
        }
    if step.kind in {"returned", "asked"}:
        return _("要补 %(n)d 处，一次列全。") % {"n": len(step.details.get("defects", ()))}
    if step.kind == "jury_counted":
        return jury_words(step.details)
    if step.kind == "rated":
        return _("%(n)d 分") % {"n": step.details.get("stars", 0)}
    return f"“{step.reason}”" if step.reason and step.kind not in {"applied", "appealed"} else step.reason


def _ahead(view: casework.CaseView) -> list[Moment]:
    if not view.live:
        return _last(view)
    coming = [_coming(view, ahead) for ahead in view.stages if not ahead.done]
    if view.case.state == "consenting":
        coming = [Moment("now", _("等对方点头"), "", _("点了头，工会的期限才开始走。")), *coming]
    hers = (
        [Moment("now", _("等你回一句") if view.case.stage < 0 else _("等你补正"), "", _("钟停着，交回来接着走。"))]
        if view.case.state == "returned"
        else []
    )
    return [*hers, *coming, *_last(view)]


def _coming(view: casework.CaseView, ahead: casework.Ahead) -> Moment:
    paused = view.case.state in {"returned", "frozen", "consenting"}
    by = "" if paused or ahead.by is None else _("%(day)s前") % {"day": monthday(ahead.by)}
    text = unit_word(ahead.node.name) + _("，") if ahead.stage.kind != "notice" else ""
    limit = ngettext("限 %(n)d 个工作日", "限 %(n)d 个工作日", ahead.stage.days) % {"n": ahead.stage.days}
    if ahead.stage.kind == "notice":
        limit = ngettext("满 %(n)d 个整工作日自动结束", "满 %(n)d 个整工作日自动结束", ahead.stage.days) % {
            "n": ahead.stage.days
        }
    return Moment(
        "now" if ahead.now and view.case.state != "returned" else "next", stage_title(ahead.stage), by, f"{text}{limit}"
    )


def _where_to(view: casework.CaseView) -> str:
    """Whose account the money goes to, and whether another part of it is meant."""
    if view.case.subject_kind == "person":
        return _("打到你的卡上")
    another = any(step.kind == "paid" for step in view.past)
    return _("另一半打到工会账户") if another else _("打到工会账户")


def _last(view: casework.CaseView) -> list[Moment]:
    """The money and the rating, which no chain lists."""
    state = view.case.state
    rest: list[Moment] = []
    if state in {"refused", "withdrawn", "missed", "archived", "rated", "draft", "unagreed"}:
        return []
    if view.plan.money and state != "delivered":
        rest.append(Moment("now" if state in {"delivering", "bounced"} else "next", _where_to(view)))
    if view.plan.place and not view.plan.money and state != "delivered":
        rest.append(Moment("now" if state == "delivering" else "next", _("到场那天扫一下票")))
    if view.plan.ratable:
        rest.append(Moment("now" if state == "delivered" else "next", _("请你评一句"), _("愿意再评")))
    return rest
