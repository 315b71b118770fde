"""What an officer fills in for a campaign, and for one question."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from niangjia.base import clock
from niangjia.campaigns import api as campaigns
from niangjia.web.console.forms import REQUIRED
from niangjia.web.shell.texts import say

MOMENT = {"type": "datetime-local"}
LETTERS = "ABCDEF"


def _moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs=MOMENT, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, error_messages=REQUIRED)


class CampaignForm(forms.Form):
    """``kind`` is chosen before; a quiz has no wall."""

    union = forms.UUIDField(label=_("主办工会"), error_messages=REQUIRED)
    title = forms.CharField(label=_("名称"), max_length=60, error_messages=REQUIRED)
    text = forms.CharField(label=_("说明"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    opens_at = _moment(_("开始"))
    closes_at = _moment(_("结束"))
    rule = forms.ChoiceField(label=_("积分"), required=False, help_text=_("按积分规则给，每人每个活动一次"))
    shown_most = forms.IntegerField(
        label=_("墙上最多展示"),
        min_value=1,
        max_value=2000,
        error_messages=REQUIRED,
        help_text=_("先交先审，满了不再上墙；可以再加大"),
    )

    def __init__(self, *args: Any, kind: str, unions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["union"].widget = forms.Select(choices=unions)
        rule = self.fields["rule"]
        assert isinstance(rule, forms.ChoiceField)
        rule.choices = [("", _("不给积分")), *rules_to_choose()]
        if kind == "quiz":
            del self.fields["shown_most"]

    def campaign(self, service: str, kind: str) -> campaigns.NewCampaign:
        told = self.cleaned_data
        return campaigns.NewCampaign(
            service=service, union_id=told["union"], kind=kind, title=told["title"], text=told["text"], opens_at=told["opens_at"],
            closes_at=told["closes_at"], rule=told["rule"], shown_most=told.get("shown_most") or 0,
        )  # fmt: skip


def rules_to_choose() -> list[tuple[str, str]]:
    """(key, words) of the rules of points for campaigns that are in force."""
    return [
        (each.key, _("%(title)s：+%(n)d") % {"title": say(each.title.model_dump()), "n": each.points})
        for each in campaigns.campaign_rules(clock.now())
    ]


def begin() -> dict[str, Any]:
    """What stands in the form at first: from now, for a week, by the first rule of points."""
    now: datetime = clock.now().replace(second=0, microsecond=0)
    rules = rules_to_choose()
    return {
        "opens_at": now,
        "closes_at": now + timedelta(days=7),
        "rule": rules[0][0] if rules else "",
        "shown_most": 200,
    }


def of(one: campaigns.CampaignView) -> dict[str, Any]:
    """What a draft says."""
    same = {name: getattr(one, name) for name in ("title", "text", "opens_at", "closes_at", "rule")}
    return same | {"union": one.union_id, "shown_most": one.shown_most}


class QuestionForm(forms.Form):
    """One question typed in; the verb's own rules judge it."""

    text = forms.CharField(label=_("题目"), max_length=200, error_messages=REQUIRED)
    A = forms.CharField(label=_("选项 A"), max_length=80, error_messages=REQUIRED)
    B = forms.CharField(label=_("选项 B"), max_length=80, error_messages=REQUIRED)
    C = forms.CharField(label=_("选项 C"), max_length=80, required=False)
    D = forms.CharField(label=_("选项 D"), max_length=80, required=False)
    answer = forms.ChoiceField(label=_("答案"), choices=[(each, each) for each in LETTERS[:4]], error_messages=REQUIRED)
    why = forms.CharField(
        label=_("解析"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=REQUIRED,
        help_text=_("答完每个人都看得到"),
    )

    def __init__(self, *args: Any, known: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        self.question: campaigns.NewQuestion | None = None

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        found = campaigns.question_of({name: str(value) for name, value in told.items()}, known=self.known)
        if not isinstance(found, str):
            self.question = found
        elif not self.errors:
            raise forms.ValidationError(now_(found))
        return told
