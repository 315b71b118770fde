"""The door of the unions package."""

from __future__ import annotations

from niangjia.unions.access import below, may_tend, require_tending
from niangjia.unions.actions.counting import count_new, counting
from niangjia.unions.actions.fold import fold
from niangjia.unions.actions.found_union import found_union
from niangjia.unions.actions.import_unions import import_unions
from niangjia.unions.actions.load_unions import load_unions
from niangjia.unions.actions.move_union import move_union
from niangjia.unions.actions.record_enterprise import record_enterprise
from niangjia.unions.actions.recount import Checked, Differing, check_counts, recount, recount_changed
from niangjia.unions.actions.rename_union import rename_union
from niangjia.unions.actions.set_union_account import set_union_account
from niangjia.unions.models.refs import AccountRef, EnterpriseRef, UnionRef
from niangjia.unions.queries.counts import Total, counted, counted_each
from niangjia.unions.queries.employers import (
    account_number,
    accounts,
    enterprises,
    enterprises_coded,
    search_enterprises,
    union_of_employer,
    unions_of_employers,
)
from niangjia.unions.queries.tree import (
    ChildUnion,
    ancestors,
    children,
    federation_for_region,
    line,
    search_unions,
    subtree,
    top,
    towns,
    union,
    union_named,
    unions,
    unions_at,
    unions_named,
    upwards,
)
from niangjia.unions.queries.yardstick import Yardstick, yardstick
from niangjia.unions.rules.import_rows import REASONS as IMPORT_REASONS
from niangjia.unions.rules.kinds import KINDS, LEVELS, RANK
from niangjia.unions.rules.loading import NewAccount, NewEnterprise, NewUnion
from niangjia.unions.rules.paths import ancestor_paths

__all__ = [
    "IMPORT_REASONS",
    "KINDS",
    "LEVELS",
    "RANK",
    "AccountRef",
    "Checked",
    "ChildUnion",
    "Differing",
    "EnterpriseRef",
    "NewAccount",
    "NewEnterprise",
    "NewUnion",
    "Total",
    "UnionRef",
    "Yardstick",
    "account_number",
    "accounts",
    "ancestor_paths",
    "ancestors",
    "below",
    "check_counts",
    "children",
    "count_new",
    "counted",
    "counted_each",
    "counting",
    "enterprises",
    "enterprises_coded",
    "federation_for_region",
    "fold",
    "found_union",
    "import_unions",
    "line",
    "load_unions",
    "may_tend",
    "move_union",
    "record_enterprise",
    "recount",
    "recount_changed",
    "rename_union",
    "require_tending",
    "search_enterprises",
    "search_unions",
    "set_union_account",
    "subtree",
    "top",
    "towns",
    "union",
    "union_named",
    "union_of_employer",
    "unions",
    "unions_at",
    "unions_named",
    "unions_of_employers",
    "upwards",
    "yardstick",
]
