"""The local living standard: a dated parameter, never a constant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.db import models
from django.db.models import Q

from niangjia.aid.errors import NoStandard
from niangjia.kernel.ids import uuid7


class LivingStandard(models.Model):
    """L, fen a month and person, in a county-level unit from a year on, until a later year is entered."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    region_code = models.CharField(max_length=6)
    year = models.SmallIntegerField()
    monthly_fen = models.BigIntegerField()
    basis = models.CharField(max_length=120)
    verified = models.BooleanField()

    class Meta:
        db_table = "aid_living_standard"
        constraints = [
            models.UniqueConstraint(fields=["region_code", "year"], name="aid_living_standard_once_a_year"),
            models.CheckConstraint(condition=Q(monthly_fen__gt=0), name="aid_living_standard_amount"),
            models.CheckConstraint(condition=Q(region_code__regex=r"^\d{6}$"), name="aid_living_standard_region"),
            models.CheckConstraint(condition=~Q(basis=""), name="aid_living_standard_says_why"),
        ]

    class Distribution:
        kind: ClassVar[str] = "reference"


@dataclass(frozen=True, slots=True)
class StandardRef:
    """L as it applies: ``year`` is the one since which it does. ``verified`` False: a default that nobody has confirmed."""

    region_code: str
    year: int
    monthly_fen: int
    basis: str
    verified: bool


STANDARD_COLUMNS = ("region_code", "year", "monthly_fen", "basis", "verified")


def standard_for(*, region_code: str, year: int) -> StandardRef:
    """The newest standard not later than ``year`` of the county-level unit; else the city's (its code ends in 00).

    :raises NoStandard:
    """
    county = region_code[:6]
    rows = LivingStandard.objects.filter(region_code__in=[county, f"{county[:4]}00"], year__lte=year)
    found = sorted(rows.values_list(*STANDARD_COLUMNS), key=lambda row: (row[0] == county, row[1]))
    if not found:
        raise NoStandard(region=county)
    return StandardRef(*found[-1])
