"""The functions of criteria. Each takes the plans of its arguments and gives the plan of its result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import get_args

from niangjia.catalogue.rules.literals import read_date, read_days
from niangjia.catalogue.rules.operators import hull, same_type
from niangjia.catalogue.rules.periods import Period
from niangjia.catalogue.rules.plan import TODAY, Fact, FormValue, Has, Helped, Literal, Pick, Plan, Years, weight
from niangjia.catalogue.rules.refusals import ExpressionError
from niangjia.catalogue.rules.types import MOST_DAYS, NAMES, SPANS, Type, Vocabulary
from niangjia.kernel.phrases import phrase
from niangjia.kernel.text import N_

HEAVIEST = 4000
PICKABLE = frozenset({Type.INT, Type.DECIMAL, Type.DATE, Type.DAYS})
Function = Callable[[Vocabulary, Sequence[Plan]], Plan]


def _has(_: Vocabulary, arguments: Sequence[Plan]) -> Plan:
    (a,) = _counted("has", arguments, 1)
    if not isinstance(a, Fact | FormValue):
        raise ExpressionError(N_("has() 只问一个事实或一项表单答案是否已知。"), "has(member.since)")
    return Has(a, type=Type.BOOL)


def _pick(name: str, op: str) -> Function:
    def pick(_: Vocabulary, arguments: Sequence[Plan]) -> Plan:
        a, b = _counted(name, arguments, 2)
        kind = same_type(a, b)
        if kind not in PICKABLE:
            raise ExpressionError(
                phrase("{name}() 不能用于{left}和{right}。", name=name, left=NAMES[a.type], right=NAMES[b.type]),
                N_("两个数、两个日期或两个天数"),
            )
        return _not_too_heavy(Pick(op, a, b, type=kind, span=hull(kind, a, b)))

    return pick


def _years(_: Vocabulary, arguments: Sequence[Plan]) -> Plan:
    if len(arguments) == 1:
        arguments = (arguments[0], TODAY)
    a, b = _counted("years", arguments, 2)
    if not a.type is b.type is Type.DATE:
        raise ExpressionError(N_("years() 要两个日期。"), N_("years(member.born) 或 years(member.since, today)"))
    return _not_too_heavy(Years(a, b, type=Type.INT, span=(-600_000, 600_000)))


def _date(_: Vocabulary, arguments: Sequence[Plan]) -> Plan:
    return Literal(read_date(_text("date", arguments, 1)[0]), type=Type.DATE)


def _duration(_: Vocabulary, arguments: Sequence[Plan]) -> Plan:
    days = read_days(_text("duration", arguments, 1)[0])
    if days > MOST_DAYS:
        raise ExpressionError(phrase("{days} 天太长。", days=days), phrase("不超过 {most} 天", most=MOST_DAYS))
    return Literal(days, type=Type.DAYS, span=(days, days))


def _helped(vocabulary: Vocabulary, arguments: Sequence[Plan]) -> Plan:
    service, period = _service_and_period("helped", vocabulary, arguments)
    return Helped(service, period, type=Type.INT, span=(0, 2**31))


def _helped_fen(vocabulary: Vocabulary, arguments: Sequence[Plan]) -> Plan:
    service, period = _service_and_period("helped_fen", vocabulary, arguments)
    return Helped(service, period, "fen", type=Type.INT, span=(0, SPANS["fen"][1]))


def _service_and_period(name: str, vocabulary: Vocabulary, arguments: Sequence[Plan]) -> tuple[str, str]:
    service, period = _text(name, arguments, 2)
    if period not in get_args(Period):
        raise ExpressionError(
            phrase("{name}() 不认识期间 “{period}”。", name=name, period=period), " | ".join(get_args(Period))
        )
    if vocabulary.services is not None and service not in vocabulary.services:
        raise ExpressionError(
            phrase("没有叫 “{service}” 的服务。", service=service), " | ".join(sorted(vocabulary.services))
        )
    return service, period


FUNCTIONS: dict[str, Function] = {
    "has": _has,
    "min": _pick("min", "<="),
    "max": _pick("max", ">="),
    "years": _years,
    "date": _date,
    "duration": _duration,
    "helped": _helped,
    "helped_fen": _helped_fen,
}


def _counted(name: str, arguments: Sequence[Plan], count: int) -> Sequence[Plan]:
    if len(arguments) != count:
        raise ExpressionError(
            phrase("{name}() 有 {given} 个参数。", name=name, given=len(arguments)), phrase("{count} 个", count=count)
        )
    return arguments


def _text(name: str, arguments: Sequence[Plan], count: int) -> list[str]:
    texts = [a.value for a in _counted(name, arguments, count) if isinstance(a, Literal) and isinstance(a.value, str)]
    if len(texts) != count:
        raise ExpressionError(phrase("{name}() 里要直接写文字。", name=name), _EXAMPLES[name])
    return texts


_EXAMPLES = {
    "date": 'date("2026-09-01")',
    "duration": 'duration("90d")',
    "helped": 'helped("study-grant", "school_year")',
    "helped_fen": 'helped_fen("dues-refund", "dues_year")',
}


def _not_too_heavy(plan: Plan) -> Plan:
    if weight(plan) > HEAVIEST:
        raise ExpressionError(N_("min、max、years 套得太深。"), N_("拆成几条"))
    return plan
