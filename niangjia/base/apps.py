from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "niangjia.base"
    label = "base"

    def ready(self) -> None:
        """Jobs are registered when their module is imported; ``base.jobs`` is the engine and imports none."""
        import_module("niangjia.base.upkeep")
