"""Money: budgets and their statements, payouts, batches with two persons, the bank's file and its answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.ledger import api as ledger
from niangjia.quotas import api as quotas
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.desk import desk, key_in, show
from niangjia.web.console.forms import AppropriationForm
from niangjia.web.console.reach import unions_at
from niangjia.web.templatetags.nj import wan

SHOWN = 50


@dataclass(frozen=True, slots=True)
class FundRow:
    line: ledger.BudgetLine
    bar: str
    href: str


@dataclass(frozen=True, slots=True)
class FundsPage:
    year: int
    rows: Sequence[FundRow]
    total: dict[str, int]
    total_bar: str
    stats: Sequence[tuple[str, str, str, str, str]]
    batches: Sequence[ledger.BatchRow]
    waiting: tuple[int, int]
    may_appropriate: bool


@require_GET
@desk("funds")
def index(request: HttpRequest) -> HttpResponse:
    """Budgets of the year beside the batches that wait for a second person."""
    actor, text = actor_of(request), request.GET.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else clock.today().year
    lines = ledger.budgets_visible_to(actor, year=year)
    totals = ledger.payout_totals(actor)
    total = {
        name: sum(getattr(line, f"{name}_fen") for line in lines) for name in ("appropriated", "spent", "held", "left")
    }
    page = FundsPage(
        year=year, rows=[_fund(line) for line in lines], total=total, total_bar=_bar(total["appropriated"], total["spent"], total["held"]),
        stats=_stats(total, totals), batches=ledger.batches_visible_to(actor, state="submitted"),
        waiting=totals.get("waiting", (0, 0)), may_appropriate=actor.holds("finance"),
    )  # fmt: skip
    return show(request, "funds", page, here="funds", slim=True)


def _fund(line: ledger.BudgetLine) -> FundRow:
    href = reverse("console:statement", args=[line.union_id, line.fund, line.year])
    return FundRow(line, _bar(line.appropriated_fen, line.spent_fen, line.held_fen), href)


def _bar(whole: int, spent: int, held: int) -> str:
    return f"paid:{100 * spent / whole:.1f} due:{100 * held / whole:.1f}" if whole else ""


def _stats(total: dict[str, int], payouts: dict[str, tuple[int, int]]) -> list[tuple[str, str, str, str, str]]:
    bounced = payouts.get("bounced", (0, 0))[0]
    missing = payouts.get("no_account", (0, 0))[0]
    where = reverse("console:payouts")
    return [
        (_("预算"), wan(total["appropriated"]), "", "", ""),
        (_("已付"), wan(total["spent"]), "", "", f"{where}?state=paid"),
        (_("在途"), wan(total["held"]), "due", "", f"{where}?state=waiting"),
        (_("可用"), wan(total["left"]), "", "", ""),
        (_("退汇待改"), str(bounced), "due" if bounced else "", _("笔"), f"{where}?state=bounced"),
        (_("缺账号"), str(missing), "due" if missing else "", _("笔"), f"{where}?state=no_account"),
    ]


@dataclass(frozen=True, slots=True)
class StatementPage:
    line: ledger.BudgetLine
    bar: str
    rows: Sequence[ledger.StatementLine]
    older: str
    crumb: Sequence[tuple[str, str]]
    settlements: set[UUID]
    orders: Mapping[UUID, UUID]


@require_GET
@desk("funds")
def statement(request: HttpRequest, union_id: UUID, fund: str, year: int) -> HttpResponse:
    """One budget with its transfers, newest first; each grant leads to its case, its settlement, or the order in which there was no seat."""
    line, rows = ledger.budget_statement(
        actor_of(request), union_id=union_id, fund=fund, year=year, before=key_in(request, "before"), limit=SHOWN
    )
    page = StatementPage(
        line=line, bar=_bar(line.appropriated_fen, line.spent_fen, line.held_fen), rows=rows,
        older=f"?before={rows[-1].id}" if len(rows) == SHOWN else "",
        crumb=[(_("资金"), reverse("console:funds")), (_(line.title), "")],
        settlements=activities.settlements_among([row.case_id for row in rows if row.case_id]),
        orders=quotas.orders_paid_instead([row.case_id for row in rows if row.case_id]),
    )  # fmt: skip
    return show(request, "statement", page, here="funds")


@dataclass(frozen=True, slots=True)
class AppropriatePage:
    form: Any
    crumb: Sequence[tuple[str, str]]


@require_http_methods(["GET", "POST"])
@desk("funds")
def appropriate(request: HttpRequest) -> HttpResponse:
    """预算安排: money into a fund, with the document it rests on."""
    actor = actor_of(request)
    start = {"year": clock.today().year}
    form = AppropriationForm(request.POST or None, initial=start, choices=_union_choices(actor))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        ledger.appropriate(
            by=actor, union_id=UUID(given["union_id"]), fund=given["fund"], year=given["year"], amount_fen=given["amount"],
            basis=given["basis"],
        )  # fmt: skip
        messages.success(request, _("预算已录入，可以批了。"))
        return redirect(f"{reverse('console:funds')}?year={given['year']}")
    page = AppropriatePage(form, [(_("资金"), reverse("console:funds")), (_("预算安排"), "")])
    return show(request, "appropriate", page, here="funds")


def _union_choices(actor: Actor) -> list[tuple[str, str]]:
    """The unions in which the actor holds a finance post: money of unions below is their own finance officers' matter."""
    return [
        (str(ref.id), ref.name) for ref in unions_at({scope.path for scope in actor.scopes if scope.role == "finance"})
    ]
