"""Drives one case through the pages: the applicant's form, each officer's desk, the bank, the rating.

What to fill in follows from the kinds of the form's fields, what to do from the kinds of the chain's stages. ``did`` collects who did
which verb, to be compared with the journal.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.campaigns import api as campaigns
from niangjia.casework import api as casework
from niangjia.casework.consents import herself
from niangjia.casework.models import Case
from niangjia.ledger import api as ledger
from niangjia.notices import api as notices
from niangjia.quotas import api as quotas
from niangjia.web.worker.ticket_token import ticket_token
from tests.casework.wedding import link_on
from tests.cast import Member
from tests.web.chain_hands import Hands, photo, text, working_days_after

VERBS = {"visit": "casework.visit", "check": "casework.check", "accept": "casework.accept_work"}
VOTES = {"entitled": "40", "present": "36", "agreed": "30"}
DONE = {"delivered", "rated"}
DECIDING = {"casework.approve", "casework.count_jury"}
JURORS = (
    "stranger",
    "leader",
    "finance_officer",
    "second_finance_officer",
    "town_officer",
)  # none of the worker's union


class Drive(Hands):
    """One service, one applicant, from the catalogue to the end."""

    # -- the beginning -------------------------------------------------------------------------------------------------------
    def begins(self) -> None:
        """From the catalogue through the service's page and form; what is for unions and enterprises is opened by a run."""
        page = self.applicants_page()
        if self.definition.subject != "person":
            assert "个人不用申请" in page
            self._is_asked_for_by_the_union() if self.way.asks else self._is_opened_by_a_run()
        elif self.way.delivered:
            self._is_opened_by_a_run()
        elif self.key == "join":
            assert 'href="/join/"' in page
            self._joins()
        elif campaigns.is_campaign(self.definition):
            assert 'href="/campaigns/"' in page
            self._takes_part()
        else:
            assert f'href="/services/{self.key}/apply/"' in page
            self._applies()
        drain()
        if self.way.partner:
            self.the_other_agrees()
        if self.way.place:
            self.a_place_is_made()

    def the_other_agrees(self) -> None:
        """On her own phone, without an account: the link in the text message, the last digits of her number, yes."""
        other, agreeing = (
            self.world[self.way.partner],
            casework.case_for(self._applicant().actor, self.case.id).plan.agreeing[0],
        )
        assert (self.case.state, self.case.due_on) == ("consenting", None)
        assert "点头" in text(self.at_desk(self._applicant().key).get(f"/matters/{self.case.id}/"))
        phone, here = Client(), f"/agree/{link_on(self.world, other.key)}/"
        page = text(phone.get(here))
        assert not [each for each in (other.id_number, other.phone, self._applicant().name) if each in page]
        assert phone.post(here, {"do": "agree", "digits": "0000"}).status_code == 409
        sent = phone.post(here, {"do": "agree", "digits": other.id_number[-4:]})
        assert sent.status_code == 302, text(sent)
        drain()
        self.verb("casework.ask_consent", self._applicant())
        hers = herself(self.case, agreeing).id
        self.did += [(verb, hers) for verb in ("casework.prove_consent", "casework.prove_consent", "casework.agree")]

    def a_place_is_made(self) -> None:
        """By the officer, out of the service's template: what only cases give."""
        now, desk, form = clock.now(), self.at_desk(self.way.place), f"/console/pools/new/{self.key}/"
        union = text(desk.get(form)).split('name="union"')[1].split('value="')[1].split('"')[0]
        given = {"union": union, "title": "这一届", "place": "闽江之心", "capacity": "100", "mode": "case"} | {
            name: (now + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")
            for name, days in (("opens_at", 0), ("closes_at", 59), ("starts_at", 60), ("ends_at", 61))
        }
        sent = desk.post(form, given)
        assert sent.status_code == 302, text(sent)

    def they_are_there(self) -> None:
        """With the ticket of the matter's page, scanned by the officer."""
        assert self.case.state == "delivering"
        booking = self.case.record["booking"]
        phone, desk = self.at_desk(self._applicant().key), self.at_desk(self.way.place)
        assert f"/tickets/{booking}/" in text(phone.get(f"/matters/{self.case.id}/"))
        assert "到场扫一下" in text(phone.get(f"/tickets/{booking}/"))
        starts = quotas.booking_for(SYSTEM, booking_id=UUID(booking)).starts_at
        assert starts
        self.days.enter_context(clock.frozen(starts))
        sent = desk.post("/console/check-in/", {"t": ticket_token(UUID(booking))})
        assert sent.status_code == 302, text(sent)
        drain()
        self.verb("casework.place_used")

    def applicants_page(self) -> str:
        phone = self.at_desk(self._applicant().key)
        assert f"/services/{self.key}/" in text(phone.get("/services/"))
        return text(phone.get(f"/services/{self.key}/"))

    def _applicant(self) -> Member:
        if self.way.asks:
            return self.world[self.way.asks]
        return self.world["worker"] if self.definition.subject != "person" else self.world[self.way.who]

    def _is_asked_for_by_the_union(self) -> None:
        """The officer finds it among what her union is entitled to, and asks."""
        phone, union = self.at_desk(self._applicant().key), self.world.unions[self.way.who]
        here = f"/services/{self.key}/apply/?union={union.id}"
        assert here in text(phone.get("/console/ours/"))
        assert union.name in text(phone.get(here))
        self._sent(phone.post(here, {"action": "send", **self._answers()}))

    def _is_opened_by_a_run(self) -> None:
        sent = self.at_desk("leader").post("/console/runs/", {"do": "start", "service": self.key})
        assert sent.status_code == 302
        drain()
        self._id = Case.objects.get(service=self.key).id
        self.verb("casework.open_for")

    def _joins(self) -> None:
        union = str(self.world.unions["shangjie"].id)
        where = {"way": "platform", "new_form": "courier", "county": "350121", "town": "350121103", "union_id": union}
        phone = self.at_desk(self._applicant().key)
        assert phone.post("/join/where/", where)["Location"] == "/join/sign/"
        self._sent(phone.post("/join/sign/", {"wish": "on", "signature-typed": self._applicant().name}))
        self.verb("casework.save_draft", self._applicant())  # once where he works, once what he signed

    def _takes_part(self) -> None:
        """In a quiz that the county has made, asked and published on its desk."""
        desk, phone, now = self.at_desk("county_officer"), self.at_desk(self._applicant().key), clock.now()
        told = {
            "union": str(self.world.unions["minhou"].id), "title": "安全知识答一答", "opens_at": now.strftime("%Y-%m-%dT%H:%M"),
            "closes_at": (now + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M"), "rule": "campaign",
        }  # fmt: skip
        here = desk.post("/console/campaigns/new/quiz/", told)["Location"]
        question = {
            "do": "question",
            "text": "几岁能入会？",
            "A": "14",
            "B": "16",
            "answer": "B",
            "why": "年满 16 周岁。",
        }
        assert desk.post(here, question).status_code == 302
        assert desk.post(here, {"do": "publish"}).status_code == 302
        assert phone.get(f"/services/{self.key}/apply/")["Location"] == "/campaigns/"
        quiz = f"/campaigns/{here.rstrip('/').rsplit('/', 1)[-1]}/"
        assert quiz in text(phone.get("/campaigns/"))
        assert "答完了" in text(phone.post(quiz, {"q-1": "0"}))
        self._id = Case.objects.get(service=self.key).id
        assert f"/matters/{self._id}/" in text(phone.get(quiz))
        self.verb("casework.apply", self._applicant())

    def _applies(self) -> None:
        phone, here = self.at_desk(self._applicant().key), f"/services/{self.key}/apply/"
        assert phone.get(here).status_code == 200
        self._sent(phone.post(here, {"action": "send", **self._answers()}))

    def _sent(self, answer: Any) -> None:
        assert answer.status_code == 302, text(answer)
        self._id = UUID(answer["Location"].rstrip("/").rsplit("/", 1)[-1])
        self.verb("casework.save_draft", self._applicant())
        self.verb("casework.apply", self._applicant())

    def _answers(self) -> dict[str, Any]:
        """What must be asked, the service's own answers first; what the union knows stays unasked."""
        given: dict[str, Any] = dict(self.way.answers)
        for field in self.definition.form:
            answered = field.name in given or any(name.startswith(f"{field.name}-") for name in given)
            asked = field.required and not field.known and not answered
            if asked and all(given.get(name) == value for name, value in (field.shown_if or {}).items()):
                given |= self._answer(field, field.name)
        return given

    def _answer(self, field: Any, name: str) -> dict[str, Any]:
        if field.kind == "table":
            cells = [self._answer(column, f"{name}-0-{column.name}") for column in field.columns]
            return {key: value for cell in cells for key, value in cell.items()}
        if field.kind == "choice":
            return {name: field.choices[0].value}
        applicant = self.world[self.way.partner] if self.way.partner else self._applicant()
        plain: dict[str, Any] = {
            "text": applicant.name, "long_text": "十年在一线，带出三个徒弟。", "int": "1", "money": "6,000", "bool": "no",
            "consent": "on", "file": photo(), "resident_id": applicant.id_number, "phone": applicant.phone,
        }  # fmt: skip
        return {name: plain[field.kind]}

    # -- the chain -----------------------------------------------------------------------------------------------------------
    def goes_through_the_chain(self) -> Iterator[tuple[date, date]]:
        """Stage by stage; gives (the day on which it is due, the day it should be) of each before it is done."""
        signed: set[str] = set()
        standing = -1
        while self.case.state in {"review", "notice", "listed"}:
            if self.case.state == "listed":
                self._list_is_confirmed()
                continue
            case = self.case
            if case.stage != standing:
                standing, signed = case.stage, set()
                self.stages.append(self.stage.kind)
                assert case.due_on
                yield case.due_on, self._should_be_due()
            if case.state == "notice":
                self._notice_runs_out()
            else:
                signed.add(self._officer_acts(signed))
            drain()

    def _should_be_due(self) -> date:
        due = working_days_after(clock.today(), self.stage.days)
        return min(due, self.way.last_day) if self.way.last_day else due

    def _list_is_confirmed(self) -> None:
        sent = self.at_desk("leader").post("/console/lists/", {"service": self.key, "period": self.case.period})
        assert sent.status_code == 302, text(sent)
        self.verb("casework.confirm_list", self.world["leader"])

    def _notice_runs_out(self) -> None:
        case = self.case
        assert self.definition.title["zh"] in text(Client().get("/public/notices/"))
        assert case.due_on
        self.stand_at(case.due_on)
        notices.end_due()
        drain()
        assert self.case.stage == case.stage, "its last day belongs to it"
        self.stand_at(case.due_on + timedelta(days=1))
        notices.end_due()
        self.verb("casework.notice_ended")

    def _officer_acts(self, signed: set[str]) -> str:
        """Whose turn it is finds it among what waits for her, opens it and does her part."""
        case = self.case
        who = next(
            key
            for key, member in self.world.people.items()
            if key not in signed and casework.may_decide(member.actor, case)
        )
        desk, here = self.at_desk(who), reverse("console:case", args=[case.id])
        assert f"/console/preview/{case.id}/" in text(desk.get("/console/"))
        assert desk.get(here).status_code == 200
        kind = self.stage.kind
        if kind == "jury":
            self._jury_decides(self.world[who])
            return who
        if kind == "visit":
            here, given = reverse("console:visit", args=[case.id]), self._visit()
        elif kind == "check":
            given = {"decision": "check", "result": "passed", "words": "与申报一致"}
        elif kind == "accept":
            given = {"decision": "accept", "words": "现场看过，和方案一致。"}
        else:
            given = {"decision": "approve", "words": "情况属实", "amount": self.way.proposed}
            given |= VOTES if kind == "collective" else {}
            for sight in self.stage.sees:
                way = sight.ways[0]
                given |= {f"seen-{sight.name}": way.name, f"seen-{sight.name}-{way.name}": "012345"}
        sent = desk.post(here, given)
        assert sent.status_code == 302, text(sent)
        self.verb(VERBS.get(kind, "casework.approve"), self.world[who])
        return who

    def _jury_decides(self, officer: Member) -> None:
        """The officer seats it, each juror scores on her own phone, the officer opens the points."""
        desk, here, stage = self.at_desk(officer.key), reverse("console:jury", args=[self.case.id]), self.stage
        sheet = f"/jury/{self.case.id}/"
        points = {score.name: str(score.most) for score in stage.scores}
        for turn, who in enumerate(JURORS[: stage.seats]):
            juror, kind = self.world[who], stage.kinds[turn % len(stage.kinds)]
            assert juror.name in text(desk.get(here, {"q": juror.name}))
            sent = desk.post(here, {"step": "seat", "person_id": str(juror.id), "kind": kind})
            assert sent.status_code == 302, text(sent)
            self.verb("casework.seat_juror", officer)
        for who in JURORS[: stage.seats]:
            phone = self.at_desk(who)
            assert sheet in text(phone.get("/jury/"))
            assert phone.get(sheet).status_code == 200
            assert phone.post(sheet, points).status_code == 302
            self.verb("casework.score", self.world[who])
        sent = desk.post(here, {"step": "count", "amount": self.way.proposed})
        assert sent.status_code == 302, text(sent)
        self.verb("casework.count_jury", officer)

    def _visit(self) -> dict[str, Any]:
        return {"found": "两居室，孩子在读初中，家里简朴。", "signed": "on", "photos": [photo()]}

    # -- the end -------------------------------------------------------------------------------------------------------------
    def is_paid(self) -> None:
        """By two finance officers and the bank."""
        self._money_was_held_and_asked_for()
        money = self.definition.money
        if money and money.paid != "once":
            self.is_paid_in_parts()
            return
        self._is_paid_by_the_bank()
        self.verb("casework.paid")

    def _is_paid_by_the_bank(self) -> None:
        """Two finance officers, the bank's file, its receipt."""
        first, second = self.at_desk("finance_officer"), self.at_desk("second_finance_officer")
        payout = self.payout("waiting")
        batch = first.post("/console/payouts/", {"pick": [str(payout.id)]})["Location"]
        assert first.post(batch, {"step": "submit"}).status_code == 302
        assert second.post(batch, {"step": "release"}).status_code == 302
        file = first.post(f"{batch}file/")
        number = file["Content-Disposition"].split('"')[1].removesuffix(".csv")
        rows = f"批次号,序号,金额,结果,原因\n{number},1,{payout.amount_fen / 100:.2f},成功,\n"
        receipt = SimpleUploadedFile("回单.csv", rows.encode(), "text/csv")
        assert first.post("/console/payouts/receipts/", {"file": receipt}).status_code == 302
        drain()

    def is_paid_in_parts(self) -> None:
        """As often as there are parts: the next one when its month has come, or when what the first was spent on is accepted."""
        parts = casework.parts_of_case(case_id=self._id)
        for part in parts:
            if part.nr > 1:
                self._next_part_is_asked_for(part)
            self._is_paid_by_the_bank()
            self.verb("casework.paid")

    def _next_part_is_asked_for(self, part: casework.PartRow) -> None:
        if part.due_on:
            self.stand_at(part.due_on)
            assert casework.pay_due_parts() == 1
            self.verb("casework.pay_part")
            self.verb("ledger.request_payout")
            return
        case, self.stages = self.case, [*self.stages, "accept"]
        assert (case.state, case.due_on) == ("halfway", working_days_after(clock.today(), self.stage.spend_days))
        given = {"told": "书架、桌椅和茶水柜都装好了。", "photos": [photo(), photo()]}
        assert self.at_desk(self._applicant().key).post(f"/matters/{case.id}/work/", given).status_code == 302
        self.verb("casework.hand_in_work", self._applicant())
        assert self.case.due_on == working_days_after(clock.today(), self.stage.days)
        self._officer_acts(set())
        self.did.append(("ledger.request_payout", self.did[-1][1]))

    def payout(self, state: str) -> ledger.PayoutRow:
        rows = ledger.payouts_visible_to(self.world["finance_officer"].actor, state=state)
        return next(row for row in rows if row.case_id == self._id)

    def _money_was_held_and_asked_for(self) -> None:
        """Held with the last signature; the payout is asked for by whatever ended the chain."""
        ended_by = self.did[-1][1]
        signer = next(by for verb, by in reversed(self.did) if verb in DECIDING)
        self.did += [("ledger.hold", signer), ("ledger.request_payout", ended_by)]

    def is_rated(self) -> None:
        """By whom it was for; a union's matter by an officer of the union that got it."""
        if self.case.person_id:
            rater, path = self._applicant(), f"/matters/{self._id}/rate/"
        else:
            rater, path = self.world["grassroots_officer"], f"/console/cases/{self._id}/rate/"
        sent = self.at_desk(rater.key).post(path, {"rating": "5"})
        assert sent.status_code == 302
        self.verb("casework.rate", rater)
