"""Many matters of many services judged together, for lists: one statement, however many there are."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from psycopg.types.json import Jsonb

from niangjia.base import clock
from niangjia.catalogue.queries.judging import Answers
from niangjia.catalogue.registry.definitions import compiled
from niangjia.catalogue.registry.mask import believed, masks
from niangjia.catalogue.rules.compiling import Compiled
from niangjia.catalogue.rules.statements import truths_of_many
from niangjia.catalogue.rules.values import form_values

Truths = tuple[bool | None, ...]
_json = partial(Jsonb, dumps=partial(json.dumps, cls=DjangoJSONEncoder))


@dataclass(frozen=True, slots=True)
class Asked:
    """A subject under one version of a service, with the answers given."""

    service: str
    version: int
    subject_id: UUID
    form: Answers = None


def truths(asked: Sequence[Asked]) -> list[Truths]:
    """Of each, today, every criterion in the file's order: yes, no, None for not known (also while its source is not believed).

    :raises UnknownService:
    """
    parts: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, one in enumerate(asked):
        parts[one.service, one.version].append(place)
    versions = [compiled(*key) for key in parts]
    known = masks()
    plans = [[believed(criterion.plan, known) for criterion in found.criteria] for found in versions]
    told: dict[int, Truths] = {}
    if asked:
        statement = truths_of_many(
            [(v.definition.subject, p, v.vocabulary.form) for v, p in zip(versions, plans, strict=True)]
        )
        places = list(parts.values())
        with connection.cursor() as cursor:
            cursor.execute(statement, _parameters(asked, versions, places))
            told = {places[part][nr - 1]: tuple(values) for part, nr, values in cursor.fetchall()}
    return [told[place] for place in range(len(asked))]


def groups_of(asked: Sequence[Asked], *, of: Literal["reserves", "merits"]) -> list[dict[str, bool | None]]:
    """Of each (all of one service and version), by name, whether she is in the groups places are kept for, or has what gives points.

    :raises UnknownService:
    """
    if not asked:
        return []
    found = compiled(asked[0].service, asked[0].version)
    tests = getattr(found, of)
    if not tests:
        return [{} for _ in asked]
    known = masks()
    part = (found.definition.subject, [believed(test.when, known) for test in tests], found.vocabulary.form)
    with connection.cursor() as cursor:
        cursor.execute(truths_of_many([part]), _parameters(asked, [found], [range(len(asked))]))
        rows = {nr: values for _, nr, values in cursor.fetchall()}
    return [dict(zip((test.name for test in tests), rows[n + 1], strict=True)) for n in range(len(asked))]


def _parameters(
    asked: Sequence[Asked], versions: Sequence[Compiled], places: Sequence[Sequence[int]]
) -> dict[str, Any]:
    given: dict[str, Any] = {"today": clock.today()}
    for n, (found, mine) in enumerate(zip(versions, places, strict=True)):
        given[f"ids_{n}"] = [asked[place].subject_id for place in mine]
        given[f"forms_{n}"] = [_json(_answers(found, asked[place].form)) for place in mine]
    return given


def _answers(found: Compiled, form: Answers) -> dict[str, Any]:
    values = form_values(form or {}, found.vocabulary.form)
    return {name.removeprefix("form_"): value for name, value in values.items()}
