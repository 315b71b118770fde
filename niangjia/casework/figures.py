"""What delivered cases, and bookings that need none, add to the numbers of the tree: as the definitions say."""

from __future__ import annotations

from niangjia.casework.api import booking_tally, service_tally

TALLIES = (service_tally, booking_tally)
