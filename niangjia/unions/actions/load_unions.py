"""A whole tree enters at once, by COPY: for an installation that is filled from another register, and for the model city."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from niangjia.base.actor import Actor, require_system
from niangjia.base.acts import act
from niangjia.base.bulk import copy_rows, look_over
from niangjia.base.fields import sealer
from niangjia.base.locks import advisory
from niangjia.kernel.ids import uuid7
from niangjia.kernel.text import mask_card
from niangjia.unions.actions.counting import TREE_LOCK
from niangjia.unions.actions.recount import recount
from niangjia.unions.errors import TreeNotEmpty
from niangjia.unions.models import Union, UnionAccount
from niangjia.unions.rules.loading import NewAccount, NewEnterprise, NewUnion, placed

ENTERPRISE = ("id", "uscc", "name", "status", "industry", "region_code", "state_controlled", "public_body")
UNION = ("id", "parent_id", "path", "level", "kind", "name", "short_name", "region_code", "employer_id", "founded_on")
ACCOUNT = ("id", "union_id", "holder", "bank", "number", "number_masked")


def load_unions(
    *,
    by: Actor,
    enterprises: Sequence[NewEnterprise],
    unions: Sequence[NewUnion],
    accounts: Sequence[NewAccount] = (),
) -> int:
    """Fill an empty tree; parents stand before children. Facts and verdicts follow. Returns the number of unions.

    :raises NotAllowed: only the system loads.
    :raises TreeNotEmpty: there is a union already; then ``import_unions`` is the way.
    :raises Misplaced: a parent is missing or of too low a level.
    """
    require_system(by)
    with act("unions.load_unions", by=by, about=("import", uuid7())) as deed:
        advisory(TREE_LOCK)
        if Union.objects.exists():
            raise TreeNotEmpty
        copy_rows("unions_enterprise", ENTERPRISE, map(_enterprise, enterprises))
        copy_rows("unions_union", UNION, _unions(unions))
        copy_rows("unions_account", ACCOUNT, _accounts(accounts))
        look_over("unions_union", "unions_enterprise")
        recount("union")
        deed.touch_many("union", (union.id for union in unions))
        deed.touch_many("enterprise", (enterprise.id for enterprise in enterprises))
        deed.note(unions=len(unions), enterprises=len(enterprises), accounts=len(accounts))
    return len(unions)


def _enterprise(one: NewEnterprise) -> tuple[Any, ...]:
    return (
        one.id, one.uscc, one.name, "active", one.industry, one.region_code, one.state_controlled, one.public_body
    )  # fmt: skip


def _unions(unions: Iterable[NewUnion]) -> Iterator[tuple[Any, ...]]:
    for one, path, short in placed(unions):
        yield (
            one.id, one.parent_id, path, one.level, one.kind, one.name, short, one.region_code, one.employer_id,
            one.founded_on,
        )  # fmt: skip


def _accounts(accounts: Iterable[NewAccount]) -> Iterator[tuple[Any, ...]]:
    sealed = sealer(UnionAccount, "number")
    for one in accounts:
        yield one.id, one.union_id, one.holder, one.bank, sealed(one.number), mask_card(one.number)
