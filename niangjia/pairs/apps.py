from __future__ import annotations

from django.apps import AppConfig


class PairsConfig(AppConfig):
    name = "niangjia.pairs"
    label = "pairs"
