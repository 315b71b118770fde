"""The examples of a definition, run as the tests they are: the same SQL over literals, no table."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from niangjia.catalogue.rules.compiling import Compiled
from niangjia.catalogue.rules.plan import Plan
from niangjia.catalogue.rules.schema import Example
from niangjia.catalogue.rules.statements import judge_example
from niangjia.catalogue.rules.verdict import verdict_of

VERDICTS = {"yes": "能享受", "no": "不能享受", "unknown": "还不知道"}


def wrong_examples(compiled: Compiled) -> Iterator[tuple[int, str, str]]:
    """(index of the example, what is wrong, what came out)."""
    for i, example in enumerate(compiled.definition.examples):
        plans: list[Plan] = [criterion.plan for criterion in compiled.criteria]
        with connection.cursor() as cursor:
            cursor.execute(judge_example(compiled, example, [*plans, *([compiled.amount] if compiled.amount else [])]))
            values = list(cursor.fetchone())
        yield from (
            (i, what, got) for what, got in _compare(compiled, example, values[: len(plans)], values[len(plans) :])
        )


def _compare(
    compiled: Compiled, example: Example, values: list[bool | None], amounts: list[int | None]
) -> Iterator[tuple[str, str]]:
    verdict = verdict_of(values)
    unmet = [c.name for c, value in zip(compiled.criteria, values, strict=True) if value is not True]
    if verdict != example.verdict:
        yield (
            f"例子“{example.name}”写的是 {example.verdict}，算出来是 {verdict}（{VERDICTS[verdict]}）。",
            f"verdict: {verdict}",
        )
    if example.unmet is not None and sorted(unmet) != sorted(example.unmet):
        yield f"例子“{example.name}”没满足的条件算出来不一样。", f"unmet: [{', '.join(unmet)}]"
    if example.amount_fen is not None and amounts != [example.amount_fen]:
        yield (
            f"例子“{example.name}”的金额算出来是 {amounts[0] if amounts else None} 分。",
            f"amount_fen: {amounts[0] if amounts else None}",
        )
