"""Signing on joining: a picture drawn by hand, or one's own name written down."""

from __future__ import annotations

from typing import Any

import pytest

from niangjia.casework import api as casework
from niangjia.casework.errors import FormIncomplete
from niangjia.casework.models import Case
from tests.casework.conftest import join_answers
from tests.cast import SIGNATURE, World

pytestmark = pytest.mark.django_db


def apply_signed(world: World, signature: Any) -> Any:
    answers = join_answers(world, "shangjie") | {"signature": signature}
    case_id = casework.apply_for_service(by=world["courier"].actor, service="join", answers=answers)
    return Case.objects.get(id=case_id).answers["signature"]


@pytest.mark.parametrize("signature", [SIGNATURE, {"typed": "黄志强"}])
def test_drawn_or_written_it_is_kept_as_it_was_given(known: World, signature: dict[str, str]) -> None:
    assert apply_signed(known, signature) == signature


def test_a_space_in_a_name_is_no_other_name(known: World) -> None:
    assert apply_signed(known, {"typed": " 黄 志强 "}) == {"typed": "黄 志强"}


@pytest.mark.parametrize(
    ("signature", "why"),
    [
        (None, "请签个名"),
        ({}, "请签个名"),
        ({"typed": "  "}, "请签个名"),
        ({"typed": "黄\u202e志强"}, "请签个名"),
        ({"drawn": "x"}, "请从列表里选"),
        ({"stamped": "黄志强"}, "请签个名"),
        ("黄志强", "请签个名"),
        ({"typed": "林秀琴"}, "和登记的不一样"),
    ],
)
def test_what_is_no_signature_of_hers_is_refused(known: World, signature: Any, why: str) -> None:
    with pytest.raises(FormIncomplete) as refused:
        apply_signed(known, signature)
    assert why in refused.value.fields["signature"]
