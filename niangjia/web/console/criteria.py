"""Criteria with their reasons, as the desk shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from niangjia.aid import api as aid
from niangjia.base import clock
from niangjia.casework import api as casework
from niangjia.kernel.text import N_
from niangjia.people import api as people
from niangjia.unions import api as unions
from niangjia.web.console.words import CHECKS, money_words, value_words
from niangjia.web.shell.parts import Criterion
from niangjia.web.shell.texts import listed, named, say
from niangjia.web.shell.told import TOLD
from niangjia.web.templatetags.nj import day

STUDY_LEVELS = {"college": N_("专科"), "undergraduate": N_("本科"), "senior": N_("高中")}
CODES = {
    "member.status": people.STATUSES,
    "person.employment": people.EMPLOYMENT,
    "person.new_form": people.NEW_FORMS,
    "person.at_work": people.AT_WORK,
    "person.skill": people.SKILLS,
    "family.tier": aid.TIERS,
    "family.state": aid.STATES,
    "family.check": CHECKS,
    "member.union_level": unions.LEVELS,
    "union.level": unions.LEVELS,
    "union.kind": unions.KINDS,
    "study.level": STUDY_LEVELS,
    "person.sex": {"m": N_("男"), "f": N_("女")},
    **TOLD,
}


def criteria_of(case: Any, definition: Any) -> list[Criterion]:
    """Every criterion of the version the case is pinned to, over today's facts and the case's answers."""
    lines = casework.criteria_now(case)
    wanted = {criterion.name: criterion for criterion in definition.criteria}
    return [criterion_of(line, wanted.get(line.name)) for line in lines]


def criterion_of(line: Any, wanted: Any, on: date | None = None) -> Criterion:
    """One line of an explanation beside the criterion it comes from; ``on``: the day it is of (default: today)."""
    dated = [fact.as_of for fact in line.facts if fact.as_of]
    limits = [int(age.removesuffix("d")) for age in (wanted.fresh if wanted else {}).values()]
    return Criterion(
        verdict=line.value,
        name=say(line.because),
        reason=say(line.todo) if line.value is not True else "",
        source=listed(dict.fromkeys(say({"zh": fact.source_zh, "en": fact.source_en}) for fact in line.facts)),
        age=day(min(dated)) if dated else "",
        fact=listed((fact_words(fact) for fact in line.facts), clauses=True),
        age_days=((on or clock.today()) - min(dated)).days if dated else None,
        allowed_days=min(limits) if limits else None,
    )


def fact_words(fact: Any) -> str:
    """ "会籍：在会"; what is not known says so."""
    name = say({"zh": fact.zh, "en": fact.en})
    if fact.value is None:
        return _("%(name)s：不知道") % {"name": name}
    if fact.name.endswith("_fen"):
        return named(name, money_words(fact.value))
    return named(name, f"{coded(fact.name, fact.value)}{fact.unit and ' ' + fact.unit}")


def coded(name: str, value: Any) -> str:
    """A coded value in words, where we have them."""
    words = CODES.get(name, {})
    if isinstance(value, list):
        return "、".join(coded(name, each) for each in value) or value_words(value)
    return _(words[value]) if isinstance(value, str) and value in words else value_words(value)


def tally(criteria: Sequence[Criterion]) -> dict[str, int]:
    """How many hold, do not hold, are not known."""
    return {
        "yes": sum(c.verdict is True for c in criteria),
        "no": sum(c.verdict is False for c in criteria),
        "unk": sum(c.verdict is None for c in criteria),
    }


def weakest(criteria: Sequence[Criterion]) -> Criterion | None:
    """What decides: a no before an unknown; None when all hold."""
    return next((c for c in criteria if c.verdict is False), None) or next(
        (c for c in criteria if c.verdict is None), None
    )
