"""What the ground floor does by the clock: seal and publish the journal, sweep files that nobody owns."""

from __future__ import annotations

from niangjia.base import files, journal
from niangjia.base.jobs import periodic


@periodic("*/5 * * * *", "base.seal_journal")
def seal_journal() -> None:
    """Seal what can no longer change, then publish. A crash between the two is made good by the next turn."""
    journal.seal_all()
    journal.publish()


@periodic("30 18 * * *", "base.sweep_files")
def sweep_files() -> None:
    """At half past two in the morning in Fuzhou."""
    files.sweep_orphans()
