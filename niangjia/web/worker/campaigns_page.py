"""Campaigns in the words of the phone pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.campaigns import api as campaigns
from niangjia.kernel.text import N_
from niangjia.web.shell.parts import Chip, Known
from niangjia.web.templatetags.nj import monthdaytime
from niangjia.web.worker.matter_line import Line

ICONS = {"quiz": "help", "photos": "camera", "wishes": "message-circle"}
TONES = {"running": "yes", "coming": "unk", "over": "no"}
ENTRY_TONES = {"shown": "yes", "waiting": "unk", "refused": "no", "down": "no", "kept": "yes", "gone": "no"}
BUTTONS = {"quiz": N_("交上去"), "photos": N_("交照片"), "wishes": N_("交心愿")}
LETTERS = "ABCDEF"


@dataclass(frozen=True, slots=True)
class ListPage:
    chips: Sequence[Chip]
    lines: Sequence[Line]
    over: bool


@dataclass(frozen=True, slots=True)
class Option:
    """``sign``: yes where it is right, no where it was picked and is not; "" before she has tried."""

    place: int
    letter: str
    text: str
    picked: bool
    sign: str = ""


@dataclass(frozen=True, slots=True)
class QuestionBox:
    """``said``: what became of her answer; ``why`` only after she has tried."""

    nr: int
    text: str
    options: Sequence[Option]
    why: str = ""
    said: str = ""
    right: bool = False


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """``act``: take part now; ``done``: right after a quiz. ``told``: a refusal, ``typed`` what stood in the form."""

    campaign: campaigns.CampaignView
    over: str
    facts: Sequence[Known]
    state: str
    tone: str
    act: bool
    button: str
    questions: Sequence[QuestionBox]
    done: bool
    told: str
    typed: Mapping[str, Any]
    icon: str


@dataclass(frozen=True, slots=True)
class MinePage:
    campaign: campaigns.CampaignView
    entry: campaigns.OwnEntry
    state: str
    tone: str
    why: str
    facts: Sequence[Known]
    may_send: bool
    told: str
    typed: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class WallPage:
    campaign: campaigns.CampaignView
    chips: Sequence[Chip]
    entries: Sequence[campaigns.WallEntry]
    older: str
    newer: str
    back: str


@dataclass(frozen=True, slots=True)
class EntryPage:
    campaign: campaigns.CampaignView
    entry: campaigns.WallEntry
    reasons: Sequence[tuple[str, str]]
    said: bool
    told: str


def list_page(person_id: UUID, *, over: bool) -> ListPage:
    here = reverse("campaigns")
    chips = [Chip(_("正在办"), here, on=not over), Chip(_("办完的"), f"{here}?over=1", on=over)]
    return ListPage(chips, [_line(each) for each in campaigns.campaigns_for(person_id, over=over)], over)


def _line(one: campaigns.CampaignView) -> Line:
    tone = "yes" if one.runs and not one.took_part else TONES[one.state] if not one.took_part else "no"
    what = [_(campaigns.KINDS[one.kind]), _takes(one), _gives(one)]
    when = _("参加过了") if one.took_part else _when(one)
    return Line(
        reverse("campaign", args=[one.id]), ICONS[one.kind], one.title, " · ".join(filter(None, what)), when, tone
    )


def _takes(one: campaigns.CampaignView) -> str:
    if one.is_quiz:
        return ngettext("%(n)d 题", "%(n)d 题", one.questions) % {"n": one.questions}
    return _("一张照片") if one.kind == "photos" else _("写一句")


def _gives(one: campaigns.CampaignView) -> str:
    return _("+%(n)d 积分") % {"n": one.points} if one.points else _("不算积分，图个乐")


def _when(one: campaigns.CampaignView) -> str:
    if one.state == "coming":
        return _("%(when)s开始") % {"when": monthdaytime(one.opens_at)}
    return _("到 %(when)s") % {"when": monthdaytime(one.closes_at)} if one.runs else _("结束了")


def campaign_page(
    person_id: UUID,
    campaign_id: UUID,
    *,
    marked: Sequence[campaigns.Marked] = (),
    told: str = "",
    typed: Mapping[str, Any] | None = None,
    picks: Mapping[int, int] | None = None,
) -> CampaignPage:
    """``marked``: of a quiz, right after it was handed in; ``told`` and ``picks``: when it could not be."""
    one = campaigns.campaign_seen(person_id, campaign_id=campaign_id)
    act = one.runs and one.here and not one.took_part
    return CampaignPage(
        campaign=one, over=" · ".join((_(campaigns.KINDS[one.kind]), one.union_name)), facts=_facts(one), state=_state(one),
        tone=TONES[one.state] if one.here else "no", act=act, button=_(BUTTONS[one.kind]),
        questions=_questions(one, marked, picks or {}, act=act) if one.is_quiz else (), done=bool(marked), told=told, typed=typed or {},
        icon=ICONS[one.kind],
    )  # fmt: skip


def _state(one: campaigns.CampaignView) -> str:
    if not one.here:
        return _("这个活动给%(union)s的会员，你可以看看别的。") % {"union": one.union_name}
    if one.took_part:
        return _("你参加过了，一个人算一次。")
    if one.ended_why:
        return _("提前结束了：%(why)s") % {"why": one.ended_why}
    return _(campaigns.STATES[one.state])


def _facts(one: campaigns.CampaignView) -> list[Known]:
    facts = [
        Known(_("时间"), f"{monthdaytime(one.opens_at)} – {monthdaytime(one.closes_at)}"),
        Known(_("要做什么"), _takes(one)),
        Known(_("参加就有"), _("%(n)d 积分") % {"n": one.points} if one.points else _("没有积分")),
    ]
    if one.has_wall:
        facts.append(
            Known(
                _("墙上"),
                ngettext("最多放 %(n)d 条，先交先审", "最多放 %(n)d 条，先交先审", one.shown_most)
                % {"n": one.shown_most},
            )
        )
    return facts


def _questions(
    one: campaigns.CampaignView, marked: Sequence[campaigns.Marked], picks: Mapping[int, int], *, act: bool
) -> list[QuestionBox]:
    """To be tried; or, once she has tried or it is over, with what is right and why."""
    if one.state == "coming":
        return []
    picked = {each.asked.nr: each.picked for each in marked} or dict(picks)
    return [_box(each, picked.get(each.nr), told=not act) for each in campaigns.questions_of(one.id)]


def _box(asked: campaigns.Asked, picked: int | None, *, told: bool) -> QuestionBox:
    def sign(place: int) -> str:
        return "yes" if place == asked.answer else "no" if place == picked else ""

    options = [
        Option(place, LETTERS[place], text, place == picked, sign(place) if told else "")
        for place, text in enumerate(asked.choices)
    ]
    said = (
        ""
        if picked is None
        else _("选对了")
        if picked == asked.answer
        else _("你选的是 %(letter)s，看看为什么") % {"letter": LETTERS[picked]}
    )
    return QuestionBox(
        asked.nr, asked.text, options, asked.why if told else "", said if told else "", picked == asked.answer
    )


def mine_page(
    person_id: UUID, campaign_id: UUID, *, told: str = "", typed: Mapping[str, Any] | None = None
) -> MinePage | None:
    """None when she has handed in nothing there."""
    entry = campaigns.own_entry_of(person_id, campaign_id=campaign_id)
    if entry is None:
        return None
    one = campaigns.campaign_seen(person_id, campaign_id=campaign_id)
    facts = [Known(_("交的时间"), monthdaytime(entry.handed_in_at))]
    if entry.consent:
        facts.append(Known(_("别人看到的名字"), entry.shown_as or _("不写名字")))
    if entry.reply:
        facts.append(Known(_("%(union)s回复") % {"union": entry.replied_by_label}, entry.reply))
    return MinePage(
        one, entry, _(campaigns.ENTRY_STATES[entry.state]), ENTRY_TONES[entry.state], _why(entry), facts,
        may_send=one.runs and entry.state in {"refused", "down", "gone"}, told=told, typed=typed or {},
    )  # fmt: skip


def _why(entry: campaigns.OwnEntry) -> str:
    if entry.reason:
        return _("原因：%(why)s") % {"why": entry.reason}
    return {
        "waiting": _("按先后审，有结果会告诉你。"),
        "shown": _("大家都看得到，哪天不想放了，随时收回。"),
        "kept": _("你没有同意上墙，别人看不到。"),
        "gone": _("照片和文字都删掉了。"),
    }.get(entry.state, "")


def wall_page(person_id: UUID, campaign_id: UUID, *, mixed: bool, page: int) -> WallPage:
    one = campaigns.campaign_seen(person_id, campaign_id=campaign_id)
    entries, more = (
        campaigns.wall(person_id, campaign_id=campaign_id, mixed=mixed, page=page) if one.here else ([], False)
    )
    here, kept = reverse("campaign-wall", args=[campaign_id]), "by=mixed&" if mixed else ""
    chips = [Chip(_("新的在前"), here, on=not mixed), Chip(_("今天随机排"), f"{here}?by=mixed", on=mixed)]
    return WallPage(
        one, chips, entries, f"{here}?{kept}page={page + 1}" if more else "", f"{here}?{kept}page={page - 1}" if page > 1 else "",
        f"{here}?{kept}page={page}",
    )  # fmt: skip


def entry_page(person_id: UUID, campaign_id: UUID, entry: campaigns.WallEntry, *, told: str = "") -> EntryPage:
    one = campaigns.campaign_seen(person_id, campaign_id=campaign_id)
    reasons = [(key, _(words)) for key, words in campaigns.REPORTS.items()]
    return EntryPage(one, entry, reasons, campaigns.reported(person_id=person_id, entry_id=entry.id), told)


def running_line(person_id: UUID) -> str:
    """For the page of the service: how many run for her."""
    n = sum(each.runs and not each.took_part for each in campaigns.campaigns_for(person_id))
    return ngettext("%(n)d 个活动能参加", "%(n)d 个活动能参加", n) % {"n": n} if n else _("现在没有活动，有了会在这里")
