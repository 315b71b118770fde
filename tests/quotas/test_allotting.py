"""Whoever asks, in whatever order and for however many: never more than there is, nobody twice, what is kept stays kept."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from niangjia.quotas.rules.allotting import Allotted, Stock, Wish, allot

WHO = st.integers(0, 12).map(lambda n: UUID(int=n + 1))
GROUPS = st.frozensets(st.sampled_from(["technical", "never"]), max_size=2)


@st.composite
def wishes(draw: st.DrawFn) -> list[Wish]:
    """Thirteen people, some asking twice; what stands of one is the same in each of her wishes."""
    traits = {
        UUID(int=n + 1): (
            draw(st.booleans()),
            draw(st.booleans()),
            draw(st.integers(0, 3)),
            draw(st.booleans()),
            draw(GROUPS),
        )
        for n in range(13)
    }
    asked = draw(st.lists(st.tuples(WHO, st.integers(1, 3), st.integers(0, 2)), max_size=25))
    return [
        Wish(
            who, UUID(int=key + 100), seats, entitled=traits[who][0], unknown=traits[who][1], points=traits[who][2],
            barred=traits[who][3], groups=traits[who][4],
        )
        for who, seats, key in asked
    ]  # fmt: skip


STOCKS = st.builds(
    lambda left, points, most, technical, never: Stock(
        left, points=points, most_seats=most, reserved={"technical": min(technical, left), "never": min(never, max(left - technical, 0))}
    ),
    st.integers(0, 12), st.integers(0, 2), st.integers(1, 3), st.integers(0, 5), st.integers(0, 5),
)  # fmt: skip


def given_to(asked: list[Wish], answers: list[Allotted]) -> list[Wish]:
    return [wish for wish, answer in zip(asked, answers, strict=True) if answer.code == "ok" and answer.first is None]


@given(wishes(), STOCKS)
def test_never_more_than_is_left_and_nobody_twice(asked: list[Wish], stock: Stock) -> None:
    answers = allot(asked, stock)
    got = given_to(asked, answers)
    assert len(answers) == len(asked)
    assert sum(wish.seats for wish in got) <= stock.left
    assert len({wish.person_id for wish in got}) == len(got)


@given(wishes(), STOCKS)
def test_only_the_entitled_get_one_and_they_can_pay(asked: list[Wish], stock: Stock) -> None:
    for wish in given_to(asked, allot(asked, stock)):
        assert wish.entitled
        assert not wish.barred
        assert wish.points >= stock.points * wish.seats
        assert wish.seats <= stock.most_seats


@given(wishes(), STOCKS)
def test_what_is_kept_for_a_group_goes_to_nobody_else(asked: list[Wish], stock: Stock) -> None:
    answers = allot(asked, stock)
    others = [w for w in given_to(asked, answers) if not w.groups & stock.reserved.keys()]
    assert sum(wish.seats for wish in others) <= stock.left - sum(stock.reserved.values())


@given(wishes(), STOCKS)
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


@given(wishes(), STOCKS)
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


@given(st.integers(1, 9), st.integers(1, 9))
def test_unknown_is_not_no_and_not_yes(left: int, key: int) -> None:
    wish = Wish(UUID(int=1), UUID(int=key), entitled=False, unknown=True)
    assert allot([wish], Stock(left))[0].code == "unknown"
