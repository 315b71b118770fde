from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.kernel.text import clean, clean_name, mask_card, mask_id, mask_name, mask_phone, unsafe_text


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (" 曹子芳\u3000", "曹子芳"),
        ("张 三", "张三"),
        ("欧 阳\u3000修", "欧阳修"),
        ("阿依古丽・买买提", "阿依古丽·买买提"),
        ("阿依古丽 • 买买提", "阿依古丽·买买提"),
        ("𠮷䶮", "𠮷䶮"),
        ("㛃淼", "㛃淼"),
        ("Ｊｏｈｎ  Smith", "John Smith"),
        ("李\u200b华\ufeff", "李华"),
        ("", ""),
    ],
)
def test_names_are_cleaned_and_stay_themselves(raw: str, name: str) -> None:
    assert clean_name(raw) == name


@given(st.text(max_size=30))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_name(clean_name(text)) == clean_name(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('=HYPERLINK("x")', "formula"),
        ("＝1+1", "formula"),
        ("'=1+1", "formula"),
        ("\u200b=1", "formula"),
        (" @SUM(A1)", "formula"),
        ("李\x00华", "control"),
        ("李\u202e华", "control"),
        ("\ud800", "control"),
        ("<script>alert(1)</script>", "markup"),
        ("＜img src=x＞", "markup"),
        ("JavaScript:alert(1)", "markup"),
        ("&#60;", "markup"),
    ],
)
def test_what_must_not_be_kept(text: str, why: str) -> None:
    assert unsafe_text(text) == why


@pytest.mark.parametrize(
    "text",
    [
        "",
        "林晓梅",
        "阿依古丽·买买提",
        "𠮷䶮",
        "3 < 5",
        "A&B有限公司",
        "-3 ℃",
        "+86 13800004417",
        "第一行\n第二行",
        "a@b.cn",
    ],
)
def test_what_is_harmless(text: str) -> None:
    assert unsafe_text(text) is None


@pytest.mark.parametrize("text", ["-1+1", "+cmd"])
def test_no_name_begins_like_a_sum(text: str) -> None:
    assert unsafe_text(text) is None
    assert unsafe_text(text, name=True) == "formula"


def test_masks_show_enough_to_recognise_and_no_more() -> None:
    assert [mask_name(n) for n in ("林晓梅", "林梅", "林", "", "欧阳修", "阿依古丽·买买提")] == [
        "林*",
        "林*",
        "*",
        "",
        "欧阳*",
        "阿*",
    ]
    assert [mask_name(n, keep_last=True) for n in ("林晓梅", "林梅", "欧阳修", "欧阳小修")] == [
        "林*梅",
        "林*",
        "欧阳*",
        "欧阳*修",
    ]
    assert mask_id("350102199206176837") == "3501••••••••6837"
    assert mask_id("E12345678") == "E1••••78"
    assert mask_phone("13800004417") == "138••••4417"
    assert mask_card("6222020200112233446") == "••••3446"


@given(st.text(max_size=4))
def test_short_numbers_are_hidden_whole(text: str) -> None:
    for mask in (mask_id, mask_phone, mask_card):
        assert set(mask(text)) <= {"•"}
