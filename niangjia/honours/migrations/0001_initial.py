from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

import niangjia.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_views"),
        ("unions", "0002_views"),
    ]

    operations = [
        migrations.CreateModel(
            name="Honour",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField(default=niangjia.kernel.ids.uuid7, editable=False)),
                ("title", models.CharField(max_length=40)),
                ("title_zh", models.CharField(max_length=60)),
                ("title_en", models.CharField(max_length=80)),
                ("level", models.CharField(max_length=12)),
                ("year", models.SmallIntegerField()),
                ("service", models.CharField(max_length=40)),
                ("case_id", models.UUIDField()),
                ("given_on", models.DateField()),
                ("basis", models.CharField(blank=True, default="", max_length=120)),
                ("revoked_on", models.DateField(null=True)),
                ("reason", models.CharField(blank=True, default="", max_length=200)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"),
                ),
            ],
            options={
                "db_table": "honours_honour",
                "indexes": [
                    models.Index(fields=["service", "-given_on"], name="honours_honour_service"),
                    models.Index(fields=["id"], name="honours_honour_id"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "case_id"), name="honours_honour_once_a_case"),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_on__isnull", True)),
                        fields=("person", "title", "year"),
                        name="honours_honour_once_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level__in", ["national", "provincial", "municipal", "county", "grassroots"])
                        ),
                        name="honours_honour_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("title_zh", ""), _negated=True)
                        ),
                        name="honours_honour_has_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("revoked_on__isnull", True)),
                            models.Q(
                                ("revoked_on__gte", models.F("given_on")), models.Q(("reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="honours_honour_revoked_says_why",
                    ),
                ],
            },
        ),
    ]
