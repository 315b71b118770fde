"""The examples of a definition, run as the tests they are: the same SQL over literals, no table."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from niangjia.catalogue.rules.compiling import Compiled
from niangjia.catalogue.rules.plan import Plan
from niangjia.catalogue.rules.schema import Example
from niangjia.catalogue.rules.statements import judge_example
from niangjia.catalogue.rules.verdict import verdict_of
from niangjia.kernel.phrases import phrase
from niangjia.kernel.text import N_

VERDICTS = {"yes": N_("能享受"), "no": N_("不能享受"), "unknown": N_("还不知道")}


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
            phrase(
                "例子“{name}”写的是 {said}，算出来是 {verdict}（{words}）。",
                name=example.name,
                said=example.verdict,
                verdict=verdict,
                words=VERDICTS[verdict],
            ),
            f"verdict: {verdict}",
        )
    if example.unmet is not None and sorted(unmet) != sorted(example.unmet):
        yield phrase("例子“{name}”没满足的条件算出来不一样。", name=example.name), f"unmet: [{', '.join(unmet)}]"
    if example.amount_fen is not None and amounts != [example.amount_fen]:
        yield (
            phrase(
                "例子“{name}”的金额算出来是 {amount} 分。", name=example.name, amount=amounts[0] if amounts else "—"
            ),
            f"amount_fen: {amounts[0] if amounts else None}",
        )
