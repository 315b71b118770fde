"""Everybody's kept verdicts, brought up to date before somebody acts on them."""

from __future__ import annotations

from niangjia.base import clock
from niangjia.catalogue.actions.help_owed import settle_help
from niangjia.catalogue.actions.refresh import refresh_everybody
from niangjia.catalogue.models import LookedAt
from niangjia.catalogue.rules.statements import SUBJECTS


def catch_up() -> None:
    """What the night's job does, when it has not come to it yet, and the help that is owed: whoever acts on everybody's kept
    verdicts calls this first."""
    while settle_help():
        pass
    if LookedAt.objects.filter(day__gte=clock.today()).count() < len(SUBJECTS):
        refresh_everybody()
