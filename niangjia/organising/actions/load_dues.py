"""Years of dues enter at once, by COPY: for an installation that is filled from another one, and for the model city."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from niangjia.base.actor import Actor, require_system
from niangjia.base.acts import act
from niangjia.base.bulk import copy_rows, look_over
from niangjia.base.locks import advisory
from niangjia.kernel.ids import uuid7

COLUMNS = (
    "payer_id", "id", "union_id", "year", "quarter", "paid_fen", "handed_up_fen", "paid_on", "source", "reported_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewDues:
    """What a known employer paid for a year (``quarter`` None) or a quarter; ``source``: workbook, tax or demo."""

    id: UUID
    payer_id: UUID
    union_id: UUID
    year: int
    quarter: int | None
    paid_fen: int
    handed_up_fen: int
    paid_on: date
    source: str
    reported_on: date


def load_dues(*, by: Actor, dues: Iterable[NewDues]) -> int:
    """Enter payments of known employers; a period twice ends the whole load. Returns how many.

    :raises NotAllowed: only the system loads; workbooks come by ``import_dues``.
    """
    require_system(by)
    rows = list(dues)
    with act("organising.load_dues", by=by, about=("import", uuid7())) as deed:
        advisory("organising.dues")
        copy_rows("organising_dues", COLUMNS, ([getattr(one, column) for column in COLUMNS] for one in rows))
        look_over("organising_dues")
        deed.touch_many("enterprise", (one.payer_id for one in rows))
        deed.note(payments=len(rows))
    return len(rows)
