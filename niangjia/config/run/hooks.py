"""What the launcher calls in higher packages, by dotted path: it imports none of them, and lives without those not built yet."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click

HOOKS = {
    "unions.recount_changed": "niangjia.unions.api:recount_changed",
    "catalogue.install": "niangjia.catalogue.api:install",
    "demo.ensure_city": "niangjia.demo.api:ensure_city",
    "demo.cast_lines": "niangjia.demo.api:cast_lines",
    "demo.second_factor": "niangjia.demo.api:second_factor",
    "demo.move_clock": "niangjia.demo.api:move_clock",
    "demo.digest": "niangjia.demo.api:digest",
    "bench.counts": "niangjia.demo.benches.counts:bench_counts",
    "bench.growth": "niangjia.demo.benches.growth:bench_growth",
    "bench.plans": "niangjia.demo.benches.verdicts:plans_of_today",
    "bench.past": "niangjia.demo.benches.past:bench_past",
    "bench.rush": "niangjia.demo.benches.rush:bench_rush",
    "bench.hot": "niangjia.demo.benches.rush:bench_hot",
    "bench.room": "niangjia.demo.benches.room:bench_room",
    "bench.verdicts": "niangjia.demo.benches.verdicts:bench_verdicts",
}


def hook(name: str) -> Callable[..., Any] | None:
    """The function behind ``name``, or None while its package does not have it."""
    module, _, attribute = HOOKS[name].partition(":")
    if find_spec(module) is None:
        return None
    found: Callable[..., Any] | None = getattr(import_module(module), attribute, None)
    return found


def required_hook(name: str) -> Callable[..., Any]:
    if (found := hook(name)) is None:
        raise click.ClickException(f"{HOOKS[name]} does not exist in this version")
    return found
