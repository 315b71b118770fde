"""The few fields officers fill in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.base import clock
from niangjia.base.actor import ROLES
from niangjia.kernel.money import NotMoney, parse_yuan
from niangjia.ledger import api as ledger
from niangjia.unions import api as unions

YUAN = {"inputmode": "decimal", "data-unit": _("元"), "autocomplete": "off"}
REQUIRED = {"required": _("这里还没有填。")}


class YuanField(forms.CharField):
    """Typed in yuan, given on in fen."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("error_messages", REQUIRED)
        super().__init__(widget=forms.TextInput(attrs=YUAN), max_length=20, **more)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_yuan(text)
        except NotMoney as bad:
            raise forms.ValidationError(_("请填金额，最多两位小数。")) from bad


class DecisionForm(forms.Form):
    """What an officer decides. Which fields count depends on the decision; the verbs judge them."""

    decision = forms.CharField(error_messages={"required": _("请先选一种办法。")})
    words = forms.CharField(required=False, max_length=2000, strip=True)
    amount = YuanField(required=False)
    entitled = forms.IntegerField(required=False, min_value=0)
    present = forms.IntegerField(required=False, min_value=0)
    agreed = forms.IntegerField(required=False, min_value=0)
    result = forms.CharField(required=False, max_length=20)

    @property
    def votes(self) -> tuple[int, int, int] | None:
        entitled, present, agreed = (self.cleaned_data.get(name) for name in ("entitled", "present", "agreed"))
        return None if entitled is None or present is None or agreed is None else (entitled, present, agreed)


class VisitForm(forms.Form):
    found = forms.CharField(error_messages=REQUIRED, max_length=4000)
    signed = forms.BooleanField(required=False)


class JuryForm(forms.Form):
    """A jury is seated, a seat given back, or counted."""

    step = forms.ChoiceField(choices=[(step, step) for step in ("seat", "leave", "count")])
    kind = forms.CharField(required=False, max_length=20)
    reason = forms.CharField(required=False, max_length=200, strip=True)
    amount = YuanField(required=False)


class AppropriationForm(forms.Form):
    """Money put into a fund for a year."""

    union_id = forms.TypedChoiceField(label=_("工会"), error_messages=REQUIRED)
    fund = forms.ChoiceField(label=_("资金"), error_messages=REQUIRED)
    year = forms.IntegerField(label=_("年度"), min_value=2015, max_value=2100, error_messages=REQUIRED)
    amount = YuanField(label=_("金额"))
    basis = forms.CharField(label=_("依据文号"), max_length=200, error_messages=REQUIRED)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["union_id"].choices = choices  # type: ignore[attr-defined]  # a choice field
        self.fields["fund"].choices = [(key, _(title)) for key, title in ledger.FUNDS.items()]  # type: ignore[attr-defined]  # a choice field


class UnionForm(forms.Form):
    """A union below another."""

    name = forms.CharField(label=_("工会全称"), max_length=80, error_messages=REQUIRED)
    level = forms.ChoiceField(
        label=_("层级"), choices=[(k, _(v)) for k, v in unions.LEVELS.items() if k != "municipal"]
    )
    kind = forms.ChoiceField(label=_("类型"), choices=[(k, _(v)) for k, v in unions.KINDS.items()])
    region_code = forms.CharField(label=_("行政区划代码"), max_length=12, required=False)


class RenameForm(forms.Form):
    name = forms.CharField(label=_("新名称"), max_length=80, error_messages=REQUIRED)
    reason = forms.CharField(label=_("事由"), max_length=200, required=False)


class AppointForm(forms.Form):
    """A person takes up a post; found by name among the members, by the id her page shows."""

    person_id = forms.UUIDField(widget=forms.HiddenInput)
    union_id = forms.UUIDField(widget=forms.HiddenInput)
    role = forms.ChoiceField(label=_("岗位"), choices=[(k, _(v)) for k, v in ROLES.items()])
    reason = forms.CharField(label=_("事由"), max_length=200, required=False)


class PastForm(forms.Form):
    """A day to look back to, and what for."""

    day = forms.DateField(error_messages=REQUIRED | {"invalid": _("请填一个日子，例如 2026-09-01。")})
    reason = forms.CharField(max_length=200, error_messages=REQUIRED)

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > clock.today():
            raise forms.ValidationError(_("这一天还没有到，请填今天或以前的日子。"))
        return day


class ParameterForm(forms.Form):
    """A new value of a parameter, from a day on."""

    name = forms.CharField(widget=forms.HiddenInput)
    value = forms.CharField(label=_("新的值"), max_length=40, error_messages=REQUIRED)
    since = forms.DateField(
        label=_("从哪天起"), widget=forms.DateInput(attrs={"type": "date"}), error_messages=REQUIRED
    )
    basis = forms.CharField(label=_("依据"), max_length=200, error_messages=REQUIRED)
