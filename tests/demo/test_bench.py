"""The bench compares two ways to the same verdicts, over whatever is published."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from niangjia.base import clock
from niangjia.catalogue import api as catalogue
from niangjia.catalogue.models import PersonPast
from niangjia.demo.benches.counts import bench_counts
from niangjia.demo.benches.growth import bench_growth
from niangjia.demo.benches.past import bench_past
from niangjia.demo.benches.verdicts import bench_verdicts, plans_of_today
from tests.cast import World, build_world

pytestmark = pytest.mark.django_db
PROMISED = {"people", "services", "all_s", "handwritten_s", "ratio", "one_ms", "checksum_equal"}


def test_generated_and_by_hand_give_everybody_the_same_bits(world: World) -> None:
    catalogue.refresh_everybody()
    answer = bench_verdicts(rounds=1)
    assert answer.keys() >= PROMISED
    assert answer["checksum_equal"]
    assert answer["people"] > 0
    assert answer["services"] == len(catalogue.services(subject="person"))


def test_the_past_costs_something_and_leaves_nothing(world: World) -> None:
    catalogue.refresh_everybody()
    answer = bench_past(rounds=1)
    assert answer["changed_facts"] == 3 * answer["people"] == 3 * len(world.people)
    assert answer["bytes_row"] > 0
    assert not PersonPast.objects.exists()
    assert catalogue.rebuild(check=True).ok


def test_a_city_twice_over_has_twice_the_people_and_leaves_nothing_behind(world: World) -> None:
    catalogue.refresh_everybody()
    once, twice = bench_growth(times=(1, 2))
    assert twice["people"] == 2 * once["people"] > 0
    with connection.cursor() as cursor:
        cursor.execute("select to_regnamespace('bench_growth')")
        assert cursor.fetchone() == (None,)


def test_another_engine_gets_every_criterion_and_the_facts_it_reads(world: World) -> None:
    """As JSON: what a program without this one's types can carry away (``bench/compare``)."""
    catalogue.refresh_everybody()
    told = json.loads(json.dumps(plans_of_today()))
    ours = catalogue.statements(subject="person", day=clock.today())
    places = [place for service in told["services"] for place in service["criteria"]]
    assert len(told["services"]) == ours.services
    assert len(places) == ours.criteria
    assert set(places) == set(range(ours.distinct)) == set(range(len(told["criteria"])))
    with connection.cursor() as cursor:
        cursor.execute(told["facts"])
        assert [column.name for column in cursor.description or ()] == ["id", *told["columns"]]
        assert cursor.fetchall()


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_is_all_that_was_written_by_many_and_folded_beside() -> None:
    build_world()
    answer = bench_counts(rows=1000, writes=5, rounds=1, writers=4)
    assert answer["equal"]
    assert answer["read_ms"].keys() == {"city", "municipal", "county", "town", "grassroots"}
    assert answer["writes_s"].keys() == {"nothing", "deltas", "rows", "deltas_folding"}
