from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

import niangjia.base.fields
import niangjia.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_views"),
        ("unions", "0002_views"),
    ]

    operations = [
        migrations.CreateModel(
            name="FamilyNumber",
            fields=[
                ("key", models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                ("person_id", models.UUIDField(db_index=True)),
                ("file_id", models.UUIDField()),
            ],
            options={
                "db_table": "aid_family_number",
            },
        ),
        migrations.CreateModel(
            name="LivingStandard",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=niangjia.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("region_code", models.CharField(max_length=6)),
                ("year", models.SmallIntegerField()),
                ("monthly_fen", models.BigIntegerField()),
                ("basis", models.CharField(max_length=120)),
                ("verified", models.BooleanField()),
            ],
            options={
                "db_table": "aid_living_standard",
                "constraints": [
                    models.UniqueConstraint(fields=("region_code", "year"), name="aid_living_standard_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("monthly_fen__gt", 0)), name="aid_living_standard_amount"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("region_code__regex", "^\\d{6}$")), name="aid_living_standard_region"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True), name="aid_living_standard_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilyFile",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField(default=niangjia.kernel.ids.uuid7, editable=False)),
                ("family_id", models.UUIDField()),
                ("case_id", models.UUIDField()),
                ("district", models.CharField(max_length=6)),
                ("year", models.SmallIntegerField()),
                ("people", models.SmallIntegerField()),
                ("income_fen", models.BigIntegerField()),
                ("rigid_fen", models.BigIntegerField()),
                ("sudden_fen", models.BigIntegerField()),
                ("disaster", models.BooleanField()),
                ("homes", models.SmallIntegerField(null=True)),
                ("business", models.BooleanField(null=True)),
                ("car", models.BooleanField(null=True)),
                ("private_school", models.BooleanField(null=True)),
                ("migrant", models.BooleanField(null=True)),
                ("settled", models.BooleanField(null=True)),
                ("labour_year", models.BooleanField(null=True)),
                ("cause", models.CharField(blank=True, default="", max_length=20)),
                ("standard_fen", models.BigIntegerField()),
                ("per_capita_fen", models.BigIntegerField()),
                ("tier", models.CharField(max_length=8)),
                ("state", models.CharField(max_length=8)),
                ("declared_on", models.DateField()),
                ("checked_on", models.DateField(null=True)),
                ("check_result", models.CharField(blank=True, default="", max_length=6)),
                ("archived_on", models.DateField(null=True)),
                ("exit_reason", models.TextField(blank=True, default="")),
                ("exit_decided_on", models.DateField(null=True)),
                ("exit_notice_until", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("follow_up_until", models.DateField(null=True)),
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
                "db_table": "aid_family",
                "indexes": [
                    models.Index(fields=["case_id"], name="aid_family_case"),
                    models.Index(fields=["union", "state"], name="aid_family_union"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("declared", "checked", "archived", "leaving"))),
                        fields=("person",),
                        name="aid_family_one_live",
                    ),
                    models.UniqueConstraint(fields=("person", "case_id"), name="aid_family_once_a_case"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["declared", "checked", "archived", "leaving", "renewed", "exited", "dropped"],
                            )
                        ),
                        name="aid_family_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tier__in", ["deep", "relative", "accident", "none"])),
                        name="aid_family_tier",
                    ),
                    models.CheckConstraint(condition=models.Q(("people__gte", 1)), name="aid_family_somebody"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("income_fen__gte", 0),
                            ("rigid_fen__gte", 0),
                            ("standard_fen__gt", 0),
                            ("sudden_fen__gte", 0),
                        ),
                        name="aid_family_amounts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("check_result", ""), ("checked_on__isnull", True)),
                            models.Q(("check_result__in", ("passed", "failed")), ("checked_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="aid_family_check_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_on__isnull", True),
                                ("state__in", ("declared", "checked", "archived", "leaving")),
                            ),
                            models.Q(
                                models.Q(("state__in", ("declared", "checked", "archived", "leaving")), _negated=True),
                                ("ended_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="aid_family_ended_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["leaving", "exited"]), _negated=True),
                            models.Q(
                                ("exit_decided_on__isnull", False),
                                ("exit_notice_until__isnull", False),
                                models.Q(("exit_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="aid_family_exit_is_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "exited"), _negated=True),
                            models.Q(
                                ("ended_on__gt", models.F("exit_notice_until")), ("follow_up_until__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="aid_family_exit_is_followed_up",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilyMember",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField(default=niangjia.kernel.ids.uuid7, editable=False)),
                ("file_id", models.UUIDField()),
                ("name", models.CharField(max_length=60)),
                ("relation", models.CharField(max_length=20)),
                ("born", models.DateField(null=True)),
                ("id_number", niangjia.base.fields.EncryptedTextField(null=True)),
                ("id_number_masked", models.CharField(blank=True, default="", max_length=24)),
                ("income_fen", models.BigIntegerField()),
                ("health", niangjia.base.fields.EncryptedTextField(null=True)),
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
                "db_table": "aid_member",
                "indexes": [models.Index(fields=["person", "file_id"], name="aid_member_file")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="aid_member_has_name"),
                    models.CheckConstraint(condition=models.Q(("income_fen__gte", 0)), name="aid_member_income"),
                ],
            },
        ),
    ]
