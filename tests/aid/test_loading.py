"""Files that enter at once are what the verbs would have made of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from niangjia.aid import api as aid
from niangjia.aid.actions.reindex import reindex_families
from niangjia.aid.errors import FamilyHasFile
from niangjia.aid.jobs import REINDEX
from niangjia.aid.models import FamilyMember, FamilyNumber
from niangjia.base import rotation
from niangjia.base.actor import SYSTEM
from niangjia.base.crypto import blind_index
from niangjia.kernel.errors import NotAllowed
from niangjia.kernel.ids import uuid7
from tests.aid.family import id_number, member, officer

pytestmark = pytest.mark.django_db
CHILD = id_number("20150601", 111)
LEFT = aid.NewExit("收入稳定", date(2024, 3, 1), date(2024, 3, 11), date(2024, 3, 12), date(2024, 9, 12))


@pytest.fixture
def file(tree: SimpleNamespace, mother: UUID) -> aid.NewFile:
    """A mother and her child, on the file since 2023, checked again this autumn."""
    members = (
        aid.MemberTold("林晓梅", "self", date(1986, 3, 12), id_number("19860312", 124), 2_400_000, "good"),
        aid.MemberTold("陈小宝", "child", date(2015, 6, 1), CHILD, 0, "ill"),
    )
    return aid.NewFile(
        id=uuid7(), person_id=mother, case_id=uuid7(), union_id=tree.works.id, district="350121",
        household=aid.Household(people=2, income_fen=2_400_000, rigid_fen=600_000, homes=1, business=False), cause="illness",
        members=members, declared_on=date(2023, 2, 1), checked_on=date(2026, 9, 30), archived_on=date(2023, 3, 1),
    )  # fmt: skip


def test_a_loaded_file_has_its_tier_its_members_and_its_facts(
    file: aid.NewFile, mother: UUID, facts: Callable[[UUID], dict[str, Any]]
) -> None:
    assert aid.load_files(by=SYSTEM, files=[file]) == 1
    kept = aid.file_of(person_id=mother)
    assert kept
    assert (kept.state, kept.tier, kept.per_capita_fen, kept.family_id) == ("archived", "deep", 75_000, file.id)
    child = FamilyMember.objects.get(person_id=mother, relation="child")
    assert (child.id_number.reveal(), child.health.reveal()) == (CHILD, "ill")
    assert facts(mother)["family__tier"] == "deep"


def test_nobody_of_a_loaded_file_can_be_in_another(file: aid.NewFile, tree: SimpleNamespace) -> None:
    aid.load_files(by=SYSTEM, files=[file])
    father = member(tree, "陈大山", id_number("19840312", 113), "13900002222")
    again = replace(file, id=uuid7(), case_id=uuid7(), person_id=father)
    with pytest.raises(IntegrityError), transaction.atomic():
        aid.load_files(by=SYSTEM, files=[again])
    told = [{"name": "陈小宝", "relation": "child", "id_number": CHILD, "income_fen": 0}]
    with pytest.raises(FamilyHasFile):
        aid.record_family(by=SYSTEM, case_id=uuid7(), person_id=father, answers={"members": told})


def test_whoever_is_off_the_file_holds_nobody(
    file: aid.NewFile, mother: UUID, facts: Callable[[UUID], dict[str, Any]]
) -> None:
    aid.load_files(by=SYSTEM, files=[replace(file, checked_on=date(2023, 2, 20), exit=LEFT)])
    assert not FamilyNumber.objects.filter(person_id=mother).exists()
    assert facts(mother) == {}
    renewed = replace(file, id=uuid7(), case_id=uuid7())
    assert aid.load_files(by=SYSTEM, files=[renewed]) == 1


def test_only_the_system_loads(file: aid.NewFile, tree: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed):
        aid.load_files(by=officer(tree.city), files=[file])
    assert aid.load_files(by=SYSTEM, files=[]) == 0


def test_a_new_index_key_finds_the_same_families(file: aid.NewFile, mother: UUID) -> None:
    aid.load_files(by=SYSTEM, files=[file])
    before = set(FamilyNumber.objects.values_list("key", flat=True))
    assert reindex_families(lambda kind, number: blind_index(f"new {kind}", number)) == 2
    assert not before & set(FamilyNumber.objects.values_list("key", flat=True))
    assert set(FamilyNumber.objects.values_list("person_id", flat=True)) == {mother}


def test_turning_the_index_key_reaches_the_families(own_ring: None, file: aid.NewFile) -> None:
    aid.load_files(by=SYSTEM, files=[file])
    assert rotation.reindex(REINDEX) == {"aid": 2}
