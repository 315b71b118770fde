"""Judging a form: what is known is not asked, everything wrong is said at once, what is private is sealed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from niangjia.catalogue.rules.answers import asked_fields, judge_answers, split_private


@dataclass(frozen=True)
class F:
    name: str
    kind: str = "text"
    required: bool = True
    known: str | None = None
    choices: tuple[Any, ...] = ()
    columns: tuple[Any, ...] = ()
    shown_if: dict[str, Any] = field(default_factory=dict)


TODAY = date(2026, 11, 24)
FORM = [F("school"), F("card", "bank_card", known="person.bank_card_masked"), F("why", "long_text", required=False)]


def test_what_the_union_knows_is_not_asked() -> None:
    fields = asked_fields(FORM, {"person.bank_card_masked": "••••4417"}, {})
    assert [f.field.name for f in fields if not f.is_known] == ["school", "why"]


def test_what_is_known_cannot_be_missing() -> None:
    answers, wrong = judge_answers(
        FORM, {"school": "福建开放大学"}, known={"person.bank_card_masked": "••••4417"}, today=TODAY
    )
    assert (answers["card"], wrong) == ("••••4417", {})


def test_everything_wrong_is_said_at_once() -> None:
    _, wrong = judge_answers(FORM, {"card": "123"}, known={}, today=TODAY)
    assert set(wrong) == {"school", "card"}


def test_money_is_typed_in_yuan_and_kept_in_fen() -> None:
    answers, wrong = judge_answers([F("income", "money")], {"income": "46,800"}, known={}, today=TODAY)
    assert (answers, wrong) == ({"income": 4680000}, {})


def test_an_absent_answer_is_not_a_zero() -> None:
    answers, _ = judge_answers([F("income", "money", required=False)], {}, known={}, today=TODAY)
    assert "income" not in answers


def test_a_formula_is_refused() -> None:
    _, wrong = judge_answers([F("school")], {"school": '=HYPERLINK("x")'}, known={}, today=TODAY)
    assert set(wrong) == {"school"}


def test_private_answers_are_masked_for_readers() -> None:
    number = "6222021234567890123"
    shown, private = split_private([F("card", "bank_card")], {"card": number})
    assert number not in str(shown)
    assert private == {"card": number}


def test_private_cells_of_a_table_are_masked_too() -> None:
    form = [F("family", "table", columns=(F("name"), F("id", "resident_id")))]
    rows = [{"name": "林悦", "id": "350102199206176837", "row": 1}]
    shown, private = split_private(form, {"family": rows})
    assert "199206" not in str(shown)
    assert private == {"family": rows}


def test_a_hidden_question_is_neither_asked_nor_missed() -> None:
    form = [F("stage", "text"), F("diploma", shown_if={"stage": "undergraduate"})]
    _, wrong = judge_answers(form, {"stage": "college"}, known={}, today=TODAY)
    assert wrong == {}


def test_a_question_left_open_is_not_a_no() -> None:
    form = [F("business", "bool"), F("car", "bool", required=False)]
    answers, wrong = judge_answers(form, {}, known={}, today=TODAY)
    assert (answers, set(wrong)) == ({}, {"business"})
    answers, wrong = judge_answers(form, {"business": "no"}, known={}, today=TODAY)
    assert (answers, wrong) == ({"business": False}, {})


def test_a_value_that_came_masked_is_not_masked_again() -> None:
    shown, private = split_private([F("card", "bank_card")], {"card": "••••4417"})
    assert (shown, private) == ({"card": "••••4417"}, {})
