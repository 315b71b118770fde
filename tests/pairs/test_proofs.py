"""A proof of being single is looked at once, by somebody of her union's line, and holds a year."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from niangjia.base import clock, files, journal
from niangjia.base.files import vault
from niangjia.base.jobs import drain
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound, ReasonMissing
from niangjia.messages import api as messages
from niangjia.pairs import api as pairs
from niangjia.pairs.errors import NoHome, ProofDecided, ProofMissing, ProofWaits
from niangjia.people import api as people
from niangjia.quotas import api as quotas
from niangjia.quotas.errors import NotKnown, PoolWrong
from tests.cast import World
from tests.pairs.conftest import book, is_single, make_meeting, picture, prove, verdict

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known")]


def told(world: World, who: str) -> list[str]:
    drain()
    return [message.title for message in messages.inbox(person_id=world[who].id)]


def file_of(world: World) -> UUID:
    """What the worker has handed in."""
    found = pairs.own_proof(world["worker"].id)
    assert found
    assert found.file_id
    return found.file_id


@pytest.fixture
def handed_in(world: World) -> UUID:
    is_single(world, "worker")
    return pairs.hand_in_proof(by=world["worker"].actor, upload=picture())


def test_what_she_says_alone_is_not_enough_and_not_a_no(world: World, handed_in: UUID) -> None:
    assert verdict(world, "worker") == "unknown"
    with pytest.raises(NotKnown):
        book(world, "worker", make_meeting(world))


def test_one_look_makes_it_a_yes_for_a_year(world: World, handed_in: UUID) -> None:
    pairs.decide_proof(by=world["grassroots_officer"].actor, proof_id=handed_in, accepted=True)
    assert verdict(world, "worker") == "yes"
    assert book(world, "worker", make_meeting(world)).booking_id
    found = pairs.own_proof(world["worker"].id)
    assert found
    assert (found.holds, found.valid_until) == (True, date(2027, 11, 23))
    assert "单身证明核对过了" in told(world, "worker")
    for day, said in (("2027-11-23", "yes"), ("2027-11-24", "unknown")):
        with clock.frozen(day):
            people.tell(by=world["worker"].actor, person_id=world["worker"].id, question="single", answers=["yes"])
            catalogue.refresh("person", [world["worker"].id])
            assert verdict(world, "worker") == said


def test_refused_it_says_why_the_picture_is_gone_and_she_hands_in_another(world: World, handed_in: UUID) -> None:
    file_id = file_of(world)
    with pytest.raises(ReasonMissing):
        pairs.decide_proof(by=world["town_officer"].actor, proof_id=handed_in, accepted=False, reason="糊")
    pairs.decide_proof(by=world["town_officer"].actor, proof_id=handed_in, accepted=False, reason="看不清公章")
    assert "单身证明要再交一张" in told(world, "worker")
    with pytest.raises(NotFound):
        files.open_for(by=world["worker"].actor, file_id=file_id)
    with pytest.raises(ProofDecided):
        pairs.decide_proof(by=world["county_officer"].actor, proof_id=handed_in, accepted=True)
    assert pairs.hand_in_proof(by=world["worker"].actor, upload=picture())


def test_nobody_hands_in_two_at_once_or_nothing_or_without_a_union(world: World, handed_in: UUID) -> None:
    with pytest.raises(ProofWaits):
        pairs.hand_in_proof(by=world["worker"].actor, upload=picture())
    with pytest.raises(ProofMissing):
        pairs.hand_in_proof(by=world["mother"].actor, upload=None)
    with pytest.raises(NoHome):
        pairs.hand_in_proof(by=world["courier"].actor, upload=picture())


def test_only_her_unions_line_looks_and_never_at_its_own_or_its_kin(world: World, handed_in: UUID) -> None:
    waiting = {
        who: [p.id for p in pairs.proofs_waiting(world[who].actor)]
        for who in ("town_officer", "stranger", "finance_officer", "mother")
    }
    assert waiting == {"town_officer": [handed_in], "stranger": [], "finance_officer": [], "mother": []}
    own = pairs.hand_in_proof(by=world["grassroots_officer"].actor, upload=picture())
    people.record_relative(
        by=world["county_officer"].actor, person_id=world["worker"].id, other_id=world["county_officer"].id, relation="parent"
    )  # fmt: skip
    for who, proof_id in (("stranger", handed_in), ("grassroots_officer", own), ("county_officer", handed_in)):
        with pytest.raises(NotFound):
            pairs.decide_proof(by=world[who].actor, proof_id=proof_id, accepted=True)


def test_whoever_may_not_decide_does_not_see_the_picture_and_each_look_is_written_down(
    world: World, handed_in: UUID
) -> None:
    file_id = file_of(world)
    files.open_for(by=world["town_officer"].actor, file_id=file_id)
    assert [look.what for look in people.looks_at_me(person_id=world["worker"].id)] == ["single-proof"]
    for who in ("stranger", "mother", "finance_officer"):
        with pytest.raises(NotFound):
            files.open_for(by=world[who].actor, file_id=file_id)


def test_two_weeks_before_the_end_she_is_told_once_and_then_the_file_goes(world: World) -> None:
    is_single(world, "worker")
    prove(world, "worker")
    assert file_of(world)
    assert pairs.warn_of_proofs() == 0
    with clock.frozen("2027-11-10"):
        assert (pairs.warn_of_proofs(), pairs.warn_of_proofs()) == (1, 0)
        assert told(world, "worker").count("单身证明快到期了") == 1
        assert pairs.drop_old_files() == 0
    with clock.frozen("2027-11-25"):
        assert (pairs.drop_old_files(), pairs.drop_old_files()) == (1, 0)
    found = pairs.own_proof(world["worker"].id)
    assert found
    assert (found.file_id, found.valid_until) == (None, date(2027, 11, 23))


def test_who_has_a_newer_proof_is_not_warned_of_the_old_one(world: World) -> None:
    is_single(world, "worker")
    prove(world, "worker")
    with clock.frozen("2027-11-01"):
        prove(world, "worker")
    with clock.frozen("2027-11-12"):
        assert pairs.warn_of_proofs() == 0


def test_a_meeting_is_small_and_half_of_it_is_kept_for_each(world: World) -> None:
    with pytest.raises(PoolWrong):
        make_meeting(world, capacity=31)
    pool_id = make_meeting(world, capacity=4)
    assert quotas.shares_of(pool_id) == [("men", 2, 0), ("women", 2, 0)]
    for who in ("worker", "mother", "grassroots_officer"):
        is_single(world, who)
        prove(world, who)
        assert book(world, who, pool_id).booking_id
    assert quotas.shares_of(pool_id) == [("men", 2, 1), ("women", 2, 2)]


def test_the_journal_names_the_deed_and_not_the_picture(world: World, handed_in: UUID) -> None:
    entries = journal.entries(about=("single_proof", handed_in), limit=9)
    assert [(e.verb, e.actor_id, e.details) for e in entries] == [("pairs.hand_in_proof", world["worker"].id, {})]
    assert vault.place(file_of(world)).exists()
