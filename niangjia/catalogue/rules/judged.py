"""Everybody's verdicts as one query: for each subject the two bit strings, of all services together.

A service's criteria are taken apart at their ANDs. What several services ask is computed once a row, and ``FENCE`` keeps the planner
from writing it back into each place; the rest stands in the service's own chain, cheap parts first, and is left out after the first *no*.
No level refers sideways to a fenced one: PostgreSQL would not share the work among processes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from niangjia.catalogue.rules.literals import quote
from niangjia.catalogue.rules.plan import Plan, parts_of, unasked, weight
from niangjia.catalogue.rules.sql import to_sql
from niangjia.catalogue.rules.statements import facts_table, help_join
from niangjia.catalogue.rules.types import Type

# An offset of nothing is a fence. Written as a literal of its type, for the planner takes "0", which it has yet to cast, for a limit
# and lets no second process share the work above it.
FENCE = "offset bigint '0'"
HALF = 31  # services in one word: two bits each in a bigint, sign bit untouched
Chains = Mapping[int, Sequence[Plan]]


def judged(subject: str, services: Mapping[int, Sequence[Plan]], *, ids: str = "", day: date | None = None) -> str:
    """A query of ``id``, ``entitled``, ``unknown``. ``services``: the criteria by the service's lasting bit.

    ``ids``: an array of the subjects asked about; without it everybody is. Without a ``day`` it reads ``p_today``; with one it stands alone.

    A word is one number for ``HALF`` services: a *yes* sets the service's high bit, a *not known* the low one, a *no* none.
    """
    chains = {bit: _chain(criteria) for bit, criteria in services.items()}
    uses = Counter(part for chain in chains.values() for part in chain)
    shared = {part: f"a{n}" for n, part in enumerate(part for part, times in uses.items() if times > 1)}
    words = range((max(services, default=0) // (2 * HALF) + 1) * 2)
    return (
        f"select x.id, {_string(chains, words, f'x.w{{w}} >> {HALF}')} as entitled, {_string(chains, words, 'x.w{w}')} as unknown"
        f"\n  from (select f.{subject}_id as id, {', '.join(f'{_word(chains, shared, w)} as w{w}' for w in words)}"
        f"\n        from ({_once(subject, shared, uses, ids, day)}"
        f"\n              {FENCE}) f cross join lateral (select f.*) h{on_day(day)} {FENCE}) x"
    )


def on_day(day: date | None) -> str:
    """``p_today`` for a statement that stands alone."""
    return f" cross join (select {quote(day, Type.DATE)} as p_today) p" if day else ""


def _chain(criteria: Sequence[Plan]) -> list[Plan]:
    """All that must hold, each once."""
    return list(dict.fromkeys(part for plan in criteria for part in parts_of(unasked(plan))))


def _once(subject: str, shared: Mapping[Plan, str], plans: Iterable[Plan], ids: str, day: date | None) -> str:
    """The facts, the help that the plans ask for, and what several services ask of both: one row a subject."""
    key = f"f.{subject}_id"
    which, whom = (f" where {key} = any({ids})", f"subject_id = any({ids})") if ids else ("", "true")
    help_ = help_join(plans, key, whom)
    columns = ["f.*", *(["h.*"] if help_ else []), *(f"{to_sql(part)} as {name}" for part, name in shared.items())]
    return f"select {', '.join(columns)} from {facts_table(subject)} f{on_day(day)}{help_}{which}"


def _word(chains: Chains, shared: Mapping[Plan, str], word: int) -> str:
    said = (
        f"case ({_held(chain, shared)}) when false then 0 when true then {_low(bit) << HALF} else {_low(bit)} end::bigint"
        for bit, chain in chains.items()
        if bit // HALF == word
    )
    return f"({' | '.join(said) or '0::bigint'})"


def _held(chain: Sequence[Plan], shared: Mapping[Plan, str]) -> str:
    """AND looks no further after a *no*: what is computed already stands first, then what is short."""
    cheap_first = sorted(chain, key=lambda part: (part not in shared, weight(part)))
    return " and ".join(f"f.{shared[part]}" if part in shared else to_sql(part) for part in cheap_first) or "true"


def _string(chains: Chains, words: Sequence[int], of_word: str) -> str:
    """Bit n of the string, counted from the left as ``get_bit`` does, tells of the service with bit n."""
    masks = {word: sum(_low(bit) for bit in chains if bit // HALF == word) for word in words}
    halves = {w: f"((({of_word.format(w=w)}) & {mask}) << {0 if w % 2 else HALF})" for w, mask in masks.items() if mask}
    pairs = [[halves[w] for w in (word, word + 1) if w in halves] for word in words[::2]]
    return " || ".join(f"({' | '.join(pair) or '0::bigint'})::bit({2 * HALF})" for pair in pairs)


def _low(bit: int) -> int:
    return 1 << (HALF - 1 - bit % HALF)
