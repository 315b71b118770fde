"""评审: seating the jury of a case, counting it when all have scored, and how the result came about."""

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
from django.views.decorators.http import require_http_methods

from niangjia.casework import api as casework
from niangjia.kernel.errors import NotFound
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.desk import desk, id_in, show
from niangjia.web.console.forms import JuryForm
from niangjia.web.console.words import clock_of, days_left, due_words, stage_title
from niangjia.web.shell.parts import Clock
from niangjia.web.shell.texts import jury_words, listed, say


@dataclass(frozen=True, slots=True)
class Cell:
    """One juror's points for one criterion; ``tone`` g is three quarters of the most and above."""

    points: int
    tone: str


@dataclass(frozen=True, slots=True)
class Row:
    """A seat; ``cells`` and ``total`` only once the jury has been counted."""

    number: int
    person_id: UUID
    name: str
    unit: str
    kind: str
    scored: bool
    cells: Sequence[Cell]
    total: int | None
    dropped: bool


@dataclass(frozen=True, slots=True)
class JuryPage:
    """``heads``: (criterion, most); ``found``: answers to the search; ``working``: how the mean came about."""

    id: UUID
    title: str
    sub: str
    crumb: Sequence[tuple[str, str]]
    clock: Clock | None
    due: str
    heads: Sequence[tuple[str, int]]
    rows: Sequence[Row]
    kinds: Sequence[tuple[str, str]]
    missing: str
    free: int
    seats: int
    scored: int
    full: int
    rule: str
    may_act: bool
    ready: bool
    money: bool
    counted: bool
    passed: bool
    told: str
    working: str
    text: str
    found: Sequence[casework.Candidate]
    form: Any


@require_http_methods(["GET", "POST"])
@desk("cases")
def jury(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The jury of one case. A POST seats somebody, gives a seat back, or counts."""
    actor = actor_of(request)
    form = JuryForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        casework.jury_for(actor, case_id)
        if form.is_valid():
            messages.success(request, STEPS[form.cleaned_data["step"]](request, case_id, form.cleaned_data))
            return redirect("console:jury", case_id)
    asked = request.POST.get("q") or request.GET.get("q", "")
    return show(request, "jury", _page(actor, case_id, asked.strip(), form), here="cases")


def _seat(request: HttpRequest, case_id: UUID, given: dict[str, Any]) -> str:
    casework.seat_juror(
        by=actor_of(request), case_id=case_id, person_id=id_in(request, "person_id"), kind=given["kind"]
    )
    return _("已请到席上。本人手机马上收到，只看得到这一件的材料。")


def _leave(request: HttpRequest, case_id: UUID, given: dict[str, Any]) -> str:
    casework.leave_jury(
        by=actor_of(request), case_id=case_id, person_id=id_in(request, "person_id"), reason=given["reason"]
    )
    return _("席位空出来了，打过的分不再算。")


def _count(request: HttpRequest, case_id: UUID, given: dict[str, Any]) -> str:
    casework.count_jury(by=actor_of(request), case_id=case_id, amount_fen=given["amount"])
    return _("结果算出来了，本人看得到平均分和人数，看不到评委是谁。")


STEPS = {"seat": _seat, "leave": _leave, "count": _count}


def _page(actor: Any, case_id: UUID, asked: str, form: JuryForm) -> JuryPage:
    view = casework.jury_for(actor, case_id)
    case, stage, rules = view.case, view.plan.chain[view.stage], view.jury
    title = say(view.plan.title)
    return JuryPage(
        id=case.id, title=stage_title(stage), sub=f"{title} · {case.who} · {case.number}",
        crumb=[(_("案件"), reverse("console:cases")), (case.number, reverse("console:case", args=[case.id])), (_("评审"), "")],
        clock=clock_of(days_left(case.due_on), stage.days) if view.may_act else None, due=due_words(case.due_on),
        heads=[(say(each.title), each.most) for each in rules.scores], rows=[_row(seat, rules) for seat in view.seats],
        kinds=[(kind, _(casework.JUROR_KINDS[kind])) for kind in rules.kinds],
        missing=listed(_(kind) for kind in view.missing), free=view.free, seats=rules.seats, scored=view.scored,
        full=rules.full, rule=_rule(rules), may_act=view.may_act, ready=view.ready,
        money=bool(view.plan.money and view.plan.money.proposed), counted=view.result is not None,
        passed=bool(view.result and view.result["passed"]), told=jury_words(view.result) if view.result else "",
        working=_working(view), text=asked,
        found=casework.candidates(actor, case_id, asked) if view.may_act else [], form=form,
    )  # fmt: skip


def _row(seat: Any, jury: casework.Jury) -> Row:
    cells = [
        Cell(points, "hi" if points * 4 >= score.most * 3 else "")
        for points, score in zip(seat.points, jury.scores, strict=False)
    ]
    return Row(
        seat.number, seat.person_id, seat.name, seat.unit, _(seat.kind), seat.scored, cells, seat.total, seat.dropped
    )


def _rule(jury: casework.Jury) -> str:
    words = _("%(n)s 位各打各的，去掉最高和最低各 %(trim)s 位，其余平均到 %(mark)s 分通过（满分 %(full)s）。")
    return words % {"n": jury.seats, "trim": jury.trim, "mark": jury.pass_mark, "full": jury.full}


def _working(view: casework.JuryView) -> str:
    """The sum by which anybody can count again."""
    if view.result is None:
        return ""
    kept = [seat.total for seat in view.seats if not seat.dropped and seat.total is not None]
    return f"({' + '.join(map(str, kept))}) ÷ {len(kept)} = {view.result['mean']}"


def jury_href(actor: Any, case: Any, plan: Any) -> str:
    """The way from a case to its jury; empty where there is none, or none for this actor."""
    if not any(stage.kind == "jury" for stage in plan.chain[: case.stage + 1]):
        return ""
    try:
        casework.jury_for(actor, case.id)
    except NotFound:
        return ""
    return reverse("console:jury", args=[case.id])
