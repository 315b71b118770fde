"""Looking at private data: written down before it is shown, and the person can read who looked."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from niangjia.base.actor import Actor
from niangjia.base.errors import NothingThere, ReasonTooShort
from niangjia.base.journal.writing import Row, record, record_many
from niangjia.kernel.text import clean

LOOK = "base.reveal"
Plain = TypeVar("Plain")
LEAST = 4


def reveal(*, by: Actor, person_id: UUID, what: str, reason: str, unseal: Callable[[], Plain] | None) -> Plain:
    """The plain value, for ``by``'s eyes. ``what`` names it ("id_number", "phone", "bank_card", "past", …), ``unseal`` opens it.

    That ``by`` may see this person is the caller's check. The row commits before the value is opened, so this refuses to run inside
    a transaction (RuntimeError): a look that is rolled back would be a look nobody knows of. Raises ReasonTooShort, NothingThere.
    """
    said = _said(reason)
    if unseal is None:
        raise NothingThere
    with transaction.atomic(durable=True):
        note_look(by=by, person_id=person_id, what=what, reason=said)
    return unseal()


def reveal_many(
    *, by: Actor, person_ids: Collection[UUID], what: str, reason: str, unseal: Callable[[], Plain]
) -> Plain:
    """``reveal`` of a list (parcels to be posted): one row for each person on it, in one statement, before anything is opened."""
    said = _said(reason)
    rows = [Row(LOOK, ("person", person_id), person_id, {"what": what}, said) for person_id in sorted(set(person_ids))]
    with transaction.atomic(durable=True):
        record_many(rows, actor=by)
    return unseal()


def _said(reason: str) -> str:
    said = clean(reason)
    if len(said) < LEAST:
        raise ReasonTooShort(least=LEAST)
    return said


def note_look(
    *, by: Actor, person_id: UUID, what: str, reason: str = "", about: tuple[str, UUID] | None = None
) -> None:
    """Write a look down, where the thing seen is not a single value (a file, an export)."""
    record(
        verb=LOOK,
        actor=by,
        about=about or ("person", person_id),
        stream=person_id,
        reason=reason,
        details={"what": what},
    )
