"""The root of all pages."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from niangjia.web.shell.urls import gallery_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("niangjia.web.shell.urls")),
    path("accounts/", include("niangjia.web.accounts.urls")),
    path("console/", include("niangjia.web.console.urls")),
    path("public/", include("niangjia.web.public.urls")),
    path("redeem/", include("niangjia.web.public.redeem_urls")),
    path("agree/", include("niangjia.web.public.agree_urls")),
    path("", include("niangjia.web.worker.urls")),
]
if settings.NIANGJIA_DEMO:
    urlpatterns.append(path("", include(gallery_urls)))
