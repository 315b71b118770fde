"""What goes between the gate and its writers, in pieces of one length each: a claim there, its answer back."""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct
from typing import NamedTuple
from uuid import UUID

from niangjia.quotas import api as quotas

ASKED = Struct(">Q16s16s16s")  # number of the claim, pool, person, key
TOLD = Struct(">Qi16s24s")  # number of the claim, number of the place, booking, code
NOTHING = bytes(16)
NO_NUMBER = -1
READY = 0  # what a writer tells first; claims are numbered from 1


class Asked(NamedTuple):
    """A claim on its way; ``nr`` finds who waits for the answer."""

    nr: int
    pool_id: UUID
    claim: quotas.Claim


class Reader:
    """Whole pieces out of whatever has come; the beginning of the next is kept."""

    def __init__(self, piece: Struct) -> None:
        self._piece = piece
        self._rest = b""

    def pieces(self, come: bytes) -> Iterator[tuple[bytes, ...]]:
        have = self._rest + come
        whole = len(have) - len(have) % self._piece.size
        self._rest = have[whole:]
        return self._piece.iter_unpack(have[:whole])


def read_asked(reader: Reader, come: bytes) -> list[Asked]:
    return [
        Asked(int(nr), UUID(bytes=pool), quotas.Claim(UUID(bytes=person), UUID(bytes=key)))
        for nr, pool, person, key in reader.pieces(come)
    ]


def write_told(nr: int, answer: quotas.Answer) -> bytes:
    booking = answer.booking_id.bytes if answer.booking_id else NOTHING
    return TOLD.pack(nr, NO_NUMBER if answer.number is None else answer.number, booking, answer.code.encode())


def read_told(reader: Reader, come: bytes) -> Iterator[tuple[int, quotas.Answer]]:
    for nr, number, booking, code in reader.pieces(come):
        yield (
            int(nr),
            quotas.Answer(
                code.rstrip(b"\0").decode(),
                None if booking == NOTHING else UUID(bytes=booking),
                None if int(number) == NO_NUMBER else int(number),
            ),
        )
