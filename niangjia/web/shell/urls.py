"""Addresses of the look: large type and language for everybody; the gallery in demo mode only.

Root: path("", include("niangjia.web.shell.urls")) and, in demo mode, path("", include(gallery_urls)).
"""

from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

from niangjia.web.shell import gallery, views

app_name = "look"

urlpatterns = [
    path("look/elder/", views.elder, name="elder"),
    path("look/language/", set_language, name="language"),
]

gallery_urls = (
    [
        path("gallery/", gallery.worker, name="worker"),
        path("gallery/console/", gallery.console, name="console"),
        path("gallery/inbox/", gallery.inbox, name="inbox"),
        path("gallery/public/", gallery.public, name="public"),
    ],
    "gallery",
)
