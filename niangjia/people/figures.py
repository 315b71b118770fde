"""Figures that the register of members answers."""

from __future__ import annotations

from niangjia.base.declare import Figure, Tally

_BEGUN = """
    from people_v_membership m
    where m.since >= date '2015-11-23' and m.since <= %(today)s and m.source in ('join', 'roster')
      and starts_with(m.path, %(path)s)
"""

FIGURES = (
    Figure(
        key="new_members",
        zh="新发展会员",
        en="new members",
        unit="people",
        period="six_years",
        kept="whole",
        # Whoever came in counts, also if she has left since; a transfer brings nobody new.
        sql=f"select count(*) {_BEGUN}",
        drill=f"""
            select b.since as day, b.union_name as title, p.name_masked as who, b.union_name as where_, null::bigint as amount,
                   'person' as link_kind, b.person_id as link_id
            from (select m.person_id, m.since, m.union_name {_BEGUN}) b join people_v_person p on p.id = b.person_id
            order by b.since desc, b.person_id
        """,
    ),
)
TALLIES = (
    Tally(
        kind="member",
        keys=("members", "new_members"),
        id="m.person_id",
        union="m.union_id",
        sql="""
            select m.person_id as id, null::uuid as who, m.union_id, n.key, n.day, 0 as bucket, 1 as amount
            from people_membership m cross join lateral (
                values ('members', null::date, m.status = 'active'),
                       ('new_members', m.since, m.source in ('join', 'roster') and m.since >= date '2015-11-23')
                ) n(key, day, counts)
            where {these} and n.counts
        """,
    ),
)
