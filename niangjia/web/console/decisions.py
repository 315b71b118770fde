"""What an officer decides on the page of a case: from the posted form to the verb, and the sentence that says it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from niangjia.base.actor import Actor
from niangjia.casework import api as casework
from niangjia.web.console.sight_form import told_in


def decide(*, by: Actor, case_id: UUID, given: dict[str, Any], votes: Any, posted: QueryDict) -> str:
    """Carry out one decision; returns what to say.

    :raises Refusal: what the verb refuses.
    """
    verb = DECISIONS.get(given["decision"])
    if verb is None:
        raise Http404
    return verb(by, case_id, given, votes, posted)


def _approve(by: Actor, case_id: UUID, given: dict[str, Any], votes: Any, posted: QueryDict) -> str:
    casework.approve(
        by=by, case_id=case_id, opinion=given["words"], amount_fen=given["amount"], votes=votes, seen=told_in(posted)
    )
    return _("已签。它去了哪里，看上面的环节。")


def _return(by: Actor, case_id: UUID, given: dict[str, Any], votes: Any, posted: QueryDict) -> str:
    casework.return_for_repair(by=by, case_id=case_id, defects=defects_of(posted))
    return _("已退回。时钟停走，本人手机即刻收到。")


def _refuse(by: Actor, case_id: UUID, given: dict[str, Any], votes: Any, posted: QueryDict) -> str:
    casework.refuse(by=by, case_id=case_id, reason=given["words"])
    return _("已记为不予通过。本人看得到理由，60 天内可以请上一级复核。")


def _aside(by: Actor, case_id: UUID, given: dict[str, Any], votes: Any, posted: QueryDict) -> str:
    casework.step_aside(by=by, case_id=case_id, reason=given["words"])
    return _("已回避，转给别的同事。")


def _above(by: Actor, case_id: UUID, given: dict[str, Any], votes: Any, posted: QueryDict) -> str:
    casework.ask_above(by=by, case_id=case_id, reason=given["words"])
    return _("已请上一级办。")


def _check(by: Actor, case_id: UUID, given: dict[str, Any], votes: Any, posted: QueryDict) -> str:
    if given["result"] not in CHECK_RESULTS:
        raise Http404
    casework.record_check(by=by, case_id=case_id, result=given["result"], found=given["words"])
    return _("核对结果已记下。")


def _uphold(by: Actor, case_id: UUID, given: dict[str, Any], votes: Any, posted: QueryDict) -> str:
    casework.decide_appeal(by=by, case_id=case_id, upheld=True, reason=given["words"])
    return _("复核成立，接着往下办。")


def _reject(by: Actor, case_id: UUID, given: dict[str, Any], votes: Any, posted: QueryDict) -> str:
    casework.decide_appeal(by=by, case_id=case_id, upheld=False, reason=given["words"])
    return _("维持原决定，理由已告诉本人。")


def _accept(by: Actor, case_id: UUID, given: dict[str, Any], votes: Any, posted: QueryDict) -> str:
    casework.accept_work(by=by, case_id=case_id, found=given["words"])
    return _("验收已记下，另一半进入发放。")


def _show_more(by: Actor, case_id: UUID, given: dict[str, Any], votes: Any, posted: QueryDict) -> str:
    casework.return_work(by=by, case_id=case_id, reason=given["words"])
    return _("已请工会再补，补好会回到这里。")


def _not_accepted(by: Actor, case_id: UUID, given: dict[str, Any], votes: Any, posted: QueryDict) -> str:
    casework.refuse_work(by=by, case_id=case_id, reason=given["words"])
    return _("已记为不予验收。另一半退回预算，理由已告诉工会。")


CHECK_RESULTS = frozenset({"passed", "failed", "not_verified"})
Decision = Callable[[Actor, UUID, dict[str, Any], Any, QueryDict], str]
DECISIONS: dict[str, Decision] = {
    "approve": _approve,
    "return": _return,
    "refuse": _refuse,
    "aside": _aside,
    "above": _above,
    "check": _check,
    "accept": _accept,
    "show_more": _show_more,
    "not_accepted": _not_accepted,
    "uphold": _uphold,
    "reject": _reject,
}


def defects_of(posted: QueryDict) -> list[casework.Defect]:
    """The list of the editor; an added row that was left empty does not count."""
    texts, keys = posted.getlist("defect"), posted.getlist("defect_key")
    keys += [""] * (len(texts) - len(keys))
    return [
        casework.Defect(field=key, text=text.strip()) for text, key in zip(texts, keys, strict=False) if text.strip()
    ]
