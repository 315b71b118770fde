"""Members hear of what they have become entitled to and can apply for: once a period, at most one message a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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
from niangjia.people import api as people

PART = 5_000  # people in one statement
NEXT = "select person_id from catalogue_v_verdict_person where person_id > %s order by person_id limit %s"
# Not to whom the service is not open any more this period (a slot), who has asked for it before and heard the answer, for whom it is
# renewed, or who was told something today already: that waits for tomorrow.
OFFER = """
    insert into casework_offer (person_id, service, period, on_day, batch)
    select v.person_id, s.key, s.period, %(today)s, %(batch)s
      from catalogue_v_verdict_person v
      join people_v_membership m on m.person_id = v.person_id and m.status in ('active', 'retained')
     cross join unnest(%(keys)s::text[], %(bits)s::int[], %(periods)s::text[], %(renewed)s::bool[]) s(key, bit, period, renewed)
     where v.person_id = any(%(ids)s) and case when length(v.entitled) > s.bit then get_bit(v.entitled, s.bit) = 1 end
       and not exists (select from unnest(%(no_people)s::uuid[], %(no_keys)s::text[]) n(person_id, key)
                        where n.person_id = v.person_id and n.key = s.key)
       and not exists (select from casework_slot t
                        where t.subject_id = v.person_id and t.service = s.key and t.period = s.period)
       and not exists (select from casework_case c
                        where c.person_id = v.person_id and c.service = s.key and c.period = s.period and c.state <> 'draft'
                          and (s.period <> 'live' or c.created_at > %(now)s - interval '365 days'))
       and not (s.renewed and exists (select from casework_v_case c
                                       where c.subject_id = v.person_id and c.service = s.key and c.delivered_on is not null))
       and not exists (select from casework_offer o where o.person_id = v.person_id and o.on_day = %(today)s)
     order by v.person_id, s.key
        on conflict (person_id, service, period) do nothing
 returning person_id
"""


def start_offers(*, by: Actor, here: bool = False) -> UUID:
    """Begin a run over all people, or take up the one that was broken off."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from catalogue_v_verdict_person")
        total = cursor.fetchone()[0]
    return start_run(by=by, kind="offer", service="", total=total, here=here)


def offer_batch(run: Run) -> bool:
    """The next part of the people; whether there may be more. Who does not want to be told of a service is left out."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [run.cursor or UUID(int=0), PART])
        ids = [row[0] for row in cursor.fetchall()]
    if not ids:
        return False
    with act("casework.offer_batch", by=SYSTEM, about=("run", run.id)) as deed:
        batch = uuid7()
        made, silent = _offer(ids, batch)
        run.opened += len(set(made))
        run.skipped = dict(Counter(run.skipped) + Counter({"declined": silent}))
        run.done += len(ids)
        run.cursor = ids[-1]
        run.save()
        if made:
            deed.emit(OffersMade(batch=batch))
        deed.note(people=len(ids), told=len(set(made)), offers=len(made), batch=str(batch))
    return True


def _offer(ids: Sequence[UUID], batch: UUID) -> tuple[list[UUID], int]:
    """One statement; the primary key says once. Returns the person of each new offer, and how many want to hear nothing."""
    today = clock.today()
    offered = [
        d
        for d in catalogue.services(subject="person")
        # what a source that is not believed now would say is offered to nobody
        if d.is_offered and d.state == "open" and not catalogue.pending(service=d.key)
    ]
    bits = catalogue.bits_of([d.key for d in offered])
    no = [(person_id, d.key) for d in offered for person_id in people.declines_offers(person_ids=ids, service=d.key)]
    with connection.cursor() as cursor:
        cursor.execute(
            OFFER,
            {
                "ids": list(ids), "no_people": [n[0] for n in no], "no_keys": [n[1] for n in no], "batch": batch, "today": today, "now": clock.now(),
                "keys": [d.key for d in offered], "bits": [bits[d.key] for d in offered],
                "periods": [period_key(d.once, today.year, today.month) for d in offered],
                "renewed": [d.proactive == "renew" for d in offered],
            },
        )  # fmt: skip
        return [row[0] for row in cursor.fetchall()], len({person_id for person_id, _ in no})
