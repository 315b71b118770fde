"""What the clock does to proofs."""

from __future__ import annotations

from niangjia.base.jobs import periodic
from niangjia.pairs import api


@periodic("20 1 * * *", "pairs.watch_proofs")
def watch_proofs() -> None:
    """At twenty past nine in the morning in Fuzhou: nobody is told anything at night."""
    api.warn_of_proofs()
    api.drop_old_files()
