"""Nobody is in two live files: the keys of a file's people are taken with it and freed with it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction

from niangjia.aid.access import has_file, keys_of
from niangjia.aid.models import FamilyFile, FamilyNumber
from niangjia.aid.rules.answers import MemberTold
from niangjia.aid.rules.states import CHECKED, DECLARED, DROPPED
from niangjia.base import clock
from niangjia.casework import api as casework
from niangjia.kernel.errors import NotFound


def take_numbers(file: FamilyFile, members: Iterable[MemberTold]) -> None:
    """
    :raises FamilyHasFile: one of them is in another live file.
    """
    keys = keys_of(file, members)
    taken_keys = FamilyNumber.objects.filter(key__in=list(keys))
    for taken in {row.file_id: row for row in taken_keys}.values():
        if not _let_go(taken):
            raise has_file(keys[bytes(taken.key)], taken.person_id)
    try:
        with transaction.atomic():
            FamilyNumber.objects.bulk_create(
                FamilyNumber(key=key, person_id=file.person_id, file_id=file.id) for key in keys
            )
    except IntegrityError as raced:
        first = FamilyNumber.objects.filter(key__in=list(keys)).first()
        raise has_file("", first.person_id if first else file.person_id) from raced


def free_numbers(file: FamilyFile) -> None:
    """The people of this file may be in another one."""
    FamilyNumber.objects.filter(person_id=file.person_id, file_id=file.id).delete()


def _let_go(taken: FamilyNumber) -> bool:
    """A file that never became one, because its case ended, holds nobody: it is dropped here, when it would stand in the way."""
    file = FamilyFile.objects.select_for_update().get(person_id=taken.person_id, id=taken.file_id)
    if file.state not in (DECLARED, CHECKED) or _still_open(file.case_id):
        return False
    drop(file)
    return True


def drop(file: FamilyFile) -> None:
    """End a file that never became one."""
    file.state, file.ended_on = DROPPED, clock.today()
    file.save(update_fields=["state", "ended_on"])
    free_numbers(file)


def _still_open(case_id: UUID) -> bool:
    """Unknown cases count as open: in doubt nobody's file is touched."""
    try:
        return casework.case_summary(case_id=case_id).state in casework.LIVE
    except NotFound:
        return True
