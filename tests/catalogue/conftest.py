"""Services and facts of these tests: a table of workers that a test may change as it likes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from niangjia.base import clock, declare
from niangjia.base.actor import SYSTEM
from niangjia.base.acts import act
from niangjia.base.declare import Fact, FactSource
from niangjia.catalogue import api
from niangjia.catalogue.actions.refresh import EVERYBODY
from niangjia.kernel.ids import uuid7

DAY = date(2026, 10, 10)
COLUMNS = {
    "status": "text", "born": "date", "paid": "bigint", "words": "text[]", "local": "boolean", "share": "numeric", "told_on": "date",
}  # fmt: skip
SOURCE = FactSource(
    key="trial",
    subject="person",
    source="trial",
    zh="试验库",
    en="trial register",
    facts=(
        Fact("trial.status", "text", "状态", "status"),
        Fact("trial.born", "date", "出生", "born"),
        Fact("trial.paid", "fen", "缴费", "paid", unit="fen"),
        Fact("trial.words", "texts", "词", "words"),
        Fact("trial.local", "bool", "本地", "local"),
        Fact("trial.share", "decimal", "份额", "share"),
    ),
    sql="""
        select w.id, w.status as trial__status, w.born as trial__born, w.paid as trial__paid, w.words as trial__words,
               w.local as trial__local, w.share as trial__share, w.told_on
        from trial_worker w where w.id = any(p_ids)
    """,
    as_of="told_on",
)
FILE = """
key: {key}
version: {version}
title: {{zh: 试验, en: Trial}}
summary: {{zh: 一句话, en: One sentence}}
group: warm
subject: person
basis: 试验
criteria:
{criteria}
chain:
  - {{review: grassroots, days: 3}}
{rest}
examples:
  - {{name: 甲, today: 2026-10-10, verdict: {verdicts[0]}, {yes}}}
  - {{name: 乙, today: 2026-10-10, verdict: {verdicts[1]}, {no}}}
"""
OUTCOME = "outcome:\n  money: {amount: '100', fund: warmth}"


@dataclass
class Trial:
    """The table, and the folder of definition files."""

    folder: Path

    def worker(self, **values: Any) -> UUID:
        worker_id = uuid7()
        with connection.cursor() as cursor:
            cursor.execute("insert into trial_worker (id) values (%s)", [worker_id])
        self.change(worker_id, **values)
        return worker_id

    def change(self, worker_id: UUID, **values: Any) -> None:
        """As a verb does: change, touch, and the verdicts follow before the commit."""
        with act("trial.change", by=SYSTEM, about=("person", worker_id)) as deed:
            self.meddle(worker_id, **values)
            deed.touch("person", worker_id)

    def meddle(self, worker_id: UUID, **values: Any) -> None:
        """Change without telling anybody."""
        with connection.cursor() as cursor:
            for column, value in values.items():
                cursor.execute(f"update trial_worker set {column} = %s where id = %s", [value, worker_id])

    def service(
        self,
        key: str,
        criteria: dict[str, str],
        *,
        yes: str,
        no: str,
        version: int = 1,
        rest: str = OUTCOME,
        fresh: str = "",
    ) -> None:
        """Write and install a definition; ``yes`` and ``no``: facts of its two examples."""
        listed = "".join(
            f"  - name: {name}\n    when: {when!r}\n    because: {{zh: {name}, en: {name}}}\n{fresh}"
            for name, when in criteria.items()
        )
        path = self.folder / f"{key}.yaml"
        path.write_text(
            FILE.format(key=key, version=version, criteria=listed, rest=rest, yes=yes, no=no, verdicts=("yes", "no")),
            encoding="utf-8",
        )
        done = api.install(files=[path])
        assert not done.problems, str(done)

    def verdict(self, worker_id: UUID, key: str) -> str:
        return next(v.verdict for v in api.entitlements_of(worker_id) if v.key == key)


@pytest.fixture
def trial(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    known = (*declare.fact_sources(), SOURCE)
    monkeypatch.setattr(declare, "fact_sources", lambda: known)
    monkeypatch.setitem(EVERYBODY, "person", "select id from trial_worker")
    with connection.cursor() as cursor:
        columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
        cursor.execute(f"create table trial_worker (id uuid primary key, {columns})")
    with clock.frozen(DAY):
        yield Trial(tmp_path)


@pytest.fixture
def active(trial: Trial) -> Callable[[], None]:
    """A service for the active."""
    return lambda: trial.service(
        "for-active",
        {"is_active": 'trial.status == "active"', "is_local": "trial.local"},
        yes="facts: {trial.status: active, trial.local: true}",
        no="facts: {trial.status: gone}",
    )
