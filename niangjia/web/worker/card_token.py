"""The code of the member's card: signed, and worthless after a minute, so that a screenshot proves nothing.

By the machine's clock, not ``base.clock``: a demo that jumps ahead must not make codes of the past valid or new ones stale.
"""

from __future__ import annotations

from uuid import UUID

from django.core import signing

SALT = "niangjia.card"
ROTATES_EVERY_S = 60
VALID_S = ROTATES_EVERY_S + 30  # one that was just drawn when the next is due


def card_token(person_id: UUID) -> str:
    """A token for now."""
    return signing.dumps(person_id.hex, salt=SALT)


def read_card_token(token: str) -> UUID | None:
    """Whose card it is; None when it was not ours, was changed, or is too old."""
    try:
        return UUID(hex=signing.loads(token, salt=SALT, max_age=VALID_S))
    except (signing.BadSignature, ValueError, TypeError):
        return None
