"""六年答卷: the report's 62 figures beside those counted from records."""

from __future__ import annotations

import csv

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from niangjia.base import clock
from niangjia.insight import api as insight
from niangjia.web.accounts.actors import actor_of
from niangjia.web.public.report_page import plain, report_page

KEEP_SECONDS = 60
HEADS = ("key", "zh", "en", "period", "comparator", "expected", "value", "unit", "state")


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """Open to everybody; for officers each produced figure leads into its records in the console."""
    officer = request.user.is_authenticated and actor_of(request).is_officer
    page = report_page(_counted(), drills=officer)
    return render(request, "web/public/report.html", {"page": page, "here": "report"})


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The same as a table; an empty value is one that no record yields yet."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="figures.csv"'
    writer = csv.writer(response)
    writer.writerow(HEADS)
    for each in _counted():
        line, state = each.line, "produced" if each.produced else "not yet"
        value = "" if each.value is None else plain(each.value)
        writer.writerow(
            (line.key, line.zh, line.en, line.period, line.comparator, plain(line.value), value, line.unit, state)
        )
    return response


def _counted() -> list[insight.FigureValue]:
    """Counting a city takes a moment and strangers come in crowds: counted once a minute and day of the clock."""
    key = f"public.report.{clock.today()}"
    counted: list[insight.FigureValue] | None = cache.get(key)
    if counted is None:
        counted = insight.report()
        cache.set(key, counted, KEEP_SECONDS)
    return counted
