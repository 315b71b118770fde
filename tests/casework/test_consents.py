"""Somebody named in a case is asked first: by a link on her phone, without an account, and nobody works on it before she agrees."""

from __future__ import annotations

from uuid import UUID

import pytest

from niangjia.base import clock, journal
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.casework.errors import (
    AlreadyAnswered,
    AlreadyOpen,
    AskedEnough,
    ConsentOver,
    LinkOver,
    NamedElsewhere,
    PartyServed,
    TooLateToTakeBack,
    WrongDigits,
    WrongState,
)
from niangjia.casework.models import CasePartySlot, CaseSlot, Consent
from niangjia.casework.rules.defects import Defect
from niangjia.messages import api as messages
from tests.casework.conftest import state, steps, waits_at
from tests.casework.wedding import (
    CERTIFICATE,
    answers,
    asks,
    case_of,
    consent_of,
    digits,
    is_approved,
    link_on,
    makes_a_wedding,
    says_yes,
    texts_to,
)
from tests.cast import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def case_id(couple: World) -> UUID:
    return asks(couple)


def told(world: World, who: str = "worker") -> list[str]:
    return [row.kind for row in messages.inbox(person_id=world[who].id)]


def test_it_waits_for_the_other_and_is_on_nobodys_clock(couple: World, case_id: UUID) -> None:
    case = case_of(case_id)
    assert (case.state, case.due_on, case.waiting_union_id, case.stage) == ("consenting", None, None, -1)
    assert steps(case_id) == ["applied", "consent_asked"]
    with clock.frozen("2026-11-30"):
        assert casework.escalate_overdue() == 0
    assert casework.waiting_for(couple["county_officer"].actor) == []


def test_she_reads_on_her_phone_who_asks_and_where_to_answer_and_no_number_is_in_it(
    couple: World, case_id: UUID
) -> None:
    (text,) = texts_to(couple, "courier")
    assert "林*" in text
    assert "新福州人集体婚礼" in text
    assert "11 月 30 日前" in text
    for secret in (couple["courier"].id_number, couple["courier"].phone, couple["worker"].name, str(case_id)):
        assert secret not in text


def test_her_page_says_what_is_kept_of_her_and_why(couple: World, case_id: UUID) -> None:
    asked = casework.question_behind(link_on(couple))
    assert (asked.phase, asked.who, asked.name, asked.tries) == ("open", "林*", "黄*", 5)
    assert "核对结婚登记" in asked.keeps["zh"]


def test_her_yes_sends_it_to_the_first_officer_whose_clock_begins_then(couple: World, case_id: UUID) -> None:
    with clock.frozen("2026-11-26"):
        says_yes(couple)
        assert (state(case_id), waits_at(case_id)) == ("review", "闽侯县总工会")
        assert case_of(case_id).due_on.isoformat() == "2026-12-03"
        assert told(couple) == ["consent.given"]
        assert casework.question_behind(link_on(couple)).phase == "given"


def test_yes_twice_is_yes_once(couple: World, case_id: UUID) -> None:
    says_yes(couple)
    says_yes(couple)
    assert steps(case_id).count("agreed") == 1


def test_the_journal_has_every_word_of_hers_under_her_masked_name(couple: World, case_id: UUID) -> None:
    with pytest.raises(WrongDigits):
        casework.agree(link=link_on(couple), digits="0000")
    says_yes(couple)
    hers = [entry for entry in journal.entries(about=("case", case_id), limit=50) if entry.actor_label == "黄*"]
    assert sorted(entry.verb for entry in hers) == [
        "casework.agree",
        "casework.prove_consent",
        "casework.prove_consent",
    ]


def test_a_no_asks_for_no_reason_frees_both_and_is_told_politely(couple: World, case_id: UUID) -> None:
    casework.decline(link=link_on(couple), digits=digits(couple))
    drain()
    assert state(case_id) == "unagreed"
    assert not CaseSlot.objects.exists()
    assert not CasePartySlot.objects.exists()
    (message,) = messages.inbox(person_id=couple["worker"].id)
    assert message.kind == "consent.declined"
    assert "不用追问" in message.body


def test_after_a_no_the_same_applicant_does_not_ask_again_for_a_while(couple: World, case_id: UUID) -> None:
    casework.decline(link=link_on(couple), digits=digits(couple))
    with pytest.raises(AskedEnough):
        casework.resubmit(by=couple["worker"].actor, case_id=case_id, answers={})
    with pytest.raises(AskedEnough):
        asks(couple)
    assert state(case_id) == "unagreed"
    with clock.frozen("2026-12-30"):
        casework.resubmit(by=couple["worker"].actor, case_id=case_id, answers={})
    assert state(case_id) == "consenting"


def test_she_may_change_her_no_into_a_yes_as_long_as_her_link_stands(couple: World, case_id: UUID) -> None:
    casework.decline(link=link_on(couple), digits=digits(couple))
    assert casework.question_behind(link_on(couple)).may_change
    says_yes(couple)
    assert state(case_id) == "review"
    assert CasePartySlot.objects.count() == 2


def test_a_change_of_mind_finds_the_other_married_elsewhere(couple: World, case_id: UUID) -> None:
    casework.decline(link=link_on(couple), digits=digits(couple))
    asks(couple, "mother", "courier")
    first = Consent.objects.get(case_id=case_id)
    with pytest.raises(PartyServed):
        casework.agree(link=_link(first), digits=digits(couple))
    assert state(case_id) == "unagreed"


def _link(consent: Consent) -> str:
    from niangjia.casework.consents import link_of  # noqa: PLC0415 - the link of an older message

    return link_of(consent)


def test_whoever_has_the_phone_by_mistake_says_so_without_any_digits(couple: World, case_id: UUID) -> None:
    casework.say_not_me(link=link_on(couple))
    drain()
    assert state(case_id) == "unagreed"
    assert told(couple) == ["consent.mistaken"]
    view = casework.case_for(couple["worker"].actor, case_id)
    assert [defect["field"] for defect in view.defects] == ["partner_phone"]


def test_a_number_that_did_not_fit_is_to_be_checked_too(couple: World, case_id: UUID) -> None:
    with pytest.raises(WrongDigits):
        casework.agree(link=link_on(couple), digits="0000")
    with clock.frozen("2026-12-01"):
        casework.mind_consents()
    view = casework.case_for(couple["worker"].actor, case_id)
    assert [defect["field"] for defect in view.defects] == ["partner_phone", "partner_id"]


def test_a_mended_phone_gets_a_link_of_its_own_and_the_old_one_is_over(couple: World, case_id: UUID) -> None:
    old = link_on(couple)
    casework.say_not_me(link=old)
    casework.resubmit(by=couple["worker"].actor, case_id=case_id, answers={"partner_phone": couple["mother"].phone})
    drain()
    assert state(case_id) == "consenting"
    assert len(texts_to(couple, "mother")) == 1
    with pytest.raises(LinkOver):
        casework.agree(link=old, digits=digits(couple))
    casework.agree(link=link_on(couple, "mother"), digits=digits(couple))
    assert state(case_id) == "review"


def test_the_applicant_may_mend_the_phone_while_it_waits(couple: World, case_id: UUID) -> None:
    casework.resubmit(by=couple["worker"].actor, case_id=case_id, answers={"partner_phone": couple["mother"].phone})
    assert (state(case_id), consent_of(case_id).turn) == ("consenting", 2)


def test_she_is_reminded_once_and_then_it_lapses_with_the_reason(couple: World, case_id: UUID) -> None:
    with clock.frozen("2026-11-25 23:59"):
        assert casework.mind_consents() == 0
    with clock.frozen("2026-11-26 10:00"):
        assert (casework.mind_consents(), casework.mind_consents()) == (1, 0)
        drain()
        assert "提醒一次" in texts_to(couple, "courier")[0]
    with clock.frozen("2026-11-30 23:59"):
        assert casework.mind_consents() == 0, "the last day belongs to her"
    with clock.frozen("2026-12-01 00:00"):
        with pytest.raises(ConsentOver):
            casework.agree(link=link_on(couple), digits=digits(couple))
        assert (casework.mind_consents(), casework.mind_consents()) == (1, 0)
        drain()
        assert state(case_id) == "unagreed"
        assert told(couple) == ["consent.lapsed"]
        casework.resubmit(by=couple["worker"].actor, case_id=case_id, answers={})
        drain()
        assert (state(case_id), consent_of(case_id).state) == ("consenting", "asked")
        says_yes(couple)
    assert state(case_id) == "review"


def test_she_may_take_it_back_while_officers_work_on_it(couple: World, case_id: UUID) -> None:
    says_yes(couple)
    casework.take_back(link=link_on(couple), digits=digits(couple))
    drain()
    assert (state(case_id), case_of(case_id).stage, waits_at(case_id)) == ("unagreed", -1, "")
    assert casework.waiting_for(couple["county_officer"].actor) == []
    assert told(couple)[0] == "consent.taken_back"
    with pytest.raises(WrongState):
        casework.approve(by=couple["county_officer"].actor, case_id=case_id, seen=CERTIFICATE)


def test_what_was_agreed_to_is_not_declined_but_taken_back(couple: World, case_id: UUID) -> None:
    says_yes(couple)
    with pytest.raises(AlreadyAnswered):
        casework.decline(link=link_on(couple), digits=digits(couple))
    with pytest.raises(AlreadyAnswered):
        casework.say_not_me(link=link_on(couple))


def test_once_the_place_is_settled_it_is_not_taken_back_here(couple: World, case_id: UUID) -> None:
    makes_a_wedding(couple)
    says_yes(couple)
    is_approved(couple, case_id)
    with pytest.raises(TooLateToTakeBack):
        casework.take_back(link=link_on(couple), digits=digits(couple))
    assert casework.question_behind(link_on(couple)).phase == "settled"


def test_after_a_refusal_there_is_nothing_to_take_back(couple: World, case_id: UUID) -> None:
    says_yes(couple)
    casework.refuse(by=couple["county_officer"].actor, case_id=case_id, reason="结婚证和申报的不一样")
    assert casework.question_behind(link_on(couple)).phase == "ended"
    with pytest.raises(TooLateToTakeBack):
        casework.take_back(link=link_on(couple), digits=digits(couple))
    casework.appeal(by=couple["worker"].actor, case_id=case_id, reason="拿错了别人的结婚证")
    assert casework.question_behind(link_on(couple)).phase == "given"


def test_who_waits_for_a_place_may_still_take_it_back(couple: World, case_id: UUID) -> None:
    pool = makes_a_wedding(couple, places=1)
    says_yes(couple)
    other = asks(couple, "mother", "stranger")
    casework.agree(link=link_on(couple, "stranger"), digits=digits(couple, "stranger"))
    is_approved(couple, other)
    is_approved(couple, case_id)
    assert pool
    casework.take_back(link=link_on(couple), digits=digits(couple))
    assert state(case_id) == "unagreed"
    assert "booking" not in case_of(case_id).record


def test_taking_it_back_herself_leaves_nothing_to_answer(couple: World, case_id: UUID) -> None:
    casework.withdraw(by=couple["worker"].actor, case_id=case_id)
    with pytest.raises(ConsentOver):
        casework.agree(link=link_on(couple), digits=digits(couple))
    assert casework.question_behind(link_on(couple)).phase == "over"
    assert casework.mind_consents() == 0


def test_an_officer_who_returns_it_need_not_ask_again_what_stands(couple: World, case_id: UUID) -> None:
    says_yes(couple)
    returned = [Defect("registered_on", "请写登记的日子")]
    casework.return_for_repair(by=couple["county_officer"].actor, case_id=case_id, defects=returned)
    casework.resubmit(by=couple["worker"].actor, case_id=case_id, answers={"registered_on": "2026-10-01"})
    assert state(case_id) == "review"


def test_another_partner_is_asked_herself(couple: World, case_id: UUID) -> None:
    says_yes(couple)
    returned = [Defect("partner_id", "号码和结婚证不一样")]
    casework.return_for_repair(by=couple["county_officer"].actor, case_id=case_id, defects=returned)
    other = answers(couple, "mother")
    casework.resubmit(by=couple["worker"].actor, case_id=case_id, answers=other)
    drain()
    assert (state(case_id), waits_at(case_id)) == ("consenting", "")
    with pytest.raises(LinkOver):
        casework.take_back(link=_link(Consent.objects.get(case_id=case_id, turn=1)), digits=digits(couple))
    says_yes(couple, "mother")
    assert state(case_id) == "review"


def test_two_persons_are_one_couple_in_either_order(couple: World) -> None:
    asks(couple, "worker", "mother")
    with pytest.raises(NamedElsewhere):
        asks(couple, "mother", "worker")
    with pytest.raises(AlreadyOpen):
        asks(couple, "worker", "courier")
    with pytest.raises(PartyServed):
        asks(couple, "stranger", "mother")
