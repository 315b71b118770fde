"""Levels and kinds of unions, as the workbooks of the federation write them."""

from __future__ import annotations

from niangjia.kernel.text import N_

LEVELS = {"municipal": N_("市"), "county": N_("县"), "town": N_("镇街"), "grassroots": N_("基层")}
RANK = {level: rank for rank, level in enumerate(LEVELS)}
KINDS = {
    "federation": N_("地方总工会"),
    "local": N_("地方工会"),
    "industry": N_("产业工会"),
    "enterprise": N_("企业工会"),
    "institution": N_("机关事业单位工会"),
    "joint": N_("联合工会"),
    "new_form": N_("新就业形态联合工会"),
}
LEVEL_WORDS = {
    **{zh: level for level, zh in LEVELS.items()},
    "市级": "municipal",
    "设区市": "municipal",
    "县级": "county",
    "区": "county",
    "县区": "county",
    "县（市）区": "county",
    "县(市)区": "county",
    "产业": "county",
    "县/产业": "county",
    "镇街级": "town",
    "乡镇": "town",
    "街道": "town",
    "园区": "town",
    "镇街/园区": "town",
    "基层工会": "grassroots",
}
KIND_WORDS = {
    **{zh: kind for kind, zh in KINDS.items()},
    "总工会": "federation",
    "基层工会联合会": "joint",
    "机关工会": "institution",
    "事业单位工会": "institution",
}

# 长乐 was a city (350182) until 2017; codes of that time are still on papers.
RENAMED_REGIONS = {"350182": "350112"}
_TAILS = (
    "有限责任公司工会委员会",
    "有限公司工会委员会",
    "股份有限公司工会委员会",
    "工会委员会",
    "总工会",
    "工会联合会",
)


def may_stand_below(level: str, parent_level: str) -> bool:
    """Levels fall along the tree; a grassroots union may have branches of its own level (分工会)."""
    return RANK[level] > RANK[parent_level] or level == parent_level == "grassroots"


def short_name_of(name: str) -> str:
    """What a list has room for: the name without the tail all of them share."""
    for tail in _TAILS:
        if name.endswith(tail) and len(name) > len(tail) + 1:
            return name.removesuffix(tail)
    return name


def current_region(code: str) -> str:
    """Today's code for a code that may be historical."""
    return RENAMED_REGIONS.get(code[:6], code[:6]) + code[6:]
