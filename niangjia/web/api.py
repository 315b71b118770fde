"""The door of the pages: the gate's application and writer for who serves it, and its tickets for the benches, which stand above the pages."""

from __future__ import annotations

from niangjia.web.gate.app import Gate
from niangjia.web.gate.committing import write as gate_writer
from niangjia.web.gate.ticket import make_ticket

__all__ = ["Gate", "gate_writer", "make_ticket"]
