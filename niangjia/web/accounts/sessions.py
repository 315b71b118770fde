"""How long a session lives: officers 8 hours and 30 idle minutes, everybody else 30 days.

By the machine's clock, not ``base.clock``: a demo that jumps five days ahead must not sign everybody out.
"""

from __future__ import annotations

import time

from django.http import HttpRequest

BEGAN, SEEN = "nj_began", "nj_seen"
OFFICER_SECONDS = 8 * 3600
OFFICER_IDLE_SECONDS = 30 * 60
WORKER_SECONDS = 30 * 24 * 3600
NOTE_EVERY_SECONDS = 60  # being seen is written once a minute, not with every request


def is_over(request: HttpRequest, *, officer: bool) -> bool:
    """Whether this session has lived too long; notes that it was seen when it has not."""
    now, session = time.time(), request.session
    if BEGAN not in session:
        session[BEGAN] = session[SEEN] = now
        session.set_expiry(WORKER_SECONDS)
        return False
    if now - session[BEGAN] > (OFFICER_SECONDS if officer else WORKER_SECONDS):
        return True
    if officer and now - session[SEEN] > OFFICER_IDLE_SECONDS:
        return True
    if now - session[SEEN] > NOTE_EVERY_SECONDS:
        session[SEEN] = now
    return False
