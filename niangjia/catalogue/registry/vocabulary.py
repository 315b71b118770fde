"""What there is to know: the facts that the packages have declared, as the expressions and the tables need them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from niangjia.base import declare
from niangjia.base.declare import Fact, FactSource
from niangjia.catalogue.rules.generated import SourceColumns, column_type
from niangjia.catalogue.rules.statements import SUBJECTS
from niangjia.catalogue.rules.types import DECLARED, SPANS, FactVar, Vocabulary


@dataclass(frozen=True, slots=True)
class FactLabel:
    """A fact and its source in words. ``dated``: the column that tells of which day the answer is."""

    fact: Fact
    source: str
    source_zh: str
    source_en: str
    dated: str | None


def sources() -> tuple[FactSource, ...]:
    return declare.fact_sources()


def vocabularies() -> dict[str, Vocabulary]:
    """What criteria may name, by subject."""
    return {subject: vocabulary_of(subject, sources()) for subject in SUBJECTS}


@lru_cache(maxsize=64)
def vocabulary_of(subject: str, known: tuple[FactSource, ...]) -> Vocabulary:
    """
    :raises ValueError: two sources declare the same fact, or say of which day they are under one name.
    """
    facts: dict[str, FactVar] = {}
    dated: dict[str, str] = {}
    for source in _of(subject, known):
        for fact in source.facts:
            if fact.name in facts:
                raise ValueError(f"two sources declare the fact {fact.name} of {subject}")
            facts[fact.name] = FactVar(fact.name, fact.column, DECLARED[fact.type], source.source, SPANS.get(fact.type))
        if source.as_of:
            if source.source in dated:
                raise ValueError(f"two dated queries of {subject} have the source {source.source}")
            dated[source.source] = dated_column(source)
    return Vocabulary(facts=facts, dated=dated)


@lru_cache(maxsize=64)
def labels_of(subject: str, known: tuple[FactSource, ...]) -> dict[str, FactLabel]:
    """The words for every fact of a subject, by its name."""
    return {
        fact.name: FactLabel(fact, source.source, source.zh, source.en, dated_column(source) if source.as_of else None)
        for source in _of(subject, known)
        for fact in source.facts
    }


def columns_of(subject: str) -> dict[str, str]:
    """The columns that the facts table must have, with their types."""
    wanted: dict[str, str] = {}
    for source in _of(subject, sources()):
        wanted |= {fact.column: column_type(fact.type) for fact in source.facts}
        wanted |= {dated_column(source): "date"} if source.as_of else {}
    return wanted


def source_columns(subject: str) -> list[SourceColumns]:
    """The sources as the generated function needs them."""
    return [
        SourceColumns(
            key=source.key,
            sql=source.sql,
            columns={fact.column: fact.type for fact in source.facts},
            dated=(dated_column(source), source.as_of) if source.as_of else None,
        )
        for source in _of(subject, sources())
    ]


def _of(subject: str, known: Iterable[FactSource]) -> list[FactSource]:
    return [source for source in known if source.subject == subject]


def dated_column(source: FactSource) -> str:
    """The column of the facts table that says of which day the answers of a dated source are."""
    return f"{source.source.replace('-', '_')}__at"
