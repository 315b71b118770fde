"""All URLs: the pages are ``web``'s, the composition root adds only whether the server is well."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from niangjia.config.health import health

urlpatterns: list[URLPattern | URLResolver] = [path("healthz", health, name="health")]
if find_spec("niangjia.web.urls"):
    urlpatterns.append(path("", include("niangjia.web.urls")))
