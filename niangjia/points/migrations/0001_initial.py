"""What people were given points for."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

import niangjia.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0004_told_distinct"),
    ]

    operations = [
        migrations.CreateModel(
            name="Earning",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField(default=niangjia.kernel.ids.uuid7, editable=False)),
                ("rule", models.CharField(max_length=30)),
                ("source_kind", models.CharField(max_length=20)),
                ("source_id", models.UUIDField()),
                ("turn", models.SmallIntegerField(default=1)),
                ("title", models.CharField(max_length=120)),
                ("link", models.CharField(blank=True, default="", max_length=200)),
                ("asked", models.IntegerField()),
                ("points", models.IntegerField()),
                ("capped_by", models.CharField(blank=True, default="", max_length=5)),
                ("taken", models.IntegerField(default=0)),
                ("earned_on", models.DateField()),
                ("expires_on", models.DateField()),
                ("at", models.DateTimeField()),
                ("fell_at", models.DateTimeField(null=True)),
                ("fell_why", models.CharField(blank=True, default="", max_length=200)),
                ("warned_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "db_table": "points_earning",
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=["expires_on", "person"],
                        name="points_earning_open",
                    ),
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True), ("warned_at__isnull", True)),
                        fields=["expires_on", "person"],
                        name="points_earning_unwarned",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "rule", "source_kind", "source_id", "turn"), name="points_earning_turn"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("fell_at__isnull", True)),
                        fields=("person", "rule", "source_kind", "source_id"),
                        name="points_earning_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asked__gt", 0), ("points__gte", 0), ("points__lte", models.F("asked"))),
                        name="points_earning_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("capped_by", ""), ("points", models.F("asked"))),
                            models.Q(("capped_by__in", ["day", "month", "year"]), ("points__lt", models.F("asked"))),
                            _connector="OR",
                        ),
                        name="points_earning_capped",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fell_at__isnull", True), ("fell_why", ""), ("taken", 0)),
                            models.Q(
                                ("fell_at__isnull", False),
                                ("taken__gte", 0),
                                ("taken__lte", models.F("points")),
                                models.Q(("fell_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="points_earning_fell",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_on__gte", models.F("earned_on"))), name="points_earning_expires"
                    ),
                ],
            },
        ),
    ]
