"""``niangjia figures``: the report's numbers, counted anew from records."""

from __future__ import annotations

import json
from decimal import Decimal
from importlib import import_module
from typing import Any
from unicodedata import east_asian_width

import click

from niangjia.config.language import language, words
from niangjia.config.run.preparation import database
from niangjia.kernel.text import N_

NOT_YET = N_("尚未产出")
NAME_WIDTH = 40


@click.command()
@click.option(
    "--json", "as_json", is_flag=True, help='Answer as JSON: [{"key", "value", "expected", "comparator", "state"}].'
)
@click.option(
    "--union", "path", default="", help="Path of a union: its subtree alone, e.g. 000001/000002/.", metavar="PATH"
)
def figures(as_json: bool, path: str) -> None:
    """All 62 figures of the six-year report beside what the report says; what nothing yields yet is said to be so, not zero."""
    with database():
        insight = import_module("niangjia.insight.api")
        found = insight.report(path=path)
    for line in [json.dumps([listed(each) for each in found])] if as_json else table(found, insight):
        click.echo(line)


def listed(figure: Any) -> dict[str, Any]:
    """A figure as others rely on it; ``value`` is null as long as nothing yields it."""
    return {
        "key": figure.line.key,
        "value": number(figure.value),
        "expected": number(figure.line.value),
        "comparator": figure.line.comparator,
        "state": "produced" if figure.produced else "not yet",
    }


def number(value: Decimal | None) -> int | float | None:
    """A whole number stays whole.

    >>> number(Decimal("4447200.00")), number(Decimal("0.5")), number(None)
    (4447200, 0.5, None)
    """
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def table(found: list[Any], insight: Any) -> list[str]:
    made = [_line(each, insight) for each in found]
    return [*made, f"{sum(each.produced for each in found)} / {len(found)}"]


def _line(figure: Any, insight: Any) -> str:
    line = figure.line
    said = f"{insight.COMPARED[line.comparator]}{_written(line.value)}"
    value = _written(figure.value) if figure.produced else words(NOT_YET)
    mark = {True: "✓", False: "≠", None: " "}[figure.agrees]
    title = line.en if language() == "en" else line.zh
    return f"{mark} {_padded(title)}{said:>16} {words(insight.UNITS[line.unit]):<5}{value}"


def _written(value: Decimal) -> str:
    return f"{number(value):,}"


def _padded(text: str) -> str:
    """Chinese signs take two columns."""
    return text + " " * max(NAME_WIDTH - sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text), 1)
