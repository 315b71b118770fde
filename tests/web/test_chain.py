"""Every open service, from the catalogue's page to the rating: verdict, days, journal, what it gives, what its figures say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client

from niangjia.base import journal
from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.catalogue import api as catalogue
from niangjia.insight import api as insight
from niangjia.ledger import api as ledger
from niangjia.people import api as people
from tests.casework.conftest import known, monday
from tests.cast import World
from tests.web.chain_driver import Drive
from tests.web.chain_places import PLACES
from tests.web.chain_services import WAYS, payer

pytestmark = pytest.mark.django_db
__all__ = ["known", "monday"]
ENOUGH_FEN = 100_000_00
ON_THE_PAGE = {"yes": ("条都符合",), "unknown": ("还不知道",), "no": ("这一期已经领过", "条不符合")}


@pytest.fixture
def days() -> Iterator[ExitStack]:
    """The days that pass; afterwards it is Monday again."""
    with ExitStack() as passing:
        yield passing


@pytest.fixture
def staffed(known: World) -> World:
    """Two may sign at the city, for whatever needs two."""
    for role in ("reviewer", "aid"):
        people.appoint_to_post(by=SYSTEM, person_id=known["leader"].id, union_id=known.unions["city"].id, role=role)
    return known


def test_every_open_service_has_its_way_here() -> None:
    opened = {found.key for found in catalogue.services() if found.state == "open"}
    assert {service_of(way) for way in (*WAYS, *PLACES)} == opened, (
        "write an entry in chain_services.py or chain_places.py for each service that has been opened"
    )


def test_every_open_service_counts_in_a_figure() -> None:
    assert [found.key for found in catalogue.services() if found.state == "open" and not found.figures] == []


def service_of(way: str) -> str:
    return way.partition("/")[0]


def every_figure() -> dict[str, Decimal | None]:
    return {key: insight.figure(key=key)[1] for key in insight.produced()}


def changes(before: dict[str, Decimal | None], after: dict[str, Decimal | None]) -> dict[str, Decimal]:
    return {key: (value or Decimal()) - (before[key] or 0) for key, value in after.items() if value != before[key]}


def subject_of(world: World, drive: Drive) -> UUID:
    found, who = drive.definition, drive.way.who
    return {"person": lambda: world[who].id, "union": lambda: world.unions[who].id, "enterprise": lambda: payer(world)}[
        found.subject
    ]()


def has_its_budget(world: World, drive: Drive) -> None:
    money = drive.definition.money
    if money:
        ledger.appropriate(
            by=SYSTEM,
            union_id=world.unions["city"].id,
            fund=money.fund,
            year=2026,
            amount_fen=ENOUGH_FEN,
            basis="测试预算",
        )


@pytest.mark.parametrize("key", sorted(WAYS))
def test_a_service_from_the_catalogue_to_the_rating(
    staffed: World, key: str, client_of: Callable[..., Client], days: ExitStack, tmp_path: Path
) -> None:
    way = WAYS[key]
    drive = Drive(staffed, service_of(key), way, client_of, days)
    has_its_budget(staffed, drive)
    way.facts(staffed, tmp_path)
    subject, figures = subject_of(staffed, drive), every_figure()

    says(drive, subject, way.verdicts[0])
    drive.begins()
    for due, should_be in drive.goes_through_the_chain():
        assert due == should_be, drive.stages
    if way.fen:
        drive.is_paid()
    if way.place:
        drive.they_are_there()

    assert drive.stages == [stage.kind for stage in drive.definition.chain]
    assert drive.case.state == "delivered"
    says(drive, subject, way.verdicts[1])
    assert drive.case.amount_fen == (way.fen or None)
    if way.record:
        question, answer = way.record
        assert question(staffed) == answer
    figures_say_exactly_this(drive, figures)
    if drive.definition.rating:
        drive.is_rated()
        assert (drive.case.state, drive.case.rating) == ("rated", 5)
    money_went_where_it_should(drive)
    journal_says_who_did_what(drive)


def says(drive: Drive, subject: UUID, verdict: str) -> None:
    """The catalogue, and the page a person reads."""
    assert catalogue.verdict_now(service=drive.key, subject_id=subject) == verdict
    if drive.definition.subject == "person":
        page = drive.applicants_page()
        assert [words for words in ON_THE_PAGE[verdict] if words in page], verdict


def figures_say_exactly_this(drive: Drive, before: dict[str, Decimal | None]) -> None:
    """What this record adds, nothing else; and each figure opens into the record."""
    assert changes(before, every_figure()) == dict(drive.way.figures)
    for figure in drive.definition.figures:
        assert figure.key in drive.way.figures
        records, total = insight.records(key=figure.key)
        payments = len(casework.parts_of_case(case_id=drive.case.id)) or 1
        assert total == (payments if figure.counts == "yuan" else 1), figure.key
        assert records[0].link_id in {drive.case.id, drive.case.subject_id}


def money_went_where_it_should(drive: Drive) -> None:
    """The books balance, and the budget is less by exactly this payment, made to the one it is for."""
    money = drive.definition.money
    if money is None:
        return
    case, paid = drive.case, ledger.payouts_of_case(case_id=drive.case.id)
    owner = case.subject_id if case.subject_kind == "person" else case.union_id
    wanted = {(owner, money.fund, "paid")} if drive.way.fen else set()  # of a place or money, it was the place
    assert {(each.owner_id, each.fund, each.state) for each in paid} == wanted
    assert sum(each.amount_fen for each in paid) == drive.way.fen
    city = drive.world.unions["city"].id
    assert ledger.budget_left(union_id=city, fund=money.fund, year=2026) == ENOUGH_FEN - drive.way.fen
    assert ledger.books_balanced().balanced


def journal_says_who_did_what(drive: Drive) -> None:
    """An entry for each verb of the way, by the one who did it, and no other."""
    entries = journal.entries(about=("case", drive.case.id), limit=200)
    others = [(verb, drive.world[who].id if who else SYSTEM.id) for verb, who in drive.way.also]
    assert Counter((entry.verb, entry.actor_id) for entry in entries) == Counter([*drive.did, *others])
