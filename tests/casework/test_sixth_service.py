"""One service, one file: a sixth one in a folder of its own goes the whole way without a line of code."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings

from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.catalogue import api as catalogue
from niangjia.ledger import api as ledger
from niangjia.notices import api as notices
from tests.casework.conftest import Run, later, state
from tests.casework.test_study_grant import pay_by_bank
from tests.cast import World

pytestmark = pytest.mark.django_db
FILE = """
key: birth-greeting
version: 1
title: {zh: 生育慰问, en: Greeting to new parents}
summary: {zh: 家里添了孩子，工会送一份心意。, en: A child is born and the union sends its greeting.}
group: warm
subject: person
basis: 测试用的第六项服务
once: year
criteria:
  - name: active_member
    when: member.status == "active"
    because: {zh: 是在会会员, en: an active member}
  - name: not_this_year
    when: helped("birth-greeting", "year") == 0
    because: {zh: 今年还没有领过, en: not yet this year}
form:
  - {name: child, kind: text, required: true, label: {zh: 孩子的名字, en: The name of the child}}
chain:
  - {review: grassroots, days: 2}
  - {notice: grassroots, days: 1, legal: 工会章程}
outcome:
  money: {amount: param.gift_fen, cap: {scope: person, per: year, fen: param.gift_fen}, fund: warmth}
figures:
  - {key: birth_greetings, counts: people, unit: people, title: {zh: 生育慰问人数, en: new parents greeted}}
parameters:
  - {name: gift_fen, value: 60000, from: 2020-01-01, basis: unverified}
examples:
  - {name: 会员, today: 2026-11-24, facts: {member.status: active}, verdict: 'yes', amount_fen: 60000}
  - {name: 已领, today: 2026-11-24, facts: {member.status: active}, helped: {birth-greeting year: 1}, verdict: 'no'}
  - {name: 不知道, today: 2026-11-24, facts: {}, verdict: unknown}
"""


@pytest.fixture
def sixth(known: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "birth-greeting.yaml").write_text(FILE, encoding="utf-8")
    monkeypatch.setattr(settings, "NIANGJIA_SERVICES", (*settings.NIANGJIA_SERVICES, tmp_path))
    installed = catalogue.install()
    assert not installed.problems
    assert installed.published == ["birth-greeting"]
    ledger.appropriate(
        by=SYSTEM, union_id=known.unions["city"].id, fund="warmth", year=2026, amount_fen=10_000_00, basis="测试预算"
    )


def test_it_is_known_to_everybody_at_once(known: World, sixth: None) -> None:
    verdicts = {v.key: v.verdict for v in catalogue.entitlements_of(known["worker"].id)}
    assert verdicts["birth-greeting"] == "yes"


def test_it_goes_the_whole_way_to_the_money_and_the_figure(known: World, sixth: None, run_jobs: Run) -> None:
    case: UUID = casework.apply_for_service(
        by=known["worker"].actor, service="birth-greeting", answers={"child": "小禾"}
    )
    casework.approve(by=known["grassroots_officer"].actor, case_id=case)
    with later("2026-11-25"):
        notices.end_due()
        run_jobs()
        pay_by_bank(known)
        run_jobs()
    assert state(case) == "delivered"
    assert "birth_greetings" in {figure.key for figure in casework.service_figures()}
    verdicts = {v.key: v.verdict for v in catalogue.entitlements_of(known["worker"].id)}
    assert verdicts["birth-greeting"] == "no"
