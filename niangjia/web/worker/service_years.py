"""我的志愿服务 and 我的课: hours, courses, certificates. Nobody is compared with anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from niangjia.activities import api as activities
from niangjia.web.accounts.actors import actor_of
from niangjia.web.templatetags.nj import monthday
from niangjia.web.worker.frame import page, show
from niangjia.web.worker.me import site_of


@dataclass(frozen=True, slots=True)
class Shift:
    title: str
    why: str
    hours: str


@dataclass(frozen=True, slots=True)
class Year:
    """``number``: of the certificate she has of this year, else ""; ``revoked``: it is not valid any more."""

    year: int
    hours: str
    shifts: Sequence[Shift]
    number: str
    revoked: bool


@dataclass(frozen=True, slots=True)
class CourseLine:
    """``act``: she may fetch her certificate now."""

    id: UUID
    title: str
    where: str
    state: str
    tone: str
    number: str
    act: bool


@page
@require_safe
def volunteering(request: HttpRequest) -> HttpResponse:
    """Her hours by year, each with its shifts."""
    who = actor_of(request).id
    given = {c.about: c for c in activities.certificates_of(who) if c.kind == "hours"}
    years: dict[int, list[activities.HoursRow]] = {}
    for row in activities.hours_of(who):
        years.setdefault(row.day.year, []).append(row)
    return show(request, "volunteering", [_year(n, rows, given.get(str(n))) for n, rows in years.items()], here="me")


def _year(year: int, rows: Sequence[activities.HoursRow], given: activities.CertificateView | None) -> Year:
    shifts = [Shift(row.title, _where(row), _hours(row.minutes)) for row in rows]
    return Year(
        year, activities.hours_text(sum(row.minutes for row in rows)), shifts, given.number if given else "",
        bool(given and not given.is_valid),
    )  # fmt: skip


def _where(row: activities.HoursRow) -> str:
    mended = _("工会更正：%(why)s") % {"why": row.reason} if row.reason else ""
    return " · ".join(part for part in (monthday(row.day), row.union_name, mended) if part)


def _hours(minutes: int) -> str:
    return _("%(n)s 小时") % {"n": activities.hours_text(minutes)}


@page
@require_POST
def certify_year(request: HttpRequest, year: int) -> HttpResponse:
    return redirect("certificate", activities.certify_hours(by=actor_of(request), year=year))


@page
@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """The series she has been at, and what is still wanting for the certificate."""
    who = actor_of(request).id
    given = {c.about: c.number for c in activities.certificates_of(who) if c.kind == "attendance"}
    lines = [_course(one, given.get(str(one.series_id), "")) for one in activities.courses_of(who)]
    return show(request, "courses", lines, here="me")


def _course(one: activities.Course, number: str) -> CourseLine:
    there = ngettext("到课 %(n)d 次，", "到课 %(n)d 次，", one.attended) % {"n": one.attended}
    there += ngettext("一共 %(n)d 次", "一共 %(n)d 次", one.sessions) % {"n": one.sessions}
    exam = {True: _("考试合格"), False: _("考试没有过"), None: _("考试成绩还没有登")}[one.passed] if one.exam else ""
    return CourseLine(
        one.series_id, one.title, one.union_name, " · ".join(part for part in (there, exam) if part), "yes" if one.earned else "unk",
        number, one.earned and not number,
    )  # fmt: skip


@page
@require_POST
def certify_course(request: HttpRequest, series_id: UUID) -> HttpResponse:
    return redirect("certificate", activities.certify_attendance(by=actor_of(request), series_id=series_id))


@page
@require_safe
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """Her certificate as a PDF; where no Chinese font is, as a page to be printed."""
    found = activities.own_certificate(actor_of(request).id, number=number)
    address = site_of(request) + reverse("public:certificate", args=[number])
    paper = activities.pdf_of(found, address=address)
    if paper is None:
        content = {"certificate": found, "said": activities.sentence(found), "address": address}
        return render(request, "web/worker/certificate.html", {"page": content})
    response = HttpResponse(paper, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="certificate-{number}.pdf"'
    return response
