"""The door of the points package."""

from __future__ import annotations

from niangjia.points.actions.earn import Given, earn
from niangjia.points.actions.expire import WARNED_DAYS, expire_points, warn_expiring
from niangjia.points.actions.take_back import TakenBack, take_back
from niangjia.points.queries.holding import Fallen, Holding, Line, earning_rules, expiring, fallen, holding, statement
from niangjia.points.rules.earning import EarningRule
from niangjia.points.rules.lapse import Lapse

__all__ = [
    "WARNED_DAYS",
    "EarningRule",
    "Fallen",
    "Given",
    "Holding",
    "Lapse",
    "Line",
    "TakenBack",
    "earn",
    "earning_rules",
    "expire_points",
    "expiring",
    "fallen",
    "holding",
    "statement",
    "take_back",
    "warn_expiring",
]
