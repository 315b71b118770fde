"""The counts of verdicts up the tree, written anew for everybody: by night, and after a publication."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection, transaction

from niangjia.base.locks import advisory
from niangjia.catalogue.registry.definitions import compiled_services
from niangjia.catalogue.rules.counting import NARROW, WIDE, counted
from niangjia.catalogue.rules.statements import SUBJECTS

ROLLED_UP = "catalogue_rolled_up"
KEEP = f"""
insert into catalogue_verdict_count as kept (subject, path, entitled, unknown)
select %(subject)s, path, entitled, unknown from {ROLLED_UP}
on conflict (subject, path) do update set entitled = excluded.entitled, unknown = excluded.unknown
where row(kept.entitled, kept.unknown) is distinct from row(excluded.entitled, excluded.unknown)
"""
FORGET = f"""
delete from catalogue_verdict_count kept
where kept.subject = %(subject)s and not exists (select from {ROLLED_UP} found where found.path = kept.path)
"""


def count_verdicts() -> None:
    """Count the kept bits of all subjects in every union and above it; until the next time the counts stay as of now."""
    with transaction.atomic(), connection.cursor() as cursor:
        advisory("catalogue.count_verdicts")
        cursor.execute("set local work_mem = '128MB'")  # the verdicts of a city stay in memory beside their unions
        for subject in SUBJECTS:
            roll_up(subject, sorted(compiled_services(subject)), into=ROLLED_UP)
            cursor.execute(KEEP, {"subject": subject})
            cursor.execute(FORGET, {"subject": subject})
            cursor.execute(f"drop table {ROLLED_UP}")


def roll_up(subject: str, bits: Collection[int], *, into: str, table: str = "") -> None:
    """The counts as a temporary table: PostgreSQL shares the work of making a table among processes, that of inserting it does not.

    ``table``: to count instead of the kept verdicts.
    """
    with connection.cursor() as cursor:
        for lane in (NARROW, WIDE):
            cursor.execute(f"drop table if exists pg_temp.{into}")
            cursor.execute(f"create temp table {into} as {counted(subject, bits, table, lane)}")
            cursor.execute(f"select coalesce(max(most), 0) from {into}")
            if cursor.fetchone()[0] < 1 << lane:
                return
