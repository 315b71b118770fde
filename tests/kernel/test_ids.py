from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.kernel import ids
from niangjia.kernel.ids import from_seed, uuid7, uuid7s, uuid_from_seed

AT = datetime(2026, 11, 23, tzinfo=UTC)


def test_keys_have_version_and_variant_of_rfc_9562() -> None:
    key = uuid7()
    assert key.version == 7
    assert key.variant == "specified in RFC 4122"


def test_keys_rise_within_a_process() -> None:
    keys = [uuid7() for _ in range(20_000)]
    assert keys == sorted(set(keys))


def test_keys_rise_when_the_clock_steps_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = uuid7()
    monkeypatch.setattr(ids.time, "time_ns", lambda: 0)
    assert uuid7() > before


def test_a_full_counter_borrows_a_millisecond(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ids._last, "counter", (1 << 42) - 1)
    monkeypatch.setattr(ids.time, "time_ns", lambda: 0)
    before = ids._last["ms"]
    uuid7()
    assert ids._last == {"ms": before + 1, "counter": 0}


def test_threads_never_share_a_key() -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: uuid7(), range(8_000)))
    assert len(set(keys)) == 8_000


def test_a_forked_child_begins_anew() -> None:
    uuid7()
    ids._forget_after_fork()
    assert ids._last["ms"] == 0
    assert uuid7().version == 7
    assert os.getpid()


def test_the_time_is_in_the_key() -> None:
    assert uuid_from_seed("a", at=AT).int >> 80 == int(AT.timestamp() * 1000)


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_a_seed_gives_the_same_key_again(parts: list[str]) -> None:
    assert uuid_from_seed(*parts) == uuid_from_seed(*parts)
    assert uuid_from_seed(*parts).version == 8
    assert uuid_from_seed(*parts, at=AT).version == 7
    assert uuid_from_seed(*parts) != uuid_from_seed(*parts, "more")


def test_from_a_seed_the_same_keys_come_again_and_rise_with_the_moments() -> None:
    def drawn(seed: int) -> list[Any]:
        moments = iter([AT, AT, AT + timedelta(hours=1), AT + timedelta(days=1)])
        with from_seed(seed, "matters", now=lambda: next(moments)):
            return [uuid7() for _ in range(4)]

    keys = drawn(1)
    assert keys == drawn(1) == sorted(set(keys))
    assert all(key.version == 7 for key in keys)
    assert not set(keys) & set(drawn(2))
    assert uuid7() not in keys


def test_keys_made_together_rise_and_go_on_where_the_last_ended() -> None:
    before, together, after = uuid7(), uuid7s(500), uuid7()
    assert [before, *together, after] == sorted({before, *together, after})
    assert {key.version for key in together} == {7}
    assert uuid7s(0) == []


def test_keys_made_together_from_a_seed_are_those_made_one_by_one() -> None:
    with from_seed("city", now=lambda: AT):
        together = uuid7s(3)
    with from_seed("city", now=lambda: AT):
        assert [uuid7() for _ in range(3)] == together
