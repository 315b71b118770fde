"""A rule's no, on a page, in a partial, after a form."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import Http404, HttpRequest
from django.test import RequestFactory
from django.utils.translation import override

from niangjia.casework.errors import NotYourTurn, WrongState
from niangjia.kernel.errors import NotAllowed, NotFound, Refusal
from niangjia.web.shell.refusals import came_from, told
from niangjia.web.shell.texts import listed, say, tell


def raising(refusal: Refusal) -> Any:
    @told
    def view(request: HttpRequest) -> Any:
        raise refusal

    return view


def request_of(method: str = "get", **headers: str) -> HttpRequest:
    request = getattr(RequestFactory(), method)("/x/", headers=headers)
    request._messages = CookieStorage(request)
    request.user = None
    return request  # type: ignore[no-any-return]  # RequestFactory's methods are untyped


def test_not_found_and_not_allowed_are_what_they_are() -> None:
    with pytest.raises(Http404):
        raising(NotFound())(request_of())
    assert raising(NotAllowed())(request_of()).status_code == 403


def test_a_page_says_what_and_what_to_do() -> None:
    answer = raising(WrongState(state="草稿"))(request_of())
    assert answer.status_code == 409
    assert "现在是“草稿”" in answer.content.decode()
    assert "刷新页面" in answer.content.decode()


def test_a_partial_is_put_into_the_page_it_came_from() -> None:
    answer = raising(NotYourTurn(holder="上街镇总工会"))(request_of("post", **{"HX-Request": "true"}))
    assert answer["HX-Retarget"] == "#main"
    assert "上街镇总工会" in answer.content.decode()


def test_a_form_goes_back_to_where_it_stood_and_never_elsewhere() -> None:
    assert raising(WrongState(state="草稿"))(request_of("post", Referer="http://testserver/matters/"))[
        "Location"
    ].endswith("/matters/")
    assert came_from(request_of("post", Referer="https://elsewhere.example/")) == "/"


def test_texts_of_definitions_follow_the_reader() -> None:
    text = {"zh": "求学圆梦", "en": "Study grant"}
    assert (say(text), say(None), say("甲")) == ("求学圆梦", "", "甲")
    assert (listed(["甲", "", "乙"]), listed(["甲", "乙"], clauses=True)) == ("甲、乙", "甲；乙")
    with override("en"):
        assert (say(text), listed(["a", "b"])) == ("Study grant", "a, b")


def test_a_refusal_without_a_way_on_is_told_too() -> None:
    assert str(tell(Refusal())) == "这一步办不了。"
