"""Publishing: each seal becomes a line in ``NIANGJIA_HOME/published/roots.jsonl`` and on a public page.

Whoever keeps a copy elsewhere (a partner, a newspaper, a USB stick in the audit committee's drawer) can later prove any change,
also one by the owner of this machine.
"""

from __future__ import annotations

import fcntl
import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from niangjia.base import keyring
from niangjia.base.errors import JournalDiffers
from niangjia.base.models import JournalSeal


@dataclass(frozen=True, slots=True)
class PublishedRoot:
    """A seal as the public sees it; digests and signature in hex, the key as PEM."""

    number: int
    at: datetime
    rows: int
    from_txid: int
    to_txid: int
    root: str
    previous: str
    digest: str
    signature: str
    key: str
    public_key: str

    def line(self) -> str:
        """The line in the published file."""
        return json.dumps(asdict(self) | {"at": self.at.isoformat()}, ensure_ascii=False)


def published_file() -> Path:
    return Path(settings.NIANGJIA_HOME) / "published" / "roots.jsonl"


def published_roots(*, before: int | None = None, limit: int = 50) -> list[PublishedRoot]:
    """Newest first; for the next page pass the last ``number`` as ``before``."""
    seals = JournalSeal.objects.order_by("-number")
    if before is not None:
        seals = seals.filter(number__lt=before)
    return [as_published(one) for one in seals[:limit]]


def as_published(one: JournalSeal, *, public_key: str | None = None) -> PublishedRoot:
    """``public_key``: taken from the ring when not given."""
    return PublishedRoot(
        number=one.number,
        at=one.at,
        rows=one.rows,
        from_txid=one.from_txid,
        to_txid=one.to_txid,
        root=bytes(one.root).hex(),
        previous=bytes(one.previous).hex(),
        digest=bytes(one.digest).hex(),
        signature=bytes(one.signature).hex(),
        key=one.signed_with,
        public_key=keyring.ring().public_pem(one.signed_with) if public_key is None else public_key,
    )


def publish() -> int:
    """Append every seal that is not yet in the file; returns how many. Raises JournalDiffers rather than paper over a change."""
    path = published_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        last = _last_whole_line(file)
        _must_agree(last)
        waiting = JournalSeal.objects.filter(number__gt=last["number"] if last else 0).order_by("number")
        lines = [as_published(one).line() + "\n" for one in waiting.iterator()]
        file.write("".join(lines))
        file.flush()
        os.fsync(file.fileno())
    return len(lines)


def _last_whole_line(file: Any) -> dict[str, Any] | None:
    """The last line; half a line, left by a crash, is cut off."""
    file.seek(0)
    last, end = None, 0
    while (line := file.readline()).endswith("\n"):
        last, end = line, file.tell()
    file.truncate(end)
    return json.loads(last) if last else None


def _must_agree(last: dict[str, Any] | None) -> None:
    if last is None:
        return
    here = JournalSeal.objects.filter(number=last["number"]).first()
    if here is None or bytes(here.digest).hex() != last["digest"]:
        raise JournalDiffers(number=last["number"])
