"""Figures that the roll of honours answers."""

from __future__ import annotations

from niangjia.base.declare import Figure, Tally

_GIVEN = """
    from honours_honour h join unions_v_union u on u.id = h.union_id
    where h.service = 'model-worker' and h.revoked_on is null
      and h.given_on >= date '2015-11-23' and h.given_on <= %(today)s and starts_with(u.path, %(path)s)
"""

FIGURES = (
    Figure(
        key="model_workers",
        zh="推荐评选劳动模范",
        en="model workers selected",
        unit="people",
        period="six_years",
        kept="whole",
        sql=f"select count(distinct h.person_id) {_GIVEN}",
        # Who bears two is one person: her latest title stands for her.
        drill=f"""
            select b.given_on as day, b.title_zh as title, p.name as who, b.union_name as where_, null::bigint as amount,
                   'case' as link_kind, b.case_id as link_id
            from (
                select distinct on (h.person_id) h.person_id, h.given_on, h.title_zh, h.case_id, u.name as union_name {_GIVEN}
                order by h.person_id, h.given_on desc, h.id
            ) b
            join people_v_person p on p.id = b.person_id
        """,
    ),
)
TALLIES = (
    Tally(
        kind="honour",
        keys=("model_workers",),
        id="h.id",
        union="h.union_id",
        who="h.person_id",
        sql="""
            select h.id, h.person_id as who, h.union_id, 'model_workers' as key, h.given_on as day, 0 as bucket, 1 as amount
            from honours_honour h
            where {these} and h.service = 'model-worker' and h.revoked_on is null and h.given_on >= date '2015-11-23'
        """,
    ),
)
