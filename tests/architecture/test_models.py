"""Our models obey the rules of ``model_lint``; the lint itself sees each fault."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.architecture.model_lint import findings
from tests.architecture.sources import FLOORS, owner

OURS = [model for model in apps.get_models() if owner(model._meta.app_label) in FLOORS]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_the_table_could_be_distributed(model: type[models.Model]) -> None:
    assert list(findings(model)) == []


def test_constraints_are_named_after_their_table() -> None:
    wrong = [
        f"{model._meta.label}: {constraint.name}"
        for model in OURS
        for constraint in model._meta.constraints
        if not constraint.name.startswith(model._meta.db_table)
    ]
    assert wrong == []


def words(model: type[models.Model]) -> str:
    return "\n".join(findings(model))


@isolate_apps("niangjia.people")
def test_the_lint_sees_an_undeclared_model_and_a_counting_key() -> None:
    class Plain(models.Model):
        class Meta:
            app_label = "people"

    class Counted(models.Model):
        id = models.BigAutoField(primary_key=True)

        class Meta:
            app_label = "people"
            db_table = "somewhere"

        class Distribution:
            kind = "reference"

    assert "Distribution" in words(Plain)
    assert "no counting keys" in words(Counted)
    assert "must begin with people_" in words(Counted)


@isolate_apps("niangjia.people")
def test_the_lint_sees_what_cannot_be_distributed_by_person() -> None:
    class Visit(models.Model):
        id = models.UUIDField(primary_key=True)
        person_id = models.IntegerField(null=True)
        code = models.CharField(max_length=8, unique=True)
        times = models.PositiveIntegerField()

        class Meta:
            app_label = "people"
            db_table = "people_visit"
            constraints = [models.UniqueConstraint(fields=["times"], name="people_visit_times")]

        class Distribution:
            kind = "member"

    said = words(Visit)
    for fault in (
        "primary key",
        "may not be null",
        "must be a UUID",
        "code: unique",
        "unique ('times',)",
        "CheckConstraint",
    ):
        assert fault in said


@isolate_apps("niangjia.people")
def test_the_lint_sees_keys_between_groups() -> None:
    class Person(models.Model):
        id = models.UUIDField(primary_key=True)

        class Meta:
            app_label = "people"
            db_table = "people_person"

        class Distribution:
            kind = "member"

    class Matter(models.Model):
        id = models.UUIDField(primary_key=True)
        person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
        friends = models.ManyToManyField(Person, related_name="+")

        class Meta:
            app_label = "people"
            db_table = "people_matter"

        class Distribution:
            kind = "own_key"

    class Diary(models.Model):
        pk = models.CompositePrimaryKey("person_id", "id")
        id = models.UUIDField()
        person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

        class Meta:
            app_label = "people"
            db_table = "people_diary"

        class Distribution:
            kind = "member"

    assert "may not point into the member group" in words(Matter)
    assert "table between" in words(Matter)
    assert words(Diary) == ""
