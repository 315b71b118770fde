"""The first page says what can be had, and joins whoever is no member yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.cast import Member

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_stranger_signs_in_first(client: Client) -> None:
    for path in ("/", "/services/", "/join/", "/matters/", "/me/", "/messages/"):
        assert client.get(path)["Location"].startswith("/accounts/login/")


def test_a_visitor_is_asked_to_join_first(client_of: ClientOf, courier: Member) -> None:
    page = text(client_of(courier).get("/"))
    assert "先加入工会" in page
    assert "现在可以享受" not in page


def test_a_member_is_greeted_by_her_given_name(client_of: ClientOf, worker: Member) -> None:
    page = text(client_of(worker).get("/"))
    assert "秀琴，" in page
    assert "不用天天来" in page
