"""免申即享: the entitled need not apply. Runs over all of them, in batches that commit by themselves."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import Deed, act
from niangjia.casework.access import HAD, definition_of
from niangjia.casework.actions.opening import had_before, open_many
from niangjia.casework.actions.running import start_run
from niangjia.casework.models import Case, CaseSlot, Run
from niangjia.casework.rules.plan import period_key
from niangjia.casework.rules.states import ARCHIVED, REFUSED, WITHDRAWN
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound
from niangjia.people import api as people
from niangjia.quotas import api as quotas

BATCH = 500  # cases in one transaction
LOOKED_AT = 5_000  # candidates read at once; most have their case already
PROBLEMS_KEPT = 20
REST = timedelta(days=365)  # after a no, nothing is opened by itself for a year where no period says so
log = logging.getLogger(__name__)


def start_delivery(*, by: Actor, service: str, here: bool = False) -> UUID:
    """Begin a run, or take up the one that was broken off. Jobs do the work, unless it is done ``here``."""
    definition = definition_of(service)
    if definition.state != "open" or not definition.is_delivered:
        raise NotFound
    total = catalogue.how_many_to_deliver(service=service)
    return start_run(by=by, kind="deliver", service=service, total=total, here=here)


def deliver_all(*, by: Actor) -> int:
    """Begin a run of every service that is delivered without application; returns how many."""
    services = [d.key for d in catalogue.services() if d.is_delivered and d.state == "open"]
    for service in services:
        start_delivery(by=by, service=service)
    return len(services)


def deliver_batch(run: Run) -> bool:
    """The next batch of a run that the caller has locked, in one transaction with the run's place. Whether there may be more."""
    definition = definition_of(run.service)
    ids = catalogue.to_deliver(service=run.service, after=run.cursor, limit=LOOKED_AT)
    if not ids:
        return False
    with act("casework.deliver_batch", by=SYSTEM, about=("run", run.id)) as deed:
        _one_batch(run, definition, ids, deed)
        deed.note(service=run.service, done=run.done, opened=run.opened, failed=run.failed)
    return True


def _one_batch(run: Run, definition: Any, ids: Sequence[UUID], deed: Deed) -> None:
    """Up to ``BATCH`` cases out of the candidates ``ids``; the others are counted by why they get none."""
    why = _why_not(definition, ids)
    new = [subject_id for subject_id in ids if subject_id not in why]
    if len(new) > BATCH:
        ids = ids[: ids.index(new[BATCH])]
        new = new[:BATCH]
    homes = HOMES[definition.subject](new)
    why |= {subject_id: "no_home" for subject_id in new if subject_id not in homes}
    opened, failed = _open(definition, homes, deed)
    run.opened += opened
    run.failed += len(failed)
    run.problems = [*run.problems, *failed][:PROBLEMS_KEPT]
    run.skipped = dict(Counter(run.skipped) + Counter(why[subject_id] for subject_id in ids if subject_id in why))
    run.done += len(ids)
    run.cursor = ids[-1]
    run.save()


def _why_not(definition: Any, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Who has one already, who said no to one that was opened for her (or was refused it), and of what is renewed who never had it."""
    today = clock.today()
    period = period_key(definition.once, today.year, today.month)
    mine = Case.objects.filter(service=definition.key, subject_id__in=ids, origin="delivered", period=period)
    ended = mine.filter(state__in=[WITHDRAWN, REFUSED, ARCHIVED]).exclude(HAD)
    if definition.once == "live":
        ended = ended.filter(created_at__gt=clock.now() - REST)
    served = CaseSlot.objects.filter(service=definition.key, period=period, subject_id__in=ids)
    first = set(ids) - had_before(definition.key, ids) if definition.proactive == "renew" else set()
    return (
        dict.fromkeys(first, "first_time")
        | dict.fromkeys(ended.values_list("subject_id", flat=True), "declined")
        | dict.fromkeys(served.values_list("subject_id", flat=True), "already")
    )


def _open(definition: Any, homes: Mapping[UUID, UUID], deed: Deed) -> tuple[int, list[dict[str, str]]]:
    """All together; where that fails, one by one, so that one bad record holds up nobody."""
    try:
        return _opened(definition, homes, deed), []
    except Exception:
        log.exception("a batch of %s failed and is opened one by one", definition.key)
    opened, failed = 0, []
    for subject_id, home in homes.items():
        try:
            opened += _opened(definition, {subject_id: home}, deed)
        except Exception as problem:
            log.exception("no case of %s for %s", definition.key, subject_id)
            failed.append({"subject": str(subject_id), "why": str(problem) or type(problem).__name__})
    return opened, failed


def _opened(definition: Any, homes: Mapping[UUID, UUID], deed: Deed) -> int:
    """The rows, and only with them what is said of them: a failure leaves neither. Where a place is given, the booking is the record."""
    if definition.books:
        return len(quotas.deliver_places(by=SYSTEM, service=definition.key, homes=homes))
    own = Deed()
    with transaction.atomic():
        cases = open_many(by=SYSTEM, deed=own, definition=definition, homes=homes)
    for case in cases:
        deed.also("casework.open_for", about=("case", case.id), number=case.number, service=case.service)
    for event in own.events:
        deed.emit(event)
    return len(cases)


def _employers_unions(ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """The union that received a payer's dues."""
    found = catalogue.facts_of_each(subject="enterprise", subject_ids=ids, fact="dues.union")
    return {subject_id: UUID(union_id) for subject_id, union_id in found.items()}


# The union that handles it: the member's, the union itself, or the one that received a payer's dues.
HOMES: dict[str, Callable[[Sequence[UUID]], dict[UUID, UUID]]] = {
    "person": lambda ids: people.unions_of(person_ids=ids),
    "union": lambda ids: {subject_id: subject_id for subject_id in ids},
    "enterprise": _employers_unions,
}
