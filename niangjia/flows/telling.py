"""People are told what happened to their case, once, with the way to it. Officers are not chased: their inbox is ordered by due date."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from niangjia.campaigns import api as campaigns
from niangjia.casework import api as casework
from niangjia.casework import events
from niangjia.catalogue import api as catalogue
from niangjia.kernel.money import yuan_short
from niangjia.ledger.events import AccountMissing
from niangjia.messages import api as messages


def case_applied(event: events.CaseApplied) -> None:
    """Where somebody had to agree first, this is what she has waited to hear."""
    asked = casework.case_summary(case_id=event.case_id).asked
    tell_concerned(event.case_id, "consent.given" if asked else "case.applied", once=asked or "")


def case_moved(event: events.CaseMoved) -> None:
    """Only a move that the person should know of: her case went up because a clock ran out, or a post was vacant."""
    if event.why in {"escalated", "asked_above"}:
        tell_concerned(
            event.case_id, "case.escalated", where=casework.holder_name(case_id=event.case_id), once=event.union_id
        )


def case_returned(event: events.CaseReturned) -> None:
    case = casework.case_summary(case_id=event.case_id)
    tell_concerned(event.case_id, "case.returned", count=case.defects, once=case.returns)


def case_on_notice(event: events.CaseOnNotice) -> None:
    tell_concerned(event.case_id, "case.on_notice", once=event.notice_id)


def case_approved(event: events.CaseApproved) -> None:
    case = casework.case_summary(case_id=event.case_id)
    if _said_on_the_page(case.service):
        return
    tell_concerned(event.case_id, "case.approved", parts=case.parts or "")


def case_refused(event: events.CaseRefused) -> None:
    tell_concerned(event.case_id, "case.refused")


def case_bounced(event: events.CaseBounced) -> None:
    tell_concerned(event.case_id, "case.bounced", once=_sent_back(event.case_id))


def case_reversed(event: events.CaseReversed) -> None:
    tell_concerned(event.case_id, "case.reversed", once=_sent_back(event.case_id), reason=event.reason)


def part_arrived(event: events.PartArrived) -> None:
    case = casework.case_summary(case_id=event.case_id)
    tell_concerned(event.case_id, "case.part_arrived", once=event.nr, nr=case.arrived, of=case.parts)


def work_awaited(event: events.WorkAwaited) -> None:
    case = casework.case_summary(case_id=event.case_id)
    tell_concerned(event.case_id, "case.work_awaited", once=case.due_on)


def parts_stopped(event: events.PartsStopped) -> None:
    tell_concerned(event.case_id, "case.stopped", reason=event.reason)


def case_delivered(event: events.CaseDelivered) -> None:
    if _said_on_the_page(event.service):
        return
    tell_concerned(event.case_id, "case.delivered", once=_sent_back(event.case_id))


def juror_seated(event: events.JurorSeated) -> None:
    """The invitation of a juror: what to score and until when, nothing of whom it is for."""
    case = casework.case_summary(case_id=event.case_id)
    messages.send(
        to=[event.person_id],
        kind="jury.seated",
        params={"service_zh": case.title["zh"], "service_en": case.title["en"], "due": str(case.due_on or "")},
        link=f"/jury/{event.case_id}/",
        key=f"jury.seated:{event.case_id}",
    )


def account_missing(event: AccountMissing) -> None:
    tell_concerned(event.case_id, "case.account_missing")


def _said_on_the_page(service: str) -> bool:
    """Who took part in a campaign read so a moment ago: a million messages would say nothing new."""
    return campaigns.is_campaign(catalogue.definition(service))


def _sent_back(case_id: UUID) -> int:
    """How often the bank has sent its money back: each time is told."""
    return casework.case_summary(case_id=case_id).sent_back


def tell_concerned(case_id: UUID, kind: str, *, once: Any = "", **params: Any) -> None:
    """Send one message of this kind about this case to whoever it concerns (for a union's case: its leaders)."""
    case = casework.case_summary(case_id=case_id)
    messages.send(
        to=casework.people_concerned(case_id=case_id),
        kind=kind,
        params={
            "service_zh": case.title["zh"],
            "service_en": case.title["en"],
            "number": case.number,
            "amount": yuan_short(case.amount_fen) if case.amount_fen else "",
            "due": str(case.due_on or ""),
            **params,
        },
        link=f"/matters/{case_id}/",
        key=f"{kind}:{case_id}:{once}",
        case_id=case_id,
    )
