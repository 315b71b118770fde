"""Texts that do not come from gettext: a definition's own words, and what a refusal says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.kernel.errors import Refusal


@dataclass(frozen=True, slots=True)
class Told:
    """A refusal in the reader's language."""

    key: str
    what: str
    todo: str

    def __str__(self) -> str:
        return f"{self.what}{self.todo}"


def chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


def say(text: Any) -> str:
    """A definition's text ({"zh": …, "en": …}) in the reader's language; plain text as it is; nothing as ""."""
    if isinstance(text, Mapping):
        return str(text.get("zh" if chinese() else "en") or text.get("zh") or "")
    return str(text or "")


def listed(words: Iterable[str], *, clauses: bool = False) -> str:
    """Words one after another: "甲、乙" or "a, b"; clauses "甲；乙" or "a; b"."""
    marks = {(True, False): "、", (True, True): "；", (False, False): ", ", (False, True): "; "}
    return marks[chinese(), clauses].join(word for word in words if word)


def actor_words(label: str) -> str:
    """Who did it: a name as it is, the system and a juror by their words."""
    return {SYSTEM.label: _("系统"), casework.JUROR: _("评委")}.get(label, label)


def named(label: str, words: object) -> str:
    """ "会籍：在会" or "membership: active"."""
    return f"{label}：{words}" if chinese() else f"{label}: {words}"


def tell(refusal: Refusal) -> Told:
    """What happened and what to do, translated; words among the parameters are msgids and are translated too."""
    params = {name: _(value) if isinstance(value, str) and value else value for name, value in refusal.params.items()}
    what, todo = (_(text).format(**params) if text else "" for text in (refusal.what, refusal.todo))
    gap = "" if chinese() or not todo else " "
    return Told(refusal.key, what, gap + todo)


def jury_words(told: Mapping[str, Any]) -> str:
    """A jury's result as it may be read by everybody: the mean, how many are in it, the mark; no juror."""
    words = _("平均 %(mean)s 分（满分 %(full)s，%(mark)s 分通过），%(n)s 位评委计入，去掉最高和最低共 %(out)s 位")
    return words % {
        "mean": told["mean"], "full": told["full"], "mark": told["pass_mark"], "n": told["counted"], "out": told["dropped"],
    }  # fmt: skip


def unannounced(years: Iterable[int]) -> str:
    """The honest caution beside days reckoned in a year whose holidays the State Council has not announced; "" when there is none."""
    named = listed(str(year) for year in years)
    return _("%(years)s 年的放假安排还没有公布，这些日期先按周末推算。") % {"years": named} if named else ""
