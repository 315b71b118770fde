"""What somebody was entitled to on a day that is past: the facts, the help, the versions and the doubts of that day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from niangjia.base import clock
from niangjia.catalogue.errors import DayAhead
from niangjia.catalogue.queries.judging import CriterionLine, columns_read, judge, line
from niangjia.catalogue.registry.definitions import compiled_as_of
from niangjia.catalogue.registry.mask import Masks, Pending, masks_as_of, pending_of
from niangjia.catalogue.registry.vocabulary import FactLabel, labels_of, sources
from niangjia.catalogue.rules.compiling import Compiled
from niangjia.catalogue.rules.plan import Plan, unasked
from niangjia.catalogue.rules.schema import Definition
from niangjia.catalogue.rules.statements import as_of
from niangjia.catalogue.rules.verdict import Verdict, verdict_of

KNOWN_SINCE = "known_since"


@dataclass(frozen=True, slots=True)
class PastVerdict:
    """One service as it was then: ``definition`` is the version in force, ``lines`` its criteria with the facts of that day."""

    definition: Definition
    verdict: Verdict
    lines: tuple[CriterionLine, ...]
    pending: tuple[Pending, ...]


@dataclass(frozen=True, slots=True)
class LookBack:
    """``known``: whether the subject's facts were kept on ``day`` already; when not, nothing is known of it."""

    day: date
    known: bool
    services: tuple[PastVerdict, ...]


def verdicts_as_of(*, subject: str, subject_id: UUID, day: date) -> LookBack:
    """Every service open on ``day`` with the verdict that stood at its end, by group and key. Six queries, however many services.

    Answers of forms are not known, as in the kept verdicts. Parameters have the values that hold for that day, as they are dated now.

    :raises DayAhead: the day has not come.
    """
    if day > clock.today():
        raise DayAhead(day=day.isoformat())
    services = [found for found in compiled_as_of(subject, day).values() if found.definition.state == "open"]
    labels, known = labels_of(subject, sources()), masks_as_of(day)
    plans = list(dict.fromkeys(unasked(c.plan) for found in services for c in found.criteria))
    columns = [KNOWN_SINCE, *columns_read(plans, labels)]
    row = judge(subject, plans, subject_id, {}, None, day, columns, known, as_of(subject))
    facts = dict(zip(columns, row[len(plans) :], strict=True))
    there = facts[KNOWN_SINCE] is not None
    values = dict(zip(plans, row, strict=False)) if there else dict.fromkeys(plans)
    found = [_past(each, values, facts, labels, known) for each in services]
    return LookBack(day, there, tuple(sorted(found, key=lambda v: (v.definition.group, v.definition.key))))


def _past(
    found: Compiled,
    values: Mapping[Plan, bool | None],
    facts: Mapping[str, Any],
    labels: Mapping[str, FactLabel],
    known: Masks,
) -> PastVerdict:
    lines = tuple(line(c, values[unasked(c.plan)], facts, labels, known) for c in found.criteria)
    doubted = pending_of(found, known)
    verdict: Verdict = "unknown" if doubted else verdict_of([each.value for each in lines])
    return PastVerdict(found.definition, verdict, lines, doubted)
