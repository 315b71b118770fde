"""How many pairs the meetings made. The records behind the figure name nobody: who paired with whom is the two's alone."""

from __future__ import annotations

from niangjia.base.declare import Figure

_MADE = """
    from pairs_pair p join unions_v_union u on u.id = p.union_id
    where p.made_on >= date '2015-11-23' and p.made_on <= %(today)s and starts_with(u.path, %(path)s)
"""

FIGURES = (
    Figure(
        key="matchmaking_pairs",
        zh="交友联谊互相选中",
        en="pairs who chose each other at matchmaking events",
        unit="pairs",
        period="six_years",
        sql=f"select count(*) {_MADE}",
        drill=f"""
            select p.made_on as day, p.title, '' as who, u.name as where_, null::bigint as amount, 'pair' as link_kind, p.id as link_id {_MADE}
        """,
    ),
)
