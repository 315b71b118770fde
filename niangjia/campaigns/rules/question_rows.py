"""A row of a question file: a question, or the reason why it is none."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from niangjia.campaigns.rules.asking import tidy
from niangjia.campaigns.rules.names import LETTERS, MOST_CHOICES
from niangjia.kernel.text import N_, clean

COLUMNS = {
    "text": ("题目", "问题", "Question"),
    **{letter: (letter, f"选项{letter}", letter.lower()) for letter in LETTERS},
    "answer": ("答案", "正确答案", "Answer"),
    "why": ("解析", "说明", "Explanation"),
}
REQUIRED = ("text", "A", "B", "answer", "why")
LONGEST = {"text": 200, "why": 400} | dict.fromkeys(LETTERS, 80)


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """``answer``: the place of the right one among ``choices``, from 0."""

    text: str
    choices: tuple[str, ...]
    answer: int
    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A row of the file that was not taken, and why."""

    number: int
    why: str


def question_of(cells: Mapping[str, str], *, known: Collection[str] = ()) -> NewQuestion | str:
    """The question of a row whose cells are text; else the reason. ``known``: questions that are there already.

    >>> question_of({"text": "几岁能入会？", "A": "14", "B": "16", "answer": "b", "why": "年满 16 周岁。"}).answer
    1
    """
    told = {key: tidy(cells.get(key, "")) for key in COLUMNS}
    choices = [told[letter] for letter in LETTERS if told[letter]]
    if why := _lacking(told, choices, known):
        return why
    letter = clean(told["answer"]).upper()
    if len(letter) != 1 or letter not in LETTERS or not told[letter]:
        return N_("答案要写一个有选项的字母，例如 B。")
    if why := _too_long(told):
        return why
    return NewQuestion(
        told["text"], tuple(choices), [each for each in LETTERS if told[each]].index(letter), told["why"]
    )


def _lacking(told: Mapping[str, str], choices: list[str], known: Collection[str]) -> str:
    if not told["text"]:
        return N_("没有题目。")
    if told["text"] in known:
        return N_("这一题已经有了。")
    if not 2 <= len(choices) <= MOST_CHOICES:
        return N_("至少要有两个选项。")
    if len(set(choices)) != len(choices):
        return N_("有两个选项一样。")
    return "" if told["why"] else N_("没有解析，答错的人看不明白。")


def _too_long(told: Mapping[str, str]) -> str:
    return N_("太长了：题目 200 字、选项 80 字、解析 400 字以内。") if any(
        len(told[key]) > most for key, most in LONGEST.items()
    ) else ""  # fmt: skip
