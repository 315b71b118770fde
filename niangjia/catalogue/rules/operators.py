"""Operators: which types they take, and how far their numbers can go. What could leave 64 bits is refused before any row is read."""

from __future__ import annotations

from niangjia.catalogue.rules.plan import Arithmetic, Choose, Compare, Logic, Negate, Not, Plan
from niangjia.catalogue.rules.refusals import ExpressionError
from niangjia.catalogue.rules.types import DAYS_OF_TIME, INT64, MOST_DAYS, NAMES, NUMBERS, Span, Type
from niangjia.kernel.phrases import phrase
from niangjia.kernel.text import N_

COMPARISONS = {
    "relation_lt": "<",
    "relation_le": "<=",
    "relation_gt": ">",
    "relation_ge": ">=",
    "relation_eq": "=",
    "relation_ne": "<>",
}
ORDERED = frozenset({Type.INT, Type.DECIMAL, Type.TEXT, Type.DATE, Type.DAYS})


def same_type(a: Plan, b: Plan) -> Type | None:
    """The common type: an integer beside a decimal becomes one."""
    if a.type is b.type:
        return a.type
    return Type.DECIMAL if {a.type, b.type} == NUMBERS else None


def compare(op: str, a: Plan, b: Plan) -> Plan:
    kind = same_type(a, b)
    if kind is None:
        raise _mismatch(op, a, b, N_("两边是同一种类型"))
    if kind is Type.TEXTS:
        raise ExpressionError(N_("文字列表不能直接比较。"), N_('"某项" in 列表'))
    if op not in ("=", "<>") and kind not in ORDERED:
        raise ExpressionError(
            phrase("{kind}不能比大小。", kind=NAMES[kind]), N_("== 或 !=；连写的 a < b < c 要拆成 a < b && b < c")
        )
    return Compare(op, a, b, type=Type.BOOL)


def logic(op: str, a: Plan, b: Plan) -> Plan:
    for side in (a, b):
        if side.type is not Type.BOOL:
            raise ExpressionError(
                phrase("{op} 的一边是{kind}，不是“是否”。", op=op, kind=NAMES[side.type]), N_("比较或“是否”类的事实")
            )
    return Logic(op, a, b, type=Type.BOOL)


def negation(a: Plan) -> Plan:
    if a.type is not Type.BOOL:
        raise ExpressionError(phrase("! 后面是{kind}，不是“是否”。", kind=NAMES[a.type]), N_("比较或“是否”类的事实"))
    return Not(a, type=Type.BOOL)


def minus(a: Plan) -> Plan:
    if a.type not in NUMBERS:
        raise ExpressionError(phrase("负号后面是{kind}。", kind=NAMES[a.type]), N_("整数或小数"))
    low, high = _span(a)
    return Negate(a, type=a.type, span=_within((-high, -low)) if a.type is Type.INT else None)


def choose(condition: Plan, then: Plan, otherwise: Plan) -> Plan:
    if condition.type is not Type.BOOL:
        raise ExpressionError(
            phrase("? 前面是{kind}，不是“是否”。", kind=NAMES[condition.type]), N_("比较或“是否”类的事实")
        )
    kind = same_type(then, otherwise)
    if kind is None:
        raise _mismatch("? :", then, otherwise, N_("两个结果是同一种类型"))
    if kind is Type.TEXTS:
        raise ExpressionError(N_("? : 的结果不能是文字列表。"), N_("数、文字、日期或“是否”"))
    return Choose(condition, then, otherwise, type=kind, span=hull(kind, then, otherwise))


def hull(kind: Type, *plans: Plan) -> Span | None:
    if kind not in (Type.INT, Type.DAYS):
        return None
    return min(_span(p)[0] for p in plans), max(_span(p)[1] for p in plans)


def arithmetic(op: str, a: Plan, b: Plan) -> Plan:
    """``+ - * / %`` over numbers; dates and whole days with + and -."""
    if {a.type, b.type} <= NUMBERS:
        return _numbers(op, a, b)
    if op == "-" and a.type is b.type is Type.DATE:
        return Arithmetic("-", a, b, type=Type.DAYS, span=DAYS_OF_TIME)
    if op in ("+", "-") and b.type is Type.DAYS and a.type in (Type.DATE, Type.DAYS):
        return _days(op, a, b)
    raise _mismatch(op, a, b, N_("数与数；日期加减 duration；日期减日期"))


def _numbers(op: str, a: Plan, b: Plan) -> Plan:
    if a.type is b.type is Type.INT:
        return Arithmetic(op, a, b, type=Type.INT, span=_within(_int_span(op, _span(a), _span(b))))
    if op in "/%":
        raise ExpressionError(N_("小数不能相除。"), N_("改成另一边相乘，如 a * 2 < b，代替 a < b / 2"))
    return Arithmetic(op, a, b, type=Type.DECIMAL)


def _days(op: str, a: Plan, b: Plan) -> Plan:
    if a.type is b.type is Type.DAYS:
        return Arithmetic(op, a, b, type=Type.DAYS, span=_few_days(_int_span(op, _span(a), _span(b))))
    if a.type is Type.DATE and b.type is Type.DAYS and max(map(abs, _span(b))) <= MOST_DAYS:
        return Arithmetic(op, a, b, type=Type.DATE)
    raise _mismatch(op, a, b, phrase("日期在左，不超过 {most} 天的 duration 在右", most=MOST_DAYS))


def _int_span(op: str, a: Span, b: Span) -> Span:
    if op == "+":
        return a[0] + b[0], a[1] + b[1]
    if op == "-":
        return a[0] - b[1], a[1] - b[0]
    if op == "*":
        corners = [x * y for x in a for y in b]
        return min(corners), max(corners)
    most = max(map(abs, a)) if op == "/" else min(max(map(abs, a)), max(map(abs, b)))
    return -most, most


def _span(plan: Plan) -> Span:
    return plan.span or INT64


def _within(span: Span) -> Span:
    if span[0] < INT64[0] or span[1] > INT64[1]:
        raise ExpressionError(N_("结果可能超出 64 位整数。"), N_("小一些的数，或改用小数（如 2.0）"))
    return span


def _few_days(span: Span) -> Span:
    if max(map(abs, span)) > 2**31 - 1:
        raise ExpressionError(N_("天数太大。"), N_("合理的天数"))
    return span


def _mismatch(op: str, a: Plan, b: Plan, allowed: str) -> ExpressionError:
    shown = {"=": "==", "<>": "!="}.get(op, op)
    return ExpressionError(
        phrase("{op} 的两边是{left}和{right}，不能这样用。", op=shown, left=NAMES[a.type], right=NAMES[b.type]), allowed
    )
