"""The door of the honours package."""

from __future__ import annotations

from niangjia.honours.actions.give_honour import give_honour
from niangjia.honours.actions.load_honours import NewHonour, load_honours
from niangjia.honours.actions.revoke_honour import revoke_honour
from niangjia.honours.queries import HonourRow, honours_of, roll, roll_years
from niangjia.honours.rules import LEVELS

__all__ = [
    "LEVELS",
    "HonourRow",
    "NewHonour",
    "give_honour",
    "honours_of",
    "load_honours",
    "revoke_honour",
    "roll",
    "roll_years",
]
