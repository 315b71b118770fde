"""Codes and states in the words of the phone pages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from niangjia.kernel.text import N_
from niangjia.people import api as people
from niangjia.web.shell.texts import say

SOURCE_OF_KNOWN = N_("已登记")
GROUPS = {
    "organise": (N_("组织"), N_("加入工会，建好自己的家")),
    "achieve": (N_("建功"), N_("比技能，出成果，得荣誉")),
    "grow": (N_("成长"), N_("学一门手艺，拿一张证")),
    "warm": (N_("温暖"), N_("看病、上学、带娃、休养")),
    "protect": (N_("维权"), N_("工资、合同、安全，有人撑腰")),
    "life": (N_("维权"), N_("工资、合同、安全，有人撑腰")),
}
ICONS = {
    "organise": "users",
    "achieve": "medal",
    "grow": "graduation",
    "warm": "hand-heart",
    "protect": "scale",
    "life": "scale",
}
KINDS = {
    "review": N_("工会审核"),
    "visit": N_("走访"),
    "check": N_("核对"),
    "notice": N_("公示"),
    "collective": N_("民主推荐"),
    "jury": N_("评委打分"),
    "accept": N_("验收"),
}
_CODES = {"person.employment": people.EMPLOYMENT, "person.new_form": people.NEW_FORMS, "person.at_work": people.AT_WORK,
          "person.skill": people.SKILLS}  # fmt: skip


def known_words(item: Any) -> str:
    """A known answer as people read it: codes as words, choices by their label."""
    if item.field.known in _CODES:
        return _(_CODES[item.field.known].get(str(item.known), str(item.known)))
    label = next((choice.label for choice in item.field.choices if choice.value == item.known), None)
    if label:
        return say(label)
    return (
        {True: _("是"), False: _("不是")}.get(item.known, str(item.known))
        if isinstance(item.known, bool)
        else str(item.known)
    )


def stage_title(stage: Any) -> str:
    return say(stage.title) or _(KINDS[stage.kind])


def unit_word(union_name: str) -> str:
    """A union's name for a line with little room."""
    return union_name.removesuffix("委员会") if union_name.endswith("工会委员会") else union_name
