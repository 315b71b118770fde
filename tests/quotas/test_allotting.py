"""Who of those who ask together gets a place: whatever is asked for, never one too many and never out of turn."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from hypothesis import assume, given
from hypothesis import strategies as st

from niangjia.quotas.rules.allotting import Allotted, Stock, Wish, allot, allot_each

PEOPLE = [UUID(int=n) for n in range(8)]
GROUPS = ["skilled", "never_won"]
wishes = st.lists(
    st.builds(
        Wish, person_id=st.sampled_from(PEOPLE), key=st.sampled_from([UUID(int=n) for n in range(100, 103)]), seats=st.integers(1, 3),
        entitled=st.booleans(), unknown=st.booleans(), points=st.integers(0, 12), served=st.booleans(), barred=st.booleans(),
        groups=st.frozensets(st.sampled_from(GROUPS)), party=st.just(b""), had=st.none(),
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
    assume(
        sum(stock.reserved.values()) <= stock.left
    )  # what is kept for all groups is there: where it is not, no group can be sure of its own
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


@given(wishes, stocks)
def test_nobody_is_skipped(asked: list[Wish], stock: Stock) -> None:
    """Who hears "gone" could not have been served with what was left when it was her turn."""
    answers, left, reserved = allot(asked, stock), stock.left, dict(stock.reserved)
    for wish, answer in zip(asked, answers, strict=True):
        if answer.code == "gone":
            kept_for_others = sum(places for name, places in reserved.items() if name not in wish.groups)
            own = [places for name, places in reserved.items() if name in wish.groups and places]
            free = left - sum(reserved.values())
            assert wish.seats > free + (own[0] if own else 0) or wish.seats > left - kept_for_others
        if answer.code == "ok" and answer.first is None:
            left -= wish.seats
            if answer.share:
                reserved[answer.share] -= min(reserved[answer.share], wish.seats)


@given(wishes, stocks)
def test_the_same_key_gets_the_same_answer_and_another_is_told_that_she_has_one(
    asked: list[Wish], stock: Stock
) -> None:
    answers = allot(asked, stock)
    for place, (wish, answer) in enumerate(zip(asked, answers, strict=True)):
        first = next(
            (n for n in range(place) if asked[n].person_id == wish.person_id and answers[n].code == "ok"), None
        )
        if first is not None:
            same = wish.key == asked[first].key
            assert answer.code == ("ok" if same else "already")


@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 19)), max_size=20),
    wishes,
    st.lists(stocks, min_size=3, max_size=3),
)
def test_several_pools_together_answer_as_each_would_alone(
    order: list[tuple[int, int]], asked: list[Wish], kept: list[Stock]
) -> None:
    pools = [UUID(int=n) for n in range(3)]
    by_pool = dict(zip(pools, kept, strict=True))
    mixed = [(pools[pool], asked[nr % len(asked)]) for pool, nr in order if asked]
    together = allot_each([pool for pool, _ in mixed], [wish for _, wish in mixed], by_pool)
    for pool in pools:
        places = [place for place, (asks, _) in enumerate(mixed) if asks == pool]
        alone = allot([mixed[place][1] for place in places], by_pool[pool])
        for place, answer in zip(places, alone, strict=True):
            assert (together[place].code, together[place].share, together[place].kept) == (
                answer.code,
                answer.share,
                answer.kept,
            )
            assert together[place].first == (None if answer.first is None else places[answer.first])
