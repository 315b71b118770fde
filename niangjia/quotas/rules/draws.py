"""A draw as anybody can draw it again: a list, a seed, places kept for groups; nothing else decides.

Each number's lot is SM3(seed ‖ "|" ‖ number), in hex; the smallest is first. In that order everybody gets what she asks for while there is:
who is in a group for which places are kept takes those first, and nobody else may have them. Who gets none waits, in the same order.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any
from uuid import UUID

from niangjia.quotas.rules.allotting import Stock, Wish, allot
from niangjia.quotas.rules.names import GONE, OK
from niangjia.quotas.rules.pools import lot_of

ENTRY, RESULT = ("number", "name", "seats", "groups"), ("number", "lot", "place", "outcome")
GIVEN, WAITS = "given", "waiting"
KIND = "niangjia-draw/1"


@dataclass(frozen=True, slots=True)
class Entry:
    """One on the frozen list: her number there, her masked name, how many places she asks for, the groups she is in."""

    number: int
    name: str
    seats: int = 1
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """``outcome``: "given", "given:<group>" out of the places kept for it, "waiting", or why not ("not_entitled", "limit" …)."""

    number: int
    lot: str
    place: int
    outcome: str


def draw(
    entries: Sequence[Entry],
    seed: str,
    *,
    left: int,
    most_seats: int,
    reserved: Mapping[str, int],
    out: Mapping[int, str] | None = None,
) -> list[Drawn]:
    """The result, in the order of the lots. ``out``: who had lost what it needs when her turn came, and by what; published with the result."""
    ordered = sorted(entries, key=lambda entry: (lot_of(seed, entry.number), entry.number))
    wishes = [_wish(entry, entry.number in (out or {})) for entry in ordered]
    answers = allot(wishes, Stock(left, most_seats=most_seats, reserved=dict(reserved)))
    found = []
    for place, (entry, answer) in enumerate(zip(ordered, answers, strict=True), 1):
        outcome = (out or {}).get(entry.number) or {OK: GIVEN, GONE: WAITS}.get(answer.code, answer.code)
        if outcome == GIVEN and answer.share:
            outcome = f"{GIVEN}:{answer.share}"
        found.append(Drawn(entry.number, lot_of(seed, entry.number), place, outcome))
    return found


def _wish(entry: Entry, is_out: bool) -> Wish:
    return Wish(
        UUID(int=entry.number),
        UUID(int=entry.number),
        entry.seats,
        entitled=not is_out,
        unknown=False,
        groups=frozenset(entry.groups),
    )


def written(rows: Collection[Entry] | Collection[Drawn]) -> str:
    """The rows as the published CSV text: a heading, a line each, \\n at every end."""
    target = io.StringIO()
    table = csv.writer(target, lineterminator="\n")
    lines = [_cells(row) for row in rows]
    table.writerow(RESULT if any(isinstance(row, Drawn) for row in rows) else ENTRY)
    table.writerows(lines)
    return target.getvalue()


def _cells(row: Entry | Drawn) -> tuple[Any, ...]:
    if isinstance(row, Drawn):
        return (row.number, row.lot, row.place, row.outcome)
    return (row.number, row.name, row.seats, ";".join(row.groups))


def read_entries(text: str) -> list[Entry]:
    rows = csv.DictReader(io.StringIO(text))
    return [
        Entry(int(r["number"]), r["name"], int(r["seats"]), tuple(filter(None, r["groups"].split(";")))) for r in rows
    ]


def read_result(text: str) -> list[Drawn]:
    rows = csv.DictReader(io.StringIO(text))
    return [Drawn(int(r["number"]), r["lot"], int(r["place"]), r["outcome"]) for r in rows]


def fingerprint(text: str) -> str:
    """SM3 of the text, hex: ``openssl dgst -sm3`` says the same of the file."""
    return hashlib.new("sm3", text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Verified:
    """``differs``: what is not as it was published, "" when all is. ``entries``, ``given``: how many were on the list, how many got one.

    ``aside``: how many had lost what it takes when their turn came. Why, the file says; that it was so no stranger may see, so it is counted.
    """

    differs: str
    entries: int
    given: int
    aside: int = 0


def verify(text: str) -> Verified:
    """Draw it again out of the public file (JSON) and compare line by line.

    :raises ValueError: it is no such file.
    """
    told = json.loads(text)
    if not isinstance(told, dict) or told.get("kind") != KIND:
        raise ValueError(KIND)
    entries, said = read_entries(told["entries"]), read_result(told["result"])
    if fingerprint(told["entries"]) != told["entries_sm3"]:
        return Verified("entries_sm3", len(entries), 0)
    out = {each.number: each.outcome for each in said if not each.outcome.startswith(GIVEN) and each.outcome != WAITS}
    reserved = {share["name"]: share["places"] for share in told["reserved"]}
    again = draw(entries, told["seed"], left=told["places"], most_seats=told["most_seats"], reserved=reserved, out=out)
    different = next(
        (f"number {mine.number}" for mine, theirs in zip_longest(again, said) if mine and mine != theirs), ""
    )
    if not different and len(said) > len(again):
        different = f"number {said[len(again)].number}"
    given = sum(each.outcome.startswith(GIVEN) for each in again)
    return Verified(different, len(entries), given, len(out))
