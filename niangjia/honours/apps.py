from __future__ import annotations

from django.apps import AppConfig


class HonoursConfig(AppConfig):
    name = "niangjia.honours"
    label = "honours"
