"""One subject and one service: each criterion with its reason, the amount, the cap. The same plans as the kept verdicts, asked now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.catalogue.registry.definitions import compiled
from niangjia.catalogue.registry.mask import Masks, Pending, believed, is_current, masks, pending_for
from niangjia.catalogue.registry.vocabulary import FactLabel, labels_of, source_columns, sources
from niangjia.catalogue.rules.compiling import Compiled, CompiledCriterion
from niangjia.catalogue.rules.generated import facts_today
from niangjia.catalogue.rules.plan import Plan, facts_of
from niangjia.catalogue.rules.statements import KEPT, Sources, judge_many
from niangjia.catalogue.rules.types import FormVar
from niangjia.catalogue.rules.values import form_values
from niangjia.catalogue.rules.verdict import Verdict, verdict_of

Answers = Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class FactShown:
    """A fact behind a criterion. ``value`` None: not known. ``as_of``: of which day the source's answer is, where it says so."""

    name: str
    zh: str
    en: str
    unit: str
    value: Any
    source_zh: str
    source_en: str
    as_of: date | None


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One line of ✓ ✗ ? with its reason. ``value`` None: not known; ``pending``: because these sources are not believed now."""

    name: str
    because: Mapping[str, str]
    todo: Mapping[str, str] | None
    value: bool | None
    facts: tuple[FactShown, ...]
    pending: tuple[Pending, ...] = ()


@dataclass(frozen=True, slots=True)
class RatioLine:
    """A share of a list: ``hits`` of ``of`` (``unknown`` more cannot be told). It holds only when it holds for sure.

    An empty list holds.
    """

    name: str
    title: Mapping[str, str]
    hits: int
    of: int
    unknown: int
    bound: Any
    at_least: bool
    holds: bool


def explain(
    *, service: str, subject_id: UUID, form: Answers = None, version: int | None = None, today: date | None = None
) -> list[CriterionLine]:
    """Every criterion of the service for this subject, in the file's order, with the facts it read.

    :raises UnknownService:
    """
    found = compiled(service, version)
    plans = [criterion.plan for criterion in found.criteria]
    labels = labels_of(found.definition.subject, sources())
    columns = columns_read(plans, labels)
    values = _judge(found, plans, subject_id, form, today, columns)
    verdicts, facts = values[: len(plans)], dict(zip(columns, values[len(plans) :], strict=True))
    known = masks()
    return [line(c, value, facts, labels, known) for c, value in zip(found.criteria, verdicts, strict=True)]


def verdict_now(
    *, service: str, subject_id: UUID, form: Answers = None, version: int | None = None, today: date | None = None
) -> Verdict:
    """All criteria together, with the answers of a form; not known while a source of any of them is not believed."""
    lines = explain(service=service, subject_id=subject_id, form=form, version=version, today=today)
    return "unknown" if any(line.pending for line in lines) else verdict_of([line.value for line in lines])


def amount_fen(
    *, service: str, subject_id: UUID, form: Answers = None, version: int | None = None, today: date | None = None
) -> int | None:
    """What the definition computes; None when a fact it needs is not known, or an officer proposes the amount."""
    found = compiled(service, version)
    return _judge(found, [found.amount], subject_id, form, today)[0] if found.amount else None


def cap_fen(
    *, service: str, subject_id: UUID, form: Answers = None, version: int | None = None, today: date | None = None
) -> int | None:
    """The most one owner gets in one period; None when the definition sets no cap."""
    found = compiled(service, version)
    return _judge(found, [found.cap_fen], subject_id, form, today)[0] if found.cap_fen else None


def granted_fen(*, service: str, subject_ids: Sequence[UUID]) -> dict[UUID, int | None]:
    """What the definition computes for each today, by the version in force and without a form: the amount, at most the cap. One statement.

    None: a fact that it needs is not known, or an officer proposes the amount.
    """
    found = compiled(service, None)
    if found.amount is None or not subject_ids:
        return dict.fromkeys(subject_ids)
    doubted, form, subject = masks(), found.vocabulary.form, found.definition.subject
    plans = [believed(plan, doubted) for plan in (found.amount, found.cap_fen or found.amount)]
    parameters = {"ids": list(subject_ids), "today": clock.today(), **form_values({}, form)}
    with connection.cursor() as cursor:
        cursor.execute(judge_many(subject, plans, form, (), _now(subject, None)), parameters)
        return {row[0]: None if None in row[1:] else min(row[1:]) for row in cursor.fetchall()}


def list_ratios(
    *,
    service: str,
    members: Sequence[tuple[UUID, Mapping[str, Any]]],
    version: int | None = None,
    today: date | None = None,
) -> list[RatioLine]:
    """The ratios of a service over a whole list: (subject, answers) of everybody on it."""
    found = compiled(service, version)
    plans = [plan for ratio in found.ratios for plan in (ratio.when, ratio.of, ratio.bound)]
    rows = [_judge(found, plans, subject_id, answers, today) for subject_id, answers in members] if plans else []
    return [
        _ratio(ratio.name, ratio.title, [row[3 * i : 3 * i + 3] for row in rows], at_least=ratio.at_least)
        for i, ratio in enumerate(found.ratios)
    ]


def fact_value(*, subject: str, subject_id: UUID, fact: str) -> Any:
    """One kept fact; None when not known.

    :raises KeyError: nobody declares it.
    """
    column = column_of(subject, fact)
    with connection.cursor() as cursor:
        cursor.execute(f'select "{column}" from catalogue_facts_{subject} where {subject}_id = %s', [subject_id])
        row = cursor.fetchone()
    return row[0] if row else None


def column_of(subject: str, fact: str) -> str:
    """
    :raises KeyError: nobody declares it.
    """
    return labels_of(subject, sources())[fact].fact.column


def judge(
    subject: str, plans: Sequence[Plan], subject_id: UUID, form: Mapping[str, FormVar], answers: Answers,
    today: date | None, extra: Sequence[str] = (), known: Masks | None = None, read: Sources | None = None,
) -> tuple[Any, ...]:  # fmt: skip
    """The values of the plans for one subject (unknown where a source is not believed), then of the ``extra`` columns.

    ``known``: the sources not believed, where the caller has asked already. ``read``: what is read instead of what holds now.
    """
    doubted = masks() if known is None else known
    plans = [believed(plan, doubted) for plan in plans]
    parameters = {"ids": [subject_id], "today": today or clock.today(), **form_values(answers or {}, form)}
    with connection.cursor() as cursor:
        cursor.execute(judge_many(subject, plans, form, extra, read or _now(subject, today)), parameters)
        row: tuple[Any, ...] = cursor.fetchone()
    return row[1:]


def told_now(subject: str) -> Sources:
    """What the sources of facts say now, in the place of what was kept of them."""
    return Sources(facts_today(subject, source_columns(subject)))


def _now(subject: str, today: date | None) -> Sources:
    """What is kept, or after midnight, until the night's job, what the sources say; whoever asks of another day has had it computed."""
    return KEPT if today not in (None, clock.today()) or is_current(subject) else told_now(subject)


def _judge(
    found: Compiled,
    plans: Sequence[Plan],
    subject_id: UUID,
    answers: Answers,
    today: date | None,
    extra: Sequence[str] = (),
) -> tuple[Any, ...]:
    return judge(found.definition.subject, plans, subject_id, found.vocabulary.form, answers, today, extra)


def columns_read(plans: Sequence[Plan], labels: Mapping[str, FactLabel]) -> list[str]:
    """The columns of the facts that the plans read, and of the days of which these are."""
    names = dict.fromkeys(fact.name for plan in plans for fact in facts_of(plan))
    dated = {label.dated for name in names if (label := labels[name]).dated}
    return [*(labels[name].fact.column for name in names), *sorted(column for column in dated if column)]


def line(
    criterion: CompiledCriterion,
    value: bool | None,
    facts: Mapping[str, Any],
    labels: Mapping[str, FactLabel],
    known: Masks,
) -> CriterionLine:
    """A criterion with its value and the facts it read, by their columns."""
    shown = tuple(_shown(labels[fact.name], facts) for fact in facts_of(criterion.plan))
    pending = pending_for(criterion.plan, known)
    return CriterionLine(criterion.name, criterion.because, criterion.todo, value, shown, pending)


def _shown(label: FactLabel, facts: Mapping[str, Any]) -> FactShown:
    fact = label.fact
    return FactShown(
        fact.name, fact.zh, fact.en, fact.unit, facts[fact.column], label.source_zh, label.source_en,
        facts[label.dated] if label.dated else None,
    )  # fmt: skip


def _ratio(name: str, title: Mapping[str, str], rows: Sequence[Sequence[Any]], *, at_least: bool) -> RatioLine:
    inside = [row for row in rows if row[1] is not False]
    hits = sum(row[0] is True and row[1] is True for row in inside)
    unknown = sum(row[0] is None or row[1] is None for row in inside)
    bound = rows[0][2] if rows else 0
    worst = hits if at_least else hits + unknown
    holds = not inside or (
        bound is not None and (worst >= bound * len(inside) if at_least else worst <= bound * len(inside))
    )
    return RatioLine(name, title, hits, len(inside), unknown, bound, at_least, holds)
