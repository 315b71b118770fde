"""The form of the hardship service and the family that is read from it."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
import yaml

from niangjia.aid.rules.answers import Unclear, read_family
from tests.aid.family import answers

MEMBER = {"name": "林晓梅", "relation": "self", "income_fen": 100}


def test_the_form_asks_what_the_tier_is_reckoned_from() -> None:
    text = (files("niangjia") / "services" / "warm" / "hardship-aid.yaml").read_text(encoding="utf-8")
    form: dict[str, Any] = {field["name"]: field for field in yaml.safe_load(text)["form"]}
    assert {"members", "rigid_fen", "sudden_fen", "homes", "business", "cause"} <= set(form)
    columns = {column["name"] for column in form["members"]["columns"]}
    assert {"name", "relation", "id_number", "income_fen", "health"} <= columns


def test_the_income_is_everybodys_and_the_applicant_counts_once() -> None:
    told = read_family(answers())
    assert (told.household.people, told.household.income_fen) == (3, 4_000_000)
    others = [row for row in answers()["members"] if row["relation"] != "self"]
    assert read_family(answers(members=others)).household.people == 3


def test_birth_comes_from_the_number_and_a_wrong_number_is_not_kept() -> None:
    told = read_family(answers())
    assert str(told.members[1].born) == "2015-06-01"
    (odd,) = read_family({"members": [MEMBER | {"id_number": "350121"}]}).members
    assert (odd.id_number, odd.born) == ("", None)


def test_what_the_form_does_not_ask_is_not_said() -> None:
    home = read_family({"members": [MEMBER]}).household
    assert (home.homes, home.car, home.private_school, home.business) == (None, None, None, False)


@pytest.mark.parametrize(
    "wrong", [{}, {"members": [MEMBER | {"name": " "}]}, {"members": [MEMBER | {"income_fen": -1}]}]
)
def test_a_family_that_cannot_be_read_says_why(wrong: dict[str, Any]) -> None:
    with pytest.raises(Unclear, match=r"没有|不能"):
        read_family(wrong)
