"""那天算得上吗: what somebody was entitled to on a past day, and why. Asked with a reason, which she can read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from niangjia.base import journal
from niangjia.catalogue import api as catalogue
from niangjia.catalogue.api import LookBack, PastVerdict
from niangjia.people import api as people
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.criteria import criterion_of, tally
from niangjia.web.console.desk import desk, show
from niangjia.web.console.forms import PastForm
from niangjia.web.shell.parts import Criterion
from niangjia.web.shell.texts import listed, say

ORDER = {"yes": 0, "unknown": 1, "no": 2}


@dataclass(frozen=True, slots=True)
class PastLine:
    """One service of then. ``opened``: it is the one that was asked about."""

    title: str
    version: int
    verdict: bool | None
    criteria: Sequence[Criterion]
    counts: dict[str, int]
    doubted: str
    opened: bool


@dataclass(frozen=True, slots=True)
class PastPage:
    """``day`` None: nothing has been asked yet. ``known``: whether anything of her was kept on that day."""

    person: people.PersonRef
    form: PastForm
    on: str
    service: str
    day: date | None
    known: bool
    lines: Sequence[PastLine]
    counts: Counter[str]
    crumb: Sequence[tuple[str, str]]


@require_http_methods(["GET", "POST"])
@desk("members")
def past(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A POST asks, with the reason; the look is journalled before anything is shown. ``?on=`` and ``?service=`` fill the question in."""
    actor, form = actor_of(request), PastForm(request.POST or None)
    ref = people.person_for(actor, person_id)
    found = None
    if request.method == "POST" and form.is_valid():
        asked = partial(catalogue.verdicts_as_of, subject="person", subject_id=ref.id, day=form.cleaned_data["day"])
        found = journal.reveal(
            by=actor, person_id=ref.id, what="past", reason=form.cleaned_data["reason"], unseal=asked
        )
    return show(request, "past", _page(request, ref, form, found), here="members")


def _page(request: HttpRequest, ref: people.PersonRef, form: PastForm, found: LookBack | None) -> PastPage:
    given = request.POST or request.GET
    service = given.get("service", "")
    here = reverse("console:person", args=[ref.id])
    lines = [_line(each, found.day, opened=each.definition.key == service) for each in _ordered(found)] if found else []
    return PastPage(
        person=ref, form=form, on=given.get("day", given.get("on", "")), service=service, day=found.day if found else None,
        known=bool(found and found.known), lines=lines, counts=Counter(v.verdict for v in found.services) if found else Counter(),
        crumb=[(_("会员"), reverse("console:members")), (ref.name, here), (_("那天算得上吗"), "")],
    )  # fmt: skip


def _ordered(found: LookBack) -> list[PastVerdict]:
    return sorted(found.services, key=lambda each: ORDER[each.verdict])


def _line(each: PastVerdict, day: date, *, opened: bool) -> PastLine:
    wanted: dict[str, Any] = {criterion.name: criterion for criterion in each.definition.criteria}
    criteria = [criterion_of(line, wanted.get(line.name), day) for line in each.lines]
    return PastLine(
        title=say(each.definition.title), version=each.definition.version,
        verdict={"yes": True, "no": False, "unknown": None}[each.verdict], criteria=criteria, counts=tally(criteria),
        doubted=listed(say({"zh": source.zh, "en": source.en}) for source in each.pending), opened=opened,
    )  # fmt: skip
