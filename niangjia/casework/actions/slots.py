"""Nobody gets two: the slots of a case are taken by applying and freed when it ends without a grant."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from niangjia.base.crypto import blind_index
from niangjia.casework.access import definition_of, reveal_answers
from niangjia.casework.actions.work import Work
from niangjia.casework.errors import AlreadyOpen, NamedElsewhere, NamesHerself, PartyServed
from niangjia.casework.models import Case, CasePartySlot, CaseSlot
from niangjia.casework.rules.parties import numbers_named, word_for
from niangjia.kernel.text import mask_id
from niangjia.people import api as people

NUMBER = "party_number"
Indexer = Callable[[str, str], bytes]
TAKE = """
insert into casework_party_slot (key, service, period, case_id)
select key, %s, %s, %s from unnest(%s::bytea[]) t(key) order by key
    on conflict (key, service, period) do nothing returning key
"""


def take_slots(work: Work) -> None:
    """The subject's own, and one for everybody named by an ID number. Whoever comes second waits here, and is refused.

    A parent may have it for each of several children: then the children's slots stand for hers. A partner, an apprentice, a
    member of a team has it as the applicant has it: then the applicant's number takes a slot too, so that she cannot be named elsewhere.

    :raises AlreadyOpen: the subject has one.
    :raises PartyServed: somebody named in it has one, whoever applied. NamedElsewhere: the applicant is named in another's.
    :raises NamesHerself: the applicant is her own partner.
    """
    named, own = party_keys(work), own_key(work.case, work.plan.parties) if work.plan.identified_by else None
    if own in named:
        raise NamesHerself(party=word_for(work.plan.parties))
    if not (named and "child" in work.plan.parties):
        _take_own(work)
    _take_for(work, named, own)


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


def own_key(case: Case, parties: Sequence[str], index: Indexer = blind_index) -> bytes | None:
    """The applicant's own key among those of her partners; None where the parties are children, or her number is not known."""
    if "child" in parties or case.subject_kind != "person" or not case.person_id:
        return None
    keys = people.number_keys(person_ids=[case.person_id], key=lambda number: index(NUMBER, number))
    return keys.get(case.person_id)


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


def _take_for(work: Work, named: dict[bytes, str], own: bytes | None) -> None:
    case, keys = work.case, [*named, *([own] if own else [])]
    if not keys:
        return
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [case.service, case.period, case.id, keys])
        free = {bytes(row[0]) for row in cursor.fetchall()}
    if own and own not in free:
        raise NamedElsewhere
    if served := [number for key, number in named.items() if key not in free]:
        numbers = "、".join(map(mask_id, served))
        raise PartyServed(party=word_for(work.plan.parties), numbers=numbers)


def _free(case: Case) -> None:
    own = CaseSlot.objects.filter(subject_id=case.subject_id, service=case.service, period=case.period)
    own.filter(case_id=case.id).delete()
    CasePartySlot.objects.filter(case_id=case.id).delete()
