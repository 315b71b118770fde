"""The language of the terminal. Chinese is spoken unless ``--lang`` or the environment says English.

Read from the compiled texts with the standard library, so that what goes wrong before Django is there is said in it too.
"""

from __future__ import annotations

import gettext
import os
from functools import cache

from niangjia.config.environment import LOCALE, ROOT, locale
from niangjia.kernel.errors import Refusal

LANGUAGES = {"zh": "zh-hans", "en": "en"}


def choose(language: str) -> None:
    """Speak ``language`` ("zh" or "en") from now on, child processes too."""
    os.environ[LOCALE[0]] = language


def language() -> str:
    """Django's name of the language: "en" for en_US.UTF-8 and its kin, else "zh-hans"."""
    return LANGUAGES["en" if locale().startswith("en") else "zh"]


def words(text: str) -> str:
    """A Chinese msgid in the language of the terminal."""
    return _english().gettext(text) if text and language() == "en" else text


def refused(refusal: Refusal) -> str:
    """What happened and what to do about it, as one line."""
    params = {key: words(value) if isinstance(value, str) else value for key, value in refusal.params.items()}
    said = [words(text).format(**params) for text in (refusal.what, refusal.todo) if text]
    return (" " if language() == "en" else "").join(said)


@cache
def _english() -> gettext.NullTranslations:
    return gettext.translation("django", ROOT / "niangjia" / "locale", languages=["en"])
