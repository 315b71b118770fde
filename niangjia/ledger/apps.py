"""The ledger package for Django."""

from __future__ import annotations

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "niangjia.ledger"
    label = "ledger"
