"""The roster import with a database behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor, Scope
from niangjia.base.crypto import blind_index
from niangjia.base.spreadsheets import write_list
from niangjia.kernel.ids import uuid7
from niangjia.kernel.imports import ImportResult
from niangjia.people.actions.import_roster import import_roster
from niangjia.people.models import Identity, Membership, Person
from niangjia.people.rules.roster import COLUMNS
from niangjia.unions.actions.import_unions import import_unions
from niangjia.unions.models import Union

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[1] / "data"
HERS = "福州建梓建材有限公司工会委员会"
OTHER = "福州英子机械有限公司工会委员会"
NUMBER = "35010220010414264X"
LIN = {
    "name": "林晓梅",
    "id_number": NUMBER,
    "sex": "女",
    "phone": "13800004417",
    "union": HERS,
    "joined": "2020-08-02",
    "at_work": "在职",
    "employment": "合同制",
    "skill": "初级工",
}


@pytest.fixture(autouse=True)
def tree() -> Iterator[None]:
    with clock.frozen("2026-11-23"):
        import_unions(by=SYSTEM, source=DATA / "unions.xlsx")
        yield


@pytest.fixture
def read(tmp_path: Path):
    """Import rows given as dictionaries by column key."""

    def run(*rows: dict[str, str], by: Actor = SYSTEM, apply: bool = True) -> ImportResult:
        file = tmp_path / f"{uuid7()}.xlsx"
        write_list(
            file, [titles[0] for titles in COLUMNS.values()], [[row.get(key, "") for key in COLUMNS] for row in rows]
        )
        return import_roster(by=by, source=file, apply=apply)

    return run


def counts(result: ImportResult) -> tuple[int, int, int]:
    return result.created, result.changed, result.unchanged


def test_the_real_roster_answers_as_expected_and_twice_is_once() -> None:
    expected = json.loads((DATA / "roster.expected.json").read_text())
    first = import_roster(by=SYSTEM, source=DATA / "roster.xlsx")
    assert first.as_json() == {**expected, "created": 621, "changed": 0, "unchanged": 0}
    second = import_roster(by=SYSTEM, source=DATA / "roster.xlsx")
    assert second.as_json() == {**expected, "created": 0, "changed": 0, "unchanged": 621}
    assert Person.objects.count() == Membership.objects.filter(status="active").count() == 621


def test_a_preview_says_the_same_and_stores_nothing() -> None:
    preview = import_roster(by=SYSTEM, source=DATA / "roster.xlsx", apply=False)
    assert counts(preview) == (621, 0, 0)
    assert not Person.objects.exists()
    assert not Identity.objects.exists()


def test_a_member_is_kept_sealed_masked_and_findable(read) -> None:
    read(LIN)
    identity = Identity.objects.get(kind="id_number", key=blind_index("id_number", NUMBER))
    person = Person.objects.get(id=identity.person_id)
    assert (person.id_number.reveal(), person.id_number_masked, person.id_kind) == (
        NUMBER,
        "3501••••••••264X",
        "resident",
    )
    assert (person.phone.reveal(), person.phone_masked) == ("13800004417", "138••••4417")
    assert (person.name_masked, person.sex, person.born) == ("林*", "f", date(2001, 4, 14))
    assert (person.employment, person.skill, person.at_work) == ("contract", "junior", "employed")
    membership = Membership.objects.get(person=person)
    assert (membership.union.name, membership.since, membership.source) == (HERS, date(2020, 8, 2), "roster")


def test_news_change_what_differs_and_an_empty_cell_says_nothing(read) -> None:
    read(LIN)
    assert counts(read({**LIN, "skill": "", "employment": "劳务派遣"})) == (0, 1, 0)
    person = Person.objects.get()
    assert (person.skill, person.employment) == ("junior", "dispatch")


def test_a_new_phone_finds_her_and_the_old_one_no_longer(read) -> None:
    read(LIN)
    assert counts(read({**LIN, "phone": "13900001234"})) == (0, 1, 0)
    assert counts(read({**LIN, "phone": "13900001234"})) == (0, 0, 1)
    keys = {bytes(key) for key in Identity.objects.filter(kind="phone").values_list("key", flat=True)}
    assert keys == {blind_index("phone", "13900001234")}
    assert Person.objects.get().phone.reveal() == "13900001234"


def test_a_phone_shared_in_a_family_stays_with_whom_it_was_first(read) -> None:
    brother = {**LIN, "name": "林晓明", "id_number": "360102199302149718", "sex": "男"}
    assert counts(read(LIN, brother)) == (2, 0, 0)
    assert counts(read(LIN, brother)) == (0, 0, 2)
    owner = Identity.objects.get(kind="phone").person_id
    assert Person.objects.get(id=owner).name == "林晓梅"
    assert set(Person.objects.values_list("phone_masked", flat=True)) == {"138••••4417"}


def test_a_member_elsewhere_is_refused_with_the_transfer_offered(read) -> None:
    read(LIN)
    result = read({**LIN, "union": OTHER, "uscc": "92350102MA00000000"})
    assert result.as_json()["rejected"] == [{"row": 2, "why": "member_elsewhere", "transfer": True}]
    assert result.warned == []
    assert Membership.objects.get().union.name == HERS


def test_who_left_may_come_back_by_a_roster(read) -> None:
    read(LIN)
    Membership.objects.update(status="withdrawn", until=date(2025, 1, 1))
    assert counts(read({**LIN, "union": OTHER})) == (0, 1, 0)
    assert Membership.objects.get(status="active").union.name == OTHER


def test_the_dead_are_not_entered_again(read) -> None:
    read(LIN)
    Membership.objects.update(status="deceased", until=date(2025, 1, 1))
    assert [remark.why for remark in read(LIN).rejected] == ["deceased"]


def test_the_retired_keep_their_membership_without_dues(read) -> None:
    read({**LIN, "at_work": "退休"})
    assert Membership.objects.get().status == "retained"
    assert counts(read({**LIN, "at_work": "退休"})) == (0, 0, 1)


def test_a_name_that_was_checked_is_not_overwritten(read) -> None:
    read(LIN)
    Person.objects.update(identified_on=date(2026, 1, 1))
    result = read({**LIN, "name": "林小梅"})
    assert [(remark.row, remark.why) for remark in result.warned] == [(2, "name_differs")]
    assert counts(result) == (0, 0, 1)
    assert Person.objects.get().name == "林晓梅"


def test_somebody_who_came_by_phone_is_the_same_person_when_the_name_is(read) -> None:
    came = Person.objects.create(name="林晓梅", phone="13800004417", phone_masked="138••••4417", created_at=clock.now())
    Identity.objects.create(kind="phone", key=blind_index("phone", "13800004417"), person_id=came.id)
    assert counts(read(LIN)) == (0, 1, 0)
    assert Person.objects.get().id_number.reveal() == NUMBER
    assert counts(read(LIN)) == (0, 0, 1)


def test_an_officer_imports_into_her_own_subtree_only(read) -> None:
    hers = Union.objects.get(name=HERS)
    officer = Actor(uuid7(), "陈干事", (Scope("reviewer", hers.path),))
    stranger = {**LIN, "id_number": "360102199302149718", "sex": "男", "phone": "", "union": OTHER}
    result = read(LIN, stranger, by=officer)
    assert [(remark.row, remark.why) for remark in result.rejected] == [(3, "outside_reach")]
    assert counts(result) == (1, 0, 0)
