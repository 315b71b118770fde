"""The contents on disk: ``MEDIA_ROOT/<aa>/<uuid>``, sealed with SM4-GCM in chunks, so that reading needs no memory for the whole.

Layout: "NJF1" · key number (2) · nonce start (7) · chunks of 64 KiB + tag (16). A chunk's nonce is start · last? (1) · number (4), its
associated data the file's id: chunks cannot be moved, left out, or brought from another file (the STREAM construction).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from django.conf import settings

from niangjia.base import keyring
from niangjia.base.errors import CannotUnseal, KeyUnknown

MAGIC = b"NJF1"
START = 7
HEAD = len(MAGIC) + 2 + START
CHUNK = 64 << 10
TAG = 16


def place(file_id: UUID) -> Path:
    """Folders by the id's last digits: the first ones of a UUIDv7 are the time."""
    return Path(settings.MEDIA_ROOT) / file_id.hex[-2:] / str(file_id)


def write(file_id: UUID, content: bytes) -> None:
    """Seal and keep; the file appears whole or not at all."""
    ring = keyring.ring()
    start = os.urandom(START)
    path = place(file_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(MAGIC + ring.data_kid.to_bytes(2, "big") + start)
        for number, begin in enumerate(range(0, len(content), CHUNK)):
            nonce = _nonce(start, number, last=begin + CHUNK >= len(content))
            closer = Cipher(ring.data[ring.data_kid], modes.GCM(nonce)).encryptor()
            closer.authenticate_additional_data(file_id.bytes)
            out.write(closer.update(content[begin : begin + CHUNK]) + closer.finalize() + closer.tag)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)


def read(file_id: UUID) -> Iterator[bytes]:
    """The contents, chunk by chunk; raises CannotUnseal where a chunk was changed, moved or lost."""
    with place(file_id).open("rb") as file:
        head = file.read(HEAD)
        kid, start = int.from_bytes(head[4:6], "big"), head[6:]
        key = keyring.ring().data.get(kid) or keyring.ring(fresh=True).data.get(kid)
        if key is None:
            raise KeyUnknown(kid=kid)
        number, chunk = 0, file.read(CHUNK + TAG)
        while chunk:
            following = file.read(CHUNK + TAG)
            opener = Cipher(key, modes.GCM(_nonce(start, number, last=not following), chunk[-TAG:])).decryptor()
            opener.authenticate_additional_data(file_id.bytes)
            try:
                yield opener.update(chunk[:-TAG]) + opener.finalize()
            except InvalidTag:
                raise CannotUnseal(aad=str(file_id)) from None
            number, chunk = number + 1, following


def remove(file_id: UUID) -> None:
    place(file_id).unlink(missing_ok=True)


def _nonce(start: bytes, number: int, *, last: bool) -> bytes:
    return start + bytes([last]) + number.to_bytes(4, "big")
