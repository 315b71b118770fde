"""The door of the catalogue: definitions, verdicts with their reasons, amounts, the history of help."""

from __future__ import annotations

from niangjia.catalogue.actions.columns import reconcile_columns
from niangjia.catalogue.actions.count_verdicts import count_verdicts
from niangjia.catalogue.actions.install import Installed, check_file, definition_files, install
from niangjia.catalogue.actions.rebuild import Rebuilt, rebuild
from niangjia.catalogue.actions.record_help import record_help
from niangjia.catalogue.actions.refresh import refresh, refresh_everybody
from niangjia.catalogue.actions.set_parameter import set_parameter
from niangjia.catalogue.queries.counts import ServiceCount, service_counts
from niangjia.catalogue.queries.judging import (
    CriterionLine,
    FactShown,
    RatioLine,
    amount_fen,
    cap_fen,
    explain,
    fact_value,
    list_ratios,
    verdict_now,
)
from niangjia.catalogue.queries.verdicts import (
    ServiceVerdict,
    entitlements,
    entitlements_of,
    near_misses,
    subjects_with,
)
from niangjia.catalogue.queries.yardstick import Statements, statements
from niangjia.catalogue.registry.definitions import definition, services
from niangjia.catalogue.rules.periods import period_of
from niangjia.catalogue.rules.refusals import DefinitionError, Problem
from niangjia.catalogue.rules.schema import Definition, json_schema
from niangjia.catalogue.rules.schema_chain import Stage
from niangjia.catalogue.rules.schema_form import Field
from niangjia.catalogue.rules.verdict import Verdict

__all__ = [
    "CriterionLine",
    "Definition",
    "DefinitionError",
    "FactShown",
    "Field",
    "Installed",
    "Problem",
    "RatioLine",
    "Rebuilt",
    "ServiceCount",
    "ServiceVerdict",
    "Stage",
    "Statements",
    "Verdict",
    "amount_fen",
    "cap_fen",
    "check_file",
    "count_verdicts",
    "definition",
    "definition_files",
    "entitlements",
    "entitlements_of",
    "explain",
    "fact_value",
    "install",
    "json_schema",
    "list_ratios",
    "near_misses",
    "period_of",
    "rebuild",
    "reconcile_columns",
    "record_help",
    "refresh",
    "refresh_everybody",
    "service_counts",
    "services",
    "set_parameter",
    "statements",
    "subjects_with",
    "verdict_now",
]
