"""Transfers of memberships, dues paid."""

from __future__ import annotations

from niangjia.organising.models.dues import DuesPayment
from niangjia.organising.models.transfer import MembershipTransfer

__all__ = ["DuesPayment", "MembershipTransfer"]
