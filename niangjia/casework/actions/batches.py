"""The batches of runs, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from niangjia.base.actor import Actor
from niangjia.casework.actions.delivering import deliver_batch, start_delivery
from niangjia.casework.actions.offering import offer_batch, start_offers
from niangjia.casework.actions.running import finish_run, locked_run, next_batch
from niangjia.casework.models import Run

BATCHES: dict[str, Callable[[Run], bool]] = {"deliver": deliver_batch, "offer": offer_batch}


def run_batch(*, run_id: UUID, after: str | None = None) -> bool:
    """The next batch of a run; whether there may be more. Twice is once: the run is locked and keeps its place.

    :param after: the place (an id, or "" for the beginning) for which a job was deferred; at another place it does nothing.
        With it the following batch becomes a job; without it the caller goes on.
    """
    with transaction.atomic():
        run = locked_run(run_id)
        if run is None or (after is not None and after != str(run.cursor or "")):
            return False
        more = BATCHES[run.kind](run)
        if not more:
            finish_run(run)
        elif after is not None:
            next_batch(run)
    return more


def deliver_entitled(*, by: Actor, service: str) -> int:
    """Open a case for each subject that is entitled (``catalogue.to_deliver``) and has none in this period, here and now.

    Resumable and harmless twice: the run keeps its place, and the slot lets nobody have two. Returns how many this call opened.

    :raises NotFound: no open service of this name that is delivered.
    """
    return _here(start_delivery(by=by, service=service, here=True))


def offer_entitled(*, by: Actor) -> int:
    """Tell everybody what they are newly entitled to and can apply for, here and now. Returns how many people were told."""
    return _here(start_offers(by=by, here=True))


def _here(run_id: UUID) -> int:
    before = _opened(run_id)
    while run_batch(run_id=run_id):
        pass
    return _opened(run_id) - before


def _opened(run_id: UUID) -> int:
    return Run.objects.values_list("opened", flat=True).get(id=run_id)
