"""Unions, enterprises, and unions' bank accounts."""

from __future__ import annotations

from niangjia.unions.models.account import UnionAccount
from niangjia.unions.models.count import Count, Delta, Recount
from niangjia.unions.models.enterprise import Enterprise
from niangjia.unions.models.union import Union

__all__ = ["Count", "Delta", "Enterprise", "Recount", "Union", "UnionAccount"]
