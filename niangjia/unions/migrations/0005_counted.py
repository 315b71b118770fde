"""Reading some numbers of many unions looks up the unions above the deltas alone, not the whole tree."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

COUNTED = """
create or replace function unions_counted(p_ids uuid[], p_keys text[], p_today date)
returns table (id uuid, key text, amount bigint)
language sql stable as $$
    select n.id, n.key::text, sum(n.amount)::bigint
    from (
        select c.union_id as id, c.key, c.amount from unions_count c
        where c.key = any(p_keys) and c.bucket = 0 and c.union_id = any(p_ids)
        union all
        select a.id, p.key, p.amount
        from (
            select left(u.path, step) as path, d.key, sum(d.amount)::bigint as amount
            from unions_delta d
            join unions_union u on u.id = d.union_id
            cross join lateral generate_series(7, length(u.path), 7) as step
            where d.key = any(p_keys) and d.bucket = 0 and (d.day is null or d.day <= p_today)
            group by left(u.path, step), d.key) p
        cross join lateral (select u.id from unions_union u where u.path = p.path offset 0) a
        join unnest(p_ids) asked(id) on asked.id = a.id) n
    group by n.id, n.key
$$
"""
BEFORE = import_module("niangjia.unions.migrations.0003_counts").COUNTED.replace(
    "create function", "create or replace function"
)


class Migration(migrations.Migration):
    dependencies = [("unions", "0004_move_beside_writers")]

    operations = [migrations.RunSQL(COUNTED, BEFORE)]
