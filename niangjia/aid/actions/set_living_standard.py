"""The living standard as civil affairs publish it."""

from __future__ import annotations

import re

from niangjia.aid.errors import BadStandard
from niangjia.aid.models import LivingStandard
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import act
from niangjia.kernel.errors import NotAllowed
from niangjia.kernel.ids import uuid7
from niangjia.kernel.text import clean
from niangjia.unions import api as unions


def set_living_standard(*, by: Actor, region_code: str, year: int, monthly_fen: int, basis: str) -> None:
    """Enter L of a county-level unit from ``year`` on, or correct it. Files that were reckoned keep the L they used.

    :param basis: the document it is from.
    :raises BadStandard, NotAllowed: leaders and aid officers of the city enter it.
    """
    basis = clean(basis)
    if not re.fullmatch(r"\d{6}", region_code) or monthly_fen <= 0 or not basis:
        raise BadStandard
    _require_city(by)
    known = LivingStandard.objects.filter(region_code=region_code, year=year).first()
    row_id = known.id if known else uuid7()
    with act("aid.set_living_standard", by=by, about=("living_standard", row_id)) as deed:
        values = {"monthly_fen": monthly_fen, "basis": basis, "verified": True}
        LivingStandard.objects.update_or_create(
            region_code=region_code, year=year, defaults=values, create_defaults={"id": row_id, **values}
        )
        deed.note(region=region_code, year=year, old_fen=known.monthly_fen if known else None, new_fen=monthly_fen)


def _require_city(by: Actor) -> None:
    top = unions.top()
    if by.id != SYSTEM.id and not (top and any(by.may(role, top.path) for role in ("aid", "leader"))):
        raise NotAllowed
