"""Addresses for whoever is named in somebody's case: no login, a signed link each."""

from __future__ import annotations

from django.urls import path

from niangjia.web.public import agree

urlpatterns = [path("<str:link>/", agree.agree, name="agree")]
