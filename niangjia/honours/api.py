"""The door of the honours package."""

from __future__ import annotations

from niangjia.honours.actions.give_honour import give_honour
from niangjia.honours.actions.load_honours import (
    NewHonour,
    NewUnionHonour,
    load_honours,
    load_union_honours,
)
from niangjia.honours.actions.revoke_honour import revoke_honour
from niangjia.honours.actions.union_honours import give_union_honour, revoke_union_honour
from niangjia.honours.queries import (
    HonourRow,
    UnionHonourRow,
    honours_of,
    honours_of_union,
    roll,
    roll_years,
    union_roll,
)
from niangjia.honours.rules import LEVELS

__all__ = [
    "LEVELS",
    "HonourRow",
    "NewHonour",
    "NewUnionHonour",
    "UnionHonourRow",
    "give_honour",
    "give_union_honour",
    "honours_of",
    "honours_of_union",
    "load_honours",
    "load_union_honours",
    "revoke_honour",
    "revoke_union_honour",
    "roll",
    "roll_years",
    "union_roll",
]
