"""How many answers a person gives: a sample of a table in the order of people takes them for far fewer people than they are."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

SAID = "alter table people_told alter column person_id set (n_distinct = -0.3)"
UNSAID = "alter table people_told alter column person_id reset (n_distinct)"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0003_told")]
    operations: ClassVar = [migrations.RunSQL(SAID, UNSAID)]
