"""A family that wishes for a sponsor waits, is paired once, and one day it ends."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from niangjia.aid import api as aid
from niangjia.aid.errors import NoSponsor, WrongSponsorship
from niangjia.aid.models import Sponsorship
from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.kernel.ids import uuid7
from tests.cast import Member, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def case_id(world: World, worker: Member) -> UUID:
    case_id = uuid7()
    with clock.frozen("2026-09-20"):
        for _twice in range(2):
            aid.wish_for_sponsor(by=SYSTEM, person_id=worker.id, case_id=case_id, union_id=world.unions["ronghe"].id)
    return case_id


def test_who_waits_is_seen_by_those_above_and_by_nobody_else(
    world: World, case_id: UUID, county_officer: Member, stranger: Member
) -> None:
    (waiting,) = aid.families_waiting(by=county_officer.actor)
    assert (waiting.case_id, waiting.who, waiting.wished_on) == (case_id, "林*", date(2026, 9, 20))
    assert aid.families_waiting(by=stranger.actor) == []


def test_a_family_is_paired_once_and_waits_no_more(case_id: UUID, county_officer: Member) -> None:
    aid.pair_with_sponsor(by=county_officer.actor, case_id=case_id, sponsor="榕树爱心企业")
    assert aid.families_waiting(by=county_officer.actor) == []
    with pytest.raises(WrongSponsorship):
        aid.pair_with_sponsor(by=county_officer.actor, case_id=case_id, sponsor="另一家")
    aid.end_sponsorship(by=county_officer.actor, case_id=case_id)
    with pytest.raises(WrongSponsorship):
        aid.end_sponsorship(by=county_officer.actor, case_id=case_id)


def test_it_refuses_a_sponsor_without_a_name_and_an_officer_of_elsewhere(
    case_id: UUID, county_officer: Member, stranger: Member
) -> None:
    with pytest.raises(NoSponsor):
        aid.pair_with_sponsor(by=county_officer.actor, case_id=case_id, sponsor=" ")
    with pytest.raises(NotAllowed):
        aid.pair_with_sponsor(by=stranger.actor, case_id=case_id, sponsor="榕树爱心企业")
    with pytest.raises(NotFound):
        aid.pair_with_sponsor(by=county_officer.actor, case_id=uuid7(), sponsor="榕树爱心企业")


def test_the_database_refuses_a_pair_without_a_day(case_id: UUID) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Sponsorship.objects.filter(case_id=case_id).update(sponsor="榕树爱心企业")
