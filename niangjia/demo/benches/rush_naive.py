"""What everybody else does: one claim, one transaction; run by pgbench on tables of the same shape, the pool's row last."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from niangjia.demo.benches.measuring import run

ACCOUNTS, ROWS = 484_200, 100
MANY, FEW = 64, (2, 4, 8)


@dataclass(frozen=True, slots=True)
class Naive:
    """Claims a second: with 64 clients, with the number of clients at which it is best, and on 100 rows at once with 64."""

    many_clients: float
    best: float
    many_rows: float


def make_tables() -> None:
    """The owner's; ``drop_tables`` takes them away."""
    drop_tables()
    run(_TABLES, {"accounts": ACCOUNTS, "rows": ROWS})
    run("analyze bench_account")


def drop_tables() -> None:
    run("drop schema if exists bench cascade; drop function if exists bench_claim(int, int)")
    run("drop table if exists bench_pool, bench_claim, bench_account, bench_transfer, bench_journal")


def naive(pgbench: str, env: Mapping[str, str], *, seconds: int) -> Naive:
    """One round of all three."""
    one = f"\\set a random(1, {ACCOUNTS})\nselect bench_claim(:a, 1);\n"
    many = f"\\set a random(1, {ACCOUNTS})\n\\set p random(1, {ROWS})\nselect bench_claim(:a, :p);\n"
    asked = [(one, MANY), *((one, few) for few in FEW), (many, MANY)]
    told = [pgbench_of(pgbench, env, script, clients, seconds) for script, clients in asked]
    return Naive(told[0], max(told[:-1]), told[-1])


def pgbench_of(pgbench: str, env: Mapping[str, str], script: str, clients: int, seconds: int) -> float:
    """Transactions a second of this script."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "claim.sql"
        file.write_text(script)
        told = subprocess.run(
            [pgbench, "-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(seconds), "-f", str(file)],
            env={**os.environ, **env}, capture_output=True, text=True, check=True,
        )  # fmt: skip
    found = re.search(r"tps = ([\d.]+)", told.stdout)
    assert found, told.stdout
    return float(found[1])


_TABLES = """
create table bench_pool (id int primary key, remaining int not null check (remaining >= 0));
create table bench_account (id int primary key, balance bigint not null check (balance >= 0), entitled bit(64) not null);
create table bench_claim (pool int, person int, id uuid not null default gen_random_uuid(), at timestamptz default transaction_timestamp());
create index on bench_claim (pool, person);
create table bench_transfer (person int, id uuid primary key default gen_random_uuid(), amount bigint, at timestamptz default transaction_timestamp());
create table bench_journal (
  person int, id uuid primary key default gen_random_uuid(), verb text, details jsonb, at timestamptz default transaction_timestamp());
insert into bench_pool select n, 2000000000 from generate_series(1, %(rows)s) n;
insert into bench_account select n, 1000000000, (1::bigint << 63)::bit(64) from generate_series(1, %(accounts)s) n;
create function bench_claim(a int, p int) returns text language plpgsql as $$
begin
  if not exists (select from bench_account where id = a and get_bit(entitled, 0) = 1) then return 'not_entitled'; end if;
  insert into bench_claim (pool, person) values (p, a);
  update bench_account set balance = balance - 1 where id = a and balance >= 1;
  insert into bench_transfer (person, amount) values (a, 1);
  insert into bench_journal (person, verb, details) values (a, 'claim', jsonb_build_object('pool', p));
  update bench_pool set remaining = remaining - 1 where id = p and remaining > 0;
  if not found then raise exception 'gone'; end if;
  return 'ok';
end $$
"""
