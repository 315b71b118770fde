"""What is known of employers' dues, for criteria."""

from __future__ import annotations

from niangjia.base.declare import Fact, FactSource

SOURCES = (
    FactSource(
        key="dues",
        subject="enterprise",
        source="tax",
        zh="工会经费缴纳",
        en="union dues paid",
        facts=(
            Fact("dues.two_year_sum_fen", "fen", "前两年实缴合计", "dues paid in the two years before"),
            Fact("dues.years_known", "int", "前两年中有数据的年数", "years known of the two before", unit="years"),
            Fact("dues.paid_this_year_fen", "fen", "本年度上缴部分", "part handed up this year"),
            Fact("dues.union", "text", "收缴工会", "union that received the dues"),
            Fact("payer.state_controlled", "bool", "缴费单位为国有或国有控股", "the payer is state-controlled"),
            Fact(
                "payer.public_body",
                "bool",
                "缴费单位为机关或财政保障的事业单位",
                "the payer is a state-funded public body",
            ),
        ),
        # A year is known by one row for the whole of it or by all four quarters: half a year would make a large payer small.
        # Without both years the sum is unknown, so that a new payer goes to a person instead of being judged.
        sql="""
            with years as (
                     select d.payer_id, d.year, sum(d.paid_fen)::bigint as paid_fen,
                            bool_or(d.quarter is null) or count(*) = 4 as whole
                     from organising_dues d
                     where d.payer_id = any(p_ids)
                       and d.year between extract(year from p_today)::int - 2 and extract(year from p_today)::int - 1
                     group by d.payer_id, d.year),
                 before as (
                     select payer_id, sum(paid_fen)::bigint as paid_fen, count(*)::int as known
                     from years where whole group by payer_id),
                 this_year as (
                     select d.payer_id, sum(d.handed_up_fen)::bigint as handed_up_fen
                     from organising_dues d
                     where d.payer_id = any(p_ids) and d.year = extract(year from p_today)::int
                     group by d.payer_id),
                 latest as (
                     select distinct on (d.payer_id) d.payer_id, d.union_id,
                            max(d.reported_on) over (partition by d.payer_id) as reported_on
                     from organising_dues d
                     where d.payer_id = any(p_ids)
                     order by d.payer_id, d.year desc, d.quarter desc nulls last)
            select e.id,
                   case when before.known = 2 then before.paid_fen end as dues__two_year_sum_fen,
                   coalesce(before.known, 0) as dues__years_known, this_year.handed_up_fen as dues__paid_this_year_fen,
                   latest.union_id::text as dues__union, e.state_controlled as payer__state_controlled,
                   e.public_body as payer__public_body, latest.reported_on
            from unions_v_enterprise e
            left join before on before.payer_id = e.id
            left join this_year on this_year.payer_id = e.id
            left join latest on latest.payer_id = e.id
            where e.id = any(p_ids)
        """,
        as_of="reported_on",
        silent_after=400,  # paid and reported by the quarter, refunded by the year
    ),
)
