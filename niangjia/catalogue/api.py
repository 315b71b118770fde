"""The door of the catalogue: definitions, verdicts with their reasons, amounts, the history of help."""

from __future__ import annotations

from niangjia.catalogue.actions.columns import reconcile_columns
from niangjia.catalogue.actions.install import Installed, check_file, definition_files, install
from niangjia.catalogue.actions.rebuild import Rebuilt, rebuild
from niangjia.catalogue.actions.record_help import record_help
from niangjia.catalogue.actions.refresh import as_of, refresh, refresh_everybody
from niangjia.catalogue.actions.set_parameter import set_parameter
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
from niangjia.catalogue.queries.parameters import ParameterValue, parameters_of
from niangjia.catalogue.queries.verdicts import (
    ServiceVerdict,
    entitlements,
    entitlements_of,
    near_misses,
    subjects_with,
)
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
    "ParameterValue",
    "Problem",
    "RatioLine",
    "Rebuilt",
    "ServiceVerdict",
    "Stage",
    "Verdict",
    "amount_fen",
    "as_of",
    "cap_fen",
    "check_file",
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
    "parameters_of",
    "period_of",
    "rebuild",
    "reconcile_columns",
    "record_help",
    "refresh",
    "refresh_everybody",
    "services",
    "set_parameter",
    "subjects_with",
    "verdict_now",
]
