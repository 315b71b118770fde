"""Who may tend memberships and dues."""

from __future__ import annotations

from niangjia.base.actor import SYSTEM, Actor

MEMBER_ROLES = ("reviewer", "leader")
DUES_ROLES = ("finance", "leader")


def may_answer(actor: Actor, path: str) -> bool:
    """Review or leadership at the union or above it; the system."""
    return actor.id == SYSTEM.id or actor.may_as(MEMBER_ROLES, path)


def may_record_dues(actor: Actor, path: str) -> bool:
    """Finance or leadership at the union or above it; the system."""
    return actor.id == SYSTEM.id or actor.may_as(DUES_ROLES, path)
