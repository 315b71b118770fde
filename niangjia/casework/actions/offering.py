"""Members hear of what they have become entitled to and can apply for: once a period, at most one message a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import act
from niangjia.casework.actions.running import start_run
from niangjia.casework.events import OffersMade
from niangjia.casework.models import Run
from niangjia.casework.rules.plan import period_key
from niangjia.catalogue import api as catalogue
from niangjia.kernel.ids import uuid7

PART = 5_000  # people in one statement
LeftOut = Callable[[Sequence[UUID]], Collection[UUID]]
NEXT = "select person_id from catalogue_v_verdict_person where person_id > %s order by person_id limit %s"
# Not to whom the service is not open any more this period (a slot), who has asked for it before and heard the answer,
# or who was told something today already: that waits for tomorrow.
OFFER = """
    insert into casework_offer (person_id, service, period, on_day, batch)
    select v.person_id, s.key, s.period, %(today)s, %(batch)s
      from catalogue_v_verdict_person v
      join people_v_membership m on m.person_id = v.person_id and m.status in ('active', 'retained')
     cross join unnest(%(keys)s::text[], %(bits)s::int[], %(periods)s::text[]) s(key, bit, period)
     where v.person_id = any(%(ids)s) and case when length(v.entitled) > s.bit then get_bit(v.entitled, s.bit) = 1 end
       and not exists (select from casework_slot t
                        where t.subject_id = v.person_id and t.service = s.key and t.period = s.period)
       and not exists (select from casework_case c
                        where c.person_id = v.person_id and c.service = s.key and c.period = s.period and c.state <> 'draft'
                          and (s.period <> 'live' or c.created_at > %(now)s - interval '365 days'))
       and not exists (select from casework_offer o where o.person_id = v.person_id and o.on_day = %(today)s)
     order by v.person_id, s.key
        on conflict (person_id, service, period) do nothing
 returning person_id
"""


def nobody(ids: Sequence[UUID]) -> Collection[UUID]:
    """Nobody is left out."""
    return ()


def start_offers(*, by: Actor, here: bool = False) -> UUID:
    """Begin a run over all people, or take up the one that was broken off."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from catalogue_v_verdict_person")
        total = cursor.fetchone()[0]
    return start_run(by=by, kind="offer", service="", total=total, here=here)


def offer_batch(run: Run, left_out: LeftOut = nobody) -> bool:
    """The next part of the people; whether there may be more.

    :param left_out: who of these does not want to be told.
    """
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [run.cursor or UUID(int=0), PART])
        ids = [row[0] for row in cursor.fetchall()]
    if not ids:
        return False
    silent = set(left_out(ids))
    with act("casework.offer_batch", by=SYSTEM, about=("run", run.id)) as deed:
        batch = uuid7()
        made = _offer([person_id for person_id in ids if person_id not in silent], batch)
        run.opened += len(set(made))
        run.skipped = dict(Counter(run.skipped) + Counter({"declined": len(silent)}))
        run.done += len(ids)
        run.cursor = ids[-1]
        run.save()
        if made:
            deed.emit(OffersMade(batch=batch))
        deed.note(people=len(ids), told=len(set(made)), offers=len(made), batch=str(batch))
    return True


def _offer(ids: Sequence[UUID], batch: UUID) -> list[UUID]:
    """One statement; the primary key says once. Returns the person of each new offer."""
    today = clock.today()
    offered = [d for d in catalogue.services(subject="person") if d.proactive == "offer" and d.state == "open"]
    bits = catalogue.bits_of([d.key for d in offered])
    with connection.cursor() as cursor:
        cursor.execute(
            OFFER,
            {
                "ids": list(ids), "batch": batch, "today": today, "now": clock.now(),
                "keys": [d.key for d in offered], "bits": [bits[d.key] for d in offered],
                "periods": [period_key(d.once, today.year, today.month) for d in offered],
            },
        )  # fmt: skip
        return [row[0] for row in cursor.fetchall()]
