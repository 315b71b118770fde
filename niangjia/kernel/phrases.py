"""Sentences that are put together in Chinese and can still be said in another language where they are shown.

For texts that travel far before anybody reads them: what is wrong with a file is found deep in the rules, and shown by the
command line, by a page, or in a test, each in its own language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from niangjia.kernel.text import N_

Translate = Callable[[str], str]
BETWEEN = N_("、")


class Phrase(str):
    """The sentence in Chinese; it remembers its msgid and what was put into it."""

    msgid: str
    params: Mapping[str, object]


def phrase(msgid: str, **params: object) -> Phrase:
    """``msgid`` filled in with ``params``: words among them are msgids too, several words stand side by side.

    >>> phrase("没有 {names}。", names=["甲", "乙"])
    '没有 甲、乙。'
    """
    said = Phrase(_filled(msgid, params, str))
    said.msgid, said.params = msgid, params
    return said


def in_words(text: str, translate: Translate) -> str:
    """A phrase, or a plain msgid, in the language of ``translate`` (gettext, or what behaves like it)."""
    if isinstance(text, Phrase):
        return _filled(text.msgid, text.params, translate)
    return translate(text) if text else ""


def _filled(msgid: str, params: Mapping[str, object], translate: Translate) -> str:
    return translate(msgid).format(**{key: _word(value, translate) for key, value in params.items()})


def _word(value: object, translate: Translate) -> str:
    if isinstance(value, list | tuple):
        return translate(BETWEEN).join(_word(each, translate) for each in value)
    return in_words(value, translate) if isinstance(value, str) else str(value)
