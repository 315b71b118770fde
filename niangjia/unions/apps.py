from __future__ import annotations

from django.apps import AppConfig


class UnionsConfig(AppConfig):
    name = "niangjia.unions"
    label = "unions"
