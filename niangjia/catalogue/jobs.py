"""Time alone changes verdicts: everybody is looked at every night."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.jobs import periodic, task
from niangjia.catalogue.actions.gate import RECOMPUTE
from niangjia.catalogue.actions.gate import recompute as _recompute
from niangjia.catalogue.actions.refresh import refresh_everybody
from niangjia.catalogue.actions.sources import watch_sources


@periodic("10 16 * * *", "catalogue.nightly")  # ten past midnight in Fuzhou
def nightly() -> None:
    """Refresh the facts and verdicts of all; ages, windows, freshness and dated parameters have moved on by a day."""
    refresh_everybody()


@periodic("40 16 * * *", "catalogue.sources")  # after the nightly refresh
def sources() -> None:
    """Whoever has told nothing for too long is not believed until he tells again."""
    watch_sources()


@task(RECOMPUTE, lock=RECOMPUTE)
def recompute(proposal_id: str) -> None:
    """Everybody's verdicts after a new version, with progress on its proposal."""
    _recompute(UUID(proposal_id))
