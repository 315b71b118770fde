"""Fixtures of the whole house; the cast stands in tests/cast.py."""

from __future__ import annotations

import os
from importlib import import_module
from importlib.util import find_spec
from shutil import copytree
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from niangjia.base.roles import grant_app
from niangjia.config.run.preparation import PUBLISHED_FUNCTIONS

if find_spec("tests.cast"):
    pytest_plugins = ["tests.cast"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """After the migrations, what ``niangjia migrate`` does too: grants for the app's role, the services' definitions."""
    with django_db_blocker.unblock():
        catalogue = import_module("niangjia.catalogue.api") if find_spec("niangjia.catalogue.api") else None
        if hasattr(catalogue, "install"):
            catalogue.install()
        grant_app(connection, app="niangjia_app", published=PUBLISHED_FUNCTIONS)


@pytest.fixture
def own_ring(settings: Any, tmp_path: Any) -> None:
    """A copy of the ring of keys: tests in other processes go on with theirs."""
    settings.NIANGJIA_KEYS = copytree(settings.NIANGJIA_KEYS, tmp_path / "keys")


@pytest.fixture(autouse=True)
def own_uploads(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees another's files."""
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path / "uploads")


@pytest.fixture(autouse=True)
def own_jobs(request: pytest.FixtureRequest) -> None:
    """Jobs that an earlier test committed speak of rows that are gone: the flush between tests leaves the queue as it is."""
    if _commits(request.node):
        request.getfixturevalue("transactional_db")
        with connection.cursor() as cursor:
            cursor.execute("truncate procrastinate_jobs cascade")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """``BROWSERS=no`` leaves out what needs Chromium, and says so in the closing line.

    Tests that commit come last: the database is emptied after each, and with it what migrations and ``install`` have put there.
    """
    items.sort(key=_commits)
    if os.environ.get("BROWSERS") == "no":
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("browser")])
        items[:] = [item for item in items if not item.get_closest_marker("browser")]


@pytest.fixture(scope="session")
def full_size() -> bool:
    """Whether this is ``make prove``: the same tests at full size."""
    return os.environ.get("SIZE") == "full"


def _commits(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    return bool(mark and mark.kwargs.get("transaction")) or "transactional_db" in getattr(item, "fixturenames", ())
