"""A definition as a draft: its text and a form over it, what is wrong in it, what it says, and the gate before everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from niangjia.base.actor import ROLES, Actor
from niangjia.catalogue import api as catalogue
from niangjia.catalogue.api import DraftRef, Problem
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.kernel.text import N_
from niangjia.people import api as people
from niangjia.unions import api as unions
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.definition_pages import facts_of, may_set, parameter_words
from niangjia.web.console.desk import desk, show
from niangjia.web.console.words import stage_title, worded
from niangjia.web.shell.parts import Signer
from niangjia.web.shell.texts import say
from niangjia.web.templatetags.nj import moment

SECOND = {
    "many": N_("增减的人超过全部的 5%"),
    "money": N_("这项服务发放资金"),
    "always": N_("条件“%(name)s”对现在所有已知的人都成立"),
    "never": N_("条件“%(name)s”对现在所有已知的人都不成立"),
}
PROPOSING = "leader"  # the post that edits and proposes (``may_set``)
POSTS = (PROPOSING, "finance")
VIEWS = {"yaml": N_("文件"), "form": N_("表单"), "diff": N_("与在用版对比")}


def may_decide(actor: Actor) -> bool:
    """A second officer: the city's leaders and its finance."""
    return bool(deciding_posts(actor))


def deciding_posts(actor: Actor) -> list[str]:
    """The city's posts of the actor in which a draft may be decided."""
    city = unions.top()
    return [post for post in POSTS if city is not None and actor.may(post, city.path)]


def other_post(actor: Actor, proposal: catalogue.Proposal) -> str:
    """The post in which the actor may be second: 二人不得同岗; empty when there is none."""
    return next((post for post in deciding_posts(actor) if post != proposal.proposed_as), "")


@dataclass(frozen=True, slots=True)
class TextLine:
    number: int
    text: str
    mark: str
    wrong: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class FormValue:
    path: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class DraftPage:
    key: str
    title: str
    version: int
    draft: DraftRef
    text: str
    rows: int
    view: str
    views: Sequence[tuple[str, str, bool]]
    lines: Sequence[TextLine]
    problems: Sequence[Problem]
    fields: Sequence[FormValue]
    facts: Sequence[tuple[str, str]]
    criteria: Sequence[tuple[str, str]]
    stages: Sequence[str]
    benefit: str
    parameters: Sequence[tuple[str, str, str, Any]]
    examples: int
    saved_by: str
    proposal: Any
    signers: Sequence[Signer]
    reasons: Sequence[str]
    may_edit: bool
    may_reject: bool
    may_approve: bool
    crumb: Sequence[tuple[str, str]]


@require_http_methods(["GET", "POST"])
@desk("definitions")
def draft(request: HttpRequest, key: str) -> HttpResponse:
    """The draft of a service. A POST begins, saves, drops, proposes or decides it."""
    actor = actor_of(request)
    if not may_decide(actor):
        raise NotFound
    if request.method == "POST":
        told = _do(actor, key, request.POST)
        messages.success(request, told)
        here = catalogue.draft(key) is not None
        address = reverse("console:draft" if here else "console:definition", args=[key])
        return redirect(f"{address}?view={request.POST.get('view', 'yaml')}" if here else address)
    found, current = catalogue.draft(key), catalogue.definition(key)
    if found is None or current is None:
        raise NotFound
    return show(request, "draft", _page(actor, found, current, request), here="definitions", slim=True)


def _do(actor: Actor, key: str, given: Any) -> str:
    step = given.get("step")
    if step in ("approve", "reject"):
        return _decide(actor, key, given)
    if not may_set(actor):
        raise NotAllowed
    if step == "begin":
        catalogue.begin_draft(by=actor, service=key)
        return _("草稿已建好，改好后提请发布。")
    if step == "roll_back":
        catalogue.roll_back(by=actor, service=key, version=_number(given, "version"))
        return _("已用旧版的文字起草新版，同样要过发布闸。")
    if step == "drop":
        catalogue.drop_draft(by=actor, service=key)
        return _("草稿已放弃。")
    revision = _number(given, "revision")
    if step == "propose":
        done = catalogue.propose(by=actor, service=key, revision=revision, post=PROPOSING)
        return _("已发布。") if done.state == "published" else _("已提请，等第二人批准。")
    catalogue.save_draft(by=actor, service=key, text=_text(key, given), revision=revision)
    return _("草稿已保存。")


def _decide(actor: Actor, key: str, given: Any) -> str:
    which, reason = UUID(str(given.get("proposal", ""))), given.get("reason", "")
    if given.get("step") == "approve":
        waiting = catalogue.proposal(key)
        post = waiting and other_post(actor, waiting)
        catalogue.approve(by=actor, proposal_id=which, post=post or PROPOSING, reason=reason)
        return _("已批准并发布。")
    catalogue.reject(by=actor, proposal_id=which, reason=reason)
    return _("已退回，草稿还在。")


def _number(given: Any, name: str) -> int:
    text = given.get(name, "")
    if not text.isdecimal():
        raise NotFound
    return int(text)


def _text(key: str, given: Any) -> str:
    """The text as it was typed; or the form's values put into the draft."""
    if "text" in given:
        return str(given["text"])
    found = catalogue.draft(key)
    values = {_path(name[2:]): given[name].strip() for name in given if name.startswith("f:")}
    return catalogue.replaced(found.text, values) if found else ""


def _path(text: str) -> tuple[str | int, ...]:
    return tuple(int(part) if part.isdecimal() else part for part in text.split("."))


def _page(actor: Actor, found: DraftRef, current: Any, request: HttpRequest) -> DraftPage:
    text = request.POST.get("text", found.text)  # what was typed stays when saving was refused
    problems = worded(catalogue.problems_in(key=found.key, text=text, version=found.version))
    readable: Any = catalogue.readable(text, found.key)
    shown = readable or current
    waiting = catalogue.proposal(found.key)
    told = (found.saved_by, *((waiting.proposed_by, waiting.decided_by) if waiting else ()))
    names = people.people(person_ids=[who for who in told if who])
    asked = waiting is not None and waiting.state == "waiting" and waiting.proposed_by != actor.id
    view = request.GET.get("view", "yaml") if request.GET.get("view") in VIEWS else "yaml"
    here = reverse("console:draft", args=[found.key])
    return DraftPage(
        key=found.key, title=say(shown.title), version=current.version, draft=found, text=text,
        rows=text.count("\n") + 2, view=view, views=[(_(words), f"{here}?view={name}", name == view) for name, words in VIEWS.items()],
        lines=_lines(catalogue.current_text(found.key), text, problems), problems=problems,
        fields=_fields(text, readable), facts=facts_of(shown), criteria=[(say(c.because), c.when) for c in shown.criteria],
        stages=[stage_title(stage) for stage in shown.chain], benefit=say(shown.benefit), examples=len(shown.examples),
        parameters=[(p.name, say(p.title) or p.name, parameter_words(p.name, p.value), p.from_) for p in shown.parameters],
        saved_by=_name(names, found.saved_by),
        proposal=waiting, signers=_signers(waiting, names) if waiting else (),
        reasons=[second_words(each) for each in (waiting.second if waiting else ())],
        may_edit=may_set(actor), may_reject=asked, may_approve=bool(asked and waiting and other_post(actor, waiting)),
        crumb=[(_("服务定义"), reverse("console:definitions")), (say(current.title), reverse("console:definition", args=[found.key])), (_("草稿"), "")],
    )  # fmt: skip


def _name(names: Any, who: UUID | None) -> str:
    return names[who].name if who in names else ""


def _signers(proposal: catalogue.Proposal, names: Any) -> list[Signer]:
    """Who proposed, and where two are needed the second: another person in another post."""
    first = Signer(
        _name(names, proposal.proposed_by),
        _(ROLES[proposal.proposed_as]),
        _("%(at)s 提请") % {"at": moment(proposal.proposed_at)},
        True,
    )
    if not proposal.second or proposal.state in {"rejected", "withdrawn"}:
        return [first]
    if proposal.state == "published":
        role = ROLES.get(proposal.decided_as, "")
        return [
            first,
            Signer(
                _name(names, proposal.decided_by),
                _(role) if role else "",
                _("%(at)s 批准") % {"at": moment(proposal.decided_at)},
                True,
            ),
        ]
    return [first, Signer(_("第二人"), _("另一个岗位"), _("待批准；二人不得同岗"), False)]


def second_words(key: str) -> str:
    """Why a second officer is needed."""
    kind, _colon, name = key.partition(":")
    return _(SECOND[kind]) % {"name": name} if name else _(SECOND[kind])


def _lines(old: str, new: str, problems: Sequence[Problem]) -> list[TextLine]:
    """Each line with its mark: changed against the published text, or what is wrong in it."""
    texts = new.splitlines()
    same = {
        n
        for block in SequenceMatcher(None, old.splitlines(), texts, autojunk=False).get_matching_blocks()
        for n in range(block.b, block.b + block.size)
    }
    wrong: dict[int, list[Problem]] = {}
    for problem in problems:
        wrong.setdefault(problem.line, []).append(problem)
    return [
        TextLine(n, text, "bad" if n in wrong else "" if n - 1 in same else "chg", wrong.get(n, ()))
        for n, text in enumerate(texts, 1)
    ]


def _fields(text: str, readable: Any) -> list[FormValue]:
    """The usual parts: what the worker reads, the criteria, the days of the chain, the parameters."""
    if readable is None:
        return []
    wanted: list[tuple[str, str]] = [
        (f"{part}.{language}", f"{words}（{language}）")
        for part, words in (("title", _("名称")), ("summary", _("一句话")), ("benefit", _("给什么")))
        for language in ("zh", "en")
    ]
    for i, criterion in enumerate(readable.criteria):
        wanted += [(f"criteria.{i}.because.zh", say(criterion.because)), (f"criteria.{i}.when", criterion.name)]
    wanted += [
        (f"chain.{i}.days", _("%(stage)s：工作日") % {"stage": stage_title(s)}) for i, s in enumerate(readable.chain)
    ]
    wanted += [
        (f"parameters.{i}.value", f"{say(p.title) or p.name}（{p.from_}）") for i, p in enumerate(readable.parameters)
    ]
    found = ((path, label, catalogue.value_at(text, _path(path))) for path, label in wanted)
    return [FormValue(f"f:{path}", label, value) for path, label, value in found if value is not None]
