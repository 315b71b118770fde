"""What organising does by the clock."""

from __future__ import annotations

from niangjia.base.jobs import periodic
from niangjia.organising.api import accept_overdue_transfers as accept


@periodic("20 16 * * *", "organising.accept_overdue_transfers")
def accept_overdue_transfers() -> None:
    """Shortly after midnight in Fuzhou."""
    accept()
