"""A list of candidates goes to the public as a whole, and only when its ratios hold."""

from __future__ import annotations

from contextlib import ExitStack

from niangjia.base.actor import Actor
from niangjia.casework.access import line_of
from niangjia.casework.actions.moving import enter_notice_together
from niangjia.casework.actions.work import Work, work_on
from niangjia.casework.errors import RatioBroken
from niangjia.casework.lists import Ratio, ratios_of_list
from niangjia.casework.models import Case
from niangjia.casework.rules.states import LISTED
from niangjia.kernel.errors import NotAllowed, NotFound


def confirm_list(*, by: Actor, service: str, period: str) -> int:
    """Put all listed cases of the period on notice together; returns how many.

    :raises RatioBroken: when a ratio over the whole list (those already on it included) does not hold.
    """
    ids = list(
        Case.objects.filter(service=service, period=period, state=LISTED).order_by("id").values_list("id", flat=True)
    )
    if not ids:
        raise NotFound
    with ExitStack() as stack:
        works: list[Work] = [
            stack.enter_context(work_on("casework.confirm_list", by=by, case_id=case_id)) for case_id in ids
        ]
        city = line_of(works[0].case.union_id)[-1]
        if not (by.may("leader", city.path) or by.may("reviewer", city.path)):
            raise NotAllowed
        require_ratios(ratios_of_list(service=service, period=period))
        enter_notice_together(works)
    return len(works)


def require_ratios(ratios: list[Ratio]) -> None:
    for ratio in ratios:
        if not ratio.holds:
            raise RatioBroken(ratio=ratio.title["zh"], wanted=ratio.wanted, got=ratio.got)
