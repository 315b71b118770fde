"""What stood before: facts, help and doubts leave their old values with the day until which they stood."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.utils import timezone


def past_of(model: str, subject: str) -> migrations.CreateModel:
    key = f"{subject}_id"
    return migrations.CreateModel(
        name=model,
        fields=[
            ("fact", models.TextField(db_collation="C")),
            ("until", models.DateField()),
            ("value", models.JSONField()),
            (
                "pk",
                models.CompositePrimaryKey(
                    key, "fact", "until", blank=True, editable=False, primary_key=True, serialize=False
                ),
            ),
            (key, models.UUIDField()),
        ],
        options={"db_table": f"catalogue_past_{subject}"},
    )


def known_since(model: str) -> migrations.AddField:
    """Of whoever is known already the past begins with this migration."""
    field = models.DateField(default=timezone.localdate)
    return migrations.AddField(model_name=model, name="known_since", field=field, preserve_default=False)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("catalogue", "0006_looked_at")]
    operations: ClassVar = [
        known_since("personfacts"),
        known_since("unionfacts"),
        known_since("enterprisefacts"),
        past_of("PersonPast", "person"),
        past_of("UnionPast", "union"),
        past_of("EnterprisePast", "enterprise"),
        migrations.CreateModel(
            name="HelpedPast",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "subject_id", "service", "period", "until",
                        blank=True, editable=False, primary_key=True, serialize=False,
                    ),
                ),
                ("subject_id", models.UUIDField()),
                ("service", models.CharField(max_length=40)),
                ("period", models.CharField(max_length=12)),
                ("until", models.DateField()),
                ("times", models.IntegerField()),
                ("fen", models.BigIntegerField()),
            ],
            options={"db_table": "catalogue_past_helped"},
        ),
        migrations.CreateModel(
            name="SourcePast",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "source", "until", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.CharField(max_length=40)),
                ("until", models.DateField()),
                ("state", models.CharField(max_length=12)),
                ("since", models.DateTimeField(null=True)),
                ("reason", models.TextField()),
            ],
            options={"db_table": "catalogue_past_source"},
        ),
    ]  # fmt: skip
