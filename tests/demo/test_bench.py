"""The bench compares two ways to the same verdicts, over whatever is published."""

from __future__ import annotations

import pytest

from niangjia.catalogue import api as catalogue
from niangjia.demo.benches.verdicts import bench_verdicts
from tests.cast import World

pytestmark = pytest.mark.django_db
PROMISED = {"people", "services", "all_s", "handwritten_s", "ratio", "one_ms", "checksum_equal"}


def test_generated_and_by_hand_give_everybody_the_same_bits(world: World) -> None:
    catalogue.refresh_everybody()
    answer = bench_verdicts(rounds=1)
    assert answer.keys() >= PROMISED
    assert answer["checksum_equal"]
    assert answer["people"] > 0
    assert answer["services"] == len(catalogue.services(subject="person"))
