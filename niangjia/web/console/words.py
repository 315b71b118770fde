"""The desk's words for what happened, for clocks and stages: from values to what people read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.base import clock
from niangjia.base.workcalendar import calendar
from niangjia.casework import api as casework
from niangjia.catalogue.api import Problem
from niangjia.kernel.money import yuan
from niangjia.kernel.text import N_
from niangjia.web.shell.parts import Clock, LogRow, Stage
from niangjia.web.shell.texts import actor_words, jury_words, listed, say
from niangjia.web.templatetags.nj import day, fullday, moment, yuan0

STEPS = {
    "applied": N_("本人提交"),
    "consent_asked": N_("发短信请一起的人点头"),
    "consent_sent": N_("短信又发了一次"),
    "agreed": N_("一起的人点了头"),
    "unagreed": N_("一起的人没有点头"),
    "seen": N_("当面看过"),
    "promise_due": N_("说好补看的到日子了"),
    "place_given": N_("候补的名额到了"),
    "place_moved": N_("换到别的场次"),
    "place_ended": N_("名额没有了"),
    "place_missed": N_("那天没有到场"),
    "opened": N_("免申即享，系统立案"),
    "resubmitted": N_("本人补正后再交"),
    "returned": N_("退回补正"),
    "first_signed": N_("第一人签"),
    "reviewed": N_("审核通过"),
    "refused": N_("不予通过"),
    "stepped_aside": N_("回避"),
    "problem": N_("系统没能办成的一步"),
    "vacancy": N_("岗位空缺，由上一级代办"),
    "escalated": N_("超过期限，提到上一级"),
    "asked_above": N_("请上一级办"),
    "visited": N_("入户走访"),
    "checked": N_("经济状况核对"),
    "juror_seated": N_("评委入席"),
    "juror_left": N_("评委离席"),
    "jury_counted": N_("评委打分，算出结果"),
    "notice_opened": N_("开始公示"),
    "notice_ended": N_("公示期满"),
    "objection": N_("收到异议，冻结"),
    "objection_settled": N_("异议有了结论"),
    "appealed": N_("本人申请复核"),
    "appeal_upheld": N_("复核成立，接着办"),
    "approved": N_("批准"),
    "paid": N_("银行已付"),
    "bounced": N_("银行退汇"),
    "reversed": N_("到账后银行退回"),
    "account_repaired": N_("本人改了账号"),
    "handed_in": N_("工会交验收"),
    "accepted": N_("验收合格"),
    "work_returned": N_("验收退回，再补"),
    "work_refused": N_("不予验收"),
    "work_overdue": N_("期限内没有交验收"),
    "part_waits": N_("有条件没有核实，这一笔先等"),
    "stopped": N_("后面的不再发，余款退回预算"),
    "delivered": N_("办结"),
    "rated": N_("本人评价"),
    "withdrawn": N_("本人撤回"),
}
KINDS = {
    "review": N_("工会审核"),
    "visit": N_("走访"),
    "check": N_("核对"),
    "notice": N_("公示"),
    "collective": N_("民主推荐"),
    "jury": N_("评委打分"),
    "accept": N_("验收"),
}
SIGNS = {
    "visit": N_("访"),
    "check": N_("核"),
    "notice": N_("示"),
    "collective": N_("荐"),
    "jury": N_("评"),
    "accept": N_("验"),
}
LEVEL_SIGNS = {"grassroots": N_("基"), "town": N_("镇"), "county": N_("县"), "municipal": N_("市")}
CHECKS = {"passed": N_("与申报一致"), "failed": N_("与申报不一致"), "not_verified": N_("没有核对出来")}
MOST_SIGNS = 4


def stage_title(stage: Any) -> str:
    """The stage's own title, else what kind it is."""
    return say(stage.title) or _(KINDS[stage.kind])


def chain_signs(chain: Any, here: int) -> list[Stage]:
    """At most four signs of a chain, the current one among them."""
    first = max(0, min(here - 1, len(chain) - MOST_SIGNS))
    return [
        Stage(
            _(SIGNS.get(stage.kind) or LEVEL_SIGNS[stage.level])[:1].upper(),
            "f" if i < here else "on" if i == here else "",
            stage_title(stage),
        )
        for i, stage in enumerate(chain)
    ][first : first + MOST_SIGNS]


def days_left(due_on: date | None) -> int | None:
    """Working days from today; negative is over."""
    return None if due_on is None else calendar().between(clock.today(), due_on).days


def clock_of(left: int | None, total: int) -> Clock:
    """The clock of a stage with ``total`` working days of which ``left`` are left."""
    if left is None:
        return Clock(max(total, 1), 0, _("停走"), "stopped")
    if left < 0:
        return Clock(total, total - left, ngettext("超 %(n)s 天", "超 %(n)s 天", -left) % {"n": -left}, "over")
    if left == 0:
        return Clock(total, total, _("今天 17:30"), "today")
    return Clock(max(total, left), max(total - left, 0), ngettext("剩 %(n)s 天", "剩 %(n)s 天", left) % {"n": left})


def step_row(past: Any) -> LogRow:
    """A line of the case's history."""
    return LogRow(moment(past.at), _(STEPS.get(past.kind, past.kind)), listed(_tell_step(past), clauses=True))


def _tell_step(past: Any) -> list[str]:
    details: Mapping[str, Any] = past.details or {}
    said = [actor_words(past.who)] if past.who else []
    if past.reason:
        said.append(f"“{past.reason}”")
    if fen := details.get("amount_fen"):
        said.append(_("%(yuan)s 元") % {"yuan": yuan0(fen)})
    if part := details.get("part"):
        said.append(_("第 %(n)s 笔") % {"n": part})
    if note := details.get("note"):
        said.append(str(note))
    if votes := details.get("votes"):
        said.append(_("应到 %(a)s，实到 %(b)s，同意 %(c)s") % dict(zip("abc", votes, strict=False)))
    if defects := details.get("defects"):
        said += [defect["text"] for defect in defects]
    if to := details.get("to") or details.get("fell_to"):
        said.append(_("转到%(union)s") % {"union": to})
    if result := details.get("result"):
        said.append(_(CHECKS.get(result, result)))
    if juror := details.get("juror"):
        said.append(_("%(n)s 号席 %(kind)s") % {"n": details["seat"], "kind": _(casework.JUROR_KINDS[juror])})
    if details.get("mean"):
        said.append(jury_words(details))
    if until := details.get("closes_on"):
        said.append(_("到 %(day)s") % {"day": until})
    if "upheld" in details:
        said.append(_("成立") if details["upheld"] else _("不成立"))
    if disputed := details.get("disputed"):
        said.append(_("本人认为记录不对：%(text)s") % {"text": disputed})
    if stars := details.get("stars"):
        said.append(_("%(n)s 星") % {"n": stars})
    return said


def value_words(value: Any) -> str:
    """A fact or an answer as people read it."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list | tuple | set | frozenset):
        return "、".join(value_words(each) for each in value) or _("没有")
    if isinstance(value, date):
        return fullday(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)


def money_words(fen: int | None) -> str:
    return "—" if fen is None else _("%(yuan)s 元") % {"yuan": yuan(fen, grouped=True)}


def due_words(due_on: date | None) -> str:
    """Until when, in one line."""
    return _("%(day)s 17:30 止") % {"day": day(due_on)} if due_on else ""


def worded(problems: Iterable[Problem]) -> list[Problem]:
    """What is wrong with a definition, in the reader's language."""
    return [problem.in_words(_) for problem in problems]
