"""What the union says, once, in the reader's language."""

from __future__ import annotations

import string

import pytest
from django.db import connection
from django.utils import translation

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.kernel.ids import uuid7
from niangjia.messages import api as messages
from niangjia.messages.errors import UnknownKind
from niangjia.messages.models import Message
from niangjia.messages.rules.kinds import KINDS
from niangjia.people.models import Person

pytestmark = pytest.mark.django_db

SERVICE = {"zh": "金秋助学", "en": "Autumn tuition aid"}


@pytest.fixture
def worker() -> Person:
    return Person.objects.create(name="陈秀兰", created_at=clock.now())


def say(*people: Person, **changed: object) -> int:
    given = {
        "kind": "case.applied", "params": {"service_zh": "金秋助学", "service_en": "Autumn tuition aid", "due": "2026-12-01"},
        "link": "/my/1", "case_id": uuid7(),
    }  # fmt: skip
    return messages.send(to=[p.id for p in people], **(given | changed))  # type: ignore[arg-type]  # tests' defaults


def test_a_message_is_worded_when_it_is_read(worker: Person) -> None:
    say(worker)
    (row,) = messages.inbox(person_id=worker.id)
    assert row.title == "“金秋助学”收到了"
    assert row.body == "12 月 1 日前会有结果。哪一级过了期限，会自动提到上一级，不用你催。"
    with translation.override("en"):
        (row,) = messages.inbox(person_id=worker.id)
    assert "Autumn tuition aid" in row.title
    assert "1 Dec 2026" in row.body


def test_one_message_per_kind_and_case(worker: Person) -> None:
    case_id = uuid7()
    assert [say(worker, case_id=case_id), say(worker, case_id=case_id)] == [1, 0]
    assert say(worker, case_id=case_id, key="second-return") == 1
    assert say(worker, case_id=uuid7()) == 1
    assert len(messages.inbox(person_id=worker.id, case_id=case_id)) == 2


def test_money_is_said_in_yuan_and_a_gap_is_a_dash(worker: Person) -> None:
    say(worker, kind="work.batch_waiting", params={"total_fen": 500_000, "count": 2})
    (row,) = messages.inbox(person_id=worker.id)
    assert row.title == "批次 — 等你复核"
    assert row.body.startswith("2 笔，合计 5,000 元。")


def test_a_sentence_without_its_field_is_left_out(worker: Person) -> None:
    say(worker, kind="case.approved", params={"service": SERVICE, "amount": ""})
    (row,) = messages.inbox(person_id=worker.id)
    assert row.body == "办成的每一步都在“我的事”里。"


def test_reading_is_counted_and_only_by_the_reader(worker: Person) -> None:
    other = Person.objects.create(created_at=clock.now())
    say(worker)
    say(worker, kind="case.escalated")
    newest = messages.inbox(person_id=worker.id)[0]
    assert messages.mark_read(by=Actor(other.id, "别人"), message_id=newest.id) == 0
    assert messages.mark_read(by=Actor(worker.id, "本人"), message_id=newest.id) == 1
    assert messages.unread_count(person_id=worker.id) == 1
    assert messages.mark_read(by=Actor(worker.id, "本人")) == 1
    assert messages.mark_read(by=Actor(worker.id, "本人")) == 0


def test_pages_turn_by_the_last_message(worker: Person) -> None:
    for _ in range(5):
        say(worker)
    first = messages.inbox(person_id=worker.id, limit=3)
    rest = messages.inbox(person_id=worker.id, limit=3, before=first[-1].id)
    assert len(rest) == 2
    assert not {row.id for row in first} & {row.id for row in rest}


def test_a_kind_must_be_listed(worker: Person) -> None:
    with pytest.raises(UnknownKind):
        say(worker, kind="surprise")


def test_nobody_to_tell_is_no_error() -> None:
    assert say() == 0


def test_many_are_told_in_one_statement() -> None:
    Person.objects.bulk_create(Person(created_at=clock.now()) for _ in range(300))
    people = list(Person.objects.all())
    assert say(*people, kind="service.offer") == 300
    assert Message.objects.count() == 300


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_every_kind_is_a_title_and_a_full_sentence(kind: messages.MessageKind) -> None:
    for text in (kind.title, *kind.body):
        assert all(name for _, name, *_ in string.Formatter().parse(text) if name is not None)
    assert not kind.title.endswith("。")
    assert all(sentence.endswith("。") for sentence in kind.body)
    assert any("{" not in sentence for sentence in kind.body) or kind.key == "case.appeal_decided"


def test_a_text_message_is_deferred_for_what_is_worth_it(worker: Person) -> None:
    say(worker)
    say(worker, kind="case.returned", params={"service": SERVICE, "count": 2})
    with connection.cursor() as cursor:
        cursor.execute("select args from procrastinate_jobs where task_name = 'messages.text_people'")
        rows = cursor.fetchall()
    assert len(rows) == 1
