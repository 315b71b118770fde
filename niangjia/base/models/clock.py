"""How far the demo's clock stands from the real one."""

from __future__ import annotations

from django.db import models


class ClockShift(models.Model):
    """One row; read by every process in demo mode, never in production."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seconds = models.BigIntegerField(default=0)

    class Meta:
        db_table = "base_clock_shift"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="base_clock_shift_one_row")]

    class Distribution:
        kind = "reference"
