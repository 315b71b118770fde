"""Grants that are paid in parts, and the payments of all cases as others may read them."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

# A case without parts was paid with its delivery. The columns are named as in casework_v_case, but are those of the payment.
PAYMENT = """
create view casework_v_payment as
select c.id, p.nr, c.number, c.service, c.period, c.state, c.origin, c.subject_kind, c.subject_id, c.person_id, c.union_id, c.path,
       c.union_name, c.who, p.amount_fen, (p.paid_at at time zone 'Asia/Shanghai')::date as delivered_on
  from casework_v_case c
  join casework_part p on p.case_id = c.id
 where p.state = 'paid'
union all
select c.id, 1, c.number, c.service, c.period, c.state, c.origin, c.subject_kind, c.subject_id, c.person_id, c.union_id, c.path,
       c.union_name, c.who, c.amount_fen, c.delivered_on
  from casework_v_case c
 where c.delivered_on is not null and c.amount_fen is not null
   and not exists (select from casework_part p where p.case_id = c.id)
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0005_help_before_dues_years")]

    operations = [
        migrations.CreateModel(
            name="Part",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case_id", "nr", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="casework.case",
                    ),
                ),
                ("nr", models.SmallIntegerField()),
                ("amount_fen", models.BigIntegerField()),
                ("hold_id", models.UUIDField()),
                ("state", models.CharField(default="held", max_length=8)),
                ("due_on", models.DateField(null=True)),
                ("paid_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "casework_part",
                "indexes": [
                    models.Index(condition=models.Q(("state", "held")), fields=["due_on"], name="casework_part_due")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("nr__gte", 1), ("nr__lte", 12)), name="casework_part_nr"
                    ),
                    models.CheckConstraint(condition=models.Q(("amount_fen__gt", 0)), name="casework_part_amount"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["held", "asked", "paid", "stopped"])),
                        name="casework_part_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paid_at__isnull", False), ("state", "paid")),
                            models.Q(models.Q(("state", "paid"), _negated=True), ("paid_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="casework_part_paid",
                    ),
                    models.UniqueConstraint(fields=("case", "hold_id"), name="casework_part_hold"),
                ],
            },
        ),
        migrations.RemoveConstraint(model_name="case", name="casework_case_state"),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "draft",
                            "review",
                            "returned",
                            "listed",
                            "notice",
                            "frozen",
                            "refused",
                            "withdrawn",
                            "appealed",
                            "delivering",
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
        migrations.RemoveConstraint(model_name="case", name="casework_case_review_waits_somewhere"),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["review", "accepting"]), _negated=True),
                    ("waiting_union__isnull", False),
                    _connector="OR",
                ),
                name="casework_case_review_waits_somewhere",
            ),
        ),
        migrations.RemoveIndex(model_name="case", name="casework_case_inbox"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state__in", ["review", "appealed", "accepting"])),
                fields=["waiting_union", "waiting_role", "due_on"],
                name="casework_case_inbox",
            ),
        ),
        migrations.RemoveIndex(model_name="case", name="casework_case_due"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state__in", ["review", "accepting", "halfway"])),
                fields=["due_on"],
                name="casework_case_due",
            ),
        ),
        migrations.RunSQL(PAYMENT, "drop view casework_v_payment"),
    ]
