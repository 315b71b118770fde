"""What the catalogue says of a case: criteria, amount, cap, as of the day that counts for its period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from niangjia.base import clock
from niangjia.casework.access import definition_of
from niangjia.casework.models import Case
from niangjia.casework.rules.plan import counted_on
from niangjia.catalogue import api as catalogue


def day_of(case: Case) -> date:
    """Today; for a case that outlived a period with a deadline, that period's last day."""
    return counted_on(definition_of(case.service, case.version).once, case.period, clock.today())


def criteria_now(case: Case) -> list[catalogue.CriterionLine]:
    """Every criterion of the version the case is pinned to, over its answers. For the page and for the verb alike."""
    with _asked(case) as day:
        return catalogue.explain(
            service=case.service, version=case.version, subject_id=case.subject_id, form=case.answers, today=day
        )


def truths_now(cases: Sequence[Case]) -> dict[UUID, catalogue.Truths]:
    """The criteria of many cases, without their facts, by the case; left out is whom another day than today counts for."""
    asked = {
        case.id: catalogue.Asked(case.service, case.version, case.subject_id, case.answers)
        for case in cases
        if day_of(case) == clock.today()
    }
    return dict(zip(asked, catalogue.truths(list(asked.values())), strict=True))


def amount_now(case: Case) -> int | None:
    """What the definition computes, in fen; None when it cannot tell."""
    with _asked(case) as day:
        return catalogue.amount_fen(
            service=case.service, version=case.version, subject_id=case.subject_id, form=case.answers, today=day
        )


def cap_now(case: Case) -> int | None:
    """The most the owner of the cap gets in the period, in fen; None without a cap."""
    with _asked(case) as day:
        return catalogue.cap_fen(
            service=case.service, version=case.version, subject_id=case.subject_id, form=case.answers, today=day
        )


@contextmanager
def _asked(case: Case) -> Iterator[date]:
    day = day_of(case)
    with catalogue.as_of(case.subject_kind, case.subject_id, day):
        yield day
