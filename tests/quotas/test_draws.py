"""A draw: frozen before the source speaks, seeded by two, drawn once, and drawn again by anybody."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.kernel.errors import NotFound
from niangjia.kernel.ids import uuid7
from niangjia.people import api as people
from niangjia.quotas import api as quotas
from niangjia.quotas.errors import (
    DrawStep,
    NotOpen,
    PartyHasOne,
    SameOfficer,
    SeedDiffers,
    SeedWithoutLink,
    SourceTooSoon,
)
from niangjia.quotas.models import Booking, Draw, Pool
from niangjia.quotas.rules.draws import Entry, draw, verify, written
from tests.cast import World, id_number
from tests.quotas.conftest import MakePool, ask, states

pytestmark = pytest.mark.django_db
SEED = "上证 3412.57 深成 11086.93"
PARENTS = ("grassroots_officer", "mother", "county_officer", "municipal_officer")


@pytest.fixture
def parents(world: World, known: None) -> World:
    """Four of the cast have a child at primary school."""
    for who in PARENTS:
        people.tell(by=world[who].actor, person_id=world[who].id, question="children", answers=["primary"])
        people.update_profile(by=SYSTEM, person_id=world[who].id, at_work="employed")
    return world


def child(n: int, **more: str) -> dict[str, str]:
    return {
        "child_name": f"小{n}", "child_id": id_number(date(2017, 8, 15), "f", n), "grade": "lower", "family": "two_jobs", "guardian_consent": "on",
    } | more  # fmt: skip


@pytest.fixture
def pool(parents: World, make_pool: MakePool) -> Pool:
    """Two places, one of them kept for families that come first; all four have entered."""
    made = make_pool("summer-daycare", mode="lottery", capacity=2)
    for n, who in enumerate(PARENTS, 1):
        ask(parents, who, made, answers=child(n, family="single_parent" if who == "mother" else "two_jobs"))
    return made


def announced(world: World, pool: Pool) -> UUID:
    return quotas.announce_draw(
        by=world["town_officer"].actor,
        pool_id=pool.id,
        source="12 月 1 日上证、深成收盘指数",
        speaks_at=pool.closes_at + timedelta(days=1),
    )


def frozen(world: World, pool: Pool) -> UUID:
    draw_id = announced(world, pool)
    with clock.frozen(pool.closes_at + timedelta(hours=1)):
        quotas.freeze_list(by=world["town_officer"].actor, draw_id=draw_id)
    return draw_id


def drawn(world: World, pool: Pool) -> quotas.DrawView:
    draw_id = frozen(world, pool)
    with clock.frozen(pool.closes_at + timedelta(days=1, hours=1)):
        quotas.enter_seed(by=world["town_officer"].actor, draw_id=draw_id, seed=SEED, link="https://example.org/index")
        quotas.confirm_seed(by=world["county_officer"].actor, draw_id=draw_id, seed=SEED)
        quotas.make_draw(by=world["town_officer"].actor, draw_id=draw_id)
        quotas.make_draw(by=world["town_officer"].actor, draw_id=draw_id)
    return quotas.draw(draw_id=draw_id)


def test_two_of_four_get_a_place_and_the_others_wait_in_the_drawn_order(parents: World, pool: Pool) -> None:
    view = drawn(parents, pool)
    assert sorted(states(pool).values()) == ["booked", "booked", "waiting", "waiting"]
    assert states(pool)[parents["mother"].id] == "booked", (
        "one place is kept for families that come first, and she is the only one"
    )
    assert [line.outcome for line in view.drawn if line.number == 2] == ["given:first"]
    assert len(view.listed) == 4
    assert quotas.adrift() == []
    assert "3501" not in view.entries
    waiting = Booking.objects.filter(pool_id=pool.id, state="waiting").order_by("order")
    assert quotas.place_in_line(booking_id=waiting[1].id) == 2


def test_anybody_draws_it_again_out_of_the_public_file_with_and_without_the_platform(
    parents: World, pool: Pool, tmp_path: Path
) -> None:
    text = quotas.public_file(drawn(parents, pool))
    assert (verify(text).differs, verify(text).given) == ("", 2)
    file, script = tmp_path / "draw.json", tmp_path / "draw.py"
    file.write_text(text, encoding="utf-8")
    script.write_text(files("niangjia.quotas").joinpath("data/draw.txt").read_text(encoding="utf-8"), encoding="utf-8")
    said = subprocess.run([sys.executable, script, file], capture_output=True, text=True, check=True).stdout
    assert "differences: 0" in said
    cli = [sys.executable, "-m", "niangjia.config.cli", "verify", "draw", str(file)]
    assert (
        subprocess.run(cli, capture_output=True, text=True, check=True).stdout
        == "ok: 4 on the list, 2 drawn, as published\n"
    )


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("entries_sm3", lambda told: told | {"entries": told["entries"].replace("1,", "5,", 1)}),
        ("number", lambda told: told | {"seed": told["seed"] + "0"}),
        ("number", lambda told: told | {"result": told["result"].replace("waiting", "given", 1)}),
    ],
)
def test_whatever_is_changed_is_found(parents: World, pool: Pool, what: str, change: object, tmp_path: Path) -> None:
    told = json.loads(quotas.public_file(drawn(parents, pool)))
    text = json.dumps(change(told))  # type: ignore[operator]  # one of the three above
    assert verify(text).differs.startswith(what)
    script, file = tmp_path / "draw.py", tmp_path / "draw.json"
    file.write_text(text, encoding="utf-8")
    script.write_text(files("niangjia.quotas").joinpath("data/draw.txt").read_text(encoding="utf-8"), encoding="utf-8")
    assert subprocess.run([sys.executable, script, file], capture_output=True, check=False).returncode == 1


def test_the_steps_cannot_be_taken_out_of_turn(parents: World, pool: Pool) -> None:
    town, county = parents["town_officer"].actor, parents["county_officer"].actor
    with pytest.raises(SourceTooSoon):
        quotas.announce_draw(by=town, pool_id=pool.id, source="收盘指数", speaks_at=pool.closes_at)
    draw_id = announced(parents, pool)
    with pytest.raises(DrawStep):
        quotas.freeze_list(by=town, draw_id=draw_id)  # entering is open
    with clock.frozen(pool.closes_at + timedelta(days=2)), pytest.raises(SourceTooSoon):
        quotas.freeze_list(by=town, draw_id=draw_id)  # the source has spoken: choose another
    with clock.frozen(pool.closes_at + timedelta(hours=1)):
        with pytest.raises(NotFound):
            quotas.freeze_list(by=parents["stranger"].actor, draw_id=draw_id)
        first = quotas.freeze_list(by=town, draw_id=draw_id)
        with pytest.raises(DrawStep):
            quotas.freeze_list(by=town, draw_id=draw_id)
        with pytest.raises(DrawStep):
            announced(parents, pool)
        with pytest.raises(DrawStep):
            quotas.enter_seed(by=town, draw_id=draw_id, seed=SEED, link="https://example.org/")
    with clock.frozen(pool.closes_at + timedelta(days=1, hours=1)):
        with pytest.raises(DrawStep):
            quotas.make_draw(by=town, draw_id=draw_id)
        with pytest.raises(SeedWithoutLink):
            quotas.enter_seed(by=town, draw_id=draw_id, seed=SEED, link="")
        quotas.enter_seed(by=town, draw_id=draw_id, seed=SEED, link="https://example.org/")
        with pytest.raises(SameOfficer):
            quotas.confirm_seed(by=town, draw_id=draw_id, seed=SEED)
        with pytest.raises(SeedDiffers):
            quotas.confirm_seed(by=county, draw_id=draw_id, seed=SEED + "1")
        with pytest.raises(DrawStep):
            quotas.make_draw(by=town, draw_id=draw_id)
    assert Draw.objects.get(id=draw_id).entries_hash == first


def test_nobody_enters_after_the_closing_and_a_child_enters_once(parents: World, pool: Pool) -> None:
    with pytest.raises(PartyHasOne):
        ask(parents, "grassroots_officer", pool, answers=child(2))  # whom the mother has entered
    with clock.frozen(pool.closes_at + timedelta(minutes=1)), pytest.raises(NotOpen):
        ask(parents, "grassroots_officer", pool, answers=child(7))


def test_a_second_child_of_one_parent_is_judged_after_the_first_stands(parents: World, pool: Pool) -> None:
    ask(parents, "county_officer", pool, answers=child(8))
    drawn(parents, pool)
    assert Booking.objects.filter(person_id=parents["county_officer"].id).count() == 2
    assert quotas.adrift() == []


def test_the_database_holds_the_order_of_the_steps(parents: World, pool: Pool) -> None:
    draw_id = frozen(parents, pool)
    row, now = Draw.objects.filter(id=draw_id), pool.closes_at
    for wrong in (
        {"seed": SEED, "seeded_at": now, "seed_by": uuid7()},  # before the source speaks
        {"drawn_at": now},
        {"frozen_at": now + timedelta(days=3)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.update(**wrong)


def test_nobody_waits_for_a_place_before_it_is_drawn(parents: World, pool: Pool) -> None:
    with pytest.raises(NotOpen):
        ask(parents, "worker", pool, answers=child(7), wait=True)
    assert quotas.advance(by=SYSTEM, pool_id=pool.id) == 0


def test_a_list_frozen_a_moment_before_the_source_speaks_is_no_frozen_list(parents: World, pool: Pool) -> None:
    draw_id = announced(parents, pool)
    with clock.frozen(pool.closes_at + timedelta(days=1) - timedelta(minutes=1)), pytest.raises(SourceTooSoon):
        quotas.freeze_list(by=parents["town_officer"].actor, draw_id=draw_id)


def test_what_comes_back_after_the_draw_is_offered_in_its_order(parents: World, pool: Pool) -> None:
    drawn(parents, pool)
    first = Booking.objects.filter(pool_id=pool.id, state="booked").first()
    waiting = Booking.objects.filter(pool_id=pool.id, state="waiting").order_by("order").first()
    assert first
    assert waiting
    quotas.give_back(by=SYSTEM, booking_id=first.id)
    quotas.advance(by=SYSTEM, pool_id=pool.id)
    waiting.refresh_from_db()
    assert waiting.state == "held"


ENTRIES = st.lists(st.tuples(st.integers(1, 3), st.booleans()), min_size=1, max_size=30).map(
    lambda rows: [Entry(n, f"林{n}", seats, ("first",) if group else ()) for n, (seats, group) in enumerate(rows, 1)]
)


@given(ENTRIES, st.text(min_size=1, max_size=20), st.integers(1, 20), st.integers(0, 6), st.randoms())
def test_a_draw_depends_on_list_and_seed_alone(
    entries: list[Entry], seed: str, left: int, kept: int, random: object
) -> None:
    reserved = {"first": min(kept, left)} if kept else {}
    result = draw(entries, seed, left=left, most_seats=3, reserved=reserved)
    shuffled = list(entries)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random
    assert draw(shuffled, seed, left=left, most_seats=3, reserved=reserved) == result
    assert [line.place for line in result] == list(range(1, len(entries) + 1))
    seats = {entry.number: entry.seats for entry in entries}
    assert sum(seats[line.number] for line in result if line.outcome.startswith("given")) <= left
    others = [line for line in result if line.outcome == "given" and "first" not in entries[line.number - 1].groups]
    assert sum(seats[line.number] for line in others) <= left - sum(reserved.values())
    assert written(result) == written(draw(entries, seed, left=left, most_seats=3, reserved=reserved))
