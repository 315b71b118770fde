from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

import niangjia.base.fields
import niangjia.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Enterprise",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=niangjia.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("uscc", models.CharField(blank=True, default="", max_length=18)),
                ("name", models.CharField(max_length=120)),
                ("status", models.CharField(default="active", max_length=8)),
                ("industry", models.CharField(blank=True, default="", max_length=40)),
                ("region_code", models.CharField(blank=True, default="", max_length=12)),
                ("state_controlled", models.BooleanField(null=True)),
                ("public_body", models.BooleanField(null=True)),
            ],
            options={
                "db_table": "unions_enterprise",
                "indexes": [
                    models.Index(fields=["name"], name="unions_enterprise_name", opclasses=["text_pattern_ops"])
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("uscc", ""), _negated=True),
                        fields=("uscc",),
                        name="unions_enterprise_one_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("uscc", ""), ("uscc__regex", "^[0-9A-HJ-NPQRTUWXY]{18}$"), _connector="OR"),
                        name="unions_enterprise_code_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["active", "closed"])), name="unions_enterprise_status"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="unions_enterprise_has_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Union",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=niangjia.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("path", models.TextField(db_collation="C")),
                ("level", models.CharField(max_length=12)),
                ("kind", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=120)),
                ("short_name", models.CharField(blank=True, default="", max_length=60)),
                ("region_code", models.CharField(blank=True, default="", max_length=12)),
                ("founded_on", models.DateField(null=True)),
                ("dissolved_on", models.DateField(null=True)),
                (
                    "employer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unions",
                        to="unions.enterprise",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="unions.union",
                    ),
                ),
            ],
            options={
                "db_table": "unions_union",
            },
        ),
        migrations.CreateModel(
            name="UnionAccount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=niangjia.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("holder", models.CharField(max_length=120)),
                ("bank", models.CharField(max_length=120)),
                ("number", niangjia.base.fields.EncryptedTextField()),
                ("number_masked", models.CharField(max_length=24)),
                (
                    "union",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="account", to="unions.union"
                    ),
                ),
            ],
            options={
                "db_table": "unions_account",
            },
        ),
        migrations.AddIndex(
            model_name="union",
            index=models.Index(fields=["path"], name="unions_union_subtree", opclasses=["text_pattern_ops"]),
        ),
        migrations.AddIndex(
            model_name="union",
            index=models.Index(fields=["name"], name="unions_union_name", opclasses=["text_pattern_ops"]),
        ),
        migrations.AddIndex(
            model_name="union",
            index=models.Index(fields=["region_code", "level"], name="unions_union_region"),
        ),
        migrations.AddConstraint(
            model_name="union",
            constraint=models.UniqueConstraint(fields=("path",), name="unions_union_path"),
        ),
        migrations.AddConstraint(
            model_name="union",
            constraint=models.UniqueConstraint(
                fields=("parent", "name"), name="unions_union_name_under_parent", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="union",
            constraint=models.CheckConstraint(
                condition=models.Q(("path__regex", "^([0-9A-Z]{6}/)+$")), name="unions_union_path_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="union",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["municipal", "county", "town", "grassroots"])),
                name="unions_union_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="union",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("level", "municipal"), ("parent__isnull", True)),
                    models.Q(models.Q(("level", "municipal"), _negated=True), ("parent__isnull", False)),
                    _connector="OR",
                ),
                name="unions_union_only_the_top_has_no_parent",
            ),
        ),
        migrations.AddConstraint(
            model_name="union",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["federation", "local", "industry", "enterprise", "institution", "joint", "new_form"])
                ),
                name="unions_union_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="union",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="unions_union_has_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="union",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dissolved_on__isnull", True),
                    ("founded_on__isnull", True),
                    ("dissolved_on__gte", models.F("founded_on")),
                    _connector="OR",
                ),
                name="unions_union_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="unionaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("holder", ""), _negated=True), models.Q(("bank", ""), _negated=True)),
                name="unions_account_complete",
            ),
        ),
    ]
