"""The living standards that were ever entered."""

from __future__ import annotations

from niangjia.aid.models import LivingStandard
from niangjia.aid.models.standard import STANDARD_COLUMNS, StandardRef


def standards() -> list[StandardRef]:
    """All of them, by place and year."""
    rows = LivingStandard.objects.order_by("region_code", "year").values_list(*STANDARD_COLUMNS)
    return [StandardRef(*row) for row in rows]
