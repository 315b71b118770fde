"""A state for cases whose place nobody came to."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0009_consents"),
        ("unions", "0005_counted"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="case",
            name="casework_case_state",
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "draft",
                            "consenting",
                            "unagreed",
                            "review",
                            "returned",
                            "listed",
                            "notice",
                            "frozen",
                            "refused",
                            "withdrawn",
                            "appealed",
                            "delivering",
                            "missed",
                            "bounced",
                            "halfway",
                            "accepting",
                            "delivered",
                            "rated",
                            "archived",
                        ],
                    )
                ),
                name="casework_case_state",
            ),
        ),
    ]
