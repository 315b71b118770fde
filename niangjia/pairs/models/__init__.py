"""The tables of meetings."""

from __future__ import annotations

from niangjia.pairs.models.meeting import Choice, Guest, Pair
from niangjia.pairs.models.proof import Proof
from niangjia.pairs.models.report import Bar, Block, Report

__all__ = ["Bar", "Block", "Choice", "Guest", "Pair", "Proof", "Report"]
