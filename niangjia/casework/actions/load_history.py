"""Past cases enter at once, by COPY: for an installation that is filled from another one, and for the model city."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.base.actor import Actor, require_system
from niangjia.base.acts import act
from niangjia.base.bulk import Row, copy_rows, look_over
from niangjia.casework.access import definition_of
from niangjia.casework.actions.afterwards import ARCHIVE_AFTER_DAYS
from niangjia.casework.rules.case_number import number_for
from niangjia.casework.rules.loading import NewCase
from niangjia.casework.rules.parts import PAID
from niangjia.casework.rules.plan import period_key
from niangjia.casework.rules.states import ARCHIVED, DELIVERED, RATED
from niangjia.catalogue import api as catalogue
from niangjia.catalogue.api import Definition
from niangjia.kernel.ids import uuid7
from niangjia.unions import api as unions

CASE = (
    "id", "number", "service", "version", "period", "subject_kind", "subject_id", "person_id", "who", "union_id", "path",
    "origin", "state", "stage", "waiting_role", "returns", "first_signer", "second_signer", "answers", "disputed",
    "amount_fen", "fund", "hold_id", "notice_id", "record", "rating", "rating_text", "created_at", "applied_at", "decided_at", "ended_at",
)  # fmt: skip
STEP = (
    "case_id", "seq", "kind", "at", "actor_id", "actor_label", "stage", "union_id", "union_name", "reason", "details",
)  # fmt: skip
PART = ("case_id", "nr", "amount_fen", "hold_id", "state", "paid_at")
SLOT = ("subject_id", "service", "period", "case_id")
PERIODS = ("year", "school_year", "ever")
CAPPED = ("person", "payer", "union")  # whose cap is known by the subject alone


def load_history(*, by: Actor, cases: Iterable[NewCase]) -> int:
    """Enter delivered cases with their steps, parts, the slots and caps they took, and the help they were; verdicts follow.

    The money is the ledger's matter (``ledger.load_paid``). Nothing is judged but by the tables' constraints: a subject
    twice in a period ends the whole load. Returns how many.

    :raises NotAllowed: only the system loads.
    :raises NotFound: there is no such service.
    """
    require_system(by)
    rows = list(cases)
    known = {service: definition_of(service) for service in {case.service for case in rows}}
    with act("casework.load_history", by=by, about=("import", uuid7())) as deed:
        copy_rows("casework_case", CASE, (_case(case, known[case.service]) for case in rows))
        copy_rows("casework_step", STEP, (step for case in rows for step in _steps(case)))
        copy_rows("casework_part", PART, (part for case in rows for part in _parts(case)))
        copy_rows("casework_slot", SLOT, _slots(rows, known))
        _add_caps(rows, known)
        catalogue.record_help(helped=_helped(rows))
        look_over("casework_case", "casework_step")
        unions.recount("case")
        for case in rows:
            deed.touch(known[case.service].subject, case.subject_id)
        deed.note(cases=dict(Counter(case.service for case in rows)))
    return len(rows)


def _case(case: NewCase, definition: Definition) -> Row:
    day = clock.local_date(case.applied_at)
    first, second = case.signers or (None, None)
    return (
        case.id, number_for(case.id, day), case.service, definition.version,
        period_at(definition.once, case.applied_at), definition.subject, case.subject_id, case.person_id, case.who,
        case.union_id, case.path, case.origin, state_of(case.ended_at, rated=bool(case.rating)), len(definition.chain) - 1, "", 0, first, second,
        dict(case.answers), "", case.amount_fen, case.fund, case.hold_id, case.notice_id, dict(case.record),
        case.rating, "",
        case.applied_at, case.applied_at, case.decided_at, case.ended_at,
    )  # fmt: skip


def state_of(ended_at: datetime, *, rated: bool) -> str:
    """Of a delivered case."""
    if ended_at < clock.now() - timedelta(days=ARCHIVE_AFTER_DAYS):
        return ARCHIVED
    return RATED if rated else DELIVERED


def _steps(case: NewCase) -> Iterator[Row]:
    for seq, step in enumerate(case.steps):
        yield (
            case.id, seq, step.kind, step.at, step.actor_id, step.actor_label, step.stage, step.union_id, step.union_name,
            step.reason, dict(step.details),
        )  # fmt: skip


def _parts(case: NewCase) -> Iterator[Row]:
    for nr, part in enumerate(case.parts, 1):
        yield case.id, nr, part.amount_fen, part.hold_id, PAID, part.paid_at


def _slots(cases: Iterable[NewCase], known: Mapping[str, Definition]) -> Iterator[Row]:
    for case in cases:
        once = known[case.service].once
        if once != "live":
            yield case.subject_id, case.service, period_at(once, case.applied_at), case.id


def _add_caps(cases: Iterable[NewCase], known: Mapping[str, Definition]) -> None:
    """Caps a case or a family bears are not reckoned back: those cases are over, and families are those of today."""
    used: dict[tuple[str, str, str], int] = defaultdict(int)
    for case in cases:
        money = known[case.service].money
        if money and money.cap and money.cap.scope in CAPPED and case.amount_fen:
            owner = f"{money.cap.scope}:{case.subject_id}"
            used[owner, case.service, period_at(money.cap.per, case.decided_at)] += case.amount_fen
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into casework_cap as c (owner, service, period, used_fen, cap_fen)"
            " select owner, service, period, fen, fen"
            " from unnest(%s::text[], %s::text[], %s::text[], %s::bigint[]) as n(owner, service, period, fen)"
            " on conflict (owner, service, period) do update set used_fen = c.used_fen + excluded.used_fen,"
            " cap_fen = greatest(c.cap_fen, c.used_fen + excluded.used_fen)",
            [*([key[n] for key in used] for n in range(3)), list(used.values())],
        )


def _helped(cases: Iterable[NewCase]) -> list[tuple[UUID, str, str, int, int]]:
    times: Counter[tuple[UUID, str, str]] = Counter()
    fen: Counter[tuple[UUID, str, str]] = Counter()
    for case in cases:
        for per in PERIODS:
            key = case.subject_id, case.service, period_at(per, case.ended_at)
            times[key] += 1
            fen[key] += case.amount_fen or 0
    return [(*key, count, fen[key]) for key, count in times.items()]


def period_at(per: str, at: datetime) -> str:
    """The name of the period in which a moment lies."""
    day = clock.local_date(at)
    return period_key(per, day.year, day.month)
