"""Definitions as they were published, with the parameters as they are now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from niangjia.base.declare import FactSource
from niangjia.base.memo import written_by
from niangjia.catalogue.errors import UnknownService
from niangjia.catalogue.models import Parameter, Service, ServiceVersion
from niangjia.catalogue.registry.glance import stamp
from niangjia.catalogue.registry.vocabulary import sources, vocabulary_of
from niangjia.catalogue.rules.compiling import Compiled, compile_definition, schedules
from niangjia.catalogue.rules.refusals import ExpressionError
from niangjia.catalogue.rules.schema import Definition, read_definition
from niangjia.catalogue.rules.types import ParamVar, Type, Value
from niangjia.catalogue.rules.yaml_lines import Path


def definition(key: str, version: int | None = None) -> Definition | None:
    """A version as published (default: the current one); None when there is none. A cap's scope is resolved by today's parameter."""
    row = _row(key, version)
    return _resolved(_parsed(row.text, key), row.service_id) if row else None


def services(*, subject: str | None = None) -> list[Definition]:
    """The current version of every service, by group and key; previews too (see ``state``)."""
    rows = _current(subject)
    return sorted(
        (_resolved(_parsed(r.text, r.service.key), r.service_id) for r in rows), key=lambda d: (d.group, d.key)
    )


def compiled(key: str, version: int | None = None) -> Compiled:
    """The plans of a version.

    :raises UnknownService:
    """
    row = _row(key, version)
    if row is None:
        raise UnknownService(service=key)
    return _compiled(row.text, key, tuple(_own_params(row.service_id).values()), sources())


def compiled_services(subject: str) -> dict[int, Compiled]:
    """The plans of all current versions for a subject, by the service's bit."""
    return _compiled_rows(_current(subject))


def compiled_as_of(subject: str, day: date) -> dict[int, Compiled]:
    """The plans of the versions that were in force at the end of ``day``, by the service's bit."""
    published = ServiceVersion.objects.select_related("service").exclude(state="draft")
    then = published.filter(service__subject=subject, published_on__lte=day)
    latest = then.order_by("service_id", "-published_on", "-version").distinct("service_id")
    return _compiled_rows(list(latest))


def _compiled_rows(rows: list[ServiceVersion]) -> dict[int, Compiled]:
    params = _params(tuple(row.service_id for row in rows))
    return {
        row.service.bit: _compiled(row.text, row.service.key, tuple(params[row.service_id].values()), sources())
        for row in rows
    }


def compiled_text(text: str, key: str) -> Compiled:
    """The plans of a text that is right, with the parameters as they would be if it were published now."""
    parsed = _parsed(text, key)
    given = schedules(parsed)
    service = Service.objects.filter(key=key).first()
    kept = _params((service.id,))[service.id] if service else {}
    merged = {
        name: ParamVar(name, var.type, tuple(sorted({**dict(var.schedule), **dict(kept[name].schedule)}.items())))
        if name in kept and kept[name].type is var.type
        else var
        for name, var in given.items()
    }
    return compile_definition(parsed, vocabulary_of(parsed.subject, sources()), merged, _raise)


def rescaled(found: Compiled, name: str, factor: Decimal) -> Compiled:
    """The same with one number of the union taken ``factor`` times; whole numbers stay whole."""
    params = dict(found.vocabulary.params)
    var = params[name]
    steps = tuple((day, _times(value, factor)) for day, value in var.schedule)
    params[name] = ParamVar(name, var.type, steps)
    subject = found.definition.subject
    return compile_definition(found.definition, vocabulary_of(subject, sources()), params, _raise)


def _times(value: Value, factor: Decimal) -> Value:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return value
    return round(value * factor) if isinstance(value, int) else value * factor


def _row(key: str, version: int | None) -> ServiceVersion | None:
    """Most pages ask for the current version, by its number too: that is one question."""
    current = _published(key)
    if version is None or (current and current.version == version):
        return current
    return _earlier(key, version)


def _published(key: str) -> ServiceVersion | None:
    return _published_at(stamp(), key)


@lru_cache(maxsize=512)
def _published_at(_: int, key: str) -> ServiceVersion | None:
    """Kept until anything of the catalogue changes; to read a text and its columns is dearer than to ask whether it is the same."""
    return ServiceVersion.objects.select_related("service").filter(service__key=key, state="published").first()


@written_by("catalogue")
def _earlier(key: str, version: int) -> ServiceVersion | None:
    found = ServiceVersion.objects.select_related("service").filter(service__key=key, version=version)
    return found.exclude(state="draft").first()


@written_by("catalogue")
def _current(subject: str | None) -> list[ServiceVersion]:
    found = ServiceVersion.objects.select_related("service").filter(state="published").order_by("service__bit")
    return list(found.filter(service__subject=subject) if subject else found)


def _own_params(service_id: UUID) -> Mapping[str, ParamVar]:
    return _params_at(stamp(), service_id)


@lru_cache(maxsize=512)
def _params_at(_: int, service_id: UUID) -> Mapping[str, ParamVar]:
    """Kept as the version is that they belong to: the stamp is another one when one of them changes."""
    return _params((service_id,))[service_id]


@written_by("catalogue")
def _params(service_ids: tuple[UUID, ...]) -> Mapping[UUID, Mapping[str, ParamVar]]:
    found: dict[UUID, dict[str, ParamVar]] = {service_id: {} for service_id in service_ids}
    for row in Parameter.objects.filter(service_id__in=service_ids).order_by("service_id", "name", "from_day"):
        earlier = found[row.service_id].get(row.name)
        steps = (*(earlier.schedule if earlier else ()), (row.from_day, read_value(row.kind, row.value)))
        found[row.service_id][row.name] = ParamVar(row.name, Type(row.kind), steps)
    return found


def read_value(kind: str, text: str) -> Value:
    """A parameter's value out of its column."""
    if kind == "bool":
        return text == "true"
    readers: dict[str, type[int] | type[Decimal] | type[str]] = {"int": int, "decimal": Decimal, "text": str}
    return date.fromisoformat(text) if kind == "date" else readers[kind](text)


def write_value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


@lru_cache(maxsize=512)
def _parsed(text: str, key: str) -> Definition:
    return read_definition(text, f"{key}.yaml")[0]


@lru_cache(maxsize=512)
def _compiled(text: str, key: str, params: tuple[ParamVar, ...], known: tuple[FactSource, ...]) -> Compiled:
    parsed = _parsed(text, key)
    return compile_definition(parsed, vocabulary_of(parsed.subject, known), {p.name: p for p in params}, _raise)


def _raise(path: Path, bad: ExpressionError) -> None:
    raise bad


def _resolved(parsed: Definition, service_id: UUID) -> Definition:
    money = parsed.money
    if not (money and money.cap and money.cap.scope.startswith("param.")):
        return parsed
    schedule = _own_params(service_id)[money.cap.scope.removeprefix("param.")].schedule
    cap = money.cap.model_copy(update={"scope": str(schedule[-1][1])})
    outcome = parsed.outcome.model_copy(update={"money": money.model_copy(update={"cap": cap})})
    return parsed.model_copy(update={"outcome": outcome})
