"""Foreign keys point down, in models and in migrations: strings make no import, so the import contracts do not see them."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.test.utils import isolate_apps

from tests.architecture.sources import FLOORS, owner


def relations(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.local_fields + model._meta.local_many_to_many if field.is_relation]


def wrong_relations(model: type[models.Model]) -> list[str]:
    here, wrong = owner(model._meta.app_label), []
    for field in relations(model):
        there = owner(field.related_model._meta.app_label)
        if there == here:
            continue
        if there in FLOORS and FLOORS[there] >= FLOORS[here]:
            wrong.append(f"{model._meta.label}.{field.name} points up or sideways, to {there}")
        if there in FLOORS and not field.remote_field.hidden:
            wrong.append(f"{model._meta.label}.{field.name}: related_name must be '+' across packages")
    return wrong


def test_foreign_keys_point_down_and_leave_no_trace() -> None:
    ours = [model for model in apps.get_models() if owner(model._meta.app_label) in FLOORS]
    assert [line for model in ours for line in wrong_relations(model)] == []


@isolate_apps("niangjia.unions", "niangjia.casework")
def test_a_foreign_key_upwards_is_seen() -> None:
    class Case(models.Model):
        class Meta:
            app_label = "casework"

    class Union(models.Model):
        case = models.ForeignKey(Case, on_delete=models.PROTECT)

        class Meta:
            app_label = "unions"

    class Note(models.Model):
        union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+")

        class Meta:
            app_label = "casework"

    assert len(wrong_relations(Union)) == 2
    assert wrong_relations(Note) == []


@pytest.fixture(scope="module")
def disk_migrations() -> dict[tuple[str, str], Any]:
    return dict(MigrationLoader(None).disk_migrations)


def points_up(label: str, dependency: tuple[str, str]) -> bool:
    there = dependency[0]
    return there in FLOORS and there != label and FLOORS[there] >= FLOORS[label]


def test_migrations_depend_downwards(disk_migrations: dict[tuple[str, str], Any]) -> None:
    wrong = [
        f"{label}.{name} → {dependency}"
        for (label, name), migration in disk_migrations.items()
        if label in FLOORS
        for dependency in migration.dependencies
        if points_up(label, dependency)
    ]
    assert wrong == []


def test_a_migration_upwards_is_seen() -> None:
    assert points_up("unions", ("casework", "0001_initial"))
    assert points_up("ledger", ("catalogue", "0001_initial"))
    assert not points_up("casework", ("unions", "0001_initial"))
