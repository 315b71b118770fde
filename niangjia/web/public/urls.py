"""Addresses anybody may look at."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.views.generic.base import RedirectView

from niangjia.web.public import card, certificates, draws, honours, notices, report, roots, rush

app_name = "public"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="public:notices"), name="index"),
    path("notices/", notices.running, name="notices"),
    path("notices/ended/", notices.ended, name="notices-ended"),
    path("notices/<str:token>/", notices.notice, name="notice"),
    path("notices/<str:token>/roster/", notices.roster, name="notice-roster"),
    path("honours/", honours.roll, name="honours"),
    path("draws/", draws.draws, name="draws"),
    path("draws/<uuid:draw_id>/", draws.draw, name="draw"),
    path("draws/<uuid:draw_id>/<str:name>", draws.file, name="draw-file"),
    path("journal/", roots.roots, name="roots"),
    path("journal/roots.jsonl", roots.file, name="roots-file"),
    path("report/", report.report, name="report"),
    path("report/figures.csv", report.table, name="report-table"),
    path("rush/<uuid:pool_id>/", rush.rush, name="rush"),
    path("rush/<uuid:pool_id>/lots.json", rush.file, name="rush-file"),
    path("rush/<uuid:pool_id>/rush.py", rush.script, name="rush-script"),
    path("certificates/<slug:number>/", certificates.certificate, name="certificate"),
    path("check/", card.how, name="card-how"),
    path("card/<str:token>/", card.card, name="card-check"),
]
