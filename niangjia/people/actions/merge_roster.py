"""The set-wise half of the roster import.

Accepted rows go to a temporary table by COPY and meet the database in a few statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.base.bulk import look_over
from niangjia.base.crypto import blind_index_many, seal_many
from niangjia.base.fields import EncryptedTextField
from niangjia.kernel.ids import uuid7
from niangjia.kernel.imports import Remark
from niangjia.kernel.text import mask_id, mask_name, mask_phone
from niangjia.people.models import Person
from niangjia.people.rules.roster import Candidate
from niangjia.unions import api as unions

BATCH = 500
MANY = 10_000  # so many new people change what the planner should expect
COLUMNS: dict[str, str] = {
    "row": "int",
    "new_id": "uuid",
    "membership_id": "uuid",
    "name": "text",
    "name_masked": "text",
    "sex": "text",
    "born": "date",
    "id_kind": "text",
    "id_number": "bytea",
    "id_number_masked": "text",
    "id_key": "bytea",
    "phone": "bytea",
    "phone_masked": "text",
    "phone_key": "bytea",
    "nation": "text",
    "education": "text",
    "employer_name": "text",
    "employer_uscc": "text",
    "at_work": "text",
    "employment": "text",
    "new_form": "text",
    "skill": "text",
    "title": "text",
    "migrant_worker": "boolean",
    "union_id": "uuid",
    "since": "date",
    "status": "text",
}
# Told by the roster and taken over when they differ; an empty cell says nothing.
TOLD = (
    "sex",
    "born",
    "nation",
    "education",
    "employer_name",
    "employer_uscc",
    "at_work",
    "employment",
    "new_form",
    "skill",
    "title",
    "migrant_worker",
)
RETAINED_AT_WORK = frozenset({"retired", "laid_off", "unemployed"})  # 保留会籍: no dues while without wages


@dataclass(frozen=True, slots=True)
class Merged:
    """What the merge did, or would do."""

    created: int
    changed: int
    unchanged: int
    touched: list[UUID]
    unions: list[UUID]
    rejected: list[Remark]
    warned: list[Remark]


class RosterMerge:
    """One import, inside one transaction: ``load`` → ``compare`` → ``write`` (left out in a preview)."""

    def __init__(self) -> None:
        columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
        with connection.cursor() as cursor:
            cursor.execute("set local work_mem = '64MB'")  # hash joins of 100,000 rows stay in memory
            cursor.execute("drop table if exists pg_temp.roster_in, pg_temp.roster_known, pg_temp.roster_state")
            cursor.execute(f"create temp table roster_in ({columns}) on commit drop")

    def load(self, candidates: Iterable[Candidate]) -> None:
        """COPY the rows in while they are being judged, a few hundred at a time, so that no list of them all is kept."""
        waiting = iter(candidates)
        with (
            connection.cursor() as cursor,
            cursor.copy(f"copy roster_in ({', '.join(COLUMNS)}) from stdin") as copy,
        ):
            while some := list(islice(waiting, BATCH)):
                for values in _values(some):
                    copy.write_row(values)

    def compare(self) -> Merged:
        """Find the people the rows mean, take out whom the union must not just enter, and say what differs."""
        with connection.cursor() as cursor:
            for statement in (*_FIND, "analyze roster_in", "analyze roster_known"):
                cursor.execute(statement)
            rejected = [
                *self._take_out(cursor, _ELSEWHERE, "member_elsewhere"),
                *self._take_out(cursor, _DECEASED, "deceased"),
            ]
            for statement in (*_STATE, "analyze roster_state"):
                cursor.execute(statement)
            cursor.execute("select state, count(*) from roster_state group by state")
            counts: dict[str, int] = dict(cursor.fetchall())
            return Merged(
                created=counts.get("new", 0),
                changed=counts.get("changed", 0),
                unchanged=counts.get("same", 0),
                touched=_column(cursor, _TOUCHED),
                unions=_column(cursor, "select distinct union_id from roster_state where state <> 'same'"),
                rejected=rejected,
                warned=[Remark(row, "name_differs") for row in _column(cursor, _KEPT)],
            )

    def write(self, at: datetime) -> None:
        """Enter what is new, change what differs; rows that say what is known are not touched."""
        with connection.cursor() as cursor, unions.counting("member", _column(cursor, _TOUCHED)):
            for statement in _WRITE:
                cursor.execute(statement, {"at": at})
            cursor.execute("select count(*) >= %s from roster_state where state = 'new'", [MANY])
            many = cursor.fetchone()
        # Autovacuum, when it comes by meanwhile, cannot see them and writes down that there is nobody: facts would be joined row by row.
        if many == (True,):
            look_over("people_person", "people_membership")

    @staticmethod
    def _take_out(cursor: Any, condition: str, why: str) -> list[Remark]:
        cursor.execute(f"delete from roster_in r using {condition} returning r.row")
        return [Remark(row[0], why, transfer=why == "member_elsewhere") for row in cursor.fetchall()]


def _column(cursor: Any, query: str) -> list[Any]:
    cursor.execute(query)
    return [row[0] for row in cursor.fetchall()]


def _values(candidates: list[Candidate]) -> Iterator[tuple[Any, ...]]:
    """In the order of COLUMNS. Private numbers leave Python sealed; the blind index finds them again."""
    numbers = [one.id_number for one in candidates]
    phones = [one.phone or None for one in candidates]
    private = zip(
        seal_many(numbers, aad=_aad("id_number")),
        blind_index_many("id_number", numbers),
        seal_many(phones, aad=_aad("phone")),
        blind_index_many("phone", phones),
        strict=True,
    )
    for one, (sealed_number, number_key, sealed_phone, phone_key) in zip(candidates, private, strict=True):
        yield (
            one.row,
            uuid7(),
            uuid7(),
            one.name,
            mask_name(one.name),
            one.sex,
            one.born,
            one.id_kind,
            sealed_number,
            mask_id(one.id_number),
            number_key,
            sealed_phone,
            mask_phone(one.phone) if one.phone else "",
            phone_key,
            one.nation,
            one.education,
            one.employer_name,
            one.employer_uscc,
            one.at_work,
            one.employment,
            one.new_form,
            one.skill,
            one.title,
            one.migrant,
            one.union_id,
            one.joined,
            "retained" if one.at_work in RETAINED_AT_WORK else "active",
        )


def _aad(column: str) -> bytes:
    field = Person._meta.get_field(column)
    assert isinstance(field, EncryptedTextField)
    return field.aad


# Who is meant: by number; else somebody who came by phone alone, has no number yet, and bears the name.
_FIND = (
    """
    create temp table roster_known on commit drop as
    select r.row, i.person_id
    from roster_in r join people_identity i on i.kind = 'id_number' and i.key = r.id_key
    """,
    """
    insert into roster_known (row, person_id)
    select min(r.row), p.id
    from roster_in r
    join people_identity i on i.kind = 'phone' and i.key = r.phone_key
    join people_person p on p.id = i.person_id and p.id_number is null and p.name = r.name
    where not exists (select from roster_known k where k.row = r.row or k.person_id = p.id)
    group by p.id
    """,
)
_ELSEWHERE = """
    roster_known k join people_membership m on m.person_id = k.person_id and m.status in ('active', 'retained')
    where k.row = r.row and m.union_id <> r.union_id
"""
_DECEASED = """
    roster_known k join people_membership m on m.person_id = k.person_id and m.status = 'deceased'
    where k.row = r.row
"""


def _told(column: str) -> str:
    """The roster's value, or the known one where the roster says nothing."""
    said = f"r.{column}" if COLUMNS[column] in ("date", "boolean") else f"nullif(r.{column}, '')"
    return f"coalesce({said}, p.{column})"


_KNOWN = ", ".join(f"p.{column}" for column in TOLD)
_SAID = ", ".join(map(_told, TOLD))
_NAME = "case when p.identified_on is null then r.name else p.name end"

# The first row with a phone claims it, if nobody has it; a phone shared in a family stays with whom it was first.
_STATE = (
    f"""
    create temp table roster_state on commit drop as
    with claim as (
        select min(r.row) as row from roster_in r
        where r.phone_key is not null
          and not exists (select from people_identity i where i.kind = 'phone' and i.key = r.phone_key)
        group by r.phone_key
    )
    select r.row, r.union_id, coalesce(p.id, r.new_id) as person_id, c.row is not null as phone_claim,
           coalesce(p.identified_on is not null and p.name <> r.name, false) as name_kept,
           m.id is null as joins,
           case when p.id is null then 'new'
                when (p.name, p.id_number is null, {_KNOWN}) is distinct from ({_NAME}, false, {_SAID})
                  or (r.phone_key is not null and (c.row is not null or p.phone_masked <> r.phone_masked))
                  or m.id is null or m.status <> r.status or (m.source = 'roster' and m.since <> r.since)
                then 'changed' else 'same' end as state
    from roster_in r
    left join claim c on c.row = r.row
    left join roster_known k on k.row = r.row
    left join people_person p on p.id = k.person_id
    left join people_membership m on m.person_id = p.id and m.status in ('active', 'retained')
    """,
)
_TOUCHED = "select person_id from roster_state where state <> 'same'"
_KEPT = "select row from roster_state where name_kept order by row"

_INSERTED = ", ".join(("name", "name_masked", "id_kind", "id_number", "id_number_masked", *TOLD))
_WRITE = (
    f"""
    insert into people_person (id, created_at, phone, phone_masked, bank_card_masked, {_INSERTED})
    select s.person_id, %(at)s, r.phone, r.phone_masked, '', {_INSERTED}
    from roster_in r join roster_state s using (row) where s.state = 'new'
    """,
    f"""
    update people_person p set
        name = {_NAME},
        name_masked = case when p.identified_on is null then r.name_masked else p.name_masked end,
        id_number = coalesce(p.id_number, r.id_number),
        id_kind = case when p.id_number is null then r.id_kind else p.id_kind end,
        id_number_masked = case when p.id_number is null then r.id_number_masked else p.id_number_masked end,
        phone = case when s.phone_claim or p.phone_masked <> r.phone_masked then coalesce(r.phone, p.phone)
                     else p.phone end,
        phone_masked = coalesce(nullif(r.phone_masked, ''), p.phone_masked),
        {", ".join(f"{column} = {_told(column)}" for column in TOLD)}
    from roster_in r join roster_state s using (row)
    where p.id = s.person_id and s.state = 'changed'
    """,
    """
    insert into people_identity (kind, key, person_id)
    select 'id_number', r.id_key, s.person_id from roster_in r join roster_state s using (row)
    where s.state <> 'same' and not exists (select from roster_known k join people_identity i
        on i.kind = 'id_number' and i.person_id = k.person_id where k.row = r.row and i.key = r.id_key)
    """,
    # A person is found by her present phone only: the old number may belong to a stranger tomorrow.
    """
    delete from people_identity i using roster_in r join roster_state s using (row)
    where i.kind = 'phone' and i.person_id = s.person_id and s.state = 'changed'
      and r.phone_key is not null and i.key <> r.phone_key
    """,
    """
    insert into people_identity (kind, key, person_id)
    select 'phone', r.phone_key, s.person_id from roster_in r join roster_state s using (row)
    where s.phone_claim and s.state <> 'same'
    """,
    """
    update people_membership m
    set status = r.status, since = case when m.source = 'roster' then r.since else m.since end
    from roster_in r join roster_state s using (row)
    where s.state = 'changed' and not s.joins and m.person_id = s.person_id and m.status in ('active', 'retained')
      and (m.status <> r.status or (m.source = 'roster' and m.since <> r.since))
    """,
    """
    insert into people_membership (person_id, id, union_id, status, since, source)
    select s.person_id, r.membership_id, r.union_id, r.status, r.since, 'roster'
    from roster_in r join roster_state s using (row) where s.joins and s.state <> 'same'
    """,
)
