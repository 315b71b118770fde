"""A sentence that was put together can still be said in another language."""

from __future__ import annotations

import pytest

from niangjia.kernel.phrases import in_words, phrase

ENGLISH = {"没有{what} {name}。": "There is no {what} {name}.", "事实": "fact", "、": ", ", "空的": "empty"}


def english(text: str) -> str:
    return ENGLISH.get(text, text)


@pytest.mark.parametrize(
    ("said", "chinese", "told"),
    [
        (phrase("没有{what} {name}。", what="事实", name="a.b"), "没有事实 a.b。", "There is no fact a.b."),
        (phrase("没有{what} {name}。", what="事实", name=["a", "b"]), "没有事实 a、b。", "There is no fact a, b."),
        (
            phrase("{what}！", what=phrase("没有{what} {name}。", what="事实", name=7)),
            "没有事实 7。！",
            "There is no fact 7.！",
        ),
        ("空的", "空的", "empty"),
        ("", "", ""),
        (phrase("{text}", text="{braces} stay"), "{braces} stay", "{braces} stay"),
    ],
)
def test_it_is_chinese_until_it_is_told_otherwise(said: str, chinese: str, told: str) -> None:
    assert said == chinese
    assert in_words(said, str) == chinese
    assert in_words(said, english) == told
