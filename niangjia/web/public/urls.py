"""Addresses anybody may look at."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.views.generic.base import RedirectView

from niangjia.web.public import card, certificates, honours, notices, report, roots

app_name = "public"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="public:notices"), name="index"),
    path("notices/", notices.running, name="notices"),
    path("notices/ended/", notices.ended, name="notices-ended"),
    path("notices/<str:token>/", notices.notice, name="notice"),
    path("notices/<str:token>/roster/", notices.roster, name="notice-roster"),
    path("honours/", honours.roll, name="honours"),
    path("journal/", roots.roots, name="roots"),
    path("journal/roots.jsonl", roots.file, name="roots-file"),
    path("report/", report.report, name="report"),
    path("report/figures.csv", report.table, name="report-table"),
    path("certificates/<slug:number>/", certificates.certificate, name="certificate"),
    path("check/", card.how, name="card-how"),
    path("card/<str:token>/", card.card, name="card-check"),
]
