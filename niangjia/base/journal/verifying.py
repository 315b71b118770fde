"""Verifying: every root is computed again from the rows, every seal is checked against the chain, its key and what was published.

Found: a changed, added or deleted row in a sealed range, a changed, forged or deleted seal, also by the owner of the tables, as long
as a copy of the published file is out of their reach. Not found: changes of rows that no seal covers yet (``unsealed``).
"""

from __future__ import annotations

import json
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from niangjia.base import keyring, sm2
from niangjia.base.errors import BadKey, KeyUnknown
from niangjia.base.journal.merkle import LOWEST, Tree, rows
from niangjia.base.journal.publishing import as_published, published_file
from niangjia.base.journal.sealing import NO_SEAL, digest_of
from niangjia.base.models import JournalSeal

COMPARED = ("number", "rows", "from_txid", "to_txid", "root", "previous", "digest", "signature", "key")


@dataclass(frozen=True, slots=True)
class Verification:
    """``checked`` rows in ``seals`` seals agree up to ``first_bad``: {"seal": number, "why": key, …}, None when all is well.

    ``published``: how many seals a published line could be compared with; without one, an owner who seals anew goes unseen.

    ``why``: rows_changed, rows_added, rows_missing, seal_changed, signature, chain, seal_missing, seal_differs, published_broken.
    """

    ok: bool
    checked: int
    first_bad: dict[str, Any] | None
    seals: int
    published: int
    unsealed: int


@transaction.atomic
def verify(*, deep: bool = True, published: Path | None = None) -> Verification:
    """Check everything; without ``deep`` the rows are left out. ``published``: a copy of the roots kept elsewhere (default: the home's)."""
    path = published or published_file()
    try:
        lines = _lines(path)
    except (ValueError, KeyError, TypeError):
        return Verification(False, 0, {"seal": None, "why": "published_broken", "file": str(path)}, 0, 0, _rows_from(0))
    check = _Check(lines, deep=deep)
    with closing(check.problems()) as found:
        bad = next(found, None)
    return Verification(bad is None, check.checked, bad, check.seals, check.compared, _rows_from(check.end))


class _Check:
    """One pass over seals and rows, side by side."""

    def __init__(self, published: dict[int, dict[str, Any]], *, deep: bool) -> None:
        self.published = published
        self.deep = deep
        self.checked = 0
        self.seals = 0
        self.compared = 0
        self.end = 0
        self.digest = NO_SEAL

    def problems(self) -> Generator[dict[str, Any]]:
        all_seals = JournalSeal.objects.order_by("number")
        end = all_seals.values_list("to_txid", flat=True).last() or 0
        with closing(rows(LOWEST, end)) as stream:
            waiting = next(stream, None) if self.deep else None
            for seal in all_seals.iterator():
                if why := self._seal_flaw(seal):
                    yield {"seal": seal.number, "why": why}
                if self.deep:
                    tree = Tree()
                    while waiting is not None and waiting[0] < seal.to_txid:
                        tree.add(waiting[1])
                        waiting = next(stream, None)
                    if why := _rows_flaw(seal, tree):
                        yield {
                            "seal": seal.number,
                            "why": why,
                            "at": seal.at.isoformat(),
                            "sealed": seal.rows,
                            "found": tree.count,
                        }
                    self.checked += tree.count
                self._step(seal)
        if missing := [number for number in self.published if number > self.seals]:
            yield {"seal": min(missing), "why": "seal_missing"}

    def _seal_flaw(self, seal: JournalSeal) -> str | None:
        if seal.number != self.seals + 1:
            return "seal_missing"
        if bytes(seal.previous) != self.digest or seal.from_txid != self.end:
            return "chain"
        if bytes(seal.digest) != digest_of(seal):
            return "seal_changed"
        line = self.published.get(seal.number)
        if not _signed(seal, line):
            return "signature"
        return "seal_differs" if line and not _same(seal, line) else None

    def _step(self, seal: JournalSeal) -> None:
        self.compared += seal.number in self.published
        self.seals, self.end, self.digest = seal.number, seal.to_txid, bytes(seal.digest)


def _rows_flaw(seal: JournalSeal, tree: Tree) -> str | None:
    if tree.count != seal.rows:
        return "rows_added" if tree.count > seal.rows else "rows_missing"
    return None if tree.root() == bytes(seal.root) else "rows_changed"


def _same(seal: JournalSeal, line: dict[str, Any]) -> bool:
    here = as_published(seal, public_key="")
    return all(getattr(here, name) == line[name] for name in COMPARED)


def _signed(seal: JournalSeal, line: dict[str, Any] | None) -> bool:
    """By the key in our ring; where the ring is not at hand (an auditor's machine), by the key that was published."""
    try:
        pem = keyring.ring().public_pem(seal.signed_with)
    except KeyUnknown:
        pem = line["public_key"] if line else ""
    try:
        return _public_key(pem).verify(bytes(seal.digest), bytes(seal.signature))
    except BadKey:
        return False


@cache
def _public_key(pem: str) -> sm2.PublicKey:
    return sm2.PublicKey.from_pem(pem)


def _lines(path: Path) -> dict[int, dict[str, Any]]:
    """The published lines by number; the file may be long, a line is short."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8") as file:
        found = [json.loads(line) for line in file if line.strip()]
    return {
        line["number"]: line for line in found if all(name in line for name in (*COMPARED, "public_key")) or _broken()
    }


def _broken() -> bool:
    raise ValueError


def _rows_from(txid: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from base_journal where txid >= %s", [txid])
        return int(cursor.fetchone()[0])
