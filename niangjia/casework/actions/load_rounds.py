"""Rounds in which very many got the same: entered set by set, where a case by itself would take the database to no end."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
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

CAME = "create temp table casework_came (id uuid, number text, person_id uuid) on commit drop"
CASES = """
insert into casework_case (
  id, number, service, version, period, subject_kind, subject_id, person_id, who, union_id, path, origin, state, stage,
  waiting_role, returns, first_signer, second_signer, answers, disputed, fund, record, rating_text, created_at, applied_at,
  decided_at, ended_at)
select c.id, c.number, %(service)s, %(version)s, %(period)s, 'person', c.person_id, c.person_id, p.name_masked, m.union_id,
       m.path, 'delivered', %(state)s, %(stage)s, '', 0, %(first)s, %(second)s, %(answers)s::jsonb, '', '',
       %(record)s::jsonb, '', %(applied)s, %(applied)s, %(decided)s, %(ended)s
from casework_came c
join people_v_person p on p.id = c.person_id
join people_v_membership m on m.person_id = c.person_id and m.until is null
order by c.id
"""
STEPS = """
insert into casework_step (case_id, seq, kind, at, actor_id, actor_label, stage, union_id, union_name, reason, details)
select c.id, s.seq, s.kind, s.at, s.actor_id, s.actor_label, s.stage, s.union_id, s.union_name, s.reason, s.details
from casework_came c cross join jsonb_to_recordset(%(steps)s::jsonb) as s(
  seq int, kind text, at timestamptz, actor_id uuid, actor_label text, stage int, union_id uuid, union_name text, reason text,
  details jsonb)
order by c.id, s.seq
"""
SLOTS = """
insert into casework_slot (subject_id, service, period, case_id) select person_id, %(service)s, %(period)s, id from casework_came
"""


def load_rounds(*, by: Actor, rounds: Iterable[NewRound]) -> int:
    """Enter delivered cases without money, the same for all of a round but whose they are. Returns how many.

    Who is named is and stays a member; the case goes to the union of today. Facts do not hang on it, and verdicts are not touched
    here: whoever loads a city's past brings everybody up to today at its end (``catalogue.refresh_everybody``).

    :raises NotAllowed: only the system loads.
    """
    require_system(by)
    done: Counter[str] = Counter()
    with act("casework.load_rounds", by=by, about=("import", uuid7())) as deed:
        with connection.cursor() as cursor:
            cursor.execute(CAME)
        for one in rounds:
            _enter(one)
            done[one.service] += len(one.cases)
        look_over("casework_case", "casework_step", "casework_slot")
        with connection.cursor() as cursor:
            cursor.execute("drop table casework_came")
        unions.recount("case")
        deed.note(cases=dict(done))
    return done.total()


def _enter(one: NewRound) -> None:
    definition, day = definition_of(one.service), clock.local_date(one.applied_at)
    with connection.cursor() as cursor:
        cursor.execute("truncate casework_came")
    copy_rows(
        "casework_came", ("id", "number", "person_id"), ((key, number_for(key, day), who) for key, who in one.cases)
    )
    values: dict[str, Any] = {
        "service": one.service, "version": definition.version, "period": period_at(definition.once, one.applied_at),
        "state": state_of(one.ended_at, rated=False), "stage": len(definition.chain) - 1, "first": one.signers[0],
        "second": one.signers[1], "answers": _json(one.answers), "record": _json(one.record), "applied": one.applied_at,
        "decided": one.decided_at, "ended": one.ended_at, "steps": _json([_step(n, each) for n, each in enumerate(one.steps)]),
    }  # fmt: skip
    with connection.cursor() as cursor:
        for statement in (CASES, STEPS, *([SLOTS] if definition.once != "live" else [])):
            cursor.execute(statement, values)
    catalogue.record_help_alike(
        subject_ids=[who for _, who in one.cases], service=one.service,
        periods=[period_at(per, one.ended_at) for per in PERIODS],
    )  # fmt: skip


def _step(seq: int, step: NewStep) -> dict[str, object]:
    return {
        "seq": seq, "kind": step.kind, "at": step.at, "actor_id": step.actor_id, "actor_label": step.actor_label,
        "stage": step.stage, "union_id": step.union_id, "union_name": step.union_name, "reason": step.reason,
        "details": dict(step.details),
    }  # fmt: skip


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
