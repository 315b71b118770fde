"""Who a case names beside its applicant: the child, the partner, the members of a team, each by an ID number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from niangjia.kernel.text import N_

PARTIES = {"child": N_("孩子"), "couple": N_("另一方"), "pair": N_("结对的人"), "team": N_("队员")}


def numbers_named(answers: Mapping[str, Any], identified_by: str | None) -> list[str]:
    """The ID numbers in the answers (in plain) under ``field`` or ``table.column``, each once.

    >>> numbers_named({"members": [{"id": "B"}, {"id": "A"}, {"id": "A"}, {}]}, "members.id")
    ['A', 'B']
    """
    name, _, column = (identified_by or "").partition(".")
    told: Any = answers.get(name) or ""
    found = [row.get(column) for row in told] if column else [told]
    return sorted({str(number) for number in found if number})


def word_for(parties: Sequence[str]) -> str:
    """What somebody named there is called (a msgid)."""
    return next(PARTIES[party] for party in parties if party in PARTIES)
