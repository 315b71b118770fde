"""A plan as JSON, for programs that know nothing of this one: each node is an object, ``node`` names its kind."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from niangjia.catalogue.rules.plan import Plan


def as_json(value: Any) -> Any:
    """Plans become objects with their fields; dates and decimals texts, as ISO and as they are written; ``span`` is left out."""
    if isinstance(value, Plan):
        told = {f.name: as_json(getattr(value, f.name)) for f in fields(value) if f.name != "span"}
        return {"node": type(value).__name__, **told}
    if isinstance(value, tuple):
        return [as_json(part) for part in value]
    return str(value) if isinstance(value, date | Decimal) else value
