"""Figures that the tree of unions answers."""

from __future__ import annotations

from niangjia.base.declare import Figure, Tally

_FOUNDED = """
    from unions_v_union u
    where u.founded_on >= date '2015-11-23' and u.founded_on <= %(today)s and starts_with(u.path, %(path)s)
"""
_NEW = f"{_FOUNDED} and u.level = 'grassroots'"
_FEDERATIONS = f"{_FOUNDED} and u.kind = 'industry'"
_RECORDS = """
    select u.founded_on as day, u.name as title, '' as who, u.name as where_, null::bigint as amount,
           'union' as link_kind, u.id as link_id
"""

FIGURES = (
    Figure(
        key="new_unions",
        zh="新增建会单位",
        en="newly organised units",
        unit="unions",
        period="six_years",
        kept="whole",
        # What was founded counts, also if it has been dissolved since.
        sql=f"select count(*) {_NEW}",
        drill=f"{_RECORDS} {_NEW}",
    ),
    Figure(
        key="industry_federations",
        zh="行业性工会联合会",
        en="industry federations founded",
        unit="unions",
        period="six_years",
        kept="whole",
        sql=f"select count(*) {_FEDERATIONS}",
        drill=f"{_RECORDS} {_FEDERATIONS}",
    ),
)
TALLIES = (
    Tally(
        kind="union",
        keys=("new_unions", "industry_federations"),
        id="u.id",
        union="u.id",
        sql="""
            select u.id, null::uuid as who, u.id as union_id, n.key, u.founded_on as day, 0 as bucket, 1 as amount
            from unions_v_union u cross join lateral (
                values ('new_unions', u.level = 'grassroots'), ('industry_federations', u.kind = 'industry')) n(key, counts)
            where {these} and n.counts and u.founded_on >= date '2015-11-23'
        """,
    ),
)
