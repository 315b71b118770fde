"""One tiny city for all tests of a module; what a test changes in it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from niangjia.base import clock
from niangjia.demo import api as demo

TINY = 0.0002
AS_OF = date(2026, 11, 23)


@dataclass(frozen=True)
class Built:
    """A city as it was made, with what was told meanwhile."""

    lines: list[str]
    digest: str


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The tiny city with its matters. The keys of its files follow from the seed: two cities made at once need a folder each."""
    uploads = tmp_path_factory.mktemp("uploads")
    with django_db_blocker.unblock(), override_settings(NIANGJIA_DEMO=True, MEDIA_ROOT=uploads), taken_back():
        lines: list[str] = []
        assert demo.ensure_city(scale=TINY, as_of=AS_OF, progress=lines.append)
        yield Built(lines, demo.digest())


@pytest.fixture(scope="module")
def quiet(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The tiny city without matters."""
    with django_db_blocker.unblock(), override_settings(NIANGJIA_DEMO=True), taken_back():
        assert demo.ensure_city(scale=TINY, as_of=AS_OF, matters=False)
        yield


@pytest.fixture
def city(built: Built, db: None) -> Iterator[Built]:
    """The tiny city on the day of its making."""
    with taken_back(), clock.frozen(AS_OF):
        yield built


@pytest.fixture
def quiet_city(quiet: None, db: None) -> Iterator[None]:
    """The one without matters, by the real clock."""
    with taken_back():
        yield
        clock.reset_shift()
