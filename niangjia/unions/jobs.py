"""What the tree does by the clock."""

from __future__ import annotations

import logging

from niangjia.base.jobs import periodic
from niangjia.unions import api

log = logging.getLogger(__name__)


@periodic("* * * * * */5", "unions.fold_counts")
def fold_counts() -> None:
    """Every five seconds."""
    api.fold()


@periodic("40 19 * * *", "unions.check_counts")
def check_counts() -> None:
    """At twenty to four in the morning in Fuzhou. A number that is not its records' is a fault of a verb: it is told and mended."""
    differing = api.check_counts().differing
    if differing:
        log.error("%s numbers of the tree are not what their records say, the first: %s", len(differing), differing[0])
        api.recount()
