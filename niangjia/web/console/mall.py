"""商家与券: who takes vouchers, what is on offer, the sums of every day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from niangjia.activities import api as activities
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.desk import desk, show
from niangjia.web.console.downloads import as_workbook
from niangjia.web.console.mall_forms import MerchantForm, OfferForm, worth_of
from niangjia.web.console.pool_forms import begin
from niangjia.web.console.pools import unions_of
from niangjia.web.public.desk_token import desk_token
from niangjia.web.shell.texts import say
from niangjia.web.templatetags.nj import moment, yuan

TONES = {"paid": "y", "settled": "y", "disputed": "d", "bounced": "d", "questioned": "d", "struck": "n"}


@dataclass(frozen=True, slots=True)
class MerchantsPage:
    rows: Sequence[Any]
    kinds: dict[str, str]
    services: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class FormPage:
    crumb: Sequence[tuple[str, str]]
    title: str
    sub: str
    form: Any


@dataclass(frozen=True, slots=True)
class MerchantPage:
    """``link``: the desk's, while it is good."""

    crumb: Sequence[tuple[str, str]]
    merchant: Any
    kind: str
    facts: Sequence[tuple[str, str]]
    link: str
    days: Sequence[tuple[Any, str, str]]


@dataclass(frozen=True, slots=True)
class SettlementRow:
    """``choice`` ("1" it counts, "0" it does not, "" nobody has said), ``finding``: what was typed, where it was refused."""

    line: activities.LineView
    state: str
    tone: str
    choice: str
    finding: str


@dataclass(frozen=True, slots=True)
class SettlementPage:
    crumb: Sequence[tuple[str, str]]
    found: Any
    state: str
    tone: str
    lines: Sequence[SettlementRow]
    may_settle: bool
    doubted: int


@require_GET
@desk("pools", "payouts")
def merchants(request: HttpRequest) -> HttpResponse:
    """Merchants in reach, and how many days of theirs wait for an officer."""
    services = [
        (d.key, say(d.title))
        for d in catalogue.services()
        if d.state == "open" and d.outcome.quota and d.outcome.quota.voucher
    ]
    rows = activities.merchants_visible_to(actor_of(request))
    kinds = {key: _(words) for key, words in activities.KINDS.items()}
    return show(request, "merchants", MerchantsPage(rows, kinds, services), here="pools")


@require_http_methods(["GET", "POST"])
@desk("pools")
def merchant_new(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = MerchantForm(request.POST or None, unions=unions_of(actor))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        made = activities.enter_merchant(by=actor, union_id=UUID(told.pop("union")), **told)
        messages.success(request, _("登记好了。给它一个兑付链接，店里就能核销。"))
        return redirect("console:merchant", made)
    page = FormPage([_home(), (_("登记商家"), "")], _("登记商家"), _("店和基地都在这里登记；账号只用来付券款。"), form)
    return show(request, "mall_form", page, here="pools")


@require_http_methods(["GET", "POST"])
@desk("pools")
def offer_new(request: HttpRequest, key: str) -> HttpResponse:
    """A kind of coupon on the shelf: how many, for how many points, worth what, where."""
    actor, definition = actor_of(request), catalogue.definition(key)
    if definition is None or definition.state != "open":
        raise NotFound
    taken_at = activities.merchants_of_kind(activities.voucher_kind(key))
    form = OfferForm(
        request.POST or None, definition=definition, unions=unions_of(actor), initial=begin(definition) | worth_of(key),
        merchants=[(str(each.id), each.name) for each in taken_at],
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        places = [UUID(each) for each in form.cleaned_data["merchants"]]
        made = activities.open_offer(by=actor, pool=form.pools(key)[0], worth=form.worth(), merchant_ids=places)
        messages.success(request, _("上架了，到时间自动开始。"))
        return redirect("console:pool", made)
    title = _("上架：%(service)s") % {"service": say(definition.title)}
    page = FormPage([_home(), (title, "")], title, _("一种券一个池：数量、积分、面值、有效期、在哪里用。"), form)
    return show(request, "mall_form", page, here="pools")


@require_http_methods(["GET", "POST"])
@desk("pools", "payouts")
def merchant(request: HttpRequest, merchant_id: UUID) -> HttpResponse:
    """One merchant: its link, its days, and redeeming for it when its own phone does not work."""
    actor = actor_of(request)
    if request.method == "POST":
        _do(request, merchant_id)
        return redirect("console:merchant", merchant_id)
    found = activities.merchant_in_reach(actor, merchant_id=merchant_id)
    link = reverse("redeem-desk", args=[desk_token(found.id, found.desk_turn)]) if found.desk_open else ""
    page = MerchantPage(
        crumb=[_home(), (found.name, "")], merchant=found, kind=_(activities.KINDS[found.kind]),
        facts=[
            (_("单位"), found.enterprise.name), (_("统一社会信用代码"), found.enterprise.uscc), (_("归口"), found.union.name),
            (_("地址"), found.address or "—"), (_("电话"), found.phone or "—"), (_("收款户名"), found.holder), (_("收款账号"), found.account_masked),
        ],
        link=request.build_absolute_uri(link) if link else "",
        days=[
            (each, _(activities.SETTLEMENT_STATES[each.state]), TONES.get(each.state, ""))
            for each in activities.settlements_of(actor, merchant_id=merchant_id)
        ],
    )  # fmt: skip
    return show(request, "merchant", page, here="pools")


def _do(request: HttpRequest, merchant_id: UUID) -> None:
    actor = actor_of(request)
    match request.POST.get("do"):
        case "open":
            activities.open_desk(by=actor, merchant_id=merchant_id)
            messages.success(request, _("新的链接在下面，发给店里；先前的不能用了。"))
        case "close":
            activities.close_desk(by=actor, merchant_id=merchant_id)
            messages.success(request, _("收回了，这个链接不能再用。"))
        case "redeem":
            used = activities.redeem(by=actor, merchant_id=merchant_id, code=request.POST.get("code", ""))
            messages.success(request, _("核销好了，%(yuan)s 元。") % {"yuan": yuan(used.value_fen)})
        case _:
            raise NotFound


@require_http_methods(["GET", "POST"])
@desk("pools", "payouts")
def settlement(request: HttpRequest, settlement_id: UUID) -> HttpResponse:
    """One merchant's day: the lines, what was said about them, one button."""
    actor = actor_of(request)
    found, lines = activities.settlement(actor, settlement_id=settlement_id)
    if request.method == "POST":
        fen = activities.settle(by=actor, settlement_id=settlement_id, findings=_findings(request, lines))
        messages.success(request, _("结好了，%(yuan)s 元到了财务的待编批。") % {"yuan": yuan(fen)})
        return redirect("console:settlement", settlement_id)
    merchant_page = reverse("console:merchant", args=[found.merchant_id])
    page = SettlementPage(
        crumb=[_home(), (found.merchant.name, merchant_page), (f"{found.day:%m-%d}", "")], found=found,
        state=_(activities.SETTLEMENT_STATES[found.state]), tone=TONES.get(found.state, ""), lines=[_row(request, line) for line in lines],
        may_settle=found.state in {"confirmed", "disputed"},
        doubted=sum(line.value_fen for line in lines if line.state == "questioned"),
    )  # fmt: skip
    return show(request, "settlement", page, here="pools")


def _row(request: HttpRequest, line: activities.LineView) -> SettlementRow:
    typed = request.POST.get(f"f-{line.voucher_id}", "")
    return SettlementRow(
        line, _(activities.LINE_STATES[line.state]), TONES.get(line.state, ""), request.POST.get(f"c-{line.voucher_id}", ""), typed
    )  # fmt: skip


def _findings(request: HttpRequest, lines: Sequence[Any]) -> dict[UUID, tuple[bool, str]]:
    """What was decided line by line; where nobody said whether it counts there is no finding yet."""
    asked = [line.voucher_id for line in lines if line.state == "questioned"]
    said = {each: request.POST.get(f"c-{each}", "") for each in asked}
    return {each: (said[each] == "1", request.POST.get(f"f-{each}", "")) for each in asked if said[each]}


@require_GET
@desk("pools", "payouts")
def settlement_file(request: HttpRequest, settlement_id: UUID) -> HttpResponse:
    """The day as a workbook."""
    found, lines = activities.settlement(actor_of(request), settlement_id=settlement_id)
    head = [_("序号"), _("券"), _("时间"), _("券号末四位"), _("金额（元）"), _("现在"), _("商家的话"), _("结论")]
    rows = (
        [
            n,
            str(line.voucher_id),
            moment(line.at),
            line.tail,
            yuan(line.value_fen),
            _(activities.LINE_STATES[line.state]),
            line.reason,
            line.finding,
        ]
        for n, line in enumerate(lines, 1)
    )
    return as_workbook(f"settlement-{found.day:%Y%m%d}-{found.id}", head, rows)


def _home() -> tuple[str, str]:
    return _("商家与券"), reverse("console:merchants")
