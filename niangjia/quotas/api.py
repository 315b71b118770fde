"""The door of quotas: pools, bookings, draws."""

from __future__ import annotations

from niangjia.quotas.actions.another_day import move
from niangjia.quotas.actions.ask import ask_for_place
from niangjia.quotas.actions.asking import Answer, Claim
from niangjia.quotas.actions.book import MOST, book_batch, book_many
from niangjia.quotas.actions.by_case import deliver_places
from niangjia.quotas.actions.draws import announce_draw, confirm_seed, enter_seed, freeze_list, make_draw
from niangjia.quotas.actions.enter import enter_many
from niangjia.quotas.actions.forget import forget
from niangjia.quotas.actions.in_order import advance, give_in_order
from niangjia.quotas.actions.instead import pay_instead, repair_card, take_instead
from niangjia.quotas.actions.load_held import Guest, HeldPool, load_held
from niangjia.quotas.actions.look import look_many, warm_up
from niangjia.quotas.actions.merit import give_seats, publish_order, settle_list_objection
from niangjia.quotas.actions.moving import check_in, confirm, excuse, give_back, lapse, mark_missed, rate
from niangjia.quotas.actions.parcels import Parcel, have_posted, look_at_parcels, posted_to, send_parcel
from niangjia.quotas.actions.pools import NewPool, add_places, cancel_pool, open_pools, ways_of
from niangjia.quotas.actions.refusing import REFUSALS, refuse, refuse_of
from niangjia.quotas.actions.rush import open_rush
from niangjia.quotas.actions.settling import settle_owed
from niangjia.quotas.queries.bookings import (
    BookingView,
    booking_for,
    bookings_of,
    bookings_of_pool,
    called_off,
    counts_of_pool,
    given_by_cases,
    place_in_line,
    pool_of_booking,
    stands_instead,
    who_has_a_place,
)
from niangjia.quotas.queries.checks import Adrift, adrift
from niangjia.quotas.queries.draws import (
    DrawView,
    MeritLine,
    draw,
    draw_of_pool,
    entry_of,
    is_on_list,
    is_paid_instead,
    merits_now,
    merits_then,
    names_on_list,
    notice_token,
    orders_paid_instead,
    place_of,
    public_draws,
    public_file,
    those_who,
)
from niangjia.quotas.queries.forms import AskedOf, PlaceForm, asked_of, form_for_place
from niangjia.quotas.queries.gone import holders, sold_out
from niangjia.quotas.queries.pools import (
    PoolView,
    other_days,
    pool,
    pool_in_reach,
    pools_of_service,
    pools_visible_to,
    shares_of,
)
from niangjia.quotas.queries.room import Room, RushRecord, order_of, rooms, rush_record
from niangjia.quotas.rules.names import MODES, POOL_STATES, STATES
from niangjia.quotas.rules.pools import chance, lot_of

__all__ = [
    "MODES",
    "MOST",
    "POOL_STATES",
    "REFUSALS",
    "STATES",
    "Adrift",
    "Answer",
    "AskedOf",
    "BookingView",
    "Claim",
    "DrawView",
    "Guest",
    "HeldPool",
    "MeritLine",
    "NewPool",
    "Parcel",
    "PlaceForm",
    "PoolView",
    "Room",
    "RushRecord",
    "add_places",
    "adrift",
    "advance",
    "announce_draw",
    "ask_for_place",
    "asked_of",
    "book_batch",
    "book_many",
    "booking_for",
    "bookings_of",
    "bookings_of_pool",
    "called_off",
    "cancel_pool",
    "chance",
    "check_in",
    "confirm",
    "confirm_seed",
    "counts_of_pool",
    "deliver_places",
    "draw",
    "draw_of_pool",
    "enter_many",
    "enter_seed",
    "entry_of",
    "excuse",
    "forget",
    "form_for_place",
    "freeze_list",
    "give_back",
    "give_in_order",
    "give_seats",
    "given_by_cases",
    "have_posted",
    "holders",
    "is_on_list",
    "is_paid_instead",
    "lapse",
    "load_held",
    "look_at_parcels",
    "look_many",
    "lot_of",
    "make_draw",
    "mark_missed",
    "merits_now",
    "merits_then",
    "move",
    "names_on_list",
    "notice_token",
    "open_pools",
    "open_rush",
    "order_of",
    "orders_paid_instead",
    "other_days",
    "pay_instead",
    "place_in_line",
    "place_of",
    "pool",
    "pool_in_reach",
    "pool_of_booking",
    "pools_of_service",
    "pools_visible_to",
    "posted_to",
    "public_draws",
    "public_file",
    "publish_order",
    "rate",
    "refuse",
    "refuse_of",
    "repair_card",
    "rooms",
    "rush_record",
    "send_parcel",
    "settle_list_objection",
    "settle_owed",
    "shares_of",
    "sold_out",
    "stands_instead",
    "take_instead",
    "those_who",
    "warm_up",
    "ways_of",
    "who_has_a_place",
]
