"""Changing keys: a new data key at any time, old columns sealed again in batches, the index key with the house closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from niangjia.base import keyring
from niangjia.base.crypto import head, seal_many, unseal_many
from niangjia.base.declare import declared
from niangjia.base.errors import NothingToReindex
from niangjia.base.fields import EncryptedTextField

BATCH = 1_000
Indexer = Callable[[str, str], bytes]


@dataclass(frozen=True, slots=True)
class Reindex:
    """How a package computes its blind indexes again; listed as ``REINDEX`` in its ``jobs.py``.

    ``run(index)`` replaces every stored index by ``index(kind, plain value)``, in the transaction it is called in, and returns how many.
    """

    key: str
    run: Callable[[Indexer], int]


def rotate() -> int:
    """Add a data key and make it current; returns its number. What older keys sealed stays readable."""
    return keyring.change(keyring.add_data_key).data_kid


def rotate_signing() -> str:
    """Add a signing key and make it current; returns its number. Seals it has not signed keep verifying with their own key."""
    return keyring.change(keyring.add_signing_key).signing[0]


def sealed_models() -> list[type[models.Model]]:
    """Every model with encrypted columns."""
    return [model for model in apps.get_models() if _sealed_fields(model)]


def outdated(model: type[models.Model]) -> int:
    """How many rows hold something sealed with an older key."""
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {_table(model)} where {_is_old(_sealed_fields(model))}")
        return int(cursor.fetchone()[0])


def reseal(model: type[models.Model], *, batch: int = BATCH) -> int:
    """Seal a model's old values again with the current key, batch by batch, each its own transaction; returns the rows changed.

    May stop anywhere and begin again: what is done is no longer old. Runs as the owner of the tables, since some are append-only.
    """
    return sum(_batches(model, batch))


def _batches(model: type[models.Model], size: int) -> Iterator[int]:
    after: tuple[Any, ...] | None = None
    while True:
        with transaction.atomic():
            rows = _old_rows(model, after, size)
            if rows:
                _write(model, rows)
                yield len(rows)
        if len(rows) < size:
            return
        after = rows[-1][: len(_keys(model))]


def _old_rows(model: type[models.Model], after: tuple[Any, ...] | None, size: int) -> list[tuple[Any, ...]]:
    keys, sealed = _keys(model), _sealed_fields(model)
    columns, key = _columns([*keys, *sealed]), _columns(keys)
    beyond = f" and ({key}) > ({', '.join(['%s'] * len(keys))})" if after else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {columns} from {_table(model)} where ({_is_old(sealed)}){beyond} order by {key} limit %s for update",
            [*(after or ()), size],
        )
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _write(model: type[models.Model], rows: list[tuple[Any, ...]]) -> None:
    keys, sealed = _keys(model), _sealed_fields(model)
    columns = list(zip(*rows, strict=True))
    fresh = [list(column) for column in columns[: len(keys)]]
    fresh += [_again(field.aad, column) for field, column in zip(sealed, columns[len(keys) :], strict=True)]
    arrays = ", ".join(f"%s::{field.rel_db_type(connection)}[]" for field in [*keys, *sealed])
    sets = ", ".join(f"{c} = v.{c}" for c in map(_column, sealed))
    same = " and ".join(f"t.{c} = v.{c}" for c in map(_column, keys))
    with connection.cursor() as cursor:
        cursor.execute(
            f"update {_table(model)} t set {sets} from unnest({arrays}) v({_columns([*keys, *sealed])}) where {same}",
            fresh,
        )


def _again(aad: bytes, values: Iterable[Any]) -> list[bytes | None]:
    return seal_many(unseal_many((None if value is None else bytes(value) for value in values), aad=aad), aad=aad)


def _is_old(sealed: list[EncryptedTextField]) -> str:
    current = head(keyring.ring(fresh=True).data_kid).hex()
    return " or ".join(f"substring({_column(field)} from 1 for 3) <> '\\x{current}'::bytea" for field in sealed)


def _sealed_fields(model: type[models.Model]) -> list[EncryptedTextField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)]


def _keys(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return list(model._meta.pk_fields)


def _column(field: models.Field[Any, Any]) -> str:
    return connection.ops.quote_name(str(field.column))


def _columns(fields: list[Any]) -> str:
    return ", ".join(map(_column, fields))


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def reindex(declarations: Iterable[Reindex] | None = None) -> dict[str, int]:
    """Change the index key: every package's blind indexes are computed again under a new one, which then becomes current.

    Nobody may be writing meanwhile: stop web and worker first. Interrupted, it goes on with the same new key.
    Returns how many indexes each declaration (default: all that packages list) replaced.
    """
    work: list[Reindex] = declared("jobs", "REINDEX") if declarations is None else list(declarations)
    if not work:
        raise NothingToReindex
    with_pending = keyring.change(keyring.add_pending_index_key)
    with transaction.atomic():
        done = {one.key: one.run(partial(_index_with, with_pending)) for one in work}
    keyring.change(keyring.finish_index_key)
    return done


def _index_with(ring: keyring.Ring, kind: str, value: str) -> bytes:
    assert ring.next_index is not None
    digest = ring.next_index.copy()
    digest.update(f"{kind}\0{value}".encode())
    return digest.finalize()
