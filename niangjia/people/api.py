"""The door of the people package."""

from __future__ import annotations

from niangjia.people.access import actor_for, is_officer
from niangjia.people.actions.appoint_to_post import appoint_to_post
from niangjia.people.actions.begin_person import begin_person
from niangjia.people.actions.change_phone import change_phone
from niangjia.people.actions.choose_offers import choose_offers
from niangjia.people.actions.claim_person import claim_person, start_afresh
from niangjia.people.actions.end_post import end_post
from niangjia.people.actions.end_sessions import end_sessions
from niangjia.people.actions.ensure_login import ensure_login
from niangjia.people.actions.erase_person import erase_person
from niangjia.people.actions.identify_person import identify_person
from niangjia.people.actions.import_roster import import_roster
from niangjia.people.actions.import_students import import_students
from niangjia.people.actions.join_union import join_union
from niangjia.people.actions.learn import learn
from niangjia.people.actions.load_people import load_people, load_register
from niangjia.people.actions.load_told import load_told, load_told_of
from niangjia.people.actions.record_relative import record_relative
from niangjia.people.actions.record_study import record_study
from niangjia.people.actions.retain_membership import retain_membership
from niangjia.people.actions.reveal_private import note_export, reveal_agreed, reveal_private
from niangjia.people.actions.second_factor import current_totp, enrol_totp
from niangjia.people.actions.set_bank_card import set_bank_card
from niangjia.people.actions.set_elder_mode import set_elder_mode
from niangjia.people.actions.sweep_logins import sweep_logins
from niangjia.people.actions.tell import take_back, tell
from niangjia.people.actions.transfer_membership import transfer_membership
from niangjia.people.actions.unlock_claim import unlock_claim
from niangjia.people.actions.update_profile import update_profile
from niangjia.people.actions.verify_phone import verify_phone
from niangjia.people.actions.withdraw_membership import withdraw_membership
from niangjia.people.queries.export import data_of
from niangjia.people.queries.fingerprint import people_fingerprint
from niangjia.people.queries.kin import RelativeRef, family_of, relatives_of, relatives_of_each
from niangjia.people.queries.logins import ClaimState, claim_state, login_of
from niangjia.people.queries.looks import Look, looks_at_me
from niangjia.people.queries.members import (
    MemberCounts,
    PeoplePage,
    PersonRef,
    member_counts,
    members_below,
    people,
    people_visible_to,
    person_for,
    person_numbered,
    person_phoned,
    public_name,
    union_of,
    unions_of,
)
from niangjia.people.queries.memberships import MembershipRef, memberships_of
from niangjia.people.queries.numbers import contacts_of, number_keys
from niangjia.people.queries.offers import declined_by, declines_offers
from niangjia.people.queries.officers import (
    PostRef,
    officers_at,
    officers_at_each,
    officers_covering,
    posts_as_unions,
    posts_of,
    posts_visible_to,
)
from niangjia.people.queries.profile import Profile, bank_account, known_about, known_about_each, profile
from niangjia.people.queries.study import StudyRef, studies_of
from niangjia.people.queries.told import ToldAnswer, may_be_asked, question_named, told_by
from niangjia.people.rules.loading import NewMembership, NewPerson, NewStudy, NewTold
from niangjia.people.rules.profile import AT_WORK, EMPLOYMENT, NEW_FORMS, RELATIONS, SKILLS, STATUSES
from niangjia.people.rules.questions import QUESTIONS, Question
from niangjia.people.rules.roster import REASONS as ROSTER_REASONS
from niangjia.people.rules.students import REASONS as STUDENT_REASONS

__all__ = [
    "AT_WORK",
    "EMPLOYMENT",
    "NEW_FORMS",
    "QUESTIONS",
    "RELATIONS",
    "ROSTER_REASONS",
    "SKILLS",
    "STATUSES",
    "STUDENT_REASONS",
    "ClaimState",
    "Look",
    "MemberCounts",
    "MembershipRef",
    "NewMembership",
    "NewPerson",
    "NewStudy",
    "NewTold",
    "PeoplePage",
    "PersonRef",
    "PostRef",
    "Profile",
    "Question",
    "RelativeRef",
    "StudyRef",
    "ToldAnswer",
    "actor_for",
    "appoint_to_post",
    "bank_account",
    "begin_person",
    "change_phone",
    "choose_offers",
    "claim_person",
    "claim_state",
    "contacts_of",
    "current_totp",
    "data_of",
    "declined_by",
    "declines_offers",
    "end_post",
    "end_sessions",
    "enrol_totp",
    "ensure_login",
    "erase_person",
    "family_of",
    "identify_person",
    "import_roster",
    "import_students",
    "is_officer",
    "join_union",
    "known_about",
    "known_about_each",
    "learn",
    "load_people",
    "load_register",
    "load_told",
    "load_told_of",
    "login_of",
    "looks_at_me",
    "may_be_asked",
    "member_counts",
    "members_below",
    "memberships_of",
    "note_export",
    "number_keys",
    "officers_at",
    "officers_at_each",
    "officers_covering",
    "people",
    "people_fingerprint",
    "people_visible_to",
    "person_for",
    "person_numbered",
    "person_phoned",
    "posts_as_unions",
    "posts_of",
    "posts_visible_to",
    "profile",
    "public_name",
    "question_named",
    "record_relative",
    "record_study",
    "relatives_of",
    "relatives_of_each",
    "retain_membership",
    "reveal_agreed",
    "reveal_private",
    "set_bank_card",
    "set_elder_mode",
    "start_afresh",
    "studies_of",
    "sweep_logins",
    "take_back",
    "tell",
    "told_by",
    "transfer_membership",
    "union_of",
    "unions_of",
    "unlock_claim",
    "update_profile",
    "verify_phone",
    "withdraw_membership",
]
