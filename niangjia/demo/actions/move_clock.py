"""Time goes on, as fast as one likes."""

from __future__ import annotations

from procrastinate.contrib.django import app

from niangjia.base import clock
from niangjia.base.jobs import drain
from niangjia.base.workcalendar import calendar
from niangjia.demo.access import require_demo
from niangjia.demo.errors import UnclearStep
from niangjia.demo.rules.steps import distance
from niangjia.unions import api as unions

RESET = "reset"
UPKEEP = "base."  # sealing and sweeping follow transactions and files, not the city's clock


def move_clock(*, step: str) -> str:
    """Move the clock of every process, then run once what runs by the clock: notices end, what is overdue goes up. The new time.

    :raises NotADemo, UnclearStep:
    """
    require_demo()
    if step.strip().lower() == RESET:
        clock.reset_shift()
        unions.recount()  # what has been counted meanwhile lies ahead again
    else:
        delta = distance(step, today=clock.today(), calendar=calendar())
        if delta is None:
            raise UnclearStep(step=step)
        clock.shift_by(delta)
        _run_what_is_due()
    return f"{clock.now().astimezone(clock.FUZHOU):%Y-%m-%d %H:%M}"


def _run_what_is_due() -> None:
    """Everything that follows the city's clock, once; a job runs twice as well as once, so a worker beside does no harm."""
    for each in list(app.periodic_registry.periodic_tasks.values()):
        if not each.task.name.startswith(UPKEEP):
            each.task.func(timestamp=int(clock.now().timestamp()))
    drain()
