"""What delivered cases add to the numbers of the tree: as the definitions say."""

from __future__ import annotations

from niangjia.casework.api import service_tally

TALLIES = (service_tally,)
