"""The code on a ticket: signed, and good as long as the booking stands, so that it works on a phone without a connection, or on paper."""

from __future__ import annotations

from uuid import UUID

from django.core import signing

SALT = "niangjia.ticket"


def ticket_token(booking_id: UUID) -> str:
    return signing.Signer(salt=SALT).sign(booking_id.hex)


def read_ticket_token(token: str) -> UUID | None:
    """Which booking; None when it was not ours, or was changed."""
    try:
        return UUID(hex=signing.Signer(salt=SALT).unsign(token.strip()))
    except (signing.BadSignature, ValueError):
        return None
