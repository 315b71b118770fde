"""Facts and verdicts follow from what was touched, in the same transaction."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

from niangjia.base.declare import Derivation
from niangjia.catalogue.actions.refresh import refresh
from niangjia.catalogue.rules.statements import SUBJECTS

FLOOR = 4


def _run(subject: str, ids: list[UUID], today: date) -> None:
    refresh(subject, ids, today)


DERIVATIONS = tuple(Derivation(floor=FLOOR, subject=subject, run=partial(_run, subject)) for subject in SUBJECTS)
