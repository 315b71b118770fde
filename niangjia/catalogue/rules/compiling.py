"""A definition with all its expressions as plans."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from niangjia.catalogue.rules.plan import TRUE, Fresh, Plan, Window, facts_of, is_constant
from niangjia.catalogue.rules.planner import compile_criterion, compile_expression
from niangjia.catalogue.rules.refusals import ExpressionError
from niangjia.catalogue.rules.schema import Definition
from niangjia.catalogue.rules.schema_outcome import Merit, Ratio, Reserve
from niangjia.catalogue.rules.types import ParamVar, Type, Vocabulary, type_of
from niangjia.catalogue.rules.yaml_lines import Path
from niangjia.kernel.phrases import phrase
from niangjia.kernel.text import N_

Complain = Callable[[Path, ExpressionError], None]
Anything = TypeVar("Anything")


@dataclass(frozen=True, slots=True)
class CompiledCriterion:
    """One line of ✓ ✗ ?."""

    name: str
    because: Mapping[str, str]
    todo: Mapping[str, str] | None
    plan: Plan


@dataclass(frozen=True, slots=True)
class CompiledRatio:
    """A share over a list: who counts, of whom, and the bound (``at_least``: at least it, else at most it)."""

    name: str
    title: Mapping[str, str]
    when: Plan
    of: Plan
    bound: Plan
    at_least: bool


@dataclass(frozen=True, slots=True)
class CompiledTest:
    """Something that is true of a person or not, by its name: a group places are kept for, or what gives points in an order."""

    name: str
    title: Mapping[str, str]
    when: Plan


@dataclass(frozen=True, slots=True)
class Compiled:
    """What the engine runs of one version of a service."""

    definition: Definition
    criteria: tuple[CompiledCriterion, ...]
    amount: Plan | None = None
    cap_fen: Plan | None = None
    ratios: tuple[CompiledRatio, ...] = ()
    reserves: tuple[CompiledTest, ...] = ()
    merits: tuple[CompiledTest, ...] = ()
    vocabulary: Vocabulary = field(default_factory=Vocabulary, compare=False)


def schedules(definition: Definition) -> dict[str, ParamVar]:
    """The parameters as the file gives them."""
    found: dict[str, ParamVar] = {}
    for parameter in sorted(definition.parameters, key=lambda p: p.from_):
        kind = type_of(parameter.value)
        assert kind is not None
        earlier = found[parameter.name].schedule if parameter.name in found else ()
        found[parameter.name] = ParamVar(parameter.name, kind, (*earlier, (parameter.from_, parameter.value)))
    return found


def compile_definition(
    definition: Definition, facts: Vocabulary, params: Mapping[str, ParamVar], complain: Complain
) -> Compiled:
    """All plans. Every expression that does not compile goes to ``complain`` with its place, and the rest goes on."""
    vocabulary = replace(facts, params=params, form={f.name: f.variable for f in definition.form})
    work = _Work(vocabulary, complain)
    money, quota = definition.money, definition.outcome.quota
    return Compiled(
        definition,
        criteria=tuple(work.criteria(definition)),
        amount=work.value(("outcome", "money", "amount"), money.amount, Type.INT) if money and money.amount else None,
        cap_fen=work.value(("outcome", "money", "cap", "fen"), money.cap.fen, Type.INT)
        if money and money.cap
        else None,
        ratios=tuple(work.ratios(definition)),
        reserves=tuple(work.tests("reserve", quota.reserve if quota else ())),
        merits=tuple(work.tests("merit", quota.merit if quota else ())),
        vocabulary=vocabulary,
    )


class _Work:
    def __init__(self, vocabulary: Vocabulary, complain: Complain) -> None:
        self.vocabulary, self.complain = vocabulary, complain

    def value(self, path: Path, text: str, want: Type) -> Plan | None:
        return self._try(path, lambda: compile_expression(text, self.vocabulary, want=want))

    def criteria(self, definition: Definition) -> list[CompiledCriterion]:
        found = [_window_of(definition)] if definition.window else []
        for i, criterion in enumerate(definition.criteria):
            path: Path = ("criteria", i)
            plan = self._try((*path, "when"), partial(compile_criterion, criterion.when, self.vocabulary))
            for source, age in criterion.fresh.items():
                plan = self._fresh((*path, "fresh", source), plan, source, int(age[:-1])) if plan else None
            if plan:
                found.append(CompiledCriterion(criterion.name, criterion.because, criterion.todo, plan))
        return found

    def ratios(self, definition: Definition) -> list[CompiledRatio]:
        listed = definition.list_.ratios if definition.list_ else ()
        found = (self._ratio(("list", "ratios", i), ratio) for i, ratio in enumerate(listed))
        return [ratio for ratio in found if ratio]

    def _ratio(self, path: Path, ratio: Ratio) -> CompiledRatio | None:
        when = self._try((*path, "when"), partial(compile_criterion, ratio.when, self.vocabulary))
        of = self._try((*path, "of"), partial(compile_criterion, ratio.of, self.vocabulary)) if ratio.of else TRUE
        key, text = ("at_least", ratio.at_least) if ratio.at_least is not None else ("at_most", ratio.at_most or "")
        bound = self._try((*path, key), lambda: _bound(text, self.vocabulary))
        if not (when and of and bound):
            return None
        return CompiledRatio(ratio.name, ratio.title, when, of, bound, at_least=key == "at_least")

    def tests(self, part: str, told: Sequence[Reserve | Merit]) -> Iterator[CompiledTest]:
        for i, test in enumerate(told):
            path: Path = ("outcome", "quota", part, i, "when")
            if isinstance(test, Reserve) and test.share not in self.vocabulary.params:
                missing = ExpressionError(
                    phrase("没有叫“{name}”的参数。", name=test.share), ", ".join(sorted(self.vocabulary.params))
                )
                self.complain(("outcome", "quota", part, i, "share"), missing)
            known = replace(self.vocabulary, form={}) if isinstance(test, Merit) else self.vocabulary
            when = self._try(path, partial(compile_criterion, test.when, known))
            if when:
                yield CompiledTest(test.name, test.title, when)

    def _fresh(self, path: Path, plan: Plan, source: str, days: int) -> Plan | None:
        return self._try(path, lambda: _freshened(plan, source, days, self.vocabulary))

    def _try(self, path: Path, make: Callable[[], Anything]) -> Anything | None:
        try:
            return make()
        except ExpressionError as bad:
            self.complain(path, bad)
            return None


def _freshened(plan: Plan, source: str, days: int, vocabulary: Vocabulary) -> Plan:
    if source not in vocabulary.dated:
        known = " | ".join(sorted(vocabulary.dated)) or N_("还没有记录日期的来源")
        raise ExpressionError(phrase("来源 “{source}” 没有，或不说明是哪一天的。", source=source), known)
    used = {fact.source for fact in facts_of(plan)}
    if source not in used:
        raise ExpressionError(
            phrase("这一条没有用到来源 “{source}”。", source=source), " | ".join(sorted(used)) or N_("去掉 fresh")
        )
    return Fresh(vocabulary.dated[source], days, plan, type=Type.BOOL)


def _bound(text: str, vocabulary: Vocabulary) -> Plan:
    plan = compile_expression(text, vocabulary, want=Type.DECIMAL)
    if not is_constant(plan):
        raise ExpressionError(N_("比例的界限要对整份名单一样。"), N_("0.6 或 param.名字"))
    return plan


def _window_of(definition: Definition) -> CompiledCriterion:
    assert definition.window
    opens, closes = definition.window.opens, definition.window.closes
    zh = f"每年 {_day_zh(opens)}至 {_day_zh(closes)}办理"
    return CompiledCriterion(
        "window", {"zh": zh, "en": f"open each year from {opens} to {closes}"}, None,
        Window(opens.replace("-", ""), closes.replace("-", ""), type=Type.BOOL),
    )  # fmt: skip


def _day_zh(day: str) -> str:
    return f"{int(day[:2])} 月 {int(day[3:])} 日"
