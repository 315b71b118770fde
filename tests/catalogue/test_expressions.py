"""Each line of the construction table, and each refusal, by example."""

from __future__ import annotations

from datetime import date

import pytest

from niangjia.catalogue.rules.periods import period_of
from niangjia.catalogue.rules.plan import is_constant, reads_calendar
from niangjia.catalogue.rules.planner import compile_criterion, compile_expression
from niangjia.catalogue.rules.refusals import ExpressionError
from niangjia.catalogue.rules.sql import to_sql
from niangjia.catalogue.rules.types import FactVar, FormVar, ParamVar, Type, Vocabulary

KINDS = {
    "a.i": Type.INT, "a.j": Type.INT, "a.n": Type.DECIMAL, "a.s": Type.TEXT, "a.t": Type.TEXT, "a.b": Type.BOOL, "a.c": Type.BOOL,
    "a.d": Type.DATE, "a.e": Type.DATE, "a.l": Type.TEXTS,
}  # fmt: skip
WORDS = Vocabulary(
    facts={
        n: FactVar(n, n.replace(".", "__"), t, "x", (-(2**31), 2**31) if t is Type.INT else None)
        for n, t in KINDS.items()
    },
    params={"p": ParamVar("p", Type.INT, ((date(2025, 1, 1), 5), (date(2026, 1, 1), 6)))},
    form={"kind": FormVar("kind", Type.TEXT), "proof": FormVar("proof", None)},
    services=frozenset({"study-grant"}),
)


@pytest.mark.parametrize(
    ("cel", "sql"),
    [
        ("a.b && a.c", '(f."a__b" AND f."a__c")'),
        ("a.b || a.c", '(f."a__b" OR f."a__c")'),
        ("!a.b", '(NOT f."a__b")'),
        ("a.b ? a.i : a.j", '(CASE f."a__b" WHEN TRUE THEN f."a__i" WHEN FALSE THEN f."a__j" END)'),
        ("min(a.i, a.j)", '(CASE f."a__i" <= f."a__j" WHEN TRUE THEN f."a__i" WHEN FALSE THEN f."a__j" END)'),
        ("max(a.d, a.e)", '(CASE f."a__d" >= f."a__e" WHEN TRUE THEN f."a__d" WHEN FALSE THEN f."a__e" END)'),
        ('a.s in ["p", "q"]', "(f.\"a__s\" IN ('p'::text, 'q'::text))"),
        ('"p" in a.l', "('p'::text = ANY(f.\"a__l\"))"),
        ("a.s in a.l", '(CASE WHEN f."a__s" IS NOT NULL THEN f."a__s" = ANY(f."a__l") END)'),
        ("has(a.s)", '(f."a__s" IS NOT NULL)'),
        ("a.i + a.j", '(f."a__i"::bigint + f."a__j"::bigint)'),
        ("a.i / a.j", '(f."a__i"::bigint / NULLIF(f."a__j", 0)::bigint)'),
        ("a.i % a.j", 'mod(f."a__i"::bigint, NULLIF(f."a__j", 0)::bigint)'),
        ("a.n * 2.50", '(f."a__n" * (2.50)::numeric)'),
        ("a.s == a.t", '(f."a__s" = f."a__t")'),
        ("a.s < a.t", '(f."a__s" COLLATE "C" < f."a__t" COLLATE "C")'),
        ('today - a.d > duration("90d")', '((p_today - f."a__d") > (90)::integer)'),
        ('a.d + duration("1d")', '(f."a__d" + (1)::integer)'),
        ('a.d < date("2026-02-28")', "(f.\"a__d\" < '2026-02-28'::date)"),
        ("years(a.d) >= 18", '(f."a__d" <= (p_today - make_interval(years => (18)::bigint::int))::date)'),
        ("years(a.d, a.e) > 60", '(f."a__d" <= (f."a__e" - make_interval(years => (60)::bigint::int + 1))::date)'),
        ("a.i == a.n", '(f."a__i" = f."a__n")'),
        ('a.s == "it\'s"', "(f.\"a__s\" = 'it''s'::text)"),
        ('helped_fen("study-grant", "ever") == 0', '(COALESCE(h."study-grant ever fen", 0)::bigint = (0)::bigint)'),
        ('helped("study-grant", "ever") == 0', '(COALESCE(h."study-grant ever times", 0)::bigint = (0)::bigint)'),
        ('form.kind == "x"', "(form.\"kind\" = 'x'::text)"),
        (
            "param.p",
            "(CASE WHEN p_today >= '2026-01-01'::date THEN (6)::bigint WHEN p_today >= '2025-01-01'::date THEN (5)::bigint END)",
        ),
    ],
)
def test_the_exact_construction(cel: str, sql: str) -> None:
    assert to_sql(compile_expression(cel, WORDS)) == sql


@pytest.mark.parametrize(
    ("cel", "what", "allowed"),
    [
        ("a.b < a.c", "不能比大小", "=="),
        ("1 < a.i < 3", "是否和整数", "同一种类型"),
        ("a.b == null", "不能写 null", "has"),
        ('a.s == b"x"', "字节串", "文字"),
        ("a.i == 5u", "无符号", "去掉"),
        ("a.n == 1e3", "指数", "写全"),
        ('{"a": 1} == {"a": 1}', "字典", "事实"),
        ("a.l.exists(x, x == a.s)", "方法和宏", "in"),
        ('a.s.matches("x")', "方法和宏", "in"),
        ("a.l[0] == a.s", "下标", "in"),
        ("a.s in []", "空的", "一项"),
        ('a.s in ["p", 1]', "列表里有整数", "同一种"),
        ("a.s in [a.t]", "直接写值", "["),
        ("a.n / 2.0 > 1.0", "不能相除", "相乘"),
        ("a.i * a.j * a.i > 0", "64 位", "小数"),
        ("-(a.b ? a.i : 0) * 9000000000 > 0", "64 位", "小数"),
        ("99999999999999999999 > a.i", "64 位", "整数"),
        ('a.d + duration("1h") > today', "整天", "90d"),
        ('date("2026-02-30") < a.d', "不是日期", "date("),
        ("years(a.i) > 1", "两个日期", "years"),
        ("has(a.i + 1)", "是否已知", "has("),
        ("size(a.l) > 0", "没有函数", "has"),
        ("min(a.s, a.t) == a.s", "min", "两个数"),
        ("a.unknown == 1", "没有事实", "a."),
        ("form.knd == 'x'", "没有表单项", "form.kind"),
        ("has(form.proof)", "不能用来判断", "选择"),
        ("param.q > 1", "没有参数", "param.p"),
        ('helped("other", "ever") == 0', "没有叫", "study-grant"),
        ('helped_fen("other", "ever") == 0', "没有叫", "study-grant"),
        ('helped_fen("study-grant", "month") == 0', "期间", "dues_year"),
        ('helped_fen(a.s, "ever") == 0', "直接写文字", "helped_fen("),
        ('helped("study-grant", "month") == 0', "期间", "school_year"),
        ("helped(a.s, 'ever') == 0", "直接写文字", "helped("),
        ("a.i", "要的是是否", "是否"),
        ("a.b &&", "语法不对", "CEL"),
        ("", "空的", "member"),
        ("'\\q' == a.s", "转义", "\\n"),
        ("!" * 70 + "a.b", "太深", "拆"),
        ("a.b && " * 300 + "a.b", "太长", "拆"),
    ],
)
def test_what_cannot_be_meant_exactly_is_refused_with_a_hint(cel: str, what: str, allowed: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        compile_expression(cel, WORDS, want=Type.BOOL)
    assert what in refused.value.what
    assert allowed in refused.value.allowed


def test_a_refusal_names_line_and_column() -> None:
    with pytest.raises(ExpressionError) as refused:
        compile_expression('a.b &&\n  (a.s == "x" ||\n   a.nobody)', WORDS)
    assert (refused.value.line, refused.value.column) == (3, 4)


@pytest.mark.parametrize(
    "cel", ["1 == 1", "true", "param.p > 3", '"a" in ["a"]', 'date("2026-01-01") < date("2027-01-01")']
)
def test_what_is_the_same_for_all_is_no_criterion(cel: str) -> None:
    assert is_constant(compile_expression(cel, WORDS))
    with pytest.raises(ExpressionError):
        compile_criterion(cel, WORDS)


def test_equal_meaning_is_one_node() -> None:
    assert compile_expression("a.i  >= 18", WORDS) == compile_expression("(a.i) >= (18)", WORDS)


def test_what_the_calendar_changes_is_known() -> None:
    assert reads_calendar(compile_expression("years(a.d) >= 18", WORDS))
    assert not reads_calendar(compile_expression("a.i >= 18", WORDS))


def test_min_of_min_cannot_grow_without_end() -> None:
    with pytest.raises(ExpressionError, match="套得太深"):
        compile_expression("min(" * 15 + "a.i" + ", 1)" * 15 + " > 0", WORDS)


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 8, 31), "2025-2026"), (date(2026, 9, 1), "2026-2027"), (date(2027, 1, 1), "2026-2027")],
)
def test_a_school_year_begins_in_september(day: date, year: str) -> None:
    assert period_of("school_year", day) == year
