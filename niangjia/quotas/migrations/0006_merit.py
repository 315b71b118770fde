"""By merit: scores on the frozen list, the notice before seats are given; and money instead of a place, never both in a period."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("quotas", "0005_settled_later"),
        ("unions", "0005_counted"),
    ]

    operations: ClassVar = [
        migrations.RemoveConstraint(
            model_name="booking",
            name="quotas_booking_one_a_period",
        ),
        migrations.RemoveConstraint(
            model_name="booking",
            name="quotas_booking_state",
        ),
        migrations.AddField(
            model_name="booking",
            name="hold_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="booking",
            name="money_fen",
            field=models.IntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="draw",
            name="given_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="draw",
            name="given_by",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="draw",
            name="merits",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="draw",
            name="notice_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="draw",
            name="noticed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["booked", "entered", "held", "missed", "money", "used", "waiting"]),
                    models.Q(("period", ""), _negated=True),
                ),
                fields=("person_id", "service", "period", "party"),
                name="quotas_booking_one_a_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "entered",
                            "waiting",
                            "held",
                            "booked",
                            "used",
                            "missed",
                            "returned",
                            "lapsed",
                            "lost",
                            "money",
                        ],
                    )
                ),
                name="quotas_booking_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("money_fen__gt", 0),
                        ("number__isnull", True),
                        ("state", "money"),
                        models.Q(("period", ""), _negated=True),
                    ),
                    models.Q(models.Q(("state", "money"), _negated=True), ("money_fen", 0)),
                    _connector="OR",
                ),
                name="quotas_booking_place_or_money",
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("notice_id__isnull", True), ("noticed_at__isnull", True)),
                    models.Q(
                        ("drawn_at__isnull", False),
                        ("notice_id__isnull", False),
                        ("noticed_at__gte", models.F("drawn_at")),
                    ),
                    _connector="OR",
                ),
                name="quotas_draw_notice_after_the_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("given_at__isnull", True), ("given_by__isnull", True)),
                    models.Q(
                        ("given_at__gt", models.F("noticed_at")),
                        ("given_by__isnull", False),
                        ("noticed_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="quotas_draw_seats_after_the_notice",
            ),
        ),
    ]
