"""Making a campaign: what is refused, and the question file row by row."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from openpyxl import Workbook

from niangjia.base import clock
from niangjia.base.spreadsheets import MissingColumns, UnreadableWorkbook
from niangjia.campaigns import api as campaigns
from niangjia.campaigns.errors import CampaignWrong, NotADraft, NothingAsked
from niangjia.kernel.errors import ReasonMissing
from tests.campaigns.conftest import QUESTIONS, Make, new
from tests.cast import World

HEADER = ["题目", "A", "B", "C", "答案", "解析"]
ROWS = (
    ["几岁能入会？", "14", "16", "", "B", "年满 16 周岁。"],
    ["", "是", "否", "", "A", "没有题目"],
    ["只有一个选项", "是", "", "", "A", "还差一个"],
    ["答案写错", "是", "否", "", "D", "没有 D"],
    ["没有解析", "是", "否", "", "A", ""],
    ["几岁能入会？", "14", "16", "", "B", "和第一题一样"],
    ["两个一样", "是", "是", "", "A", "分不出来"],
    ["", "", "", "", "", ""],
    ["会费交多少？", "千分之五", "百分之五", "不交", "a", "本人工资收入的 0.5%。"],
)
REASONS = {3: "没有题目", 4: "至少要有两个选项", 5: "有选项的字母", 6: "没有解析", 7: "已经有了", 8: "两个选项一样"}


def workbook() -> ContentFile[bytes]:
    book, content = Workbook(), BytesIO()
    for row in (HEADER, *ROWS):
        book.active.append(row)
    book.save(content)
    return ContentFile(content.getvalue(), name="题目.xlsx")


def comma(encoding: str) -> ContentFile[bytes]:
    text = "\n".join(",".join(row) for row in (HEADER, *ROWS))
    return ContentFile(text.encode(encoding), name="题目.csv")


@pytest.mark.parametrize("file", [workbook, lambda: comma("utf-8-sig"), lambda: comma("gb18030")])
def test_every_row_of_a_file_stands_for_itself(file: Any) -> None:
    found = campaigns.read_questions(file())
    assert [(each.text, each.answer, len(each.choices)) for each in found.questions] == [
        ("几岁能入会？", 1, 2),
        ("会费交多少？", 0, 3),
    ]
    assert {each.number for each in found.refused} == set(REASONS)
    for each in found.refused:
        assert REASONS[each.number] in each.why


def test_what_is_there_already_is_not_taken_twice() -> None:
    found = campaigns.read_questions(workbook(), known=["几岁能入会？"])
    assert [each.text for each in found.questions] == ["会费交多少？"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook", b"\x00\x01\x02"])
def test_what_is_no_table_is_refused_whole(content: bytes) -> None:
    with pytest.raises(UnreadableWorkbook):
        campaigns.read_questions(ContentFile(content, name="x.xlsx"))


def test_a_table_without_its_columns_names_them() -> None:
    with pytest.raises(MissingColumns, match="解析"):
        campaigns.read_questions(ContentFile("题目,A,B,答案\n一,二,三,A".encode(), name="x.csv"))


@pytest.mark.django_db
def test_the_same_questions_twice_are_there_once(known: World, make: Make) -> None:
    quiz, by = make(published=False), known["county_officer"].actor
    assert campaigns.add_questions(by=by, campaign_id=quiz, questions=QUESTIONS) == 0
    assert [each.nr for each in campaigns.questions_of(quiz)] == [1, 2]
    campaigns.drop_question(by=by, campaign_id=quiz, nr=1)
    assert campaigns.add_questions(by=by, campaign_id=quiz, questions=QUESTIONS) == 1
    assert [each.nr for each in campaigns.questions_of(quiz)] == [2, 3]


@pytest.mark.django_db
def test_a_published_one_is_changed_no_more(known: World, make: Make) -> None:
    quiz, by = make(), known["county_officer"].actor
    for deed in (
        lambda: campaigns.add_questions(by=by, campaign_id=quiz, questions=QUESTIONS),
        lambda: campaigns.drop_question(by=by, campaign_id=quiz, nr=1),
        lambda: campaigns.edit_campaign(by=by, campaign_id=quiz, new=new(known, "quiz", title="改个名")),
        lambda: campaigns.publish_campaign(by=by, campaign_id=quiz),
    ):
        with pytest.raises(NotADraft):
            deed()


@pytest.mark.django_db
def test_a_quiz_without_questions_is_not_published(known: World) -> None:
    by = known["county_officer"].actor
    quiz = campaigns.make_campaign(by=by, new=new(known, "quiz"))
    with pytest.raises(NothingAsked):
        campaigns.publish_campaign(by=by, campaign_id=quiz)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"title": "短"}, {"rule": "attended"}, {"rule": "nothing"}, {"shown_most": 0}, {"shown_most": 5000}, {"text": "长" * 1001},
        {"closes_at": datetime(2026, 11, 20, tzinfo=UTC)},
    ],
)  # fmt: skip
def test_what_makes_no_campaign(known: World, changes: dict[str, Any]) -> None:
    with pytest.raises(CampaignWrong):
        campaigns.make_campaign(by=known["county_officer"].actor, new=new(known, "photos", **changes))


@pytest.mark.django_db
def test_it_is_ended_early_with_a_reason(known: World, make: Make) -> None:
    quiz, by = make(), known["county_officer"].actor
    with clock.frozen(clock.now() + timedelta(hours=1)):
        with pytest.raises(ReasonMissing):
            campaigns.end_campaign(by=by, campaign_id=quiz, reason="")
        campaigns.end_campaign(by=by, campaign_id=quiz, reason="有一题印错了，另建一个")
        found = campaigns.campaign_seen(known["worker"].id, campaign_id=quiz)
        assert (found.state, found.ended_why) == ("over", "有一题印错了，另建一个")
