"""The roster import at size: 2,000 rows always, 100,000 in ``make prove`` (≤ 30 s of work, ≤ 500 MB).

Work is processor time, of this process and of its one in the database, which wait for each other: on a machine that has nothing
else to do it is the time that passes, and on one that has it is the same.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from django.db import connection

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.spreadsheets import write_list
from niangjia.kernel.resident_id import check_digit
from niangjia.people.actions.import_roster import import_roster
from niangjia.people.models import Membership, Person
from niangjia.people.rules.roster import COLUMNS
from niangjia.unions.actions.found_union import found_union

pytestmark = pytest.mark.django_db
FULL = os.environ.get("SIZE") == "full"
ROWS = 100_000 if FULL else 2_000
UNIONS = 200
MOST_SECONDS = 30.0
MOST_BYTES = 500_000_000


def invented(number: int, random: Random) -> list[str]:
    born = date(1965, 1, 1) + timedelta(random.randrange(13_000))
    sequence = random.randrange(1000)
    body = f"{350100 + number % 99:06d}{born:%Y%m%d}{sequence:03d}"
    union = f"第{number % UNIONS:03d}号工会委员会"
    return [
        f"林{chr(0x4E00 + number % 20_000)}",
        "居民身份证",
        body + check_digit(body),
        "男" if sequence % 2 else "女",
        born.isoformat(),
        "汉族",
        "大专",
        f"1{3_000_000_000 + number:010d}",
        "福州某某有限公司",
        "91350100M000100Y43",
        union,
        (date(2019, 1, 1) + timedelta(number % 2000)).isoformat(),
        "在职",
        "合同制",
        "否",
        "",
        "中级工",
        "",
    ]


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    random, seen = Random(7), set()
    rows = (
        row
        for row in (invented(number, random) for number in range(ROWS * 2))
        if not (row[2] in seen or seen.add(row[2]))
    )
    file = tmp_path / "roster.xlsx"
    write_list(
        file, [titles[0] for titles in COLUMNS.values()], (row for _, row in zip(range(ROWS), rows, strict=False))
    )
    return file


@pytest.fixture
def tree() -> None:
    city = found_union(by=SYSTEM, name="福州市总工会", level="municipal", kind="federation", region_code="350100")
    for number in range(UNIONS):
        found_union(by=SYSTEM, name=f"第{number:03d}号工会委员会", level="grassroots", kind="joint", parent_id=city.id)


def test_a_large_roster_is_read_in_time_and_in_bounds(roster: Path, tree: None) -> None:
    reports: list[tuple[int, int]] = []
    with clock.frozen("2026-11-23"):
        began = worked()
        first = import_roster(by=SYSTEM, source=roster, progress=lambda done, total: reports.append((done, total)))
        connection.check_constraints()  # what a commit would do
        took = worked() - began
        second = import_roster(by=SYSTEM, source=roster)
    assert (first.created, first.rejected) == (ROWS, [])
    assert (second.created, second.changed, second.unchanged) == (0, 0, ROWS)
    assert Person.objects.count() == Membership.objects.count() == ROWS
    assert reports[-1] == (ROWS, ROWS)
    assert took < MOST_SECONDS, f"{ROWS} rows took {took:.1f} s of work"
    sys.stderr.write(f"{ROWS} rows: {took:.1f} s of work, {peak_bytes() / 1e6:.0f} MB at most\n")
    assert peak_bytes() < MOST_BYTES or not FULL


def worked() -> float:
    """Seconds of processor time so far, here and in the connection's process of the database."""
    assert connection.connection
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + sum(map(int, stat[11:13])) / os.sysconf("SC_CLK_TCK")


def peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
