"""The door of the catalogue: definitions, verdicts with their reasons, amounts, the history of help."""

from __future__ import annotations

from niangjia.catalogue.actions.catch_up import catch_up
from niangjia.catalogue.actions.columns import reconcile_columns
from niangjia.catalogue.actions.count_verdicts import count_verdicts, roll_up
from niangjia.catalogue.actions.drafts import begin_draft, drop_draft, roll_back, save_draft
from niangjia.catalogue.actions.forget_past import forget_past
from niangjia.catalogue.actions.gate import approve, look_at_people, propose, reject
from niangjia.catalogue.actions.help_owed import settle_help
from niangjia.catalogue.actions.install import Installed, check_file, definition_files, install
from niangjia.catalogue.actions.multiply import multiply
from niangjia.catalogue.actions.rebuild import Rebuilt, rebuild
from niangjia.catalogue.actions.record_help import HelpedAlike, record_help, record_help_alike
from niangjia.catalogue.actions.refresh import as_of, refresh, refresh_everybody
from niangjia.catalogue.actions.set_parameter import set_parameter
from niangjia.catalogue.actions.sources import clear_source, mark_source, watch_sources
from niangjia.catalogue.models import Proposal
from niangjia.catalogue.queries.brief import Brief, in_brief
from niangjia.catalogue.queries.counts import ServiceCount, counts_of_all, service_counts
from niangjia.catalogue.queries.entitled import bits_of, facts_of_each, how_many_to_deliver, to_deliver
from niangjia.catalogue.queries.judging import (
    CriterionLine,
    FactShown,
    RatioLine,
    amount_fen,
    cap_fen,
    explain,
    fact_value,
    granted_fen,
    list_ratios,
    verdict_now,
)
from niangjia.catalogue.queries.parameters import ParameterValue, parameters_of
from niangjia.catalogue.queries.past import LookBack, PastVerdict, verdicts_as_of
from niangjia.catalogue.queries.truths import Asked, Truths, groups_of, truths
from niangjia.catalogue.queries.verdicts import (
    ServiceVerdict,
    entitlements,
    entitlements_of,
    pending,
    subjects_with,
)
from niangjia.catalogue.queries.yardstick import PastStatements, Statements, exported, past_statements, statements
from niangjia.catalogue.registry.definitions import definition, services
from niangjia.catalogue.registry.drafts import (
    DraftRef,
    VersionRef,
    current_text,
    draft,
    open_proposals,
    problems_in,
    proposal,
    readable,
    versions,
)
from niangjia.catalogue.registry.glance import stamp
from niangjia.catalogue.registry.mask import Pending
from niangjia.catalogue.registry.measuring import (
    CountyChange,
    Measured,
    Moved,
    Suspect,
    Tally,
    WhatIf,
    measure,
    sliders,
    what_if,
)
from niangjia.catalogue.registry.sources import SourceLine, source_lines
from niangjia.catalogue.rules.answers import (
    AskedField,
    asked_fields,
    judge_answers,
    known_answers,
    later_fields,
    missing_fields,
    split_private,
)
from niangjia.catalogue.rules.periods import GIVEN_IN, period_of
from niangjia.catalogue.rules.refusals import DefinitionError, Problem
from niangjia.catalogue.rules.schema import Definition, json_schema
from niangjia.catalogue.rules.schema_chain import Stage
from niangjia.catalogue.rules.schema_form import Field
from niangjia.catalogue.rules.table import Row, row_of
from niangjia.catalogue.rules.verdict import Verdict
from niangjia.catalogue.rules.yaml_edit import replaced, value_at

__all__ = [
    "GIVEN_IN",
    "Asked",
    "AskedField",
    "Brief",
    "CountyChange",
    "CriterionLine",
    "Definition",
    "DefinitionError",
    "DraftRef",
    "FactShown",
    "Field",
    "HelpedAlike",
    "Installed",
    "LookBack",
    "Measured",
    "Moved",
    "ParameterValue",
    "PastStatements",
    "PastVerdict",
    "Pending",
    "Problem",
    "Proposal",
    "RatioLine",
    "Rebuilt",
    "Row",
    "ServiceCount",
    "ServiceVerdict",
    "SourceLine",
    "Stage",
    "Statements",
    "Suspect",
    "Tally",
    "Truths",
    "Verdict",
    "VersionRef",
    "WhatIf",
    "amount_fen",
    "approve",
    "as_of",
    "asked_fields",
    "begin_draft",
    "bits_of",
    "cap_fen",
    "catch_up",
    "check_file",
    "clear_source",
    "count_verdicts",
    "counts_of_all",
    "current_text",
    "definition",
    "definition_files",
    "draft",
    "drop_draft",
    "entitlements",
    "entitlements_of",
    "explain",
    "exported",
    "fact_value",
    "facts_of_each",
    "forget_past",
    "granted_fen",
    "groups_of",
    "how_many_to_deliver",
    "in_brief",
    "install",
    "json_schema",
    "judge_answers",
    "known_answers",
    "later_fields",
    "list_ratios",
    "look_at_people",
    "mark_source",
    "measure",
    "missing_fields",
    "multiply",
    "open_proposals",
    "parameters_of",
    "past_statements",
    "pending",
    "period_of",
    "problems_in",
    "proposal",
    "propose",
    "readable",
    "rebuild",
    "reconcile_columns",
    "record_help",
    "record_help_alike",
    "refresh",
    "refresh_everybody",
    "reject",
    "replaced",
    "roll_back",
    "roll_up",
    "row_of",
    "save_draft",
    "service_counts",
    "services",
    "set_parameter",
    "settle_help",
    "sliders",
    "source_lines",
    "split_private",
    "stamp",
    "statements",
    "subjects_with",
    "to_deliver",
    "truths",
    "value_at",
    "verdict_now",
    "verdicts_as_of",
    "versions",
    "watch_sources",
    "what_if",
]
