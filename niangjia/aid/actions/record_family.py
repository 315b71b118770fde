"""建档: what an application says of the family, with the tier that follows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from niangjia.aid.access import require_handling
from niangjia.aid.actions.numbers import free_numbers, take_numbers
from niangjia.aid.errors import BadFamily
from niangjia.aid.models import FamilyFile, FamilyMember
from niangjia.aid.models.standard import standard_for
from niangjia.aid.rules.answers import FamilyTold, Unclear, read_family
from niangjia.aid.rules.states import DECLARED, LIVE, RENEWED
from niangjia.aid.rules.tier import Household, calculate
from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.casework import api as casework
from niangjia.kernel.ids import uuid7
from niangjia.kernel.text import mask_id
from niangjia.people import api as people
from niangjia.unions import api as unions
from niangjia.unions.api import UnionRef


def record_family(*, by: Actor, case_id: UUID, person_id: UUID, answers: Mapping[str, Any]) -> UUID:
    """Open the person's family file for this case and return its id; an earlier live file of hers is renewed by it.

    ``answers`` are the form's, private ones in plain (they are sealed again here). Twice is once: as long as nothing
    was checked, the file of a case is written anew.

    :raises BadFamily: people, income or a name is missing.
    :raises FamilyHasFile: somebody of the family is in another live file.
    :raises NoStandard, NotAllowed:
    """
    try:
        told = read_family(answers)
    except Unclear as why:
        raise BadFamily(why=str(why)) from why
    with act("aid.record_family", by=by, about=("person", person_id)) as deed:
        union = _home(person_id, case_id)
        if by.id != person_id:
            require_handling(by, union.path)
        live = FamilyFile.objects.select_for_update().filter(person_id=person_id, state__in=LIVE).first()
        if live and live.case_id == case_id and live.state != DECLARED:
            return live.id
        _make_room(live, case_id)
        file = _file(told, union, live, case_id, person_id)
        file.save(force_insert=live is None or live.id != file.id)
        take_numbers(file, told.members)
        FamilyMember.objects.bulk_create(_members(file, told))
        deed.touch("person", person_id)
        deed.note(file=str(file.id), tier=file.tier, people=file.people, standard_fen=file.standard_fen)
    return file.id


def _home(person_id: UUID, case_id: UUID) -> UnionRef:
    home = people.union_of(person_id) or casework.case_summary(case_id=case_id).union_id
    return unions.union(union_id=home)


def _make_room(live: FamilyFile | None, case_id: UUID) -> None:
    """What the person's live file held is free for the new one."""
    if live is None:
        return
    free_numbers(live)
    if live.case_id == case_id:
        FamilyMember.objects.filter(person_id=live.person_id, file_id=live.id).delete()
        return
    live.state, live.ended_on = RENEWED, clock.today()
    live.save(update_fields=["state", "ended_on"])


def _file(told: FamilyTold, union: UnionRef, live: FamilyFile | None, case_id: UUID, person_id: UUID) -> FamilyFile:
    today, district = clock.today(), _district(union)
    standard = standard_for(region_code=district, year=today.year)
    found = calculate(told.household, standard.monthly_fen)
    file_id = live.id if live and live.case_id == case_id else uuid7()
    return FamilyFile(
        person_id=person_id,
        id=file_id,
        family_id=live.family_id if live else file_id,
        case_id=case_id,
        union_id=union.id,
        district=district,
        year=today.year,
        cause=told.cause,
        standard_fen=standard.monthly_fen,
        per_capita_fen=found.per_capita_fen,
        tier=found.tier,
        state=DECLARED,
        declared_on=today,
        **{name: getattr(told.household, name) for name in Household.__slots__},
    )


def _district(union: UnionRef) -> str:
    """The county-level unit the union lies in: its own, else the nearest above it that says one."""
    line = [*unions.ancestors(path=union.path), union]
    return next((ref.region_code[:6] for ref in reversed(line) if len(ref.region_code) >= 6), "")


def _members(file: FamilyFile, told: FamilyTold) -> list[FamilyMember]:
    return [
        FamilyMember(
            person_id=file.person_id,
            file_id=file.id,
            name=member.name,
            relation=member.relation,
            born=member.born,
            id_number=member.id_number or None,
            id_number_masked=mask_id(member.id_number),
            income_fen=member.income_fen,
            health=member.health or None,
        )
        for member in told.members
    ]
