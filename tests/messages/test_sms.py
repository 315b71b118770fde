"""Text messages: sealed, by day, tried again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from niangjia.base import clock
from niangjia.kernel.ids import uuid7
from niangjia.messages import api as messages
from niangjia.messages.errors import BadPhone
from niangjia.messages.jobs import text_people
from niangjia.messages.models import Sms
from niangjia.messages.rules.quiet import next_waking_moment
from niangjia.people.models import Person

PHONE = "13800004417"


class NoCarrier:
    """A carrier that takes nothing."""

    def send(self, *, phone: str, text: str) -> None:
        raise ConnectionError


@given(st.integers(0, 366 * 24 * 60))
def test_the_next_waking_moment_is_by_day_and_within_half_a_day(minutes: int) -> None:
    aware = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    found = next_waking_moment(aware, clock.FUZHOU)
    assert 8 <= found.astimezone(clock.FUZHOU).hour < 21
    assert timedelta(0) <= found - aware <= timedelta(hours=11)


@pytest.mark.django_db
def test_a_code_goes_out_at_night_and_the_list_shows_neither_number_nor_words() -> None:
    with clock.frozen("2026-11-24T23:30"):
        messages.send_sms(phone=PHONE, text="【娘家】验证码 123456")
        assert messages.deliver_due() == 1
    (row,) = messages.sms_outbox()
    assert (row.phone_masked, row.state) == ("138••••4417", "sent")
    with connection.cursor() as cursor:
        cursor.execute("select phone::text || body::text from messages_sms")
        stored = cursor.fetchone()[0]
    assert PHONE not in stored
    assert "123456" not in stored


@pytest.mark.django_db
def test_what_can_wait_waits_for_the_morning() -> None:
    with clock.frozen("2026-11-24T23:30"):
        messages.send_sms(phone=PHONE, text="到账了", kind="case.bounced", key="k", urgent=False)
        assert messages.deliver_due() == 0
    with clock.frozen("2026-11-25T08:00"):
        assert messages.deliver_due() == 1
        assert messages.deliver_due() == 0


@pytest.mark.django_db
def test_the_same_key_is_one_text() -> None:
    for _ in range(2):
        messages.send_sms(phone=PHONE, text="到账了", key="k")
    assert Sms.objects.count() == 1


@pytest.mark.django_db
def test_a_wrong_number_is_refused() -> None:
    with pytest.raises(BadPhone):
        messages.send_sms(phone="12351", text="x")


@pytest.mark.django_db
def test_what_the_carrier_refuses_is_tried_five_times(settings: object, caplog: pytest.LogCaptureFixture) -> None:
    settings.NIANGJIA_SMS_CARRIER = "tests.messages.test_sms.NoCarrier"  # type: ignore[attr-defined]  # Django's fixture
    with clock.frozen("2026-11-25T09:00"):
        messages.send_sms(phone=PHONE, text="x", key="k")
    for hour in range(10, 16):
        with clock.frozen(f"2026-11-25T{hour}:00"):
            messages.deliver_due()
    assert Sms.objects.values_list("state", "attempts").get() == ("failed", 5)
    assert PHONE not in caplog.text


@pytest.mark.django_db
def test_the_demo_phone_exists_in_demo_mode_only(settings: object) -> None:
    messages.send_sms(phone=PHONE, text="验证码 123456")
    assert messages.demo_codes() == []
    settings.NIANGJIA_DEMO = True  # type: ignore[attr-defined]  # Django's fixture
    assert [row.body for row in messages.demo_codes(phone=PHONE)] == ["验证码 123456"]
    assert messages.demo_codes(phone="13900000000") == []


@pytest.mark.django_db
def test_people_with_a_phone_are_texted_once() -> None:
    worker = Person.objects.create(name="陈秀兰", phone=PHONE, phone_masked="138••••4417", created_at=clock.now())
    silent = Person.objects.create(created_at=clock.now())
    people = [worker.id, silent.id]
    messages.send(
        to=people, kind="case.account_missing", params={"service": {"zh": "金秋助学"}}, case_id=uuid7(), key="k"
    )
    for _ in range(2):
        text_people([str(person_id) for person_id in people], "k")
    (sms,) = Sms.objects.all()
    assert sms.kind == "case.account_missing"
