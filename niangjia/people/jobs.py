"""What the clock asks of people's data, and how its blind indexes are made anew."""

from __future__ import annotations

from niangjia.base.jobs import periodic
from niangjia.base.rotation import Reindex
from niangjia.people.actions.reindex import reindex_people
from niangjia.people.actions.sweep_logins import sweep_logins

REINDEX = (Reindex("people", reindex_people),)


@periodic("17 19 * * *", "people.sweep_logins")
def sweep() -> None:
    """At a quarter past three in the morning in Fuzhou: forget numbers that somebody typed and nobody confirmed."""
    sweep_logins()
