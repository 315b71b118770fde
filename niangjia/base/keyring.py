"""The key ring of an installation: ``NIANGJIA_HOME/keys/ring.json``, readable by its owner alone, made on first use.

Three families, each numbered from 1 with one key current: ``data`` (SM4, seals columns and files), ``index`` (HMAC-SM3, blind
indexes), ``sign`` (SM2, signs the journal's seals). Old keys stay, so that what they sealed stays readable.
"""

from __future__ import annotations

import copy
import fcntl
import json
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import algorithms
from django.conf import settings

from niangjia.base import sm2
from niangjia.base.errors import KeyUnknown

DATA_KEY_BYTES = 16
INDEX_KEY_BYTES = 32
LOOK_AGAIN_AFTER_S = 1.0


@dataclass(frozen=True)
class Ring:
    """The ring as read; immutable, so that threads share it. A change on disk makes a new one."""

    raw: dict[str, Any] = field(repr=False)

    def __repr__(self) -> str:
        return "<Ring>"

    @cached_property
    def data_kid(self) -> int:
        return int(self.raw["data"]["current"])

    @cached_property
    def data(self) -> dict[int, Any]:
        return {int(kid): algorithms.SM4(bytes.fromhex(k["key"])) for kid, k in self.raw["data"]["keys"].items()}

    @cached_property
    def index(self) -> hmac.HMAC:
        return self._hmac(self.raw["index"]["current"])

    @cached_property
    def next_index(self) -> hmac.HMAC | None:
        """The index key that a running re-index computes with."""
        pending = self.raw["index"].get("pending")
        return self._hmac(pending) if pending else None

    @cached_property
    def signing(self) -> tuple[str, sm2.PrivateKey]:
        kid = self.raw["sign"]["current"]
        return str(kid), sm2.PrivateKey.from_pem(self.raw["sign"]["keys"][str(kid)]["private"])

    def public_pem(self, kid: str) -> str:
        """The public half of a signing key."""
        try:
            return str(self.raw["sign"]["keys"][kid]["public"])
        except KeyError:
            raise KeyUnknown(kid=kid) from None

    def _hmac(self, kid: int) -> hmac.HMAC:
        return hmac.HMAC(bytes.fromhex(self.raw["index"]["keys"][str(kid)]["key"]), hashes.SM3())


_seen: dict[str, Any] = {"keys": None, "stamp": None, "ring": None, "at": float("-inf")}


def path() -> Path:
    return Path(settings.NIANGJIA_KEYS) / "ring.json"


def ring(*, fresh: bool = False) -> Ring:
    """The ring, made if there is none; a rotation by another process is seen after a second, at once with ``fresh``."""
    keys = settings.NIANGJIA_KEYS
    if not fresh and _seen["keys"] is keys and time.monotonic() - _seen["at"] < LOOK_AGAIN_AFTER_S:
        found: Ring = _seen["ring"]
        return found
    where = path()
    if not where.exists():
        _make(where)
    stat = where.stat()
    stamp = (stat.st_mtime_ns, stat.st_ino)
    current = _seen["ring"] if (_seen["keys"], _seen["stamp"]) == (keys, stamp) else Ring(json.loads(where.read_text()))
    _seen.update(keys=keys, stamp=stamp, ring=current, at=time.monotonic())
    result: Ring = current
    return result


def with_signing_key() -> Ring:
    """The ring, with a signing key in it: made when the first seal needs one, so that sealing columns never needs SM2."""
    found = ring()
    return found if found.raw["sign"]["current"] else change(_add_signing_key)


def change(edit: Callable[[dict[str, Any]], None]) -> Ring:
    """Let ``edit`` change a copy of the raw ring, one process at a time, and put it in place in one step."""
    with _locked():
        raw = copy.deepcopy(ring(fresh=True).raw)
        edit(raw)
        _draft(path(), raw).replace(path())
    return ring(fresh=True)


def add_data_key(raw: dict[str, Any]) -> None:
    _add(raw["data"], {"key": secrets.token_hex(DATA_KEY_BYTES)})


def _add_signing_key(raw: dict[str, Any]) -> None:
    if not raw["sign"]["current"]:
        add_signing_key(raw)


def add_signing_key(raw: dict[str, Any]) -> None:
    pair = sm2.PrivateKey.generate()
    _add(raw["sign"], {"private": pair.private_pem(), "public": pair.public_pem()})


def add_pending_index_key(raw: dict[str, Any]) -> None:
    """Begin a re-index, or go on with one that was interrupted."""
    if not raw["index"].get("pending"):
        before = raw["index"]["current"]
        _add(raw["index"], {"key": secrets.token_hex(INDEX_KEY_BYTES)})
        raw["index"].update(pending=raw["index"]["current"], current=before)


def finish_index_key(raw: dict[str, Any]) -> None:
    """Make the pending index key current and forget the others: with them private numbers could be guessed."""
    current = raw["index"]["pending"]
    raw["index"] = {"current": current, "pending": None, "keys": {str(current): raw["index"]["keys"][str(current)]}}


def _add(family: dict[str, Any], key: dict[str, Any]) -> None:
    kid = max([int(k) for k in family["keys"]], default=0) + 1
    # The machine's own time, not the application's clock: a key's age is a matter of the key, and models are not loaded here.
    family["keys"][str(kid)] = key | {"made": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
    family["current"] = kid


def _make(where: Path) -> None:
    where.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    raw: dict[str, Any] = {"version": 1} | {name: {"current": 0, "keys": {}} for name in ("data", "index", "sign")}
    add_data_key(raw)
    _add(raw["index"], {"key": secrets.token_hex(INDEX_KEY_BYTES)})
    draft = _draft(where, raw)
    try:
        os.link(draft, where)  # two processes may come here together: the first wins, both read the same
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _draft(where: Path, raw: dict[str, Any]) -> Path:
    draft = where.with_name(f".{where.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(raw, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return draft


@contextmanager
def _locked() -> Iterator[None]:
    ring()
    beside = path().with_name("ring.lock")
    beside.touch(mode=0o600)
    with beside.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
