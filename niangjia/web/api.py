"""The door of the pages: what the benches, which stand above them, need to come in like a page's visitor."""

from __future__ import annotations

from niangjia.web.gate.ticket import make_ticket

__all__ = ["make_ticket"]
