"""Time alone changes verdicts: everybody is looked at every night."""

from __future__ import annotations

from niangjia.base.jobs import periodic
from niangjia.catalogue.actions.refresh import refresh_everybody


@periodic("10 16 * * *", "catalogue.nightly")  # ten past midnight in Fuzhou
def nightly() -> None:
    """Refresh the facts and verdicts of all; ages, windows, freshness and dated parameters have moved on by a day."""
    refresh_everybody()
