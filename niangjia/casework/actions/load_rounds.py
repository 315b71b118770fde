"""Rounds in which very many got the same: entered set by set, where a case by itself would take the database to no end."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any

from django.db import connection

from niangjia.base import clock
from niangjia.base.actor import Actor, require_system
from niangjia.base.acts import act
from niangjia.base.bulk import copy_rows, look_over
from niangjia.casework.access import definition_of
from niangjia.casework.actions.load_history import PERIODS, period_at, state_of
from niangjia.casework.rules.case_number import number_for
from niangjia.casework.rules.loading import NewRound, NewStep
from niangjia.catalogue import api as catalogue
from niangjia.kernel.ids import uuid7
from niangjia.unions import api as unions

AT_ONCE = 50_000  # cases: rounds are entered together until they are about so many
CAME = "create temp table casework_came (round int, id uuid, number text, person_id uuid, hold_id uuid) on commit drop"
ROUNDS = """
with r as (select * from jsonb_to_recordset(%(rounds)s::jsonb) as r(
  round int, service text, version int, period text, slots boolean, state text, stage int, first uuid, second uuid,
  answers jsonb, fen bigint, fund text, capped text, record jsonb, applied timestamptz, decided timestamptz, ended timestamptz, steps jsonb))
"""
CASES = f"""{ROUNDS}
insert into casework_case (
  id, number, service, version, period, subject_kind, subject_id, person_id, who, union_id, path, origin, state, stage,
  waiting_role, returns, first_signer, second_signer, answers, disputed, amount_fen, fund, hold_id, record, rating_text, created_at, applied_at,
  decided_at, ended_at)
select c.id, c.number, r.service, r.version, r.period, 'person', c.person_id, c.person_id, p.name_masked, m.union_id,
       m.path, 'delivered', r.state, r.stage, '', 0, r.first, r.second, r.answers, '', r.fen,
       r.fund, c.hold_id, r.record, '', r.applied, r.applied, r.decided, r.ended
from casework_came c join r on r.round = c.round
join people_v_person p on p.id = c.person_id
join people_v_membership m on m.person_id = c.person_id and m.until is null
order by c.id
"""
STEPS = f"""{ROUNDS}
insert into casework_step (case_id, seq, kind, at, actor_id, actor_label, stage, union_id, union_name, reason, details)
select c.id, s.seq, s.kind, s.at, s.actor_id, s.actor_label, s.stage, s.union_id, s.union_name, s.reason, s.details
from casework_came c join r on r.round = c.round cross join jsonb_to_recordset(r.steps) as s(
  seq int, kind text, at timestamptz, actor_id uuid, actor_label text, stage int, union_id uuid, union_name text, reason text,
  details jsonb)
order by c.id, s.seq
"""
SLOTS = f"""{ROUNDS}
insert into casework_slot (subject_id, service, period, case_id)
select c.person_id, r.service, r.period, c.id from casework_came c join r on r.round = c.round where r.slots
"""
CAPS = f"""{ROUNDS}
insert into casework_cap as c (owner, service, period, used_fen, cap_fen)
select 'person:' || c.person_id, r.service, r.capped, sum(r.fen), sum(r.fen)
from casework_came c join r on r.round = c.round where r.capped <> '' group by 1, 2, 3
on conflict (owner, service, period) do update set used_fen = c.used_fen + excluded.used_fen,
  cap_fen = greatest(c.cap_fen, c.used_fen + excluded.used_fen)
"""


def load_rounds(*, by: Actor, rounds: Iterable[NewRound]) -> int:
    """Enter delivered cases, the same for all of a round but whose they are; their payments are the ledger's matter (``ledger.load_paid``). Returns how many.

    Who is named is and stays a member; the case goes to the union of today. Facts do not hang on it, and verdicts are not touched
    here: whoever loads a city's past brings everybody up to today at its end (``catalogue.refresh_everybody``).

    :raises NotAllowed: only the system loads.
    """
    require_system(by)
    done: Counter[str] = Counter()
    with act("casework.load_rounds", by=by, about=("import", uuid7())) as deed:
        with connection.cursor() as cursor:
            cursor.execute(CAME)
        for some in _together(rounds):
            _enter(some)
            for one in some:
                done[one.service] += len(one.cases)
        look_over("casework_case", "casework_step", "casework_slot")
        with connection.cursor() as cursor:
            cursor.execute("drop table casework_came")
        unions.recount("case")
        deed.note(cases=dict(done))
    return done.total()


def _together(rounds: Iterable[NewRound]) -> Iterator[list[NewRound]]:
    """A tiny city's are entered by one statement each kind, a large one's few by few."""
    some: list[NewRound] = []
    for one in rounds:
        some.append(one)
        if sum(len(each.cases) for each in some) >= AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def _enter(rounds: Sequence[NewRound]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("truncate casework_came")
    rows = (
        (nr, key, number_for(key, clock.local_date(one.applied_at)), who, hold)
        for nr, one in enumerate(rounds)
        for (key, who), hold in zip_longest(one.cases, one.holds)
    )
    copy_rows("casework_came", ("round", "id", "number", "person_id", "hold_id"), rows)
    values = {"rounds": _json([{"round": nr, **_described(one)} for nr, one in enumerate(rounds)])}
    with connection.cursor() as cursor:
        for statement in (CASES, STEPS, SLOTS, CAPS):
            cursor.execute(statement, values)
    catalogue.record_help_alike(
        helped=[
            catalogue.HelpedAlike(
                one.service,
                [period_at(per, one.ended_at) for per in PERIODS],
                [who for _, who in one.cases],
                one.amount_fen or 0,
            )
            for one in rounds
        ]
    )


def _described(one: NewRound) -> dict[str, Any]:
    """All that its cases have in common."""
    definition = definition_of(one.service)
    cap = definition.money.cap if definition.money and one.amount_fen else None
    return {
        "service": one.service, "version": definition.version, "period": period_at(definition.once, one.applied_at),
        "slots": definition.once != "live", "state": state_of(one.ended_at, rated=False), "stage": len(definition.chain) - 1,
        "first": one.signers[0], "second": one.signers[1], "answers": one.answers, "record": one.record,
        "applied": one.applied_at, "decided": one.decided_at, "ended": one.ended_at,
        "steps": [_step(n, each) for n, each in enumerate(one.steps)], "fen": one.amount_fen, "fund": one.fund,
        "capped": period_at(cap.per, one.decided_at) if cap and cap.scope == "person" else "",
    }  # fmt: skip


def _step(seq: int, step: NewStep) -> dict[str, object]:
    return {
        "seq": seq, "kind": step.kind, "at": step.at, "actor_id": step.actor_id, "actor_label": step.actor_label,
        "stage": step.stage, "union_id": step.union_id, "union_name": step.union_name, "reason": step.reason,
        "details": dict(step.details),
    }  # fmt: skip


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
