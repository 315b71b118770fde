"""The full rebuild: what is kept must equal what is computed anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from niangjia.catalogue.actions.refresh import everybody, refresh
from niangjia.catalogue.rules.statements import SUBJECTS, facts_table, verdicts_table

PART = 5_000
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """``differing`` of ``checked`` subjects were not as they should be; ``first``: a few of them."""

    checked: int
    differing: int
    first: tuple[tuple[str, UUID], ...]

    @property
    def ok(self) -> bool:
        return self.differing == 0


def rebuild(*, check: bool = False) -> Rebuilt:
    """Compute all facts and verdicts anew and count what differed. With ``check`` nothing is kept of it."""
    checked, wrong = 0, []
    for subject in SUBJECTS:
        for part in everybody(subject, PART):
            wrong += [(subject, subject_id) for subject_id in _differing(subject, part, keep=not check)]
            checked += len(part)
    return Rebuilt(checked, len(wrong), tuple(wrong[:SHOWN]))


def _differing(subject: str, ids: list[UUID], *, keep: bool) -> Iterator[UUID]:
    with transaction.atomic():
        mark = transaction.savepoint()
        before = _fingerprints(subject, ids)
        refresh(subject, ids)
        after = _fingerprints(subject, ids)
        if not keep:
            transaction.savepoint_rollback(mark)
    return (subject_id for subject_id in ids if before.get(subject_id) != after.get(subject_id))


def _fingerprints(subject: str, ids: list[UUID]) -> dict[UUID, str]:
    key = f"{subject}_id"
    with connection.cursor() as cursor:
        cursor.execute(
            f"select f.{key}, md5(f::text || ' ' || coalesce(v.entitled::text || ' ' || v.unknown::text, ''))"
            f" from {facts_table(subject)} f left join {verdicts_table(subject)} v on v.{key} = f.{key}"
            f" where f.{key} = any(%s)",
            [ids],
        )
        return dict(cursor.fetchall())
