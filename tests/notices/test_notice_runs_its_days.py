"""A notice from its publishing to its end, objections included."""

from __future__ import annotations

import hashlib
from datetime import date
from uuid import UUID

import pytest
from django.db import connection

from niangjia.base import clock, events
from niangjia.base.actor import SYSTEM, Actor, Scope
from niangjia.kernel.errors import NotAllowed, NotFound, ReasonMissing
from niangjia.kernel.ids import uuid7
from niangjia.notices import api as notices
from niangjia.notices.errors import (
    BadDays,
    FindingTooShort,
    NoticeOver,
    ObjectionRepeated,
    ObjectionSettled,
    ObjectionUnclear,
    ObjectionUnsigned,
    RosterEmpty,
    RosterUnfit,
    TooManyObjections,
)
from niangjia.notices.events import NoticeEnded, NoticeRowEnded, NoticeRowStopped
from niangjia.notices.models import Notice, NoticeRow, Objection
from niangjia.unions.models import Union

pytestmark = pytest.mark.django_db

REFS = tuple(uuid7() for _ in range(3))
ROWS = [
    notices.Row(REFS[0], "陈*", "新洲村合作社", "1–2 万元"),
    notices.Row(REFS[1], "林*", "环卫站"),
    notices.Row(REFS[2], "黄*", "青口镇"),
]
FACTS = "他家有两套房，都在上街镇，去年买的。"
FINDING = "到不动产登记中心核实，名下只有一套住房。"


@pytest.fixture
def county() -> Union:
    city = Union.objects.create(path="00000A/", level="municipal", kind="federation", name="福州市总工会")
    return Union.objects.create(path="00000A/00000B/", parent=city, level="county", kind="local", name="闽侯县总工会")


@pytest.fixture
def officer(county: Union) -> Actor:
    return Actor(uuid7(), "周明远", (Scope("aid", county.path),))


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[events.Event]:
    out: list[events.Event] = []
    monkeypatch.setattr("niangjia.base.acts.announce", out.extend)
    return out


@pytest.fixture
def notice(county: Union) -> Notice:
    """Published on Tuesday, 24 November 2026, for five working days: to Tuesday, 1 December."""
    with clock.frozen("2026-11-24"):
        return publish(county)


def publish(county: Union, rows: list[notices.Row] = ROWS, days: int = 5) -> Notice:
    return notices.publish_notice(
        by=SYSTEM, union_id=county.id, title="困难职工帮扶", service="hardship-aid", stage=3, rows=rows, working_days=days,
        legal="consent",
    )  # fmt: skip


def object_to(
    notice: Notice, ref: UUID = REFS[0], *, phone: str = "13800004417", name: str = "高明", text: str = FACTS
) -> Objection:
    return notices.file_objection(token=notice.token, ref=ref, name=name, phone=phone, text=text)


def row_state(ref: UUID) -> tuple[str, date]:
    row = NoticeRow.objects.get(ref=ref)
    return row.state, row.closes_on


def test_it_is_public_to_the_midnight_of_its_last_day_and_gone_after(notice: Notice) -> None:
    assert notice.closes_on == date(2026, 12, 1)
    with clock.frozen("2026-12-01T23:59"):
        page = notices.public_notice(token=notice.token)
        assert page is not None
        assert [(row.no, row.name) for row in page.rows] == [(1, "陈*"), (2, "林*"), (3, "黄*")]
        assert len(notices.open_notices()) == 1
        assert notices.end_due() == 0
    with clock.frozen("2026-12-02T00:00"):
        assert notices.public_notice(token=notice.token) is None
        assert notices.open_notices() == []
    assert notices.public_notice(token="guess") is None


def test_the_page_shows_which_days_count(notice: Notice) -> None:
    with clock.frozen("2026-11-27"):
        page = notices.public_notice(token=notice.token)
    assert page is not None
    assert [day.day for day, counts in page.days if counts] == [25, 26, 27, 30, 1]
    assert [day.day for day, counts in page.days if not counts] == [28, 29]
    assert page.working_days_left == 2


def test_the_end_is_announced_once_per_row(notice: Notice, heard: list[events.Event]) -> None:
    with clock.frozen("2026-12-02"):
        assert notices.end_due() == 3
        assert notices.end_due() == 0
        assert {e.ref for e in heard if isinstance(e, NoticeRowEnded)} == set(REFS)
        (ended,) = [e for e in heard if isinstance(e, NoticeEnded)]
        assert ended.refs == tuple(sorted(REFS))
        (line,) = notices.ended_notices()
    assert (line.state, line.digest, line.number) == ("ended", notice.digest, "公示〔2026〕1 号")


def test_the_digest_is_sm3_of_the_text_anybody_can_download(notice: Notice) -> None:
    sm3 = hashlib.new("sm3")
    with clock.frozen("2026-11-25"):
        text = notices.notice_bytes(token=notice.token)
    assert text is not None
    sm3.update(text)
    assert sm3.hexdigest() == notice.digest
    assert str(REFS[0]) not in text.decode()


def test_an_objection_stops_the_clock_of_its_row_alone(notice: Notice, heard: list[events.Event]) -> None:
    with clock.frozen("2026-11-26"):
        object_to(notice)
        assert row_state(REFS[0])[0] == "frozen"
        assert Notice.objects.get().state == "open"
    with clock.frozen("2026-12-02"):
        assert notices.end_due() == 2
        assert Notice.objects.get().state == "frozen"
        page = notices.public_notice(token=notice.token)
        assert page is not None
        assert [row.no for row in page.rows] == [1]
        assert notices.notice_bytes(token=notice.token) is None
    assert not [e for e in heard if isinstance(e, NoticeEnded)]


def test_a_rejected_objection_lets_the_days_left_run_on(
    notice: Notice, officer: Actor, heard: list[events.Event]
) -> None:
    with clock.frozen("2026-11-26"):  # Thursday, the second of five days
        objection = object_to(notice)
    with clock.frozen("2026-12-04"):  # Friday
        settled = notices.settle_objection(by=officer, objection_id=objection.id, upheld=False, finding=FINDING)
        assert (settled.row_state, settled.closes_on) == ("open", date(2026, 12, 10))  # four days were left
        assert settled.ref == REFS[0]
        assert Notice.objects.get().closes_on == date(2026, 12, 10)
    with clock.frozen("2026-12-11"):
        assert notices.end_due() == 3
    assert [e for e in heard if isinstance(e, NoticeEnded)]


def test_an_upheld_objection_takes_the_row_down(notice: Notice, officer: Actor, heard: list[events.Event]) -> None:
    with clock.frozen("2026-11-26"):
        objection, other = object_to(notice), object_to(notice, phone="13900004417")
        settled = notices.settle_objection(by=officer, objection_id=objection.id, upheld=True, finding=FINDING)
        assert settled.row_state == "stopped"
        page = notices.public_notice(token=notice.token)
        assert page is not None
        assert [row.no for row in page.rows] == [2, 3]
        with pytest.raises(ObjectionSettled):
            notices.settle_objection(by=officer, objection_id=other.id, upheld=False, finding=FINDING)
    assert [(e.ref, e.why) for e in heard if isinstance(e, NoticeRowStopped)] == [(REFS[0], "objection")]


def test_the_row_waits_for_the_last_of_its_objections(notice: Notice, officer: Actor) -> None:
    with clock.frozen("2026-11-26"):
        first, second = object_to(notice), object_to(notice, phone="13900004417")
        notices.settle_objection(by=officer, objection_id=first.id, upheld=False, finding=FINDING)
        assert notices.has_open_objection(notice_id=notice.id, ref=REFS[0])
        assert row_state(REFS[0])[0] == "frozen"
        notices.settle_objection(by=officer, objection_id=second.id, upheld=False, finding=FINDING)
        assert row_state(REFS[0]) == ("open", date(2026, 12, 2))


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"name": ""}, ObjectionUnsigned),
        ({"name": "匿*"}, ObjectionUnsigned),
        ({"name": "1号群众"}, ObjectionUnsigned),
        ({"phone": "12351"}, ObjectionUnsigned),
        ({"text": "不行"}, ObjectionUnclear),
        ({"text": "<script>alert(1)</script> 就是不行"}, ObjectionUnclear),
        ({"ref": uuid7()}, NoticeOver),
    ],
)
def test_an_objection_needs_a_name_a_phone_and_facts(
    notice: Notice, changed: dict[str, object], refusal: type[Exception]
) -> None:
    with clock.frozen("2026-11-26"), pytest.raises(refusal):
        object_to(notice, **changed)  # type: ignore[arg-type]  # one argument is wrong on purpose
    assert not Objection.objects.exists()


def test_one_phone_objects_once_and_a_row_takes_ten(notice: Notice) -> None:
    with clock.frozen("2026-11-26"):
        object_to(notice)
        with pytest.raises(ObjectionRepeated):
            object_to(notice, name="高大明")
        object_to(notice, REFS[1])
        for n in range(9):
            object_to(notice, phone=f"1390000441{n}")
        with pytest.raises(TooManyObjections):
            object_to(notice, phone="13700004417")


def test_nobody_objects_after_the_end(notice: Notice) -> None:
    with clock.frozen("2026-12-02"), pytest.raises(NoticeOver):
        object_to(notice)


def test_who_objected_is_sealed_and_opened_with_a_reason(notice: Notice, officer: Actor) -> None:
    with clock.frozen("2026-11-26"):
        objection = object_to(notice)
    with connection.cursor() as cursor:
        cursor.execute("select name::text || phone::text || text::text from notices_objection")
        stored = cursor.fetchone()[0]
    assert "高明" not in stored
    assert "13800004417" not in stored
    (row,) = notices.objections_visible_to(officer)
    assert (row.name_masked, row.phone_masked, row.text) == ("高*", "138••••4417", FACTS)
    with pytest.raises(ReasonMissing):
        notices.open_contact(by=officer, objection_id=objection.id, reason="")
    assert notices.open_contact(by=officer, objection_id=objection.id, reason="核实情况") == ("高明", "13800004417")


def test_officers_see_and_settle_in_their_subtree_only(notice: Notice) -> None:
    elsewhere = Actor(uuid7(), "外县", (Scope("leader", "00000A/00000C/"),))
    with clock.frozen("2026-11-26"):
        objection = object_to(notice)
    assert notices.objections_visible_to(elsewhere) == notices.notices_visible_to(elsewhere) == []
    with pytest.raises(NotAllowed):
        notices.settle_objection(by=elsewhere, objection_id=objection.id, upheld=True, finding=FINDING)
    with pytest.raises(NotFound):
        notices.open_contact(by=elsewhere, objection_id=objection.id, reason="想看看是谁")


def test_a_finding_is_a_sentence(notice: Notice, officer: Actor) -> None:
    with clock.frozen("2026-11-26"):
        objection = object_to(notice)
        with pytest.raises(FindingTooShort):
            notices.settle_objection(by=officer, objection_id=objection.id, upheld=False, finding="查无此事")


def test_a_withdrawn_case_leaves_the_page_and_the_others_stay(notice: Notice, heard: list[events.Event]) -> None:
    with clock.frozen("2026-11-26"):
        object_to(notice)
        notices.stop_row(by=SYSTEM, notice_id=notice.id, ref=REFS[0])
        notices.stop_row(by=SYSTEM, notice_id=notice.id, ref=REFS[0])
        page = notices.public_notice(token=notice.token)
        assert page is not None
        assert len(page.rows) == 2
        for ref in REFS[1:]:
            notices.stop_row(by=SYSTEM, notice_id=notice.id, ref=ref)
        assert Notice.objects.get().state == "stopped"
    assert len([e for e in heard if isinstance(e, NoticeRowStopped)]) == 3


def test_a_withdrawn_notice_stops_every_row_and_keeps_its_number(notice: Notice, officer: Actor) -> None:
    with clock.frozen("2026-11-26"):
        with pytest.raises(ReasonMissing):
            notices.withdraw_notice(by=officer, notice_id=notice.id, reason="")
        notices.withdraw_notice(by=officer, notice_id=notice.id, reason="名单有误")
        assert notices.public_notice(token=notice.token) is None
        assert [line.state for line in notices.ended_notices()] == ["withdrawn"]
        assert publish(notice.union, [notices.Row(uuid7(), "陈*", "甲")]).number == "公示〔2026〕2 号"
        with pytest.raises(NoticeOver):
            notices.withdraw_notice(by=officer, notice_id=notice.id, reason="名单有误")


def test_what_is_unfit_is_not_published(county: Union) -> None:
    with pytest.raises(RosterUnfit, match="第 2 行"):
        publish(county, [ROWS[0], notices.Row(uuid7(), "陈秀兰", "甲")])
    with pytest.raises(RosterEmpty):
        publish(county, [])
    with pytest.raises(RosterEmpty):
        publish(county, [ROWS[0], ROWS[0]])
    with pytest.raises(BadDays):
        publish(county, days=0)


def test_lists_cost_the_same_for_two_notices_and_twenty(county: Union, django_assert_num_queries: object) -> None:
    with clock.frozen("2026-11-24"):
        for size in (2, 20):
            while Notice.objects.count() < size:
                publish(county, [notices.Row(uuid7(), "陈*", "甲")])
            with django_assert_num_queries(2):  # type: ignore[operator]  # a fixture that is called
                assert len(notices.open_notices()) == size
