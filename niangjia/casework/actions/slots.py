"""Nobody gets two: the slots of a case are taken by applying and freed when it ends without a grant."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from niangjia.base.crypto import blind_index
from niangjia.casework.access import definition_of, reveal_answers
from niangjia.casework.actions.work import Work
from niangjia.casework.errors import AlreadyOpen, PartyServed
from niangjia.casework.models import Case, CasePartySlot, CaseSlot
from niangjia.casework.rules.parties import numbers_named, word_for
from niangjia.kernel.text import mask_id

NUMBER = "party_number"
TAKE = """
insert into casework_party_slot (key, service, period, case_id)
select key, %s, %s, %s from unnest(%s::bytea[]) t(key) order by key
    on conflict (key, service, period) do nothing returning key
"""


def take_slots(work: Work) -> None:
    """The subject's own, and one for everybody named by an ID number. Whoever comes second waits here, and is refused.

    A parent may have it for each of several children: then the children's slots stand for hers.

    :raises AlreadyOpen: the subject has one.
    :raises PartyServed: somebody named in it has one, whoever applied.
    """
    keys = party_keys(work)
    if not (keys and "child" in work.plan.parties):
        _take_own(work)
    if keys:
        _take_for(work, keys)


def retake_slots(work: Work) -> None:
    """The same for a case that had some: its answers may name somebody else now, or it was refused meanwhile."""
    _free(work.case)
    take_slots(work)


def free_slot(work: Work, *, only_if_live: bool = False) -> None:
    """Let all of them apply again: after a refusal or withdrawal, and after delivery where nothing forbids a second one."""
    if not only_if_live or work.plan.once == "live":
        _free(work.case)


def open_otherwise(service: str, version: int, once: str, subject_ids: Collection[UUID]) -> set[UUID]:
    """Who has a case under a version that counts its periods otherwise: neither slot would see the other, and both be granted."""
    slots = CaseSlot.objects.filter(subject_id__in=subject_ids, service=service)
    others = Case.objects.filter(id__in=slots.values("case_id"), ended_at=None).exclude(version=version)
    found = others.values_list("subject_id", "version")
    return {subject_id for subject_id, other in found if definition_of(service, other).once != once}


def party_keys(work: Work) -> dict[bytes, str]:
    """Blind index → ID number of everybody the answers name; nothing where the definition names nobody."""
    if not work.plan.identified_by:
        return {}
    numbers = numbers_named(reveal_answers(work.case), work.plan.identified_by)
    return {blind_index(NUMBER, number): number for number in numbers}


def _take_own(work: Work) -> None:
    case = work.case
    if open_otherwise(case.service, case.version, work.plan.once, [case.subject_id]):
        raise AlreadyOpen
    try:
        with transaction.atomic():
            CaseSlot.objects.create(
                subject_id=case.subject_id, service=case.service, period=case.period, case_id=case.id
            )
    except IntegrityError as taken:
        raise AlreadyOpen from taken


def _take_for(work: Work, keys: dict[bytes, str]) -> None:
    case = work.case
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [case.service, case.period, case.id, list(keys)])
        free = {bytes(row[0]) for row in cursor.fetchall()}
    if served := [number for key, number in keys.items() if key not in free]:
        numbers = "、".join(map(mask_id, served))
        raise PartyServed(party=word_for(work.plan.parties), numbers=numbers)


def _free(case: Case) -> None:
    own = CaseSlot.objects.filter(subject_id=case.subject_id, service=case.service, period=case.period)
    own.filter(case_id=case.id).delete()
    CasePartySlot.objects.filter(case_id=case.id).delete()
