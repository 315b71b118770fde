"""Verdicts and definitions of the catalogue, in the words and shapes of the phone pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.base import clock
from niangjia.catalogue import api as catalogue
from niangjia.catalogue.errors import UnknownService
from niangjia.kernel.errors import NotFound
from niangjia.kernel.money import yuan_short
from niangjia.kernel.text import N_
from niangjia.people import api as people
from niangjia.web.shell.parts import Criterion
from niangjia.web.shell.texts import chinese, listed, named, say
from niangjia.web.shell.told import TOLD
from niangjia.web.templatetags.nj import monthday

TIERS = {"deep": N_("深度困难"), "relative": N_("相对困难"), "accident": N_("意外致困"), "none": N_("不在困难档")}
STUDY = {"college": N_("大专"), "undergraduate": N_("本科"), "senior": N_("高中")}
CODES: dict[str, Mapping[str, str]] = {
    "member.status": people.STATUSES,
    "person.employment": people.EMPLOYMENT,
    "person.new_form": people.NEW_FORMS,
    "person.at_work": people.AT_WORK,
    "person.skill": people.SKILLS,
    "study.level": STUDY,
    "family.tier": TIERS,
    **TOLD,
}
ORDER = {None: 0, False: 1, True: 2}


@dataclass(frozen=True, slots=True)
class Checked:
    """A service's criteria for one person: ``verdict`` is yes, near, unk or no."""

    verdict: str
    criteria: Sequence[Criterion]
    segments: Sequence[str]
    met: int
    missed: int
    unknown: int
    unknown_facts: Sequence[str] = ()
    missed_names: Sequence[str] = ()

    @property
    def total(self) -> int:
        return len(self.segments)


def definition(key: str, version: int | None = None) -> Any:
    """
    :raises NotFound: no such service.
    """
    found = catalogue.definition(key, version)
    if found is None:
        raise NotFound
    return found


def shown(key: str) -> Any:
    """A service workers may look at: previews are for officers.

    :raises NotFound: there is none, or it is a preview.
    """
    found = definition(key)
    if found.state != "open":
        raise NotFound
    return found


def open_service(key: str) -> Any:
    """A service a person can apply for now.

    :raises NotFound: there is none, it is a preview, or it is not for persons.
    """
    found = definition(key)
    if found.state != "open" or found.subject != "person":
        raise NotFound
    return found


@lru_cache(maxsize=256)
def pinned(key: str, version: int) -> Any:
    """A version as published; it never changes, so it is read once (texts and form only: what parameters say may change)."""
    return definition(key, version)


def is_spent(found: Any, missed: Sequence[str]) -> bool:
    """Whether all that is missing is that she has had it already: nothing to make up for, only to wait."""
    had = {criterion.name for criterion in found.criteria if "helped(" in criterion.when}
    return bool(missed) and set(missed) <= had


def amount(found: Any, person_id: UUID, form: Mapping[str, Any] | None = None) -> int | None:
    """What the definition computes, in fen; None where an officer proposes or a fact is missing."""
    if not found.money or found.money.proposed:
        return None
    try:
        return catalogue.amount_fen(service=found.key, subject_id=person_id, version=found.version)
    except UnknownService:
        return None


def checked(found: Any, person_id: UUID) -> Checked:
    """Each criterion with its reason, unresolved ones first."""
    lines = catalogue.explain(service=found.key, subject_id=person_id)
    values = [line.value for line in lines]
    missed, unknown = values.count(False), values.count(None)
    pending = any(line.pending for line in lines)
    verdict = "unk" if pending else "no" if missed else ("unk" if unknown else "yes")
    shown = sorted(lines, key=lambda line: ORDER[line.value])
    facts = [fact.name for line in lines if line.value is None for fact in line.facts if fact.value is None]
    gone = [line.name for line in lines if line.value is False]
    segments = ["yes"] * values.count(True) + ["unk"] * unknown + ["no"] * missed
    return Checked(
        verdict, [_criterion(line) for line in shown], segments, values.count(True), missed, unknown, facts, gone
    )


def pending_words(pending: Sequence[Any]) -> str:
    """Which source is being checked, and since when; nothing for her to do."""
    told = (
        _("%(source)s（%(day)s 起）") % {"source": say({"zh": p.zh, "en": p.en}), "day": monthday(p.since)}
        for p in pending
    )
    return _("待核实：%(sources)s的数据正在核对，核对好之前不作“是”也不作“否”，不用你做什么。") % {
        "sources": listed(told)
    }


def _criterion(line: Any) -> Criterion:
    sources = list(dict.fromkeys(fact.source_zh if chinese() else fact.source_en for fact in line.facts))
    dated = [fact.as_of for fact in line.facts if fact.as_of]
    words = listed((_fact_words(fact) for fact in line.facts), clauses=True)
    if line.value is None:
        missing = [fact.zh if chinese() else fact.en for fact in line.facts if fact.value is None]
        words = _("还没有这方面的记录：%(what)s。") % {"what": listed(missing)} if missing else _("还没有核实过。")
    if line.pending:
        return Criterion(None, say(line.because), pending_words(line.pending), listed(sources), "")
    reason = " ".join(part for part in (words, "" if line.value is True else say(line.todo)) if part)
    return Criterion(line.value, say(line.because), reason, listed(sources), age(min(dated)) if dated else "")


def _fact_words(fact: Any) -> str:
    """A fact as "name: value"; nothing where the value is a code we have no word for."""
    value = fact.value
    if value is None or value == [] or fact.name == "person.id":
        return ""
    label = fact.zh if chinese() else fact.en
    if fact.name in CODES:
        words = [
            _(CODES[fact.name][each])
            for each in (value if isinstance(value, list) else [value])
            if each in CODES[fact.name]
        ]
        return named(label, listed(words)) if words else ""
    if isinstance(value, bool):
        return named(label, _("是") if value else _("否"))
    if isinstance(value, date):
        return named(label, monthday(value) if value.year == clock.today().year else value.isoformat())
    if fact.name.endswith("_fen"):
        return named(label, _("%(yuan)s 元") % {"yuan": yuan_short(value)})
    return named(label, str(value)) if isinstance(value, int) else ""


def age(day: date) -> str:
    """How old an answer is."""
    days = (clock.today() - day).days
    return _("今天") if days <= 0 else ngettext("%(n)d 天前", "%(n)d 天前", days) % {"n": days}
