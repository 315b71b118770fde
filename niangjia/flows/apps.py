from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class FlowsConfig(AppConfig):
    name = "niangjia.flows"
    label = "flows"

    def ready(self) -> None:
        """Wire the reactions. By name, for models must be there before the packages' doors open."""
        import_module("niangjia.flows.wiring").wire()
