"""The rules by which our tables could be distributed over many machines one day without being changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models

from tests.architecture.sources import owner

KINDS = {"member", "reference", "own_key", "union", "stream", "local"}
SPREAD = {"member", "own_key", "union", "stream"}  # rows lie where their distribution column says
DEFAULT_COLUMN = {"member": "person_id", "union": "union_id", "stream": "stream_id"}
POSITIVE = (models.PositiveIntegerField, models.PositiveSmallIntegerField, models.PositiveBigIntegerField)


def kind_of(model: type[models.Model]) -> str | None:
    return getattr(getattr(model, "Distribution", None), "kind", None)


def columns(model: type[models.Model]) -> set[str]:
    return {field.attname for field in model._meta.local_concrete_fields}


def key_columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.pk_fields]


def distribution_column(model: type[models.Model]) -> str:
    """As declared, else by kind; a row with a key of its own lies by that key; the member herself is her own owner."""
    declared = getattr(model.Distribution, "column", None)  # type: ignore[attr-defined]  # asked only of models that have it
    if declared:
        return str(declared)
    usual = DEFAULT_COLUMN.get(kind_of(model) or "")
    return usual if usual in columns(model) else key_columns(model)[0]


def findings(model: type[models.Model]) -> Iterator[str]:
    """What is wrong with one of our models, in words."""
    meta = model._meta
    if kind_of(model) not in KINDS:
        yield f"{meta.label}: class Distribution: kind = one of {sorted(KINDS)}"
        return
    if not meta.db_table.startswith(f"{owner(meta.app_label)}_"):
        yield f"{meta.label}: table {meta.db_table} must begin with {owner(meta.app_label)}_"
    yield from (
        f"{meta.label}.{f.name}: no counting keys" for f in meta.local_fields if isinstance(f, models.AutoField)
    )
    for field in meta.local_many_to_many:
        if field.remote_field.through._meta.auto_created:
            yield f"{meta.label}.{field.name}: write the table between as a model"
    yield from _relations(model)
    if kind_of(model) in SPREAD:
        yield from _key(model)
        yield from _uniqueness(model)
        yield from (
            f"{meta.label}.{f.name}: use IntegerField and a CheckConstraint"
            for f in meta.local_fields
            if isinstance(f, POSITIVE)
        )


def _key(model: type[models.Model]) -> Iterator[str]:
    label, column = model._meta.label, distribution_column(model)
    if len(key_columns(model)) > 1 and kind_of(model) == "own_key" and not hasattr(model.Distribution, "column"):  # type: ignore[attr-defined]  # kind_of has seen it
        yield f"{label}: an own key of several columns says which one: Distribution.column"
    if column not in columns(model):
        yield f"{label}: has no column {column}"
        return
    if column not in key_columns(model):
        yield f"{label}: the distribution column {column} must be part of the primary key"
    field = next(f for f in model._meta.local_concrete_fields if f.attname == column)
    if field.null:
        yield f"{label}.{field.name}: the distribution column may not be null"
    target = field.target_field if field.is_relation else field
    if kind_of(model) in DEFAULT_COLUMN and not isinstance(target, models.UUIDField):
        yield f"{label}.{field.name}: the distribution column must be a UUID"


def _uniqueness(model: type[models.Model]) -> Iterator[str]:
    meta, column = model._meta, distribution_column(model)
    attname = {f.name: f.attname for f in meta.local_concrete_fields}
    for field in meta.local_concrete_fields:
        if field.unique and not field.primary_key and field.attname != column:
            yield f"{meta.label}.{field.name}: unique without {column}"
    groups = [tuple(each) for each in meta.unique_together]
    groups += [tuple(each.fields) for each in meta.constraints if isinstance(each, models.UniqueConstraint)]
    for group in groups:
        if column not in {attname.get(each, each) for each in group}:
            yield f"{meta.label}: unique {group} without {column}"


def _relations(model: type[models.Model]) -> Iterator[str]:
    for field in model._meta.local_fields:
        if field.is_relation and (why := _refused(model, field)):
            yield f"{model._meta.label}.{field.name}: {why}"


def _refused(model: type[models.Model], field: Any) -> str:
    """Why a foreign key could not be kept in a distributed database; empty when it can."""
    source, target = kind_of(model), kind_of(field.related_model)
    if target is None:
        return f"{field.related_model._meta.label} is not one of our tables: keep a plain value"
    if target == "reference":
        return ""
    if target == "local":
        return "" if source == "local" else "a table of another class may not point to a local one: keep a plain UUID"
    if source != target:
        return f"a {source} table may not point into the {target} group: keep a plain UUID"
    pairs = {(here.attname, there.attname) for here, there in field.related_fields}
    if (distribution_column(model), distribution_column(field.related_model)) in pairs:
        return ""
    return "the key must contain both distribution columns: ForeignObject, or a plain UUID"
