"""The frame of every write: one transaction in which the change, what follows from it, the journal and the jobs commit together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from niangjia.base import clock, journal
from niangjia.base.actor import Actor
from niangjia.base.declare import derivations
from niangjia.base.events import Event
from niangjia.base.jobs import announce
from niangjia.base.memo import forget
from niangjia.base.together import sent_together

Subject = tuple[str, UUID]


@dataclass
class Deed:
    """What one verb collects while it works."""

    details: dict[str, Any] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    rows: list[journal.Row] = field(default_factory=list)
    _flight: ExitStack = field(default_factory=ExitStack)
    _touched: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))

    def touch(self, subject: str, *ids: UUID) -> None:
        """Say whose facts this verb changes ("person", "union", "enterprise"): their verdicts follow before the commit."""
        self._touched[subject].update(ids)

    def touch_many(self, subject: str, ids: Iterable[UUID]) -> None:
        self._touched[subject].update(ids)

    def settle(self, subject: str) -> None:
        """Let the verdicts of all touched so far follow now rather than at the end: for a verb that touches a whole city."""
        _derive({subject: self._touched.pop(subject, set())})

    def note(self, **details: Any) -> None:
        """Add to the journal row; JSON values only, and never a private number in plain."""
        self.details |= details

    def also(self, verb: str, *, about: Subject, owner: UUID | None = None, **details: Any) -> None:
        """One more row of the journal, for a verb that does the same to many: all are written in one statement. ``owner`` as for ``act``."""
        self.rows.append(journal.Row(verb, about, owner or about[1], details))

    def last_words(self) -> None:
        """The statements from here on are sent together with the journal's: nobody asks what any of them has answered."""
        self._flight.enter_context(sent_together())

    def emit(self, event: Event) -> None:
        """Announce what has happened; reactions run as jobs after the commit."""
        self.events.append(event)


_watched: ContextVar[dict[str, set[UUID]] | None] = ContextVar("watched", default=None)
_outermost: ContextVar[Deed | None] = ContextVar("outermost", default=None)


@contextmanager
def act(verb: str, *, by: Actor, about: Subject, owner: UUID | None = None, reason: str = "") -> Iterator[Deed]:
    """Open a verb. ``about`` is what it changes, ``owner`` whose journal stream it enters (default: the thing itself).

    A verb inside a verb joins it: one transaction, its own journal row, derivations once at the outer end.
    """
    outer = _outermost.get()
    with transaction.atomic():
        with ExitStack() as flight:
            deed = Deed(_flight=flight, _touched=outer._touched if outer else defaultdict(set))
            token = _outermost.set(outer or deed)
            try:
                yield deed
                own = journal.Row(verb, about, owner or about[1], deed.details, reason)
                if outer is None and deed._touched:
                    deed.last_words()
                    _derive(deed._touched)
                journal.record_many([own, *deed.rows], actor=by)
            finally:
                _outermost.reset(token)
        announce(deed.events)
        forget(verb.partition(".")[0])


@contextmanager
def watched() -> Iterator[dict[str, set[UUID]]]:
    """Collect whatever the verbs inside touch, by subject: for who acts out past days and then has to bring it up to today."""
    found: dict[str, set[UUID]] = defaultdict(set)
    token = _watched.set(found)
    try:
        yield found
    finally:
        _watched.reset(token)


def _derive(touched: dict[str, set[UUID]]) -> None:
    """Run the derivations, lowest floor first. They are part of the truth, so they commit with the change."""
    today, watcher = clock.today(), _watched.get()
    if watcher is not None:
        for subject, some in touched.items():
            watcher[subject] |= some
    for derivation in derivations():
        if ids := touched.get(derivation.subject):
            derivation.run(sorted(ids), today)
