"""What is known of people's honours, for criteria."""

from __future__ import annotations

from niangjia.base.declare import Fact, FactSource

SOURCES = (
    FactSource(
        key="honours",
        subject="person",
        source="honours",
        zh="荣誉名册",
        en="roll of honours",
        facts=(
            Fact("honour.titles", "texts", "荣誉称号", "titles"),
            Fact("honour.last_year", "int", "最近一次获得荣誉的年份", "year of the latest title"),
        ),
        # Whoever has no title is known to have none: the list is empty, not unknown. The latest year is unknown then.
        sql="""
            select p.id, coalesce(h.titles, '{}'::text[]) as honour__titles, h.last_year as honour__last_year
            from unnest(p_ids) as p(id)
            left join (
                select person_id, array_agg(distinct title::text order by title::text) as titles,
                       max(year)::int as last_year
                from honours_honour
                where person_id = any(p_ids) and revoked_on is null
                group by person_id) h on h.person_id = p.id
        """,
    ),
)
