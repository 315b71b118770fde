from __future__ import annotations

from django.apps import AppConfig


class QuotasConfig(AppConfig):
    name = "niangjia.quotas"
    label = "quotas"
