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
            name="DuesPayment",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "payer_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField(default=niangjia.kernel.ids.uuid7, editable=False)),
                ("year", models.SmallIntegerField()),
                ("quarter", models.SmallIntegerField(null=True)),
                ("paid_fen", models.BigIntegerField()),
                ("handed_up_fen", models.BigIntegerField()),
                ("paid_on", models.DateField()),
                ("source", models.CharField(max_length=12)),
                ("reported_on", models.DateField()),
                (
                    "payer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="unions.enterprise",
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"),
                ),
            ],
            options={
                "db_table": "organising_dues",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("payer", "year", "quarter"), name="organising_dues_once_a_period", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2000), ("year__lte", 2100)), name="organising_dues_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quarter__isnull", True),
                            models.Q(("quarter__gte", 1), ("quarter__lte", 4)),
                            _connector="OR",
                        ),
                        name="organising_dues_quarter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("handed_up_fen__gte", 0), ("handed_up_fen__lte", models.F("paid_fen"))),
                        name="organising_dues_amounts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["workbook", "tax", "demo"])), name="organising_dues_source"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MembershipTransfer",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField(default=niangjia.kernel.ids.uuid7, editable=False)),
                ("state", models.CharField(max_length=10)),
                ("released", models.BooleanField(default=False)),
                ("accepted", models.BooleanField(default=False)),
                ("automatic", models.BooleanField(default=False)),
                ("asked_on", models.DateField()),
                ("due_on", models.DateField()),
                ("answered_on", models.DateField(null=True)),
                ("reason", models.CharField(blank=True, default="", max_length=200)),
                (
                    "from_union",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"),
                ),
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
                    "to_union",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"),
                ),
            ],
            options={
                "db_table": "organising_transfer",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "asked")), fields=["due_on"], name="organising_transfer_due"
                    ),
                    models.Index(fields=["from_union", "state"], name="organising_transfer_from"),
                    models.Index(fields=["to_union", "state"], name="organising_transfer_to"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")), fields=("person",), name="organising_transfer_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["asked", "moved", "refused", "withdrawn"])),
                        name="organising_transfer_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_union", models.F("to_union")), _negated=True),
                        name="organising_transfer_moves",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_on__isnull", True), ("state", "asked")),
                            models.Q(models.Q(("state", "asked"), _negated=True), ("answered_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="organising_transfer_answered_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="organising_transfer_refused_says_why",
                    ),
                ],
            },
        ),
    ]
