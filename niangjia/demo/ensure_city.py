"""The model city: nothing, or all of it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction

from niangjia.base import acts, clock
from niangjia.base.jobs import drain
from niangjia.catalogue import api as catalogue
from niangjia.demo.access import require_demo
from niangjia.demo.actions.found_city import City, found_city, lay_out, moment
from niangjia.demo.actions.fund_city import appropriate_budgets, pay_dues
from niangjia.demo.actions.seat_cast import cast_ids, person_id, report_student, seat_cast
from niangjia.demo.actions.settle_people import let_them_tell, pool_of, settle_people, years_before
from niangjia.demo.histories.joining import JOINED
from niangjia.demo.histories.play import play_histories
from niangjia.demo.past.load_past import load_past
from niangjia.demo.rules.tree import plan_tree
from niangjia.kernel.ids import from_seed
from niangjia.people import api as people
from niangjia.unions import api as unions

SEED = 20211123
TOLD_EVERY = 100_000  # people between two lines of progress
MADE_BETWEEN = 100_000  # objects between two looks for rubbish
Tell = Callable[[str], None]


def ensure_city(
    *,
    scale: float = 0.01,
    seed: int = SEED,
    as_of: date | None = None,
    matters: bool = True,
    progress: Tell = lambda _: None,
) -> bool:
    """Make the city, if the database has no union; whether it was made.

    One transaction: interrupted, nothing is there and the next start makes it. The same seed, scale and day give the same
    city (``digest``). Its matters are acted out on the days before ``as_of`` (today); they are the slow half, and a test
    may do without them.

    :raises NotADemo:
    """
    require_demo()
    day = as_of or clock.today()
    with (
        transaction.atomic(),
        clock.frozen(clock.start_of(day)),
        from_seed(seed, "city", now=clock.now),
        _little_rubbish(),
    ):
        if unions.top() is not None:
            return False
        plan = plan_tree(seed=seed, scale=scale, as_of=day, joining=JOINED if matters else 0)
        city = lay_out(plan, seed=seed, scale=scale, as_of=day)
        _fill(city, progress)
        if matters:
            with acts.watched() as touched:
                pool = pool_of(city)
                played = play_histories(city, pool)
            progress(str(played))
            for subject, subject_id in played.refreshed:
                touched[subject].add(subject_id)
            for subject, ids in touched.items():  # the histories left facts of their own days; now it is today
                catalogue.refresh(subject, sorted(ids))
            load_past(city, pool, progress=progress)
        unions.recount()  # what was loaded as of earlier days left the later ones ahead of it
        catalogue.refresh_everybody()  # counted up the tree, and said to be of today: no page has to wait for the night
    return True


@contextmanager
def _little_rubbish() -> Iterator[None]:
    """Nearly all that is made here goes by itself or stays to the end: looking for the rest now and then is enough."""
    before = gc.get_threshold()
    gc.set_threshold(MADE_BETWEEN)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _fill(city: City, progress: Tell) -> None:
    found_city(city)
    progress(f"{len(city.unions):,} unions, {len(city.employers):,} employers")
    count = settle_people(city, progress=_now_and_then(progress))
    progress(f"{count:,} people, who told {let_them_tell(city):,} things of themselves")
    with clock.frozen(moment(years_before(city.as_of, 3))):
        seat_cast(city)
    report_student(city)
    catalogue.refresh("person", cast_ids(city.seed))
    progress("the cast")
    appropriate_budgets(city, by=people.actor_for(person_id(city.seed, "finance")))
    progress(f"{pay_dues(city):,} payments of dues")
    drain()


def _now_and_then(progress: Tell) -> Callable[[int], None]:
    """A line each ``TOLD_EVERY`` people."""
    last = 0

    def tell(count: int) -> None:
        nonlocal last
        if count // TOLD_EVERY > last // TOLD_EVERY:
            progress(f"{count:,} people …")
        last = count

    return tell
