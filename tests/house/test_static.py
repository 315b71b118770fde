"""From node_modules exactly the listed files are served."""

from __future__ import annotations

import pytest
from django.test import Client

from niangjia.config.static import NODE_MODULES, SERVED, HashedStorage, NodeModulesFinder

installed = pytest.mark.skipif(not NODE_MODULES.is_dir(), reason="the front end is not installed")


@installed
def test_the_listed_files_are_found() -> None:
    finder = NodeModulesFinder()
    assert {path for path, _ in finder.list(None)} == set(SERVED)
    assert all(finder.find(path) for path in SERVED)


@installed
def test_nothing_else_is_found() -> None:
    finder = NodeModulesFinder()
    for path in ("weui/package.json", "../package.json", "weui/weui.css", ""):
        assert finder.find(path) is None
        assert finder.find(path, find_all=True) == []


def test_source_maps_are_left_alone() -> None:
    assert "sourceMappingURL" not in str(HashedStorage.patterns)
    assert "url" in str(HashedStorage.patterns)


@pytest.mark.django_db
def test_every_answer_carries_the_strict_policy(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.content == b"ok"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
