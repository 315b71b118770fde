"""The door of the aid package."""

from __future__ import annotations

from niangjia.aid.actions.archive_file import archive_file
from niangjia.aid.actions.drop_file import drop_file
from niangjia.aid.actions.exit_file import begin_exit, exit_file, stop_exit
from niangjia.aid.actions.load_files import load_files
from niangjia.aid.actions.mark_checked import mark_checked
from niangjia.aid.actions.record_family import record_family
from niangjia.aid.actions.set_living_standard import set_living_standard
from niangjia.aid.actions.sponsoring import end_sponsorship, pair_with_sponsor, wish_for_sponsor
from niangjia.aid.models.standard import StandardRef, standard_for
from niangjia.aid.queries.files import FileView, MemberView, file_for_case, file_of, other_file, reckoned_for_case
from niangjia.aid.queries.fingerprint import files_fingerprint
from niangjia.aid.queries.sponsoring import WaitingFamily, families_waiting
from niangjia.aid.queries.standards import standards
from niangjia.aid.rules.answers import MemberTold
from niangjia.aid.rules.loading import NewExit, NewFile
from niangjia.aid.rules.states import STATES
from niangjia.aid.rules.tier import EXCLUSIONS, TIERS, Calculation, Household, Line, calculate

__all__ = [
    "EXCLUSIONS",
    "STATES",
    "TIERS",
    "Calculation",
    "FileView",
    "Household",
    "Line",
    "MemberTold",
    "MemberView",
    "NewExit",
    "NewFile",
    "StandardRef",
    "WaitingFamily",
    "archive_file",
    "begin_exit",
    "calculate",
    "drop_file",
    "end_sponsorship",
    "exit_file",
    "families_waiting",
    "file_for_case",
    "file_of",
    "files_fingerprint",
    "load_files",
    "mark_checked",
    "other_file",
    "pair_with_sponsor",
    "reckoned_for_case",
    "record_family",
    "set_living_standard",
    "standard_for",
    "standards",
    "stop_exit",
    "wish_for_sponsor",
]
