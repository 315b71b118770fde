from __future__ import annotations

import django.core.serializers.json
import django.db.models.functions.comparison
from django.db import migrations, models

import niangjia.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ClockShift",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("seconds", models.BigIntegerField(default=0)),
            ],
            options={
                "db_table": "base_clock_shift",
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="base_clock_shift_one_row")],
            },
        ),
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "stream_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("stream_id", models.UUIDField()),
                ("id", models.UUIDField(default=niangjia.kernel.ids.uuid7, editable=False)),
                ("at", models.DateTimeField()),
                ("actor_id", models.UUIDField()),
                ("actor_label", models.CharField(max_length=120)),
                ("verb", models.CharField(max_length=80)),
                ("about_kind", models.CharField(max_length=40)),
                ("about_id", models.UUIDField()),
                ("reason", models.TextField(blank=True, default="")),
                ("details", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                (
                    "txid",
                    models.BigIntegerField(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.Cast(
                                models.Func(function="pg_current_xact_id"), models.TextField()
                            ),
                            models.BigIntegerField(),
                        ),
                        editable=False,
                    ),
                ),
            ],
            options={
                "db_table": "base_journal",
                "indexes": [
                    models.Index(fields=["txid"], name="base_journal_txid"),
                    models.Index(fields=["id"], name="base_journal_newest"),
                    models.Index(fields=["about_id", "id"], name="base_journal_about"),
                    models.Index(fields=["actor_id", "id"], name="base_journal_actor"),
                ],
            },
        ),
        migrations.CreateModel(
            name="JournalSeal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=niangjia.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.BigIntegerField()),
                ("from_txid", models.BigIntegerField()),
                ("to_txid", models.BigIntegerField()),
                ("rows", models.BigIntegerField()),
                ("root", models.BinaryField(max_length=32)),
                ("previous", models.BinaryField(max_length=32)),
                ("at", models.DateTimeField()),
                ("digest", models.BinaryField(max_length=32)),
                ("signature", models.BinaryField(max_length=80)),
                ("signed_with", models.CharField(max_length=32)),
            ],
            options={
                "db_table": "base_journal_seal",
                "constraints": [
                    models.UniqueConstraint(fields=("number",), name="base_journal_seal_number"),
                    models.UniqueConstraint(fields=("from_txid",), name="base_journal_seal_from"),
                    models.CheckConstraint(
                        condition=models.Q(("to_txid__gt", models.F("from_txid"))), name="base_journal_seal_range"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=niangjia.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("owner_id", models.UUIDField(db_index=True)),
                ("purpose", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=120)),
                ("media_type", models.CharField(max_length=80)),
                ("bytes", models.BigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("sealed", models.BooleanField(default=True)),
                ("at", models.DateTimeField()),
                ("by", models.UUIDField()),
                ("erased_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "base_file",
                "constraints": [models.CheckConstraint(condition=models.Q(("bytes__gt", 0)), name="base_file_bytes")],
            },
        ),
    ]
