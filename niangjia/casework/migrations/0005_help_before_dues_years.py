"""What was granted before there were dues years, entered into them too: the newer rules would refund it a second time.

Earlier versions entered help on delivery alone, and into the calendar year, the school year and "ever".
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import migrations
from django.db.models import F
from django.utils import timezone

from niangjia.kernel.periods import period_of

NEW = ("dues_year", "dues_part")
ALL = ("year", "school_year", "ever", *NEW)
ARRIVED = ("delivered", "rated", "archived")


def enter(apps: Any, schema_editor: Any) -> None:
    granted = apps.get_model("casework", "Case").objects.filter(amount_fen__isnull=False)
    before = granted.exclude(record__has_key="counted_on")
    _arrived(before.filter(state__in=ARRIVED), apps.get_model("catalogue", "Helped").objects)
    _held(
        before.exclude(state__in=ARRIVED).filter(hold_id__isnull=False), apps.get_model("catalogue", "Helped").objects
    )


def _arrived(cases: Any, helped: Any) -> None:
    """The new periods of it. A row that is there was written by a version that knows them."""
    times, fen = Counter[tuple[Any, str, str]](), Counter[tuple[Any, str, str]]()
    for case in cases:
        for period in NEW:
            key = (case.subject_id, case.service, period_of(period, timezone.localdate(case.ended_at)))
            times[key] += 1
            fen[key] += case.amount_fen
    rows = [
        helped.model(subject_id=subject, service=service, period=period, times=count, fen=fen[subject, service, period])
        for (subject, service, period), count in times.items()
    ]
    helped.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def _held(cases: Any, helped: Any) -> None:
    """What is on its way counts as granted, in every period; its arrival then counts the times alone. A few at any time."""
    for case in cases:
        day = timezone.localdate(case.decided_at or case.applied_at)
        case.record = {**case.record, "counted_on": day.isoformat()}
        case.save(update_fields=["record"])
        for period in ALL:
            row = {"subject_id": case.subject_id, "service": case.service, "period": period_of(period, day)}
            helped.get_or_create(**row, defaults={"times": 0, "fen": 0})
            helped.filter(**row).update(fen=F("fen") + case.amount_fen)


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_party_slots"), ("catalogue", "0001_initial")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
