from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.unions.rules.kinds import current_region, may_stand_below, short_name_of
from niangjia.unions.rules.paths import MOST_CHILDREN, ancestor_paths, depth, next_path, ordinal_of, segment

ORDINALS = st.integers(1, MOST_CHILDREN)


@given(ORDINALS, ORDINALS)
def test_byte_order_is_ordinal_order(a: int, b: int) -> None:
    assert (segment(a) < segment(b)) == (a < b)
    assert re.fullmatch(r"[0-9A-Z]{6}/", segment(a))


@given(ORDINALS)
def test_a_segment_tells_its_ordinal(ordinal: int) -> None:
    assert ordinal_of(segment(7) + segment(ordinal)) == ordinal


@given(st.lists(ORDINALS, min_size=1, max_size=6))
def test_ancestors_are_the_proper_prefixes(ordinals: list[int]) -> None:
    path = "".join(map(segment, ordinals))
    above = ancestor_paths(path)
    assert len(above) == len(ordinals) - 1 == depth(path) - 1
    assert all(path.startswith(one) and one != path for one in above)


def test_the_next_child_comes_after_the_last() -> None:
    assert next_path("000001/", None) == "000001/000001/"
    assert next_path("000001/", "000001/00000Z/") == "000001/000010/"


@pytest.mark.parametrize("ordinal", [0, -1, MOST_CHILDREN + 1])
def test_an_ordinal_has_bounds(ordinal: int) -> None:
    with pytest.raises(ValueError, match=str(ordinal)):
        segment(ordinal)


def test_levels_fall_along_the_tree() -> None:
    assert may_stand_below("grassroots", "municipal")
    assert may_stand_below("grassroots", "grassroots")
    assert not may_stand_below("town", "town")
    assert not may_stand_below("county", "town")


def test_names_for_lists_and_codes_of_former_times() -> None:
    assert short_name_of("福州红然茶业有限公司工会委员会") == "福州红然茶业"
    assert short_name_of("鼓楼区总工会") == "鼓楼区"
    assert short_name_of("总工会") == "总工会"
    assert current_region("350182114") == "350112114"
    assert current_region("350102001") == "350102001"
