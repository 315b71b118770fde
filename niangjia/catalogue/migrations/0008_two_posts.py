"""二人不得同岗: which post each of the two acted in. Until now only leaders could propose; who decided in which post was not kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.models import F, Q

NOT_KEPT = "update catalogue_proposal set decided_as = 'not kept' where state = 'published' and second <> '[]'"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("catalogue", "0007_past")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="proposal",
            name="proposed_as",
            field=models.CharField(max_length=16, default="leader"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="proposal", name="decided_as", field=models.CharField(max_length=16, default="")
        ),
        migrations.RunSQL(NOT_KEPT, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=~Q(state="published") | Q(second=[]) | (~Q(decided_as="") & ~Q(decided_as=F("proposed_as"))),
                name="catalogue_proposal_two_posts",
            ),
        ),
    ]
