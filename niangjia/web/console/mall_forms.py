"""What an officer fills in for a merchant, and for coupons on offer."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.activities import api as activities
from niangjia.catalogue import api as catalogue
from niangjia.web.console.forms import REQUIRED
from niangjia.web.console.pool_forms import PoolForm

DAY = {"type": "date"}


class MerchantForm(forms.Form):
    """A shop or a base, and where it is paid."""

    union = forms.ChoiceField(label=_("归哪个工会管"), error_messages=REQUIRED)
    kind = forms.ChoiceField(
        label=_("种类"), choices=[(k, _(v)) for k, v in activities.KINDS.items()], error_messages=REQUIRED
    )
    name = forms.CharField(label=_("店名"), max_length=80, error_messages=REQUIRED)
    enterprise = forms.CharField(label=_("单位全称"), max_length=120, error_messages=REQUIRED)
    uscc = forms.CharField(label=_("统一社会信用代码"), max_length=24, error_messages=REQUIRED)
    address = forms.CharField(label=_("地址"), max_length=120, required=False)
    phone = forms.CharField(label=_("电话"), max_length=20, required=False)
    holder = forms.CharField(label=_("收款户名"), max_length=120, error_messages=REQUIRED)
    account = forms.CharField(label=_("收款账号"), max_length=40, error_messages=REQUIRED)

    def __init__(self, *args: Any, unions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["union"].choices = unions  # type: ignore[attr-defined]  # a choice field


class OfferForm(PoolForm):
    """A pool whose places are vouchers."""

    value = forms.DecimalField(
        label=_("一张值多少元"), min_value=Decimal("0.01"), max_digits=8, decimal_places=2, error_messages=REQUIRED
    )
    days = forms.IntegerField(label=_("一张用几天"), min_value=1, max_value=30, required=False)
    valid_days = forms.IntegerField(
        label=_("领到后几天内有效"), min_value=1, max_value=366, required=False, help_text=_("或者填下面起止两天")
    )
    valid_from = forms.DateField(label=_("有效期从"), required=False, widget=forms.DateInput(attrs=DAY))
    valid_until = forms.DateField(label=_("有效期到"), required=False, widget=forms.DateInput(attrs=DAY))
    merchants = forms.MultipleChoiceField(
        label=_("在哪些地方用（不选就是哪家都行）"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, merchants: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one_pool in ("times", "every"):
            self.fields.pop(one_pool, None)
        self.fields["merchants"].choices = merchants  # type: ignore[attr-defined]  # a choice field

    def worth(self) -> activities.Worth:
        told = self.cleaned_data
        return activities.Worth(
            int(told["value"] * 100), told.get("days") or 1, told["valid_from"], told["valid_until"], told["valid_days"]
        )


def worth_of(service: str) -> dict[str, Any]:
    """What the definition's parameters say a voucher is worth; nothing where the offer says it."""
    definition = catalogue.definition(service)
    rule = definition.outcome.quota.voucher if definition and definition.outcome.quota else None
    if rule is None or rule.day_fen is None or rule.days is None:
        return {"days": 1, "valid_days": 30}
    values = {each.name: each.value for each in catalogue.parameters_of(service)}
    days = int(str(values[rule.days]))
    return {"value": Decimal(int(str(values[rule.day_fen])) * days) / 100, "days": days}
