"""The plans as `niangjia bench export` writes them, and the little that both engines need of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Node = dict[str, Any]
WORD = 62  # services in one number, as niangjia keeps them


@dataclass(frozen=True)
class Asked:
    """``services``: (bit, places of its criteria in ``criteria``). ``columns``: name → type of what the query ``facts`` gives beside ``id``."""

    day: date
    criteria: list[Node]
    services: list[tuple[int, list[int]]]
    facts: str
    columns: dict[str, str]
    generated: str
    one: str
    settings: list[str]

    @property
    def words(self) -> int:
        return max((bit for bit, _ in self.services), default=0) // WORD + 1


class NotCarriedOver(Exception):
    """A plan uses something that this comparison cannot say in the other engine."""


def read(path: Path) -> Asked:
    told = json.loads(path.read_text(encoding="utf-8"))
    return Asked(
        date.fromisoformat(told["day"]), told["criteria"], [(s["bit"], s["criteria"]) for s in told["services"]],
        told["facts"], told["columns"], told["generated"], told["one"], told["settings"],
    )  # fmt: skip


def walk(node: Node) -> Iterator[Node]:
    yield node
    for value in node.values():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                yield from walk(part)


def weight(bit: int) -> int:
    """What a service adds to its word: bit 0 stands leftmost."""
    return 1 << (WORD - 1 - bit % WORD)


def value_on(node: Node, day: date) -> Any:
    """Of a parameter: the newest value not later than the day, None before the first."""
    held = [value for since, value in node["schedule"] if date.fromisoformat(since) <= day]
    return held[-1] if held else None


def within(node: Node, day: date) -> bool:
    """Of a window: whether the day lies in it."""
    today, opens, closes = f"{day:%m%d}", node["opens"], node["closes"]
    return opens <= today <= closes if opens <= closes else today >= opens or today <= closes


def help_column(node: Node) -> str:
    return f"h_{node['service'].replace('-', '_')}__{node['period']}__{node['column']}"


def days_before(day: date, days: int) -> date:
    return day - timedelta(days)
