"""免申即享: cases open by themselves, in batches, once; what only the person can give is asked of her, and she may say no."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from niangjia.base import clock, journal
from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.casework.actions import delivering
from niangjia.casework.errors import ConsentMissing, RunOver
from niangjia.casework.models import Case, CaseSlot, Run
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotAllowed
from niangjia.kernel.ids import uuid7
from niangjia.messages import api as messages
from niangjia.people import api as people
from niangjia.people.models import Membership, Person
from niangjia.unions import api as unions
from tests.casework.conftest import later, state, steps, waits_at
from tests.cast import World

pytestmark = pytest.mark.django_db
FILE = """
key: yearly-gift
version: 1
title: {zh: 年度慰问, en: Yearly gift}
summary: {zh: 一年一份心意。, en: A gift a year.}
group: warm
subject: person
basis: 测试
once: year
proactive: deliver
criteria:
  - name: active_member
    when: member.status == "active"
    because: {zh: 是在会会员, en: an active member}
  - name: woman
    when: person.sex == "f"
    because: {zh: 是女职工, en: a woman}
form:
  - {name: bank_card, kind: bank_card, required: true, known: person.bank_card, label: {zh: 收款银行卡, en: Bank card}}
%s
chain:
%s
  - {review: town, days: 2}
outcome:
  money: {amount: '60000', fund: warmth}
examples:
  - {name: 会员, today: 2026-11-24, facts: {member.status: active, person.sex: f}, verdict: 'yes'}
  - {name: 男, today: 2026-11-24, facts: {member.status: active, person.sex: m}, verdict: 'no'}
"""
CONSENT = """  - name: notice_consent
    kind: consent
    required: true
    label: {zh: 同意公示, en: I agree to the notice}
    purpose: {zh: 公示名单, en: the notice}
"""
NOTICE = "  - {notice: grassroots, days: 1, legal: consent}"
WOMEN = 6  # members of the cast, officers too

Install = Callable[..., None]


@pytest.fixture
def gift(known: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    def install(*, consent: bool = False, notice_first: bool = False) -> None:
        stages = NOTICE if notice_first else ("  - {review: grassroots, days: 2}" + ("\n" + NOTICE if consent else ""))
        (tmp_path / "yearly-gift.yaml").write_text(FILE % (CONSENT if consent else "", stages), encoding="utf-8")
        monkeypatch.setattr(settings, "NIANGJIA_SERVICES", (*settings.NIANGJIA_SERVICES, tmp_path))
        assert catalogue.install().problems == []

    return install


def deliver() -> int:
    return casework.deliver_entitled(by=SYSTEM, service="yearly-gift")


def case_of(world: World, key: str = "worker") -> UUID:
    return Case.objects.values_list("id", flat=True).get(service="yearly-gift", person_id=world[key].id)


def run() -> Run:
    return Run.objects.filter(kind="deliver", service="yearly-gift").latest("started_at", "id")


def members(count: int, world: World) -> None:
    """More women of 榕和食品."""
    women = [Person(id=uuid7(), name="某", name_masked="某*", sex="f", created_at=clock.now()) for _ in range(count)]
    Person.objects.bulk_create(women)
    union = world.unions["ronghe"].id
    Membership.objects.bulk_create(
        [Membership(person_id=p.id, id=uuid7(), union_id=union, status="active", since=clock.today(), source="roster") for p in women]
    )  # fmt: skip
    unions.recount("member")
    catalogue.refresh("person", [p.id for p in women])


def test_every_entitled_member_gets_a_case_at_her_union_and_is_told(known: World, gift: Install) -> None:
    gift()
    assert deliver() == WOMEN
    case = case_of(known)
    assert (state(case), waits_at(case), steps(case)) == ("review", known.unions["ronghe"].name, ["opened"])
    drain()
    (told,) = messages.inbox(person_id=known["worker"].id)
    assert (told.title, told.link) == ("“年度慰问”已经替你办上", f"/matters/{case}/")
    assert messages.inbox(person_id=known["courier"].id) == []


def test_what_is_known_is_filled_in_and_stays_masked(known: World, gift: Install) -> None:
    gift()
    deliver()
    card = Case.objects.get(id=case_of(known)).answers["bank_card"]
    assert card.endswith(known["worker"].bank_card[-4:])
    assert card != known["worker"].bank_card


def test_a_second_run_opens_nothing(known: World, gift: Install) -> None:
    gift()
    deliver()
    assert deliver() == 0
    assert run().skipped == {"already": WOMEN}


def test_a_missing_card_does_not_stop_it_the_payout_asks(known: World, gift: Install) -> None:
    gift()
    Person.objects.filter(id=known["worker"].id).update(bank_card=None, bank_card_masked="")
    deliver()
    assert state(case_of(known)) == "review"


def test_it_waits_for_her_consent_and_goes_on_with_one_answer(known: World, gift: Install) -> None:
    gift(consent=True)
    deliver()
    case = case_of(known)
    assert (state(case), steps(case)) == ("returned", ["opened", "asked"])
    drain()
    assert messages.inbox(person_id=known["worker"].id)[0].title == "“年度慰问”替你办上了，只差你一步"
    form = casework.form_for(person_id=known["worker"].id, service="yearly-gift", case=Case.objects.get(id=case))
    assert [asked.field.name for asked in form.asked] == ["notice_consent"]
    casework.resubmit(by=known["worker"].actor, case_id=case, answers={"notice_consent": "on"})
    assert (state(case), waits_at(case)) == ("review", known.unions["ronghe"].name)


def test_nobody_goes_public_without_her_consent(known: World, gift: Install) -> None:
    gift(consent=True)
    deliver()
    case = case_of(known)
    casework.resubmit(by=known["worker"].actor, case_id=case, answers={"notice_consent": "on"})
    Case.objects.filter(id=case).update(answers={})
    with pytest.raises(ConsentMissing):
        casework.approve(by=known["grassroots_officer"].actor, case_id=case)


def test_a_chain_that_begins_with_a_notice_waits_for_consent_too(known: World, gift: Install) -> None:
    gift(consent=True, notice_first=True)
    deliver()
    assert state(case_of(known)) == "returned"
    casework.resubmit(by=known["worker"].actor, case_id=case_of(known), answers={"notice_consent": "on"})
    assert state(case_of(known)) == "notice"


def test_who_says_no_is_left_in_peace_and_may_apply_herself(known: World, gift: Install) -> None:
    gift()
    deliver()
    casework.withdraw(by=known["worker"].actor, case_id=case_of(known))
    assert deliver() == 0
    assert run().skipped == {"already": WOMEN - 1, "declined": 1}
    casework.apply_for_service(by=known["worker"].actor, service="yearly-gift", answers={})
    with later("2027-01-04"):
        assert deliver() == WOMEN  # another year


def test_a_relative_may_not_decide_a_case_that_was_opened(known: World, gift: Install) -> None:
    gift()
    known_relative(known)
    deliver()
    assert waits_at(case_of(known)) == known.unions["shangjie"].name
    assert steps(case_of(known)) == ["opened", "vacancy"]


def known_relative(world: World) -> None:
    people.record_relative(
        by=SYSTEM, person_id=world["worker"].id, other_id=world["grassroots_officer"].id, relation="spouse"
    )


def test_a_broken_off_run_is_taken_up_where_it_stopped(
    known: World, gift: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    gift()
    monkeypatch.setattr(delivering, "BATCH", 2)
    first = casework.start_delivery(by=SYSTEM, service="yearly-gift", here=True)
    assert casework.run_batch(run_id=first)
    assert (Run.objects.get(id=first).opened, Case.objects.count()) == (2, 2)
    assert casework.start_delivery(by=SYSTEM, service="yearly-gift") == first
    drain()
    assert (run().state, run().opened, run().done, run().total) == ("done", WOMEN, WOMEN, WOMEN)
    assert Case.objects.filter(service="yearly-gift").count() == CaseSlot.objects.count() == WOMEN


def test_a_job_for_a_place_that_is_past_does_nothing(
    known: World, gift: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    gift()
    monkeypatch.setattr(delivering, "BATCH", 2)
    started = casework.start_delivery(by=SYSTEM, service="yearly-gift", here=True)
    assert casework.run_batch(run_id=started, after="")
    assert not casework.run_batch(run_id=started, after="")
    assert run().opened == 2


def test_a_leader_of_the_city_stops_a_run_and_lets_it_go_on(
    known: World, gift: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    gift()
    monkeypatch.setattr(delivering, "BATCH", 2)
    leader = known["leader"].actor
    started = casework.start_delivery(by=leader, service="yearly-gift")
    casework.run_batch(run_id=started)
    casework.pause_run(by=leader, run_id=started)
    drain()
    assert (run().state, run().opened) == ("paused", 2)
    casework.continue_run(by=leader, run_id=started)
    drain()
    assert (run().state, run().opened) == ("done", WOMEN)
    with pytest.raises(RunOver):
        casework.pause_run(by=leader, run_id=started)


@pytest.mark.parametrize("key", ["worker", "county_officer", "finance_officer", "system_admin"])
def test_nobody_below_the_city_starts_a_run(known: World, gift: Install, key: str) -> None:
    gift()
    with pytest.raises(NotAllowed):
        casework.start_delivery(by=known[key].actor, service="yearly-gift")


def test_the_database_lets_one_run_of_a_service_live(known: World, gift: Install) -> None:
    gift()
    casework.start_delivery(by=SYSTEM, service="yearly-gift")
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.create(
            kind="deliver", service="yearly-gift", state="running", started_at=clock.now(), started_by="x", total=0
        )


def test_one_bad_record_holds_up_nobody(known: World, gift: Install) -> None:
    gift()
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(f"alter table casework_case add constraint bad check (subject_id <> '{known['worker'].id}')")
    assert deliver() == WOMEN - 1
    assert (run().failed, run().done, run().state) == (1, WOMEN, "done")
    assert run().problems[0]["subject"] == str(known["worker"].id)
    assert not CaseSlot.objects.filter(subject_id=known["worker"].id).exists()


def test_a_batch_costs_the_same_queries_and_jobs_whatever_its_size(known: World, gift: Install) -> None:
    gift()
    counted()  # what a process keeps of the catalogue is read once
    members(3, known)
    few = counted()
    members(40, known)
    many = counted()
    assert many[0] == few[0]
    assert many[1] <= few[1] + 1  # those who were in another batch before


def counted() -> tuple[int, int]:
    """(cases' batch queries, jobs) of a run over those who have none yet."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        deliver()
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs")
        jobs = cursor.fetchone()[0]
        cursor.execute("delete from procrastinate_jobs")
    return len(asked), jobs


def test_the_run_its_batches_and_every_case_stand_in_the_journal(known: World, gift: Install) -> None:
    gift()
    deliver()
    verbs = [entry.verb for entry in journal.entries(about=("run", run().id))]
    assert sorted(verbs) == ["casework.deliver_batch", "casework.finish_run", "casework.start_run"]
    assert [entry.verb for entry in journal.entries(about=("case", case_of(known)))] == ["casework.open_for"]


def test_publishing_serves_at_once_whom_a_new_version_entitles(known: World, gift: Install) -> None:
    gift()
    drain()
    assert Case.objects.filter(service="yearly-gift").count() == WOMEN
