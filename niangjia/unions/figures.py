"""What the tree itself adds to its numbers."""

from __future__ import annotations

from niangjia.base.declare import Tally

TALLIES = (
    # Unions in being; one to be dissolved later counts until that day.
    Tally(
        kind="union",
        keys=("unions", "grassroots"),
        id="u.id",
        union="u.id",
        sql="""
            select u.id, null::uuid as who, u.id as union_id, n.key, n.day, 0 as bucket, n.amount
            from unions_union u cross join lateral (
                values ('unions', null::date, 1), ('unions', u.dissolved_on, -1),
                       ('grassroots', null::date, 1), ('grassroots', u.dissolved_on, -1)) n(key, day, amount)
            where {these} and (n.amount > 0 or u.dissolved_on is not null) and (n.key = 'unions' or u.level = 'grassroots')
        """,
    ),
    # An employer with several unions is one.
    Tally(
        kind="union",
        keys=("enterprises",),
        id="u.id",
        union="u.id",
        who="u.employer_id",
        sql="""
            select u.id, u.employer_id as who, u.id as union_id, 'enterprises' as key, null::date as day, 0 as bucket, 1 as amount
            from unions_union u where {these} and u.employer_id is not null and u.dissolved_on is null
        """,
    ),
)
