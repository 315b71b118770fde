"""The draft, the gate, the slider and the sources on the desk."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from niangjia.base.actor import SYSTEM
from niangjia.catalogue import api as catalogue
from niangjia.people import api as people
from niangjia.web.console import gate_pages
from tests.casework.conftest import known, monday
from tests.cast import World

pytestmark = pytest.mark.django_db
__all__ = ["known", "monday"]
ClientOf = Callable[..., Client]
KEY = "study-grant"


def at(name: str, *args: Any) -> str:
    return reverse(f"console:{name}", args=args)


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def leader(known: World, client_of: ClientOf) -> Client:
    client = client_of("leader")
    client.post(at("draft", KEY), {"step": "begin"})
    return client


def save(leader: Client, change: Callable[[str], str]) -> Any:
    found = catalogue.draft(KEY)
    assert found
    given = {"step": "save", "text": change(found.text), "revision": found.revision}
    return leader.post(at("draft", KEY), given, follow=True)


def test_a_draft_is_edited_and_told_what_is_wrong_with_its_line(leader: Client) -> None:
    page = text(save(leader, lambda old: old.replace("member.status ==", "member.statu ==")))
    assert "没有事实 member.statu" in page
    assert "错误改正前" in page
    assert "改好以后才算得出" in text(leader.get(at("gate", KEY)))


def test_the_form_changes_one_value_and_leaves_the_rest(leader: Client) -> None:
    found = catalogue.draft(KEY)
    assert found
    page = text(leader.get(at("draft", KEY), {"view": "form"}))
    assert 'name="f:summary.zh"' in page
    leader.post(at("draft", KEY), {"step": "save", "revision": found.revision, "f:summary.zh": "新的一句：话, 和逗号"})
    after = catalogue.draft(KEY)
    assert after
    assert catalogue.value_at(after.text, ("summary", "zh")) == "新的一句：话, 和逗号"
    assert len(after.text.splitlines()) == len(found.text.splitlines())
    assert catalogue.problems_in(key=KEY, text=after.text, version=after.version) == []


def test_the_gate_the_slider_and_ten_people(leader: Client) -> None:
    save(leader, lambda old: old.replace("一", "一一", 1))
    assert "须第二人批准" in text(leader.get(at("gate", KEY)))
    assert "占预算" in text(leader.get(at("what-if", KEY), {"parameter": "college_fen", "factor": "1.5"}))
    assert leader.get(at("what-if", KEY), {"parameter": "college_fen", "factor": "x"}).status_code == 404
    assert "没有人因此变化" in text(leader.post(at("sampled", KEY), {"seed": "1"}))


def seen(lines: tuple[float, ...], values: tuple[Any, Any, Any]) -> catalogue.WhatIf:
    """What a slider gave over ages from 0 to 100."""
    none, bars = catalogue.Tally(0, 0, 0, 0), tuple((n * 2.0, n * 2.0 + 2, n) for n in range(50))
    return catalogue.WhatIf("oldest", Decimal("1.5"), (none, none, none), values, "young", lines, bars, 0, 0.1)


def test_each_line_of_the_histogram_has_a_label_with_room_for_it() -> None:
    marks = gate_pages._marks(seen((30, 60, 90), (30, 60, 90)))
    assert [mark.label for mark in marks] == ["现行 30", "草稿 60", "假如 90"]
    assert [mark.y for mark in marks] == sorted({mark.y for mark in marks})
    assert all(12 <= mark.y < gate_pages.TOP for mark in marks), "whole letters, above the bars"
    assert [mark.left for mark in marks] == [False, True, True], "towards the middle"


def test_a_variant_without_a_line_leaves_the_others_their_names_and_colours() -> None:
    marks = gate_pages._marks(found := seen((30, 60), (None, 30, 60)))
    assert [(mark.label, mark.tone) for mark in marks] == [("草稿 30", "l1"), ("假如 60", "l2")]
    assert {bar.tone for bar in gate_pages._bars(found)} == {"l1", "l2", ""}


def test_the_list_says_who_applies(known: World, client_of: ClientOf) -> None:
    page = text(client_of("county_officer").get(at("definitions")))
    keys = ("model-home", "found-union", "join", "venue")
    said = {key: next(row for row in page.split("<tr>") if f">{key}<" in row) for key in keys}
    assert "工会申请" in said["model-home"]
    assert "单位申请" in said["found-union"]
    assert "本人申请" in said["join"]
    assert "按条件和数据自动办" in said["venue"]


def test_without_script_the_parts_are_whole_pages_with_a_way_back(leader: Client) -> None:
    ways = {"gate": leader.get, "what-if": leader.get, "sampled": leader.post}
    for name, ask in ways.items():
        given = {"parameter": "college_fen", "seed": "1"}
        whole, piece = text(ask(at(name, KEY), given)), text(ask(at(name, KEY), given, headers={"HX-Request": "true"}))
        assert "<!doctype html>" in whole.lower()
        assert f'href="{at("draft", KEY)}"' in whole
        assert "<html" not in piece


def test_the_draft_says_what_people_read(leader: Client) -> None:
    page = text(leader.get(at("draft", KEY)))
    for told in ("农民工求学圆梦行动", "常年", "专科每学年", "1,000", "例子 7 / 7"):
        assert told in page


def test_money_waits_for_a_second_officer_on_the_page_too(leader: Client) -> None:
    found = catalogue.draft(KEY)
    assert found
    page = text(leader.post(at("draft", KEY), {"step": "propose", "revision": found.revision}, follow=True))
    assert "等第二人批准" in page
    assert "批准并发布" not in page
    waiting = catalogue.proposal(KEY)
    assert waiting
    given = {"step": "approve", "proposal": str(waiting.id)}
    assert leader.post(at("draft", KEY), given).status_code == 409


def test_the_second_officer_is_in_another_post_on_the_page_too(
    known: World, leader: Client, client_of: ClientOf
) -> None:
    found = catalogue.draft(KEY)
    assert found
    leader.post(at("draft", KEY), {"step": "propose", "revision": found.revision})
    waiting = catalogue.proposal(KEY)
    assert waiting
    people.appoint_to_post(
        by=known["security_admin"].actor,
        person_id=known["municipal_officer"].id,
        union_id=known.unions["city"].id,
        role="leader",
    )
    second_leader, finance, given = (
        client_of("municipal_officer"),
        client_of("finance_officer"),
        {"step": "approve", "proposal": str(waiting.id)},
    )
    page = text(second_leader.get(at("draft", KEY)))
    assert "你和提请的人同岗" in page
    assert "批准并发布" not in page
    assert second_leader.post(at("draft", KEY), given).status_code == 409
    page = text(finance.get(at("draft", KEY)))
    assert "二人不得同岗" in page
    assert "批准并发布" in page
    assert "已批准并发布" in text(finance.post(at("draft", KEY), given, follow=True))


def test_nobody_but_the_citys_leaders_opens_a_draft(leader: Client, client_of: ClientOf) -> None:
    for who in ("county_officer", "municipal_officer"):
        assert client_of(who).get(at("draft", KEY)).status_code == 404
        assert client_of(who).post(at("sampled", KEY), {"seed": "1"}).status_code == 404


def test_a_marked_source_is_shown_as_pending_to_the_worker(known: World, client_of: ClientOf) -> None:
    admin = client_of("system_admin")
    given = {"source": "education", "state": "wrong", "reason": "名单发错了"}
    assert client_of("county_officer").post(at("sources"), given).status_code == 403
    assert "名单发错了" in text(admin.post(at("sources"), given, follow=True))
    worker = client_of("worker")
    assert "数据正在核对" in text(worker.get(f"/services/{KEY}/"))
    assert catalogue.subjects_with(service=KEY, verdicts={"yes", "no"}) == []
    catalogue.clear_source(by=SYSTEM, source="education", reason="已更正")
    assert "数据正在核对" not in text(worker.get(f"/services/{KEY}/"))
