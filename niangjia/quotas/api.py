"""The door of quotas: pools, bookings, draws."""

from __future__ import annotations

from niangjia.quotas.actions.ask import ask_for_place
from niangjia.quotas.actions.asking import Answer, Claim
from niangjia.quotas.actions.book import MOST, book_batch, book_many
from niangjia.quotas.actions.by_case import deliver_places
from niangjia.quotas.actions.draws import announce_draw, confirm_seed, enter_seed, freeze_list, make_draw
from niangjia.quotas.actions.enter import enter_many
from niangjia.quotas.actions.in_order import advance, give_in_order
from niangjia.quotas.actions.look import look_many
from niangjia.quotas.actions.moving import check_in, confirm, excuse, give_back, lapse, mark_missed, rate
from niangjia.quotas.actions.pools import NewPool, add_places, cancel_pool, open_pools, ways_of
from niangjia.quotas.actions.refusing import REFUSALS, refuse
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
)
from niangjia.quotas.queries.checks import Adrift, adrift
from niangjia.quotas.queries.draws import DrawView, draw, draw_of_pool, entry_of, public_draws, public_file
from niangjia.quotas.queries.forms import PlaceForm, form_for_place
from niangjia.quotas.queries.pools import PoolView, pool, pool_in_reach, pools_of_service, pools_visible_to, shares_of
from niangjia.quotas.queries.room import Room, RushRecord, order_of, rooms, rush_record
from niangjia.quotas.rules.names import MODES, POOL_STATES, STATES
from niangjia.quotas.rules.pools import chance

__all__ = [
    "MODES",
    "MOST",
    "POOL_STATES",
    "REFUSALS",
    "STATES",
    "Adrift",
    "Answer",
    "BookingView",
    "Claim",
    "DrawView",
    "NewPool",
    "PlaceForm",
    "PoolView",
    "Room",
    "RushRecord",
    "add_places",
    "adrift",
    "advance",
    "announce_draw",
    "ask_for_place",
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
    "form_for_place",
    "freeze_list",
    "give_back",
    "give_in_order",
    "given_by_cases",
    "lapse",
    "look_many",
    "make_draw",
    "mark_missed",
    "open_pools",
    "open_rush",
    "order_of",
    "place_in_line",
    "pool",
    "pool_in_reach",
    "pools_of_service",
    "pools_visible_to",
    "public_draws",
    "public_file",
    "rate",
    "refuse",
    "rooms",
    "rush_record",
    "settle_owed",
    "shares_of",
    "ways_of",
]
