"""What the command line asks of the demo."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from niangjia.base import clock
from niangjia.base.workcalendar import calendar
from niangjia.casework import api as casework
from niangjia.demo import api as demo
from niangjia.demo.errors import NotADemo, NotInTheCast, UnclearStep
from niangjia.demo.rules.cast import CAST, role
from niangjia.people import api as people

DAY = 24 * 3600


def test_outside_a_demo_everything_is_refused(settings: Any) -> None:
    settings.NIANGJIA_DEMO = False
    for call in (
        demo.ensure_city,
        lambda: demo.second_factor(name="林雅芳"),
        lambda: demo.move_clock(step="+1d"),
    ):
        with pytest.raises(NotADemo):
            call()


def test_an_officer_s_code_is_shown_by_name_or_key(quiet_city: None) -> None:
    code = demo.second_factor(name="林雅芳")
    assert len(code) == 6
    assert code.isdigit()
    assert demo.second_factor(name="town") in (code, demo.second_factor(name="林雅芳"))


@pytest.mark.parametrize("name", ["林秀琴", "黄志强", "nobody"])
def test_who_needs_no_second_factor_has_none(quiet_city: None, name: str) -> None:
    with pytest.raises(NotInTheCast):
        demo.second_factor(name=name)


def test_the_cast_is_listed_with_phones_and_what_to_try() -> None:
    text = "\n".join(demo.cast_lines())
    assert all(each.name in text and each.phone in text for each in CAST)
    assert "/demo/phone/" in text
    courier = role("courier")
    assert courier
    assert courier.id_number in text


def test_the_clock_moves_by_days_hours_and_back(quiet_city: None) -> None:
    before = clock.now()
    demo.move_clock(step="+3d")
    demo.move_clock(step="2h")
    moved = (clock.now() - before).total_seconds()
    assert 3 * DAY + 7200 <= moved < 3 * DAY + 7260
    demo.move_clock(step="reset")
    assert (clock.now() - before).total_seconds() < DAY


def test_working_days_leave_out_weekends(quiet_city: None) -> None:
    before = clock.today()
    demo.move_clock(step="+5wd")
    passed = [before + timedelta(days=n + 1) for n in range((clock.today() - before).days)]
    assert sum(calendar().is_working_day(day) for day in passed) == 5


def test_a_step_that_cannot_be_read_is_refused(quiet_city: None) -> None:
    with pytest.raises(UnclearStep):
        demo.move_clock(step="tomorrow")


def test_moving_the_clock_runs_what_runs_by_the_clock(quiet_city: None) -> None:
    """What nobody looks at goes one level up."""
    courier, town = role("courier"), role("town")
    assert courier
    assert town
    who = people.person_phoned(phone=courier.phone)
    officer = people.actor_for(people.person_phoned(phone=town.phone))
    assert who
    answers = {
        "name": courier.name, "id_number": courier.id_number, "employment": "platform", "new_form": "courier",
        "employer_name": "站点", "union": str(people.posts_of(officer.id)[0].union_id), "wish": "on",
        "signature": {"typed": courier.name},
    }  # fmt: skip
    case_id = casework.apply_for_service(by=people.actor_for(who), service="join", answers=answers)
    assert casework.services_waiting(officer) == {"join": 1}
    demo.move_clock(step="+7wd")
    assert "join" not in casework.services_waiting(officer)
    assert casework.holder_name(case_id=case_id) == "闽侯县总工会"
