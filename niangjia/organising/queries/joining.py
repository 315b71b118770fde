"""Which union somebody belongs to: her employer's, else the federation of the place where she works (兜底联建)."""

from __future__ import annotations

from dataclasses import dataclass

from niangjia.kernel import uscc as codes
from niangjia.kernel.text import N_
from niangjia.unions import api as unions
from niangjia.unions.api import EnterpriseRef, UnionRef

WHY = {
    "employer": N_("你的单位已经建了工会。"),
    "town": N_("单位还没有工会，或者没有固定单位：由工作地的镇街工会接收。"),
    "new_form": N_("货车、网约车、快递、外卖等新就业形态劳动者的联合工会。"),
    "joint": N_("附近几家单位一起建的联合工会。"),
    "industry": N_("同行业单位的工会联合会。"),
    "county": N_("这里还没有镇街工会：由县（区）总工会接收。"),
    "municipal": N_("这里还没有县（区）工会：由市总工会接收。"),
}
_BELOW_A_TOWN = ("new_form", "joint", "industry")


@dataclass(frozen=True, slots=True)
class JoinChoice:
    """A union that will take her, and why (a key of ``WHY``). ``employer``: the one that was found by name or code."""

    union: UnionRef
    why: str
    employer: EnterpriseRef | None = None

    @property
    def why_zh(self) -> str:
        return WHY[self.why]


def join_choices(*, text: str = "", uscc: str = "", region_code: str = "", limit: int = 10) -> list[JoinChoice]:
    """The unions somebody may join, best first; empty when nothing is known to choose by.

    An employer found by code or name gives its union. One without a union, and ``region_code`` (where she works, 6, 9 or 12 digits),
    give the federation of the place and the joint unions under it.
    """
    found = _employers(text, uscc, limit)
    homes = unions.unions_of_employers(codes=[employer.uscc for employer in found])
    refs = unions.unions(union_ids=homes.values())
    own = [JoinChoice(refs[homes[each.uscc]], "employer", each) for each in found if each.uscc in homes]
    if own:
        return own[:limit]
    employer = found[0] if len(found) == 1 else None
    place = region_code or (employer.region_code if employer else "")
    return _fallback(place, employer)[:limit]


def counties() -> list[UnionRef]:
    """The living county-level federations of places (not of industries), to choose the place of work from."""
    rows = unions.subtree(path="", level="county")
    return [row for row in rows if row.kind == "federation" and row.dissolved_on is None and len(row.region_code) >= 6]


def _employers(text: str, uscc: str, limit: int) -> list[EnterpriseRef]:
    code = codes.parse(uscc or text)
    if code.flaw != "bad_uscc":
        return list(unions.enterprises_coded(codes=[code.code]).values())
    return unions.search_enterprises(text=text, limit=limit) if text.strip() else []


def _fallback(region_code: str, employer: EnterpriseRef | None) -> list[JoinChoice]:
    nearest = unions.federation_for_region(region_code=region_code)
    if nearest is None:
        return []
    choices = [JoinChoice(nearest, nearest.level, employer)]
    if nearest.level == "town":
        choices += _joint_unions(nearest, employer)
    return choices


def _joint_unions(town: UnionRef, employer: EnterpriseRef | None) -> list[JoinChoice]:
    below = [ref for ref in unions.subtree(path=town.path, level="grassroots") if ref.dissolved_on is None]
    listed = [ref for ref in below if ref.kind in _BELOW_A_TOWN]
    listed.sort(key=lambda ref: (_BELOW_A_TOWN.index(ref.kind), ref.path))
    return [JoinChoice(ref, ref.kind, employer) for ref in listed]
