"""The life of a case has no dead ends, and only money that comes back takes it out of the archive."""

from __future__ import annotations

import pytest

from niangjia.casework.rules.states import ARCHIVED, LIVE, MOVES, STATES, may_move


def test_every_state_has_a_name_and_moves() -> None:
    assert set(MOVES) == set(STATES)
    assert all(target in STATES for moves in MOVES.values() for target in moves)


@pytest.mark.parametrize("state", sorted(set(STATES) - {ARCHIVED}))
def test_every_state_leads_to_the_archive_in_the_end(state: str) -> None:
    reached, todo = {state}, [state]
    while todo:
        fresh = MOVES[todo.pop()] - reached
        reached |= fresh
        todo += sorted(fresh)
    assert ARCHIVED in reached


def test_a_refused_case_cannot_be_paid() -> None:
    assert not may_move("refused", "delivering")


def test_a_live_case_is_never_archived_directly() -> None:
    assert not any(may_move(state, ARCHIVED) for state in LIVE)


def test_only_returned_money_leads_back_out_of_the_archive() -> None:
    assert MOVES[ARCHIVED] == {"bounced"}
