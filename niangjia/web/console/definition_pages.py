"""服务定义: every service with its version and state; one file read-only beside what it says; parameters with their dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from niangjia.base.actor import Actor
from niangjia.catalogue import api as catalogue
from niangjia.catalogue.api import Definition, Problem, ServiceCount
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.kernel.text import N_
from niangjia.unions import api as unions
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.desk import desk, show
from niangjia.web.console.forms import ParameterForm
from niangjia.web.console.words import KINDS, money_words, stage_title, value_words, worded
from niangjia.web.shell.texts import listed, say

GROUPS = {"organise": N_("组织"), "achieve": N_("建功"), "grow": N_("成长"), "warm": N_("温暖"), "protect": N_("维权")}
SUBJECTS = {"person": N_("职工本人"), "union": N_("工会"), "enterprise": N_("单位")}
PROACTIVE = {"offer": N_("告知有资格的人"), "renew": N_("第一次本人申请，以后替他续办"), "deliver": N_("免申即享")}
APPLIES = {"person": N_("本人申请"), "union": N_("工会申请"), "enterprise": N_("单位申请")}
WAYS = {"auto": N_("按条件和数据自动办"), "matter": N_("按事项专人办")}
ONCE = {
    "live": N_("在办的只有一件"), "year": N_("一年一次"), "school_year": N_("一学年一次"), "dues_year": N_("一缴费年度一次"),
    "dues_part": N_("一缴费年度两次"), "ever": N_("一生一次"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    definition: Definition
    title: str
    group: str
    subject: str
    proactive: str
    chain: str
    count: ServiceCount | None
    href: str


@dataclass(frozen=True, slots=True)
class DefinitionsPage:
    rows: Sequence[Line]
    problems: Sequence[Problem]


@require_GET
@desk("definitions")
def index(request: HttpRequest) -> HttpResponse:
    """All services; files that cannot be published are listed with every problem."""
    counts = catalogue.counts_of_all()
    rows = [_line(each, counts.get(each.key)) for each in catalogue.services()]
    published = {row.definition.key for row in rows}
    problems = [
        problem
        for path in catalogue.definition_files()
        if path.stem not in published
        for problem in catalogue.check_file(path)
    ]
    return show(request, "definitions", DefinitionsPage(rows, worded(problems)), here="definitions")


def _line(each: Definition, count: ServiceCount | None) -> Line:
    return Line(
        definition=each, title=say(each.title), group=_(GROUPS[each.group]), subject=_(SUBJECTS[each.subject]),
        proactive=how_begun(each), chain=" → ".join(map(stage_title, each.chain)) or _(WAYS[each.way]),
        count=count, href=reverse("console:definition", args=[each.key]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ParameterLine:
    name: str
    title: str
    value: str
    since: date
    basis: str
    verified: bool
    holds: bool


@dataclass(frozen=True, slots=True)
class DefinitionPage:
    definition: Definition
    title: str
    summary: str
    facts: Sequence[tuple[str, str]]
    criteria: Sequence[tuple[str, str, str]]
    stages: Sequence[tuple[str, str, str]]
    parameters: Sequence[ParameterLine]
    lines: Sequence[tuple[int, str, str]]
    problems: Sequence[Problem]
    file: str
    may_set: bool
    may_draft: bool
    has_draft: bool
    versions: Sequence[Any]
    form: Any
    crumb: Sequence[tuple[str, str]]


@require_http_methods(["GET", "POST"])
@desk("definitions")
def definition(request: HttpRequest, key: str) -> HttpResponse:
    """One service. A POST sets a parameter anew from a day on; no new version is needed for that."""
    actor, found = actor_of(request), catalogue.definition(key)
    if found is None:
        raise NotFound
    form = ParameterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not may_set(actor):
            raise NotAllowed
        given = form.cleaned_data
        value = read_value(found, given["name"], given["value"])
        if value is None:
            form.add_error("value", _("这个值的写法不对，请照原来的样子写。"))
        else:
            catalogue.set_parameter(
                by=actor, service=key, name=given["name"], value=value, from_day=given["since"], basis=given["basis"]
            )
            messages.success(request, _("参数已改，从那天起按新的算；所有人的资格已重算。"))
            return redirect("console:definition", key)
    return show(request, "definition", _page(actor, found, form), here="definitions", slim=True)


def may_set(actor: Actor) -> bool:
    """The city's leader sets the union's numbers."""
    city = unions.top()
    return city is not None and actor.may("leader", city.path)


def read_value(found: Definition, name: str, text: str) -> Any:
    """The typed text as the parameter's own type; None when it is none."""
    old = next((each.value for each in found.parameters if each.name == name), None)
    try:
        if isinstance(old, bool):
            return {"是": True, "true": True, "否": False, "false": False}.get(text.strip())
        if isinstance(old, int):
            return int(text)
        if isinstance(old, Decimal):
            return Decimal(text)
        return date.fromisoformat(text) if isinstance(old, date) else text.strip() or None
    except (ValueError, InvalidOperation):
        return None


def _page(actor: Actor, found: Definition, form: Any) -> DefinitionPage:
    path = next((path for path in catalogue.definition_files() if path.stem == found.key), None)
    problems = worded(catalogue.check_file(path)) if path else []
    return DefinitionPage(
        definition=found, title=say(found.title), summary=say(found.summary), facts=facts_of(found),
        criteria=[(say(c.because), c.when, listed(f"{source} {age}" for source, age in c.fresh.items())) for c in found.criteria],
        stages=[(stage_title(s), _(KINDS[s.kind]), ngettext("%(n)s 个工作日", "%(n)s 个工作日", s.days) % {"n": s.days}) for s in found.chain],
        parameters=_parameters(found), lines=_lines(path, problems), problems=problems,
        file=path.name if path else "", may_set=bool(found.parameters) and may_set(actor), form=form,
        may_draft=may_set(actor), has_draft=catalogue.draft(found.key) is not None, versions=catalogue.versions(found.key),
        crumb=[(_("服务定义"), reverse("console:definitions")), (say(found.title), "")],
    )  # fmt: skip


def how_begun(found: Definition) -> str:
    """Whether the union begins, or who applies."""
    if found.proactive in PROACTIVE:
        return _(PROACTIVE[found.proactive])
    return _("由工会报名") if found.through else _(APPLIES[found.subject])


def facts_of(found: Definition) -> list[tuple[str, str]]:
    """Basis, time, for whom, how, how often, which version: (label, words)."""
    window = (
        _("每年 %(a)s 至 %(b)s") % {"a": found.window.opens, "b": found.window.closes} if found.window else _("常年")
    )
    return [
        (_("依据"), say(found.basis)),
        (_("时间"), window),
        (_("给谁"), _(SUBJECTS[found.subject])),
        (_("主动"), how_begun(found)),
        (_("次数"), _(ONCE[found.once])),
        (_("版本"), _("第 %(n)s 版") % {"n": found.version}),
    ]


def _parameters(found: Definition) -> list[ParameterLine]:
    """What holds today and what is to come, of the numbers this version names; set later counts as well as in the file."""
    titles = {each.name: say(each.title) or each.name for each in found.parameters}
    return [_parameter(titles[each.name], each) for each in catalogue.parameters_of(found.key) if each.name in titles]


def parameter_words(name: str, value: object) -> str:
    """A number of the union as people read it; the name says whether it is fen."""
    return money_words(int(str(value))) if name.endswith("_fen") else value_words(value)


def _parameter(title: str, each: catalogue.ParameterValue) -> ParameterLine:
    shown = parameter_words(each.name, each.value)
    told = say(each.basis)
    verified = not told.startswith("unverified")
    basis = (
        told if verified else "；".join(filter(None, [_("尚未核实"), told.removeprefix("unverified").lstrip("；; ")]))
    )
    return ParameterLine(each.name, title, shown, each.from_day, basis, verified, each.holds)


def _lines(path: Path | None, problems: Sequence[Problem]) -> list[tuple[int, str, str]]:
    """(number, text, what is wrong in it) of the file."""
    if path is None:
        return []
    wrong: dict[int, str] = {}
    for problem in problems:
        wrong[problem.line] = listed([wrong.get(problem.line, ""), problem.what, problem.allowed], clauses=True)
    return [(n, text, wrong.get(n, "")) for n, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)]
