"""The numbers of a service as they hold on a day and as they will be: the file's values and those set later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from niangjia.base import clock
from niangjia.catalogue.models import Parameter
from niangjia.catalogue.registry.definitions import read_value
from niangjia.catalogue.rules.types import Value


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """``value`` holds from ``from_day`` on, because of ``basis``; ``holds``: today, else only later."""

    name: str
    value: Value
    from_day: date
    basis: str
    holds: bool


def parameters_of(service: str, today: date | None = None) -> list[ParameterValue]:
    """Of each number the value that holds today, then those to come, by name and day. What is past is left out.

    One query. Numbers that only an older version used stand here too: old cases still ask for them.
    """
    day = today or clock.today()
    rows = list(Parameter.objects.filter(service__key=service).order_by("name", "from_day"))
    holding = {row.name: row.id for row in rows if row.from_day <= day}
    return [
        ParameterValue(row.name, read_value(row.kind, row.value), row.from_day, row.basis, row.from_day <= day)
        for row in rows
        if row.from_day > day or holding[row.name] == row.id
    ]
