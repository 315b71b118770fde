"""线上活动 on the desk: made, asked, published, watched; what waits for the wall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from niangjia.base.actor import Actor
from niangjia.campaigns import api as campaigns
from niangjia.kernel.errors import NotFound
from niangjia.unions import api as unions
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.campaign_forms import CampaignForm, QuestionForm, begin, of
from niangjia.web.console.desk import desk, page_number, show
from niangjia.web.console.paging import window
from niangjia.web.shell.parts import Chip

SIZE = 30
TONES = {"running": "y", "coming": "d", "draft": "", "over": ""}
LISTS = (("waiting", ("waiting",)), ("shown", ("shown",)), ("refused", ("refused", "down")))


@dataclass(frozen=True, slots=True)
class Row:
    campaign: campaigns.CampaignView
    kind: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """``kinds``: what a new one may be, none for whoever may make none. ``waiting``: of all walls."""

    rows: Page[Row]
    chips: Sequence[Chip]
    kinds: Sequence[tuple[str, str]]
    waiting: int
    query: str


@dataclass(frozen=True, slots=True)
class FormPage:
    crumb: Sequence[tuple[str, str]]
    title: str
    form: CampaignForm


@dataclass(frozen=True, slots=True)
class OnePage:
    """``refused``: rows of a file that were not taken, with the reason. ``entries``: of a wall, the list of ``only``."""

    crumb: Sequence[tuple[str, str]]
    row: Row
    stats: Sequence[tuple[str, str, str, str, str]]
    facts: Sequence[tuple[str, str]]
    questions: Sequence[campaigns.Asked]
    form: QuestionForm | None
    refused: Sequence[tuple[int, str]]
    chips: Sequence[Chip]
    entries: Page[Any] | None
    query: str
    told: dict[str, str]


def row_of(one: campaigns.CampaignView) -> Row:
    return Row(one, _(campaigns.KINDS[one.kind]), _(campaigns.STATES[one.state]), TONES[one.state])


def home() -> list[tuple[str, str]]:
    return [(_("名额"), reverse("console:pools")), (_("线上活动"), reverse("console:campaigns"))]


@require_GET
@desk("pools")
def index(request: HttpRequest) -> HttpResponse:
    """Campaigns in reach: drafts, what runs and comes; or what is over."""
    actor, over, number = actor_of(request), request.GET.get("over") == "1", page_number(request)
    found, total = campaigns.campaigns_visible_to(actor, over=over, page=number, size=SIZE)
    page = ListPage(
        rows=window([row_of(each) for each in found], total, number, SIZE),
        chips=[Chip(_("正在办和将来的"), "?", on=not over), Chip(_("已经结束"), "?over=1", on=over)],
        kinds=[(key, _(words)) for key, words in campaigns.KINDS.items()] if hosts(actor) else [],
        waiting=campaigns.how_many_wait(actor), query="over=1" if over else "",
    )  # fmt: skip
    return show(request, "campaigns", page, here="pools")


def hosts(actor: Actor) -> list[tuple[str, str]]:
    """The unions of the actor's posts that may hold a campaign."""
    own = unions.unions_at(paths=actor.paths)
    return [(str(each.id), each.name) for each in own if each.level in campaigns.COUNTY_AND_ABOVE]


@require_http_methods(["GET", "POST"])
@desk("pools")
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """A draft of one kind."""
    actor = actor_of(request)
    services, chosen = campaigns.campaign_services(), hosts(actor)
    if kind not in campaigns.KINDS or not services or not chosen:
        raise NotFound
    form = CampaignForm(request.POST or None, kind=kind, unions=chosen, initial=begin())
    if request.method == "POST" and form.is_valid():
        made = campaigns.make_campaign(by=actor, new=form.campaign(services[0], kind))
        messages.success(request, _("草稿存好了。看一遍，再发布。"))
        return redirect("console:campaign", made)
    title = _("新建：%(kind)s") % {"kind": _(campaigns.KINDS[kind])}
    return show(request, "campaign_form", FormPage([*home(), (title, "")], title, form), here="pools")


@require_http_methods(["GET", "POST"])
@desk("pools")
def edit(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """A draft changed."""
    actor = actor_of(request)
    one = campaigns.campaign_for(actor, campaign_id=campaign_id)
    form = CampaignForm(
        request.POST or None, kind=one.kind, unions=[(str(one.union_id), one.union_name)], initial=of(one)
    )
    if request.method == "POST" and form.is_valid():
        campaigns.edit_campaign(by=actor, campaign_id=campaign_id, new=form.campaign(one.service, one.kind))
        messages.success(request, _("改好了。"))
        return redirect("console:campaign", campaign_id)
    crumb = [*home(), (one.title, reverse("console:campaign", args=[campaign_id])), (_("改草稿"), "")]
    return show(request, "campaign_form", FormPage(crumb, _("改草稿"), form), here="pools")


@require_http_methods(["GET", "POST"])
@desk("pools")
def one(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """One campaign: its numbers, its questions or its wall, and what can be done with it."""
    actor = actor_of(request)
    found = campaigns.campaign_for(actor, campaign_id=campaign_id)
    form: QuestionForm | None = None
    refused: list[tuple[int, str]] = []
    if found.is_quiz and found.is_draft:
        typed = request.POST if request.POST.get("do") == "question" else None
        form = QuestionForm(typed, known=[each.text for each in campaigns.questions_of(campaign_id)])
    if request.method == "POST":
        step = request.POST.get("do", "")
        if step == "file":
            refused = _read(request, actor, campaign_id)
        elif step != "question" or (form and form.is_valid()):
            _do(request, actor, campaign_id, form)
            return redirect(request.get_full_path())
    found = found if request.method == "GET" else campaigns.campaign_for(actor, campaign_id=campaign_id)
    return show(request, "campaign", _page(request, actor, found, form, refused), here="pools")


def _do(request: HttpRequest, actor: Actor, campaign_id: UUID, form: QuestionForm | None) -> None:
    number, reason = request.POST.get("number", ""), request.POST.get("reason", "")
    match request.POST.get("do"):
        case "publish":
            campaigns.publish_campaign(by=actor, campaign_id=campaign_id)
            messages.success(request, _("发布了，到时间自动开始、自动结束。"))
        case "end":
            campaigns.end_campaign(by=actor, campaign_id=campaign_id, reason=reason)
            messages.success(request, _("结束了。参加过的都算。"))
        case "widen":
            most = int(number) if number.isdecimal() and len(number) < 6 else 0
            campaigns.widen_wall(by=actor, campaign_id=campaign_id, shown_most=most)
            messages.success(request, _("加大了。"))
        case "drop":
            nr = int(number) if number.isdecimal() and len(number) < 4 else 0
            campaigns.drop_question(by=actor, campaign_id=campaign_id, nr=nr)
            messages.success(request, _("删掉了。"))
        case "question" if form and form.question:
            campaigns.add_questions(by=actor, campaign_id=campaign_id, questions=[form.question])
            messages.success(request, _("加上了。"))
        case _:
            raise NotFound


def _read(request: HttpRequest, actor: Actor, campaign_id: UUID) -> list[tuple[int, str]]:
    """The rows of the file that became no question, each with its number and the reason."""
    upload = request.FILES.get("file")
    if upload is None:
        messages.warning(request, _("还没有选文件。"))
        return []
    known = [each.text for each in campaigns.questions_of(campaign_id)]
    found = campaigns.read_questions(upload, known=known)
    added = campaigns.add_questions(by=actor, campaign_id=campaign_id, questions=found.questions)
    told = _("收下 %(n)d 题，%(no)d 行没有收，原因在下面。") if found.refused else _("收下 %(n)d 题。")
    messages.success(request, told % {"n": added, "no": len(found.refused)})
    return [(each.number, _(each.why)) for each in found.refused]


def _page(
    request: HttpRequest,
    actor: Actor,
    found: campaigns.CampaignView,
    form: QuestionForm | None,
    refused: list[tuple[int, str]],
) -> OnePage:
    only = request.GET.get("only", "waiting")
    chips, entries = _wall(request, actor, found, only) if found.has_wall and not found.is_draft else ([], None)
    stats = [(_("参加"), f"{found.people:,}", "", _("人次"), "")]
    if found.has_wall:
        stats += [(_("等审核"), f"{found.waiting:,}", "", "", ""), (_("在墙上"), f"{found.shown:,}", "", "", "")]
    return OnePage(
        crumb=[*home(), (found.title, "")], row=row_of(found), stats=stats, facts=_facts(found),
        questions=campaigns.questions_of(found.id) if found.is_quiz else [], form=form, refused=refused, chips=chips, entries=entries,
        query=urlencode({"only": only}), told=request.POST.dict(),
    )  # fmt: skip


def _facts(found: campaigns.CampaignView) -> list[tuple[str, str]]:
    facts = [
        (_("主办"), found.union_name),
        (_("积分"), _("每人 %(n)d 分，一次") % {"n": found.points} if found.points else _("不给")),
    ]
    if found.has_wall:
        facts.append((_("墙上最多"), f"{found.shown_most:,}"))
    if found.ended_why:
        facts.append((_("提前结束"), found.ended_why))
    return facts


def _wall(
    request: HttpRequest, actor: Actor, found: campaigns.CampaignView, only: str
) -> tuple[list[Chip], Page[campaigns.Moderated]]:
    words = {"waiting": _("等审核"), "shown": _("在墙上"), "refused": _("没有上墙、撤下的")}
    states = next((states for key, states in LISTS if key == only), ("waiting",))
    number = page_number(request)
    rows, total = campaigns.entries_of(actor, campaign_id=found.id, states=states, page=number, size=SIZE)
    chips = [Chip(words[key], f"?only={key}", on=key == only) for key, _states in LISTS]
    return chips, window(rows, total, number, SIZE)
