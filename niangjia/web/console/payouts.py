"""发放: payouts waiting, batches from draft to the bank and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from niangjia.ledger import api as ledger
from niangjia.quotas import api as quotas
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.desk import desk, ids_in, key_in, show
from niangjia.web.console.errors import UploadMissing
from niangjia.web.shell.parts import Chip, Signer
from niangjia.web.templatetags.nj import moment

MOST = 500


@dataclass(frozen=True, slots=True)
class PayoutsPage:
    rows: Sequence[ledger.PayoutRow]
    chips: Sequence[Chip]
    state: str
    total: tuple[int, int]
    batches: Sequence[ledger.BatchRow]
    may_prepare: bool
    problems: Sequence[tuple[int, str]]
    older: str
    orders: Mapping[UUID, UUID]


@require_http_methods(["GET", "POST"])
@desk("payouts")
def index(request: HttpRequest) -> HttpResponse:
    """Payouts by state. A POST puts those picked (or all that wait) into a draft batch."""
    actor = actor_of(request)
    if request.method == "POST":
        batch_id = ledger.prepare_batch(by=actor, payout_ids=ids_in(request, "pick"))
        messages.success(request, _("批次编好了。核对一遍，再提交复核。"))
        return redirect("console:batch", batch_id)
    return show(request, "payouts", _payouts(request), here="payouts")


def _payouts(request: HttpRequest, problems: Sequence[tuple[int, str]] = ()) -> PayoutsPage:
    actor, after = actor_of(request), key_in(request, "after")
    state = request.GET.get("state", "waiting")
    state = state if state in ledger.PAYOUT_STATES else "waiting"
    totals = ledger.payout_totals(actor)
    rows = ledger.payouts_visible_to(actor, state=state, after=after, limit=MOST)
    chips = [
        Chip(_(text), f"?state={key}", totals.get(key, (0, 0))[0], on=key == state)
        for key, text in ledger.PAYOUT_STATES.items()
    ]
    return PayoutsPage(
        rows=rows, chips=chips, state=state, total=totals.get(state, (0, 0)), batches=ledger.batches_visible_to(actor, limit=20),
        may_prepare=state == "waiting" and actor.holds("finance") and bool(rows), problems=problems,
        older=f"?state={state}&after={rows[-1].id}" if len(rows) == MOST else "",
        orders=quotas.orders_paid_instead([row.case_id for row in rows]),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@desk("payouts")
def receipts(request: HttpRequest) -> HttpResponse:
    """The bank's answers, read row by row; rows that changed nothing are listed with the reason."""
    if request.method != "POST":
        return show(request, "payouts", _payouts(request), here="payouts")
    upload = request.FILES.get("file")
    if upload is None:
        raise UploadMissing
    done = ledger.take_receipts(by=actor_of(request), file=upload.read())
    words = _("到账 %(paid)s 笔，退汇 %(bounced)s 笔，到账后退回 %(reversed)s 笔，先前已记 %(repeated)s 笔。")
    messages.success(request, words % asdict(done))
    problems = [(problem.row, _(ledger.RECEIPT_PROBLEMS[problem.why])) for problem in done.problems]
    if problems:
        return show(request, "payouts", _payouts(request, problems), here="payouts")
    return redirect("console:payouts")


@dataclass(frozen=True, slots=True)
class BatchPage:
    batch: ledger.BatchRow
    lines: Sequence[ledger.LineRow]
    signers: Sequence[Signer]
    may_submit: bool
    may_return: bool
    may_file: bool
    blocked: str
    crumb: Sequence[tuple[str, str]]


@require_http_methods(["GET", "POST"])
@desk("payouts")
def batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """One batch: submit by the first person, release by the second, or back."""
    actor = actor_of(request)
    found, lines = ledger.batch(actor, batch_id=batch_id)
    if request.method == "POST":
        step = request.POST.get("step", "")
        if step == "submit":
            ledger.submit_batch(by=actor, batch_id=batch_id)
            messages.success(request, _("已提交。请另一位同事复核放行。"))
        elif step == "release":
            ledger.release_batch(by=actor, batch_id=batch_id)
            messages.success(request, _("已放行，可以下载银行文件。"))
        elif step == "return":
            ledger.return_batch(by=actor, batch_id=batch_id, reason=request.POST.get("reason", ""))
            messages.success(request, _("批次已退回，里面的各笔回到待编批。"))
        return redirect("console:batch", batch_id)
    finance = actor.holds("finance")
    page = BatchPage(
        batch=found, lines=lines, signers=_signers(found), may_submit=found.state == "draft" and finance,
        may_return=found.state in {"draft", "submitted"}, may_file=found.state in {"released", "sent", "settled"} and finance,
        blocked=_("本人初核，请另一位同事复核") if found.mine and found.state == "submitted" else "",
        crumb=[(_("发放"), reverse("console:payouts")), (found.number, "")],
    )  # fmt: skip
    return show(request, "batch", page, here="payouts")


def _signers(found: ledger.BatchRow) -> list[Signer]:
    first = Signer(found.prepared_by_label, _("初核"), moment(found.submitted_at or found.prepared_at), True)
    if found.released_at:
        return [first, Signer(found.released_by_label, _("复核"), moment(found.released_at), True)]
    return [first, Signer(_("第二人"), _("复核"), _("待复核。初核与复核不得是同一人"))]


@require_POST
@desk("payouts")
def bank_file(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """The bank's file, once released; every download is a look at private numbers and is journalled."""
    actor = actor_of(request)
    found, _lines = ledger.batch(actor, batch_id=batch_id)
    content = ledger.bank_file(by=actor, batch_id=batch_id)
    return HttpResponse(
        content,
        headers={
            "Content-Type": "text/csv; charset=utf-8",
            "Content-Disposition": f'attachment; filename="{found.number}.csv"',
            "Cache-Control": "private, no-store",
        },
    )
