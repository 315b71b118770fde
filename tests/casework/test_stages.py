"""Which union does which stage, as plain values."""

from __future__ import annotations

from uuid import UUID

from niangjia.casework.rules.stages import Node, Stage, above, at_or_above, is_last_review, next_stage

GRASSROOTS = Node(UUID(int=4), "grassroots", "a/b/c/d/", "榕和食品工会")
TOWN = Node(UUID(int=3), "town", "a/b/c/", "上街镇总工会")
COUNTY = Node(UUID(int=2), "county", "a/b/", "闽侯县总工会")
CITY = Node(UUID(int=1), "municipal", "a/", "福州市总工会")
LINE = (GRASSROOTS, TOWN, COUNTY, CITY)


def test_each_level_does_its_own_stage() -> None:
    assert [at_or_above(LINE, level).id for level in ("grassroots", "town", "county", "municipal")] == [
        node.id for node in LINE
    ]


def test_a_missing_level_is_done_by_the_next_one_above() -> None:
    assert at_or_above((GRASSROOTS, CITY), "county") == CITY


def test_a_worker_without_a_grassroots_union_is_served_by_her_town() -> None:
    assert at_or_above((TOWN, COUNTY, CITY), "grassroots") == TOWN


def test_a_review_is_skipped_when_a_later_one_falls_to_the_same_union() -> None:
    chain = (Stage("review", "county"), Stage("notice", "county"), Stage("review", "municipal"))
    assert next_stage(chain, -1, (GRASSROOTS, CITY)) == 1


def test_the_last_review_is_the_decision_though_a_notice_follows() -> None:
    chain = (Stage("review", "grassroots"), Stage("review", "municipal"), Stage("notice", "municipal"))
    assert [is_last_review(chain, i, LINE) for i in range(3)] == [False, True, False]


def test_a_chain_of_one_town_still_ends_in_a_decision() -> None:
    chain = (Stage("review", "grassroots"),)
    assert is_last_review(chain, 0, (TOWN, CITY))


def test_above_the_city_is_nobody() -> None:
    assert above(LINE, CITY.id) is None
    assert above(LINE, TOWN.id) == COUNTY


def test_the_chain_is_done_after_its_last_stage() -> None:
    assert next_stage((Stage("review", "grassroots"),), 0, LINE) is None
