"""Casework's door: verbs on cases and questions about them."""

from __future__ import annotations

from niangjia.casework.access import SPEAKING, may_decide, may_hand_in, may_look, may_rate, may_withdraw, speaks_for
from niangjia.casework.actions.acceptance import accept_work, hand_in_work, refuse_work, return_work
from niangjia.casework.actions.afterwards import appeal, archive_ended, decide_appeal, rate, withdraw
from niangjia.casework.actions.agreeing import agree, decline, say_not_me, take_back
from niangjia.casework.actions.apply import apply_for_service, open_for, resubmit, save_draft
from niangjia.casework.actions.asking import mind_consents, send_again
from niangjia.casework.actions.batches import deliver_entitled, offer_entitled, run_batch
from niangjia.casework.actions.delivering import deliver_all, start_delivery
from niangjia.casework.actions.escalation import escalate_overdue
from niangjia.casework.actions.instalments import pay_due_parts
from niangjia.casework.actions.jury import count_jury, give_scores, leave_jury, seat_juror
from niangjia.casework.actions.lists import confirm_list
from niangjia.casework.actions.load_history import load_history
from niangjia.casework.actions.load_rounds import load_rounds
from niangjia.casework.actions.looking import reveal_applicant
from niangjia.casework.actions.notice_results import notice_row_ended, object_to, settle_objection
from niangjia.casework.actions.offering import start_offers
from niangjia.casework.actions.payments import payout_bounced, payout_paid, repair_account
from niangjia.casework.actions.placing import place_ended, place_given, place_missed, place_used
from niangjia.casework.actions.reversal import payout_reversed
from niangjia.casework.actions.review import approve, ask_above, refuse, return_for_repair, step_aside
from niangjia.casework.actions.running import continue_run, pause_run
from niangjia.casework.actions.seeing import notice_promises, record_seen
from niangjia.casework.actions.visits import note_problem, record_check, record_visit
from niangjia.casework.judging import criteria_now
from niangjia.casework.lists import Ratio, ratios_of_list
from niangjia.casework.queries.consents import (
    ConsentRow,
    Letter,
    Question,
    consent_letter,
    consents_of,
    question_behind,
)
from niangjia.casework.queries.figures import booking_tally, service_figures, service_tally
from niangjia.casework.queries.forms import FormView, form_for
from niangjia.casework.queries.inbox import Waiting, counts_for, find_cases, services_waiting, waiting_for
from niangjia.casework.queries.jury import (
    Candidate,
    Invitation,
    JuryView,
    Sheet,
    candidates,
    invitations,
    jury_for,
    sheet_for,
)
from niangjia.casework.queries.parts import PartRow, parts_of_case
from niangjia.casework.queries.ratios import ListView, lists_waiting
from niangjia.casework.queries.runs import Opened, RunRow, may_run, offers_of, opened_for, runs
from niangjia.casework.queries.summaries import (
    Summary,
    Turn,
    case_summary,
    holder_name,
    people_concerned,
    plain_answers,
    running_for,
    turn_of,
)
from niangjia.casework.queries.timeline import Ahead, CaseView, Past, case_for, cases_of, colleagues, state_text
from niangjia.casework.rules.defects import Defect
from niangjia.casework.rules.jury import JUROR, Jury
from niangjia.casework.rules.jury import KINDS as JUROR_KINDS
from niangjia.casework.rules.loading import NewCase, NewPart, NewRound, NewStep
from niangjia.casework.rules.sights import SEEN, Promise, Seen, promises
from niangjia.casework.rules.states import LIVE, STATES
from niangjia.catalogue.api import AskedField

__all__ = [
    "JUROR",
    "JUROR_KINDS",
    "LIVE",
    "SEEN",
    "SPEAKING",
    "STATES",
    "Ahead",
    "AskedField",
    "Candidate",
    "CaseView",
    "ConsentRow",
    "Defect",
    "FormView",
    "Invitation",
    "Jury",
    "JuryView",
    "Letter",
    "ListView",
    "NewCase",
    "NewPart",
    "NewRound",
    "NewStep",
    "Opened",
    "PartRow",
    "Past",
    "Promise",
    "Question",
    "Ratio",
    "RunRow",
    "Seen",
    "Sheet",
    "Summary",
    "Turn",
    "Waiting",
    "accept_work",
    "agree",
    "appeal",
    "apply_for_service",
    "approve",
    "archive_ended",
    "ask_above",
    "booking_tally",
    "candidates",
    "case_for",
    "case_summary",
    "cases_of",
    "colleagues",
    "confirm_list",
    "consent_letter",
    "consents_of",
    "continue_run",
    "count_jury",
    "counts_for",
    "criteria_now",
    "decide_appeal",
    "decline",
    "deliver_all",
    "deliver_entitled",
    "escalate_overdue",
    "find_cases",
    "form_for",
    "give_scores",
    "hand_in_work",
    "holder_name",
    "invitations",
    "jury_for",
    "leave_jury",
    "lists_waiting",
    "load_history",
    "load_rounds",
    "may_decide",
    "may_hand_in",
    "may_look",
    "may_rate",
    "may_run",
    "may_withdraw",
    "mind_consents",
    "note_problem",
    "notice_promises",
    "notice_row_ended",
    "object_to",
    "offer_entitled",
    "offers_of",
    "open_for",
    "opened_for",
    "parts_of_case",
    "pause_run",
    "pay_due_parts",
    "payout_bounced",
    "payout_paid",
    "payout_reversed",
    "people_concerned",
    "place_ended",
    "place_given",
    "place_missed",
    "place_used",
    "plain_answers",
    "promises",
    "question_behind",
    "rate",
    "ratios_of_list",
    "record_check",
    "record_seen",
    "record_visit",
    "refuse",
    "refuse_work",
    "repair_account",
    "resubmit",
    "return_for_repair",
    "return_work",
    "reveal_applicant",
    "run_batch",
    "running_for",
    "runs",
    "save_draft",
    "say_not_me",
    "seat_juror",
    "send_again",
    "service_figures",
    "service_tally",
    "services_waiting",
    "settle_objection",
    "sheet_for",
    "speaks_for",
    "start_delivery",
    "start_offers",
    "state_text",
    "step_aside",
    "take_back",
    "turn_of",
    "waiting_for",
    "withdraw",
]
