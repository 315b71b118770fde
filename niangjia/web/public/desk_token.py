"""The link of a merchant's desk: signed, and good until the union gives it a new one or takes it back."""

from __future__ import annotations

from uuid import UUID

from django.core import signing

SALT = "niangjia.redeem"


def desk_token(merchant_id: UUID, turn: int) -> str:
    return signing.Signer(salt=SALT).sign(f"{merchant_id.hex}.{turn}")


def read_desk_token(token: str) -> tuple[UUID, int] | None:
    """Whose desk, and which link of it; None when it was not ours, or was changed."""
    try:
        merchant, _dot, turn = signing.Signer(salt=SALT).unsign(token.strip()).partition(".")
        return UUID(hex=merchant), int(turn)
    except (signing.BadSignature, ValueError):
        return None
