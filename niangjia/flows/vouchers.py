"""A place that is a voucher: issued with the booking, void when it is given back, told of when it is used."""

from __future__ import annotations

from niangjia.activities import api as activities
from niangjia.activities.events import VoucherRedeemed
from niangjia.messages import api as messages
from niangjia.quotas.events import PlaceFreed, PlacesBooked


def places_booked(event: PlacesBooked) -> None:
    activities.issue_vouchers(pool_id=event.pool_id, booking_ids=event.booking_ids)


def place_freed(event: PlaceFreed) -> None:
    activities.void_returned(pool_id=event.pool_id)


def voucher_redeemed(event: VoucherRedeemed) -> None:
    """She hears at once where it was used: the best guard against a code that somebody else has seen."""
    found = activities.voucher_of(booking_id=event.voucher_id)
    messages.send_each(
        letters=[
            messages.Letter(
                to=event.person_id, kind="voucher.used", params={"where": found.merchant if found else ""},
                link=f"/tickets/{event.voucher_id}/", key=f"voucher.used:{event.voucher_id}",
            )
        ]
    )  # fmt: skip
