"""What other packages may read of kept verdicts in SQL: bit n from the left is the service with that bit (``api.bits_of``)."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

VIEW = "create view catalogue_v_verdict_person as select person_id, entitled, unknown from catalogue_verdict_person"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("catalogue", "0002_storage")]
    operations: ClassVar = [migrations.RunSQL(VIEW, "drop view catalogue_v_verdict_person")]
