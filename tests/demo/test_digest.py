"""One number over the city."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from niangjia.demo import api as demo
from tests.demo.conftest import AS_OF, TINY

pytestmark = pytest.mark.django_db


def test_the_same_seed_gives_the_same_city_and_another_seed_another(settings: Any) -> None:
    settings.NIANGJIA_DEMO = True
    digests = []
    for seed, matters in ((7, True), (7, True), (8, False)):
        with transaction.atomic():
            demo.ensure_city(scale=TINY, seed=seed, as_of=AS_OF, matters=matters)
            digests.append(demo.digest())
            transaction.set_rollback(True)
    assert digests[0] == digests[1] != digests[2]
