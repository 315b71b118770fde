"""Every figure is counted from records and opens into exactly those."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from niangjia.base import clock
from niangjia.base.declare import Figure
from niangjia.catalogue import api as catalogue
from niangjia.insight import api as insight
from niangjia.insight.queries.combining import combined
from niangjia.insight.queries.figures import counted_from_records, values
from niangjia.kernel.errors import NotFound
from tests.cast import World
from tests.insight.delivered import delivered, fill
from tests.services_on_disk import open_services

pytestmark = pytest.mark.django_db
PRODUCED = {
    "study_grant_people": 3,
    "study_grant_yuan": Decimal("4200.5"),
    "aid_cap": 15_000,
    "warmth_people": 2,
    "dues_refund_yuan": 10_000,
    "model_workers": 2,
    "new_unions": 2,
    "new_members": 10,
    "industry_federations": 1,
    "online_services": len(open_services()),
}
IN_MINHOU = {
    "study_grant_people": 2,
    "study_grant_yuan": Decimal("3200.5"),
    "aid_cap": 15_000,
    "warmth_people": 1,
    "new_unions": 1,
}


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.frozen("2026-11-23"):
        yield


@pytest.fixture
def city(world: World) -> World:
    fill(world)
    return world


def of_records(key: str, path: str) -> Decimal | int | None:
    """What a figure is of all its records, page by page: how many, their sum, the largest."""
    found: list[insight.Record] = []
    page, total = insight.records(key=key, path=path)
    number = 1
    while page:
        found, number = found + page, number + 1
        page, _ = insight.records(key=key, path=path, page=number)
    assert len(found) == total
    amounts = [record.amount for record in found if record.amount is not None]
    measure = insight.produced()[key].measure
    if measure == "count":
        return total
    return sum(amounts, Decimal()) if measure == "sum" else max(amounts, default=None)


def test_the_figures_of_delivered_services_are_produced_and_the_others_are_nought(city: World) -> None:
    produced = {each.line.key: each.value for each in insight.report() if each.produced}
    assert {key: produced[key] for key in PRODUCED} == PRODUCED
    assert {value for key, value in produced.items() if key not in PRODUCED} <= {0, None}, (
        "nobody has had these services"
    )


@pytest.mark.parametrize("part", ["", "minhou", "shangjie", "gulou"])
def test_every_figure_equals_its_records_in_the_city_and_in_any_part_of_it(city: World, part: str) -> None:
    path = city.unions[part].path if part else ""
    for each in insight.report(path=path):
        if each.produced:
            assert each.value == of_records(each.line.key, path), each.line.key


@pytest.mark.parametrize("part", ["", "minhou", "shangjie", "gulou", "ronghe"])
def test_what_is_kept_is_what_the_figures_own_query_counts(city: World, part: str) -> None:
    path = city.unions[part].path if part else ""
    kept = [figure for figure in insight.produced().values() if figure.kept]
    assert len(kept) > len(PRODUCED) - 2
    assert values(kept, path) == counted_from_records(kept, path)
    compared, differing = insight.check_figures()
    assert (compared, differing) == (3 * len(kept), [])


def test_a_county_counts_its_own_records(city: World) -> None:
    values = {each.line.key: each.value for each in insight.report(path=city.unions["minhou"].path)}
    assert {key: values[key] for key in IN_MINHOU} == IN_MINHOU


def test_the_figure_moves_when_a_grant_arrives(city: World) -> None:
    delivered(city, "study-grant", "county_officer", "2022-01-01", fen=100_000, union="minhou")
    assert insight.figure(key="study_grant_people")[1] == PRODUCED["study_grant_people"] + 1


def test_tomorrow_does_not_count_today(city: World) -> None:
    delivered(city, "study-grant", "county_officer", "2026-11-24", fen=100_000)
    assert insight.figure(key="study_grant_people")[1] == PRODUCED["study_grant_people"]


def test_what_nothing_yields_is_not_zero(world: World) -> None:
    values = {each.line.key: each for each in insight.report()}
    assert len(values) == 62
    assert values["study_grant_graduates"].value is None
    assert values["aid_cap"].value is None, "without a payment there is no largest one"
    assert values["study_grant_people"].value == 0
    assert values["contests"].agrees is None


def test_an_unknown_figure_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        insight.figure(key="contests")
    with pytest.raises(NotFound):
        insight.records(key="nothing")


def test_online_services_are_the_open_ones_told_by_title(world: World) -> None:
    _, value = insight.figure(key="online_services")
    records, _ = insight.records(key="online_services")
    opened = [service for service in catalogue.services() if service.state == "open"]
    assert value == len(opened)
    assert {record.title for record in records} == {service.title["zh"] for service in opened}


def test_the_whole_report_is_one_query_besides_the_definitions(
    world: World, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(4):  # type: ignore[operator]  # pytest-django's fixture is a callable
        insight.report()


def figure(key: str, zh: str = "") -> Figure:
    return Figure(key, zh, "", "people", "now", "select 0", "select 1")


def test_a_package_knows_better_than_a_definition() -> None:
    assert combined([figure("a", "package")], [figure("a", "definition"), figure("b")])["a"].zh == "package"


def test_two_claims_on_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        combined([figure("a"), figure("a")], [])
