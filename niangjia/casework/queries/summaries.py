"""A case in a few words, for the packages above."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.base.memo import written_by
from niangjia.casework.access import last_defects, plan_of, receivers, reveal_answers
from niangjia.casework.models import Case
from niangjia.casework.rules.parts import PAID
from niangjia.casework.rules.states import LIVE, SENT_BACK
from niangjia.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Summary:
    """``defects`` counts what the last return listed, ``sent_back`` how often the bank returned the money.

    ``parts``: in how many it is paid, 0 when at once; ``arrived``: those that are there. ``asked``: how often somebody it
    names was asked to agree.
    """

    id: UUID
    number: str
    service: str
    title: Mapping[str, str]
    state: str
    subject_kind: str
    subject_id: UUID
    person_id: UUID | None
    union_id: UUID
    amount_fen: int | None
    due_on: date | None
    returns: int
    defects: int
    sent_back: int
    parts: int
    arrived: int
    asked: int


@dataclass(frozen=True, slots=True)
class Turn:
    """At which post a case waits; ``union_id`` None: at nobody's.

    ``signatures``: how many it still wants there, ``out``: who cannot give one, having signed already or applied.
    """

    union_id: UUID | None
    role: str
    signatures: int
    out: frozenset[UUID]


@written_by("casework")
def case_summary(*, case_id: UUID) -> Summary:
    """For the system's own use: no access is checked here, and nothing private is in it. Asked at every event: two queries."""
    case = _case(case_id)
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"case": case_id, "sent_back": sorted(SENT_BACK), "paid": PAID})
        sent_back, parts, arrived, asked = cursor.fetchone()
    return Summary(
        case.id, case.number, case.service, plan_of(case).title, case.state, case.subject_kind, case.subject_id,
        case.person_id, case.union_id, case.amount_fen, case.due_on, case.returns,
        len(last_defects(case)) if case.returns else 0, sent_back, parts, arrived, asked,
    )  # fmt: skip


def turn_of(*, case_id: UUID) -> Turn:
    """As ``case_summary``, for the system's own use."""
    case = _case(case_id)
    two = plan_of(case).chain[case.stage].two_person
    return Turn(
        union_id=case.waiting_union_id,
        role=case.waiting_role,
        signatures=2 if two and case.first_signer is None else 1,
        out=frozenset(filter(None, (case.first_signer, case.person_id))),
    )


def running_for(*, subject_id: UUID) -> dict[str, UUID]:
    """What runs for this subject: service → case. For who speaks for it."""
    live = Case.objects.filter(subject_id=subject_id, state__in=LIVE).order_by("created_at")
    return dict(live.values_list("service", "id"))


def plain_answers(*, case_id: UUID) -> dict[str, Any]:
    """The answers with the private ones in plain, for the package that keeps them on (sealed again)."""
    return reveal_answers(_case(case_id))


def people_concerned(*, case_id: UUID) -> list[UUID]:
    """Whom to tell: the applicant, else the leaders and finance officers of the union whose case it is."""
    return receivers(_case(case_id))


def holder_name(*, case_id: UUID) -> str:
    holder = _case(case_id).waiting_union
    return holder.name if holder else ""


@written_by("casework")
def _case(case_id: UUID) -> Case:
    case = Case.objects.select_related("waiting_union").filter(id=case_id).first()
    if case is None:
        raise NotFound
    return case


_COUNTS = """
select (select count(*) from casework_step where case_id = %(case)s and kind = any(%(sent_back)s)),
       (select count(*) from casework_part where case_id = %(case)s),
       (select count(*) from casework_part where case_id = %(case)s and state = %(paid)s),
       (select count(*) from casework_consent where case_id = %(case)s)
"""
