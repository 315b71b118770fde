from __future__ import annotations

from django.apps import AppConfig


class OrganisingConfig(AppConfig):
    name = "niangjia.organising"
    label = "organising"
