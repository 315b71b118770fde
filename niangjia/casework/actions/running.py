"""A run over everybody: begun, stopped, taken up again. What it does in each batch stands in ``delivering`` and ``offering``."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import act
from niangjia.base.jobs import defer
from niangjia.base.locks import advisory
from niangjia.casework.errors import RunOver
from niangjia.casework.models import Run
from niangjia.casework.models.run import DONE, PAUSED, RUNNING
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.kernel.ids import uuid7
from niangjia.unions import api as unions


def start_run(*, by: Actor, kind: str, service: str, total: int, here: bool = False) -> UUID:
    """Begin a run, or take up the one of this kind and service that is not over. A paused one stays paused.

    :param total: how many candidates there are.
    :param here: the caller does the batches; else a job does.
    :raises NotAllowed: only the system, or a leader of the municipal federation.
    """
    require_leader(by)
    old = Run.objects.exclude(state=DONE).filter(kind=kind, service=service).first()
    run_id = old.id if old else uuid7()
    with act("casework.start_run", by=by, about=("run", run_id)) as deed:
        advisory(f"casework.run:{kind}:{service}")
        run = Run.objects.exclude(state=DONE).filter(kind=kind, service=service).first() or Run.objects.create(
            id=run_id,
            kind=kind,
            service=service,
            state=RUNNING,
            started_at=clock.now(),
            started_by=by.label,
            total=total,
        )
        if not here and run.state == RUNNING:
            next_batch(run)
        deed.note(kind=kind, service=service, total=run.total, taken_up=old is not None)
    return run.id


def pause_run(*, by: Actor, run_id: UUID) -> None:
    """Stop after the batch that is on its way."""
    _turn(by, run_id, "casework.pause_run", PAUSED)


def continue_run(*, by: Actor, run_id: UUID) -> None:
    """Go on where it stopped."""
    _turn(by, run_id, "casework.continue_run", RUNNING)


def require_leader(by: Actor) -> None:
    """
    :raises NotAllowed: neither the system nor a leader of the municipal federation.
    """
    if by.id == SYSTEM.id:
        return
    top = unions.top()
    if top is None or not by.may("leader", top.path):
        raise NotAllowed


def locked_run(run_id: UUID) -> Run | None:
    """The run, held to the end of the transaction; None when it is not running."""
    return Run.objects.select_for_update().filter(id=run_id, state=RUNNING).first()


def next_batch(run: Run) -> None:
    """A job for what comes after the run's present place; a job that finds another place ends."""
    defer("casework.run_batch", run_id=str(run.id), after=str(run.cursor or ""))


def finish_run(run: Run) -> None:
    """It is over. What it came to is its own row."""
    with act("casework.finish_run", by=SYSTEM, about=("run", run.id)) as deed:
        run.state, run.ended_at = DONE, clock.now()
        run.save()
        deed.note(kind=run.kind, service=run.service, done=run.done, opened=run.opened, failed=run.failed)


def _turn(by: Actor, run_id: UUID, verb: str, state: str) -> None:
    require_leader(by)
    with act(verb, by=by, about=("run", run_id)) as deed:
        run = Run.objects.select_for_update().filter(id=run_id).first()
        if run is None:
            raise NotFound
        if run.state == DONE:
            raise RunOver
        if state == RUNNING and run.state != RUNNING:
            next_batch(run)
        run.state = state
        run.save(update_fields=["state"])
        deed.note(service=run.service, done=run.done)
