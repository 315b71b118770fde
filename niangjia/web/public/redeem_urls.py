"""Addresses of the desks of merchants: no login, a signed link each."""

from __future__ import annotations

from django.urls import path

from niangjia.web.public import redeem

urlpatterns = [
    path("", redeem.scanned, name="redeem"),
    path("<str:token>/", redeem.desk, name="redeem-desk"),
    path("<str:token>/<uuid:settlement_id>/", redeem.day, name="redeem-day"),
]
