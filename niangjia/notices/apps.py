"""The notices package for Django."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "niangjia.notices"
    label = "notices"
