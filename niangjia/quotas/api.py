"""The door of quotas: pools, bookings, draws."""

from __future__ import annotations

from niangjia.quotas.actions.ask import ask_for_place
from niangjia.quotas.actions.asking import Answer, Claim
from niangjia.quotas.actions.book import MOST, book_many
from niangjia.quotas.actions.enter import enter_many
from niangjia.quotas.actions.in_order import advance, give_in_order
from niangjia.quotas.actions.moving import check_in, confirm, excuse, give_back, lapse, mark_missed, rate
from niangjia.quotas.actions.pools import NewPool, add_places, cancel_pool, open_pools
from niangjia.quotas.actions.refusing import refuse
from niangjia.quotas.actions.rush import open_rush
from niangjia.quotas.queries.checks import Adrift, adrift
from niangjia.quotas.rules.names import MODES, POOL_STATES, STATES

__all__ = [
    "MODES",
    "MOST",
    "POOL_STATES",
    "STATES",
    "Adrift",
    "Answer",
    "Claim",
    "NewPool",
    "add_places",
    "adrift",
    "advance",
    "ask_for_place",
    "book_many",
    "cancel_pool",
    "check_in",
    "confirm",
    "enter_many",
    "excuse",
    "give_back",
    "give_in_order",
    "lapse",
    "mark_missed",
    "open_pools",
    "open_rush",
    "rate",
    "refuse",
]
