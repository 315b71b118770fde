"""A draw as anybody can draw it again: a list, a seed, places kept for groups; nothing else decides.

Each number's lot is SM3(seed ‖ "|" ‖ number), in hex; the smallest is first. In that order everybody gets what she asks for while there is:
who is in a group for which places are kept takes those first, and nobody else may have them. Who gets none waits, in the same order.
By merit the larger score is first, and the lots decide among equals: a lottery is an order by merit in which all scores are equal.
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
from niangjia.quotas.rules.merit import score_of
from niangjia.quotas.rules.names import FEWER, GONE, OK
from niangjia.quotas.rules.pools import lot_of

ENTRY, RESULT = ("number", "name", "seats", "groups"), ("number", "lot", "place", "outcome")
SCORED = ("number", "seats", "groups", "score", "reasons", "unknown")
ORDER = ("place", "number", "score", "lot")
GIVEN, WAITS = "given", "waiting"
KIND, KIND_MERIT = "niangjia-draw/1", "niangjia-merit/1"


@dataclass(frozen=True, slots=True)
class Entry:
    """One on the frozen list: her number there, her masked name, how many places she asks for, the groups she is in.

    By merit there is no name; instead her score, the merits that gave it, and those of which nothing is known.
    """

    number: int
    name: str = ""
    seats: int = 1
    groups: tuple[str, ...] = ()
    score: int = 0
    reasons: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """``outcome``: "given", "given:<group>" out of the places kept for it, "waiting", or why not ("not_entitled", "limit" …).

    By merit "fewer": she waits, because she asked for more than were left when her turn came.
    """

    number: int
    lot: str
    place: int
    outcome: str


def ordered(entries: Collection[Entry], seed: str) -> list[Entry]:
    """The larger score first, among equals the smaller lot."""
    return sorted(entries, key=lambda entry: (-entry.score, lot_of(seed, entry.number), entry.number))


def draw(
    entries: Sequence[Entry],
    seed: str,
    *,
    left: int,
    most_seats: int,
    reserved: Mapping[str, int],
    out: Mapping[int, str] | None = None,
    by_merit: bool = False,
) -> list[Drawn]:
    """The result, in the order of the list. ``out``: who had lost what it needs when her turn came, and by what; published with the result."""
    in_order = ordered(entries, seed)
    wishes = [_wish(entry, entry.number in (out or {})) for entry in in_order]
    answers = allot(wishes, Stock(left, most_seats=most_seats, reserved=dict(reserved)))
    found = []
    for place, (entry, answer) in enumerate(zip(in_order, answers, strict=True), 1):
        waits = FEWER if by_merit and answer.could else WAITS
        outcome = (out or {}).get(entry.number) or {OK: GIVEN, GONE: waits}.get(answer.code, answer.code)
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
    return _csv(RESULT if any(isinstance(row, Drawn) for row in rows) else ENTRY, [_cells(row) for row in rows])


def written_scored(entries: Collection[Entry]) -> str:
    """A list by merit as it is published: numbers instead of names, every score with its reasons."""
    lines = [
        (e.number, e.seats, ";".join(e.groups), e.score, ";".join(e.reasons), ";".join(e.unknown)) for e in entries
    ]
    return _csv(SCORED, lines)


def written_order(entries: Collection[Entry], seed: str) -> str:
    """The order that follows from list and seed, for who wants to read it rather than compute it."""
    lines = [(n, e.number, e.score, lot_of(seed, e.number)) for n, e in enumerate(ordered(entries, seed), 1)]
    return _csv(ORDER, lines)


def _csv(heading: Sequence[str], lines: Sequence[Sequence[Any]]) -> str:
    target = io.StringIO()
    table = csv.writer(target, lineterminator="\n")
    table.writerow(heading)
    table.writerows(lines)
    return target.getvalue()


def _cells(row: Entry | Drawn) -> tuple[Any, ...]:
    if isinstance(row, Drawn):
        return (row.number, row.lot, row.place, row.outcome)
    return (row.number, row.name, row.seats, ";".join(row.groups))


def read_entries(text: str) -> list[Entry]:
    return [
        Entry(
            int(r["number"]), r.get("name") or "", int(r["seats"]), _split(r["groups"]),
            int(r.get("score") or 0), _split(r.get("reasons")), _split(r.get("unknown")),
        )
        for r in csv.DictReader(io.StringIO(text))
    ]  # fmt: skip


def _split(text: str | None) -> tuple[str, ...]:
    return tuple(filter(None, (text or "").split(";")))


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
    if not isinstance(told, dict) or told.get("kind") not in (KIND, KIND_MERIT):
        raise ValueError(KIND)
    by_merit, waits = told["kind"] == KIND_MERIT, (WAITS, FEWER)
    entries, said = read_entries(told["entries"]), read_result(told["result"])
    if fingerprint(told["entries"]) != told["entries_sm3"]:
        return Verified("entries_sm3", len(entries), 0)
    if by_merit and (wrong := _wrongly_scored(entries, told["merit"])):
        return Verified(f"score {wrong}", len(entries), 0)
    out = {
        each.number: each.outcome for each in said if not each.outcome.startswith(GIVEN) and each.outcome not in waits
    }
    reserved = {share["name"]: share["places"] for share in told["reserved"]}
    again = draw(
        entries, told["seed"], left=told["places"], most_seats=told["most_seats"], reserved=reserved, out=out, by_merit=by_merit
    )  # fmt: skip
    different = next(
        (f"number {mine.number}" for mine, theirs in zip_longest(again, said) if mine and mine != theirs), ""
    )
    if not different and len(said) > len(again):
        different = f"number {said[len(again)].number}"
    given = sum(each.outcome.startswith(GIVEN) for each in again)
    return Verified(different, len(entries), given, len(out))


def _wrongly_scored(entries: Sequence[Entry], merit: Sequence[Mapping[str, Any]]) -> int | None:
    """The first number whose score is not what its reasons give; None when all are right."""
    points = {each["name"]: int(each["points"]) for each in merit}
    for entry in entries:
        known = dict.fromkeys(points, False) | dict.fromkeys(entry.reasons, True)
        if not set(entry.reasons) <= points.keys() or score_of(known, points).points != entry.score:
            return entry.number
    return None
