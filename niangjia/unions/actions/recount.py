"""The numbers of the tree counted from records: entered anew, or compared with what is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db import connection, transaction

from niangjia.base import clock
from niangjia.base.declare import Tally, tallies
from niangjia.base.locks import advisory
from niangjia.unions.actions.counting import COUNTS_LOCK
from niangjia.unions.models import Count, Delta, Recount
from niangjia.unions.rules import counting as sql


@dataclass(frozen=True, slots=True)
class Differing:
    """A number that is not what its records add up to. ``bucket`` is 0, or the value of which there should be ``counted``."""

    path: str
    key: str
    bucket: int
    kept: int
    counted: int


@dataclass(frozen=True, slots=True)
class Checked:
    """``counts`` rows are kept, ``deltas`` wait to be folded in."""

    counts: int
    deltas: int
    keys: tuple[str, ...]
    differing: tuple[Differing, ...]

    @property
    def ok(self) -> bool:
        return not self.differing


def recount(*kinds: str) -> None:
    """Count the records of these kinds anew (of all, and drop what nobody counts any more), a statement a kind: for who loads many at once.

    Others may write meanwhile: what the statement does not see stays a delta.
    """
    with transaction.atomic():
        advisory(COUNTS_LOCK)
        known = _by_kind()
        for kind in kinds or known:
            rules = known.get(kind, [])
            _run(sql.RECOUNT, rules)
            Recount.objects.update_or_create(kind=kind, defaults={"digest": _digest(rules)})
        if not kinds:
            keys = [key for rules in known.values() for rule in rules for key in rule.keys]
            Count.objects.exclude(key__in=keys).delete()
            Delta.objects.exclude(key__in=keys).delete()


def recount_changed() -> list[str]:
    """Count anew what is counted by other rules than when it was last counted: after an upgrade, or a new version of a service."""
    kept = dict(Recount.objects.values_list("kind", "digest"))
    changed = [kind for kind, rules in _by_kind().items() if kept.get(kind) != _digest(rules)]
    if changed:
        recount(*changed)
    return changed


def check_counts() -> Checked:
    """Compare every number of every union with its records; writes nothing."""
    differing: list[Differing] = []
    known = _by_kind()
    for rules in known.values():
        differing += [Differing(*row) for row in _run(sql.DIFFERING, rules)]
    keys = tuple(sorted(key for rules in known.values() for rule in rules for key in rule.keys))
    return Checked(Count.objects.count(), Delta.objects.count(), keys, tuple(differing))


def _by_kind() -> dict[str, list[Tally]]:
    found: dict[str, list[Tally]] = {}
    for rule in tallies():
        found.setdefault(rule.kind, []).append(rule)
    return found


def _digest(rules: list[Tally]) -> str:
    return hashlib.sha256(repr(rules).encode()).hexdigest()


def _run(statement: str, rules: list[Tally]) -> list[tuple[str, str, int, int, int]]:
    head = sql.summed(sql.signed(plus=(sql.everything(rules),)), once=any(rule.who for rule in rules))
    keys = [key for rule in rules for key in rule.keys]
    with connection.cursor() as cursor:
        cursor.execute(head + statement, {"keys": keys, "today": clock.today()})
        return cursor.fetchall() if cursor.description else []
