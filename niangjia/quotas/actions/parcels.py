"""What is posted rather than fetched: she says where to; whoever posts it looks at the addresses and notes the parcel's number."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from niangjia.base import clock, journal
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound
from niangjia.kernel.text import clean, unsafe_text
from niangjia.people import api as people
from niangjia.quotas.access import require_booking, require_pool
from niangjia.quotas.actions.moving import use
from niangjia.quotas.errors import AnswersIncomplete, BookingState, NotPosted, ParcelNumberMissing
from niangjia.quotas.events import ParcelSent
from niangjia.quotas.models import Booking
from niangjia.quotas.rules.names import BOOKED, STATES

SHORTEST, LONGEST = 6, 40


@dataclass(frozen=True, slots=True)
class Parcel:
    """One to be posted, for the eyes of whoever posts it."""

    booking_id: UUID
    number: int | None
    name: str
    phone: str
    address: str


def have_posted(*, by: Actor, booking_id: UUID, address: str) -> None:
    """Where hers is to be sent; said anew until it is sent, and with an empty ``address`` she fetches it after all.

    :raises NotFound: not hers, or nothing of this service is posted. BookingState: AnswersIncomplete: it is no address.
    """
    with act("quotas.have_posted", by=by, about=("booking", booking_id), owner=by.id) as deed:
        booking = require_booking(by, booking_id, person_id=by.id)
        definition, field = catalogue.definition(booking.service), posted_to(booking.service)
        assert definition
        if booking.state != BOOKED:
            raise BookingState(state=STATES[booking.state])
        given = _judged(field, address) if address.strip() else {}
        _answer(booking, field, given)
        booking.version = definition.version
        booking.save(update_fields=["answers", "private", "version"])
        deed.note(posted=bool(given))


def _judged(field: Any, address: str) -> dict[str, Any]:
    """The address, and with it the answers that lead to the question ("post it to me")."""
    led = dict(field.shown_if or {})
    answers, wrong = catalogue.judge_answers([field], {**led, field.name: address}, known={}, today=clock.today())
    if wrong:
        raise AnswersIncomplete(fields=wrong)
    return led | answers


def _answer(booking: Booking, field: Any, given: dict[str, Any]) -> None:
    led = {field.name, *(field.shown_if or {})}
    shown, private = catalogue.split_private([field], given)
    before = json.loads(booking.private.reveal()) if booking.private else {}
    kept = {name: value for name, value in before.items() if name not in led} | private
    booking.answers = {name: value for name, value in booking.answers.items() if name not in led} | shown
    booking.private = json.dumps(kept, ensure_ascii=False) if kept else None


def look_at_parcels(
    *, by: Actor, pool_id: UUID, reason: str, booking_ids: Collection[UUID] | None = None
) -> list[Parcel]:
    """Names, phones and addresses of all who wait for their parcel, or of these. Each of them can read who looked, and why.

    Not inside a transaction: the look is committed before anything is shown.

    :raises NotFound: the pool is not in her reach. ReasonTooShort.
    """
    pool = require_pool(by, pool_id)
    field = posted_to(pool.service).name
    rows = Booking.objects.filter(pool_id=pool.id, state=BOOKED, answers__has_key=field)
    rows = rows if booking_ids is None else rows.filter(id__in=booking_ids)
    found = list(rows.order_by("number", "id"))
    return journal.reveal_many(
        by=by, person_ids=[row.person_id for row in found], what="parcel", reason=reason,
        unseal=lambda: _opened(found, field),
    )  # fmt: skip


def _opened(rows: Sequence[Booking], field: str) -> list[Parcel]:
    contacts = people.contacts_of(person_ids=[row.person_id for row in rows])
    plain = [json.loads(row.private.reveal()) if row.private else {} for row in rows]
    return [
        Parcel(row.id, row.number, *contacts.get(row.person_id, (row.who, "")), str(private.get(field, "")))
        for row, private in zip(rows, plain, strict=True)
    ]


def send_parcel(*, by: Actor, booking_id: UUID, number: str) -> None:
    """寄出: she has it, as if she had fetched it, and is told the parcel's number.

    :raises NotFound: not in her reach. BookingState: she has it already. NotPosted: she wants to fetch it. ParcelNumberMissing:
    """
    said = clean(number)
    if not SHORTEST <= len(said) <= LONGEST or unsafe_text(said):
        raise ParcelNumberMissing
    with act("quotas.send_parcel", by=by, about=("booking", booking_id)) as deed:
        booking = require_booking(by, booking_id)
        pool = require_pool(by, booking.pool_id)
        if booking.state != BOOKED:
            raise BookingState(state=STATES[booking.state])
        if posted_to(pool.service).name not in booking.answers:
            raise NotPosted
        use(pool, [booking], deed, parcel=said)
        deed.note(pool=str(pool.id), parcel=said)
        deed.emit(ParcelSent(pool_id=pool.id, person_id=booking.person_id, booking_id=booking.id, number=said))


def posted_to(service: str) -> catalogue.Field:
    """The field of the form that says where what this service gives is posted.

    :raises NotFound: nothing of it is.
    """
    definition = catalogue.definition(service)
    field = definition.posted_to if definition else None
    if field is None:
        raise NotFound
    return field
