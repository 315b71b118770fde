"""Sealing private values (SM4-GCM), finding them again (HMAC-SM3 blind index), fingerprints (SM3).

A sealed value is: version (1 byte, 1) · key number (2 bytes) · nonce (12) · ciphertext · tag (16): 31 bytes more than the text.
Random nonces allow 2³² seals a key; rotate long before.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, modes

from niangjia.base import keyring
from niangjia.base.errors import CannotUnseal, KeyUnknown

VERSION = b"\x01"
HEAD = 3
NONCE = 12
TAG = 16


def seal(plaintext: str, *, kid: int | None = None, aad: bytes = b"") -> bytes:
    """Encrypt with the current key (or key ``kid``). ``aad`` must be given again to open; columns use "table.column"."""
    ring = keyring.ring()
    return _seal(ring, plaintext.encode(), ring.data_kid if kid is None else kid, aad)


def unseal(sealed: bytes, *, aad: bytes = b"") -> str:
    """The plain text; raises CannotUnseal when a byte was changed or ``aad`` differs, KeyUnknown without its key."""
    kid = kid_of(sealed)
    ring = keyring.ring()
    if kid not in ring.data:
        ring = keyring.ring(fresh=True)
    try:
        mode = modes.GCM(sealed[HEAD : HEAD + NONCE], sealed[-TAG:])
        opener = Cipher(ring.data[kid], mode).decryptor()
        opener.authenticate_additional_data(sealed[:HEAD] + aad)
        return (opener.update(sealed[HEAD + NONCE : -TAG]) + opener.finalize()).decode()
    except KeyError:
        raise KeyUnknown(kid=kid) from None
    except (InvalidTag, ValueError):
        raise CannotUnseal(aad=aad.decode(errors="replace") or "-") from None


def seal_many(values: Iterable[str | None], *, aad: bytes = b"") -> list[bytes | None]:
    """``seal`` for a batch under one key; None stays None."""
    ring = keyring.ring()
    kid = ring.data_kid
    return [None if value is None else _seal(ring, value.encode(), kid, aad) for value in values]


def unseal_many(values: Iterable[bytes | None], *, aad: bytes = b"") -> list[str | None]:
    """``unseal`` for a batch; None stays None."""
    return [None if value is None else unseal(value, aad=aad) for value in values]


def kid_of(sealed: bytes) -> int:
    """The number of the key that sealed this."""
    if sealed[:1] != VERSION or len(sealed) < HEAD + NONCE + TAG:
        raise CannotUnseal(aad="-")
    return int.from_bytes(sealed[1:HEAD], "big")


def head(kid: int) -> bytes:
    """How everything sealed with key ``kid`` begins."""
    return VERSION + kid.to_bytes(2, "big")


def blind_index(kind: str, value: str) -> bytes:
    """32 bytes by which a private value is found without being known: HMAC-SM3 over kind and value.

    The caller normalises ``value``; the same value of another ``kind`` has another index.
    """
    digest = keyring.ring().index.copy()
    digest.update(f"{kind}\0{value}".encode())
    return digest.finalize()


def blind_index_many(kind: str, values: Iterable[str | None]) -> list[bytes | None]:
    """``blind_index`` for a batch; None stays None."""
    start = keyring.ring().index.copy()
    start.update(f"{kind}\0".encode())
    found: list[bytes | None] = []
    for value in values:
        if value is None:
            found.append(None)
            continue
        digest = start.copy()
        digest.update(value.encode())
        found.append(digest.finalize())
    return found


def sm3(content: bytes) -> bytes:
    """The SM3 digest (GB/T 32905), 32 bytes."""
    digest = hashes.Hash(_SM3)
    digest.update(content)
    return digest.finalize()


def sm3_hex(content: bytes) -> str:
    return sm3(content).hex()


_SM3 = hashes.SM3()


def _seal(ring: keyring.Ring, plain: bytes, kid: int, aad: bytes) -> bytes:
    try:
        key = ring.data[kid]
    except KeyError:
        raise KeyUnknown(kid=kid) from None
    nonce, start = os.urandom(NONCE), head(kid)
    closer = Cipher(key, modes.GCM(nonce)).encryptor()
    closer.authenticate_additional_data(start + aad)
    body = closer.update(plain) + closer.finalize()
    return start + nonce + body + closer.tag
