"""The door of the pages: the gate's application for who serves it, and its tickets for the benches, which stand above the pages."""

from __future__ import annotations

from niangjia.web.gate.app import app as gate_app
from niangjia.web.gate.ticket import make_ticket

__all__ = ["gate_app", "make_ticket"]
