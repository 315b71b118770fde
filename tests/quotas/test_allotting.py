"""Who of those who ask together gets a place: whatever is asked for, never one too many and never out of turn."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from niangjia.quotas.rules.allotting import Allotted, Stock, Wish, allot

PEOPLE = [UUID(int=n) for n in range(8)]
GROUPS = ["skilled", "never_won"]
wishes = st.lists(
    st.builds(
        Wish, person_id=st.sampled_from(PEOPLE), key=st.sampled_from([UUID(int=n) for n in range(100, 103)]), seats=st.integers(1, 3),
        entitled=st.booleans(), unknown=st.booleans(), points=st.integers(0, 12), served=st.booleans(), barred=st.booleans(),
        groups=st.frozensets(st.sampled_from(GROUPS)),
    ),
    max_size=20,
)  # fmt: skip
stocks = st.builds(
    Stock, left=st.integers(0, 10), is_open=st.booleans(), points=st.integers(0, 4), most_seats=st.integers(1, 3),
    reserved=st.dictionaries(st.sampled_from(GROUPS), st.integers(1, 4)),
)  # fmt: skip


def winners(asked: list[Wish], answers: list[Allotted]) -> list[tuple[Wish, Allotted]]:
    pairs = zip(asked, answers, strict=True)
    return [(wish, answer) for wish, answer in pairs if answer.code == "ok" and answer.first is None]


@given(wishes, stocks)
def test_never_more_than_is_left_and_one_a_person(asked: list[Wish], stock: Stock) -> None:
    won = winners(asked, allot(asked, stock))
    assert sum(wish.seats for wish, _ in won) <= stock.left
    assert all(count == 1 for count in Counter(wish.person_id for wish, _ in won).values())


@given(wishes, stocks)
def test_nobody_gets_one_without_a_verdict_or_below_nought(asked: list[Wish], stock: Stock) -> None:
    for wish, _ in winners(asked, allot(asked, stock)):
        assert stock.is_open
        assert wish.entitled
        assert not wish.served
        assert not wish.barred
        assert wish.points >= stock.points * wish.seats
        assert wish.seats <= stock.most_seats


@given(wishes, stocks)
def test_places_kept_for_a_group_go_to_nobody_else(asked: list[Wish], stock: Stock) -> None:
    won = winners(asked, allot(asked, stock))
    assert all(not answer.share or answer.share in wish.groups for wish, answer in won)
    for name, places in stock.reserved.items():
        strangers = sum(wish.seats for wish, _ in won if name not in wish.groups)
        assert strangers <= max(stock.left - places, 0)


@given(wishes, stocks)
def test_who_came_first_and_asked_for_as_much_is_not_passed_over(asked: list[Wish], stock: Stock) -> None:
    answers = allot(asked, stock)
    for place, (wish, answer) in enumerate(zip(asked, answers, strict=True)):
        if answer.code != "gone":
            continue
        later = [w for w, _ in winners(asked[place + 1 :], answers[place + 1 :])]
        assert not any(other.groups <= wish.groups and other.seats >= wish.seats for other in later)


@given(wishes, stocks)
def test_the_same_key_again_gets_the_same_answer(asked: list[Wish], stock: Stock) -> None:
    answers = allot(asked, stock)
    for wish, answer in zip(asked, answers, strict=True):
        if answer.first is not None:
            first = asked[answer.first]
            assert (first.person_id, first.key, answers[answer.first].code) == (wish.person_id, wish.key, "ok")
