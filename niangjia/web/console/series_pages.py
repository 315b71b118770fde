"""系列: courses and teams with several sessions; who was there, who passed; hours of a shift, and certificates taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from niangjia.activities import api as activities
from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound
from niangjia.quotas import api as quotas
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.desk import desk, id_in, ids_in, show
from niangjia.web.console.pool_forms import WEEKLY, PoolForm, begin
from niangjia.web.console.pools import unions_of
from niangjia.web.shell.texts import say

EXAM = "exam-"
LEFT_OUT = ("mode", "points", "closes_at")


class SeriesForm(PoolForm):
    """A pool's form, with the first session's begin and end, and how often."""

    exam = forms.BooleanField(
        label=gettext_lazy("要考试"), required=False, help_text=gettext_lazy("考过才发证书"), widget=forms.CheckboxInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in LEFT_OUT:
            del self.fields[name]
        for name in ("starts_at", "ends_at", "times"):
            self.fields[name].required = True

    def series(self, service: str) -> activities.NewSeries:
        told = self.cleaned_data
        step = timedelta(days=7 if told.get("every") == WEEKLY else 1)
        return activities.NewSeries(
            service=service, union_id=told["union"], title=told["title"], capacity=told["capacity"], opens_at=told["opens_at"],
            sessions=[(told["starts_at"] + step * n, told["ends_at"] + step * n) for n in range(told["times"])],
            place=told["place"], text=told["text"], item=told.get("item") or "", exam=told["exam"],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SeriesPage:
    rows: Sequence[tuple[activities.SeriesView, str]]
    services: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class FormPage:
    crumb: Sequence[tuple[str, str]]
    title: str
    form: SeriesForm


@dataclass(frozen=True, slots=True)
class OnePage:
    """``nr``: the session whose list is open; ``people``: each with whether she was there enough for the exam."""

    crumb: Sequence[tuple[str, str]]
    series: activities.SeriesView
    service: str
    people: Sequence[tuple[activities.Participant, bool]]
    nr: int


@require_http_methods(["GET", "POST"])
@desk("pools")
def index(request: HttpRequest) -> HttpResponse:
    """The series in reach; a POST takes a certificate back."""
    actor = actor_of(request)
    if request.method == "POST":
        number = request.POST.get("number", "").strip().upper()
        activities.revoke_certificate(by=actor, number=number, reason=request.POST.get("reason", ""))
        messages.success(request, _("证书撤销了，核验页上马上看得到。"))
        return redirect("console:series")
    titles = {d.key: d for d in catalogue.services()}
    rows = [(one, say(titles[one.service].title)) for one in activities.series_visible_to(actor)]
    services = [(d.key, say(d.title)) for d in titles.values() if _has_sessions(d)]
    return show(request, "series", SeriesPage(rows, services), here="pools")


def _has_sessions(definition: catalogue.Definition) -> bool:
    """Who comes first has a place at an hour: not by lot, by merit or by a rush, and no voucher, which has no hour."""
    quota = definition.outcome.quota
    return bool(
        quota and definition.books and definition.state == "open" and "first" in quota.modes and not quota.voucher
    )


@require_http_methods(["GET", "POST"])
@desk("pools")
def new(request: HttpRequest, key: str) -> HttpResponse:
    actor, definition = actor_of(request), catalogue.definition(key)
    if definition is None or not _has_sessions(definition):
        raise NotFound
    given = {"definition": definition, "unions": unions_of(actor)}
    form = SeriesForm(request.POST, **given) if request.POST else SeriesForm(initial=begin(definition), **given)
    if request.method == "POST" and form.is_valid():
        made = activities.open_series(by=actor, new=form.series(key))
        messages.success(request, _("系列建好了，每一次都能约。"))
        return redirect("console:series-one", made)
    crumb = [(_("系列"), reverse("console:series")), (say(definition.title), "")]
    title = _("新系列：%(service)s") % {"service": say(definition.title)}
    return show(request, "pool_new", FormPage(crumb, title, form), here="pools")


@require_http_methods(["GET", "POST"])
@desk("pools")
def one(request: HttpRequest, series_id: UUID) -> HttpResponse:
    """One series: the list of each session, and the exam."""
    actor = actor_of(request)
    if request.method == "POST":
        _enter(request, actor, series_id)
        return redirect(request.get_full_path())
    series, people = activities.roll_of(actor, series_id=series_id)
    definition = catalogue.definition(series.service)
    crumb = [(_("名额"), reverse("console:pools")), (_("系列"), reverse("console:series")), (series.title, "")]
    page = OnePage(
        crumb, series, say(definition.title) if definition else series.service,
        [(each, series.may_sit(len(each.nrs))) for each in people], _opened(series, request.GET.get("nr", "")),
    )  # fmt: skip
    return show(request, "series_one", page, here="pools")


def _opened(series: activities.SeriesView, wanted: str) -> int:
    """The session asked for, else the latest that has begun."""
    begun = [session.nr for session in series.sessions if session.starts_at <= clock.now()]
    known = {str(session.nr): session.nr for session in series.sessions}
    return known.get(wanted, max(begun, default=1))


def _enter(request: HttpRequest, actor: Actor, series_id: UUID) -> None:
    if request.POST.get("do") == "exam":
        activities.enter_exam(by=actor, series_id=series_id, passed=_results(request))
        messages.success(request, _("成绩登好了。"))
        return
    nr = request.POST.get("nr", "")
    if not nr.isdecimal():
        raise NotFound
    there = activities.enter_attendance(by=actor, series_id=series_id, nr=int(nr), person_ids=ids_in(request, "there"))
    messages.success(request, _("登记好了，这一次 %(n)d 人到课。") % {"n": there})


def _results(request: HttpRequest) -> dict[UUID, bool]:
    """Of whom one of both was chosen.

    :raises NotFound: an odd id.
    """
    given = {name.removeprefix(EXAM): value for name, value in request.POST.items() if name.startswith(EXAM)}
    try:
        return {UUID(person_id): value == "passed" for person_id, value in given.items()}
    except ValueError as odd:
        raise NotFound from odd


@require_http_methods(["GET", "POST"])
@desk("pools")
def hours(request: HttpRequest, pool_id: UUID) -> HttpResponse:
    """The hours of a shift, each to be corrected with a reason."""
    actor = actor_of(request)
    pool = quotas.pool_in_reach(actor, pool_id=pool_id)
    if request.method == "POST":
        minutes = request.POST.get("minutes", "")
        activities.correct_hours(
            by=actor, person_id=id_in(request, "person_id"), entry_id=id_in(request, "entry_id"),
            minutes=int(minutes) if minutes.isdecimal() and len(minutes) < 6 else -1, reason=request.POST.get("reason", ""),
        )  # fmt: skip
        messages.success(request, _("改好了，本人看得到原因。"))
        return redirect(request.get_full_path())
    crumb = [
        (_("名额"), reverse("console:pools")),
        (pool.title, reverse("console:pool", args=[pool_id])),
        (_("时长"), ""),
    ]
    content = {"crumb": crumb, "pool": pool, "rows": activities.hours_of_pool(actor, pool_id=pool_id)}
    return show(request, "hours", content, here="pools")
