"""From CEL's text to a typed plan. The grammar is cel-python's; the meaning is ours, and what we cannot mean exactly is refused."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches

from celpy.celparser import CELParseError, CELParser
from lark import Token, Tree

from niangjia.catalogue.rules import operators
from niangjia.catalogue.rules.functions import FUNCTIONS
from niangjia.catalogue.rules.literals import read_decimal, read_int, read_text
from niangjia.catalogue.rules.plan import TODAY, Among, Fact, FormValue, Holds, Literal, Param, Plan, is_constant
from niangjia.catalogue.rules.refusals import ExpressionError
from niangjia.catalogue.rules.types import NAMES, NUMBERS, Type, Vocabulary
from niangjia.kernel.phrases import phrase
from niangjia.kernel.text import N_

LONGEST = 2000
DEEPEST = 60
REFUSED = {
    "map_lit": (N_("不支持字典 {…}。"), N_("事实、参数和数")),
    "member_index": (N_("不支持用 […] 取下标。"), N_('"某项" in 列表')),
    "member_object": (N_("不支持对象。"), N_("事实、参数和数")),
    "member_dot_arg": (
        N_("不支持方法和宏（matches、exists、startsWith 等）。"),
        phrase("比较、in 和函数 {functions}", functions=" | ".join(FUNCTIONS)),
    ),
    "dot_ident": (N_("名字不能以点开头。"), "member.status"),
    "dot_ident_arg": (N_("名字不能以点开头。"), "has(member.since)"),
    "list_lit": (N_("列表只能写在 in 的右边。"), 'family.tier in ["deep", "relative"]'),
}
BAD_LITERALS = {
    "NULL_LIT": (N_("不能写 null。不知道不是一个值。"), N_("has(事实) 问它是否已知")),
    "BYTES_LIT": (N_("不支持字节串。"), N_("文字")),
    "UINT_LIT": (N_("不支持无符号整数。"), N_("去掉末尾的 u")),
}
CONSTANT = N_("这一条对所有人、任何一天都一样，不能作条件。")


def compile_expression(text: str, vocabulary: Vocabulary, *, want: Type | None = None) -> Plan:
    """The plan of ``text``. With ``want`` its type must be that (an INT is also a DECIMAL).

    :raises ExpressionError: with line and column inside ``text``, what is wrong and what is allowed.
    """
    plan = _Planner(vocabulary).plan(_parse(text), 0)
    if want is not None and plan.type is not want and not (want is Type.DECIMAL and plan.type is Type.INT):
        raise ExpressionError(
            phrase("这里要的是{want}，写的是{given}。", want=NAMES[want], given=NAMES[plan.type]),
            phrase("结果为{want}的式子", want=NAMES[want]),
        )
    return plan


def compile_criterion(text: str, vocabulary: Vocabulary) -> Plan:
    """A yes/no question about somebody; what is the same for all is refused."""
    plan = compile_expression(text, vocabulary, want=Type.BOOL)
    if is_constant(plan):
        raise ExpressionError(CONSTANT, N_("用到事实、表单答案、helped() 或 today 的式子"))
    return plan


def _parse(text: str) -> Tree[Token]:
    if len(text) > LONGEST:
        raise ExpressionError(
            phrase("式子有 {count} 个字符，太长。", count=len(text)),
            phrase("不超过 {most} 个字符；拆成几条", most=LONGEST),
        )
    if not text.strip():
        raise ExpressionError(N_("式子是空的。"), 'member.status == "active"')
    try:
        tree: Tree[Token] = CELParser().parse(text)
    except CELParseError as bad:
        lines = text.splitlines() or [""]
        line = bad.line if bad.line and bad.line > 0 else len(lines)
        column = bad.column if bad.column and bad.column > 0 else len(lines[-1]) + 1
        raise ExpressionError(
            N_("语法不对，读到这里看不懂。"), N_("CEL 的写法，如 a == 1 && (b || !c)"), line=line, column=column
        ) from bad
    return tree


class _Planner:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def plan(self, tree: Tree[Token], depth: int) -> Plan:
        tree = _bare(tree)
        try:
            if depth > DEEPEST:
                raise ExpressionError(N_("套得太深。"), N_("拆成几条"))
            if tree.data in REFUSED:
                raise ExpressionError(*REFUSED[tree.data])
            return self._node(tree, depth + 1)
        except ExpressionError as bad:
            bad.stands_at(tree.meta.line, tree.meta.column)
            raise

    def _node(self, tree: Tree[Token], depth: int) -> Plan:
        known: dict[str, Callable[[Tree[Token], int], Plan]] = {
            "expr": self._choose,
            "conditionalor": self._logic,
            "conditionaland": self._logic,
            "relation": self._relation,
            "addition": self._arithmetic,
            "multiplication": self._arithmetic,
            "unary": self._unary,
            "member_dot": self._name,
            "ident": self._name,
            "ident_arg": self._call,
            "literal": self._literal,
        }
        return known[tree.data](tree, depth)

    def _choose(self, tree: Tree[Token], depth: int) -> Plan:
        return operators.choose(*(self.plan(_tree(child), depth) for child in tree.children))

    def _logic(self, tree: Tree[Token], depth: int) -> Plan:
        a, b = (self.plan(_tree(child), depth) for child in tree.children)
        return operators.logic("OR" if tree.data == "conditionalor" else "AND", a, b)

    def _relation(self, tree: Tree[Token], depth: int) -> Plan:
        sign, right = map(_tree, tree.children)
        a = self.plan(_tree(sign.children[0]), depth)
        if sign.data == "relation_in":
            return self._in(a, _bare(right), depth)
        return operators.compare(operators.COMPARISONS[sign.data], a, self.plan(right, depth))

    def _in(self, a: Plan, right: Tree[Token], depth: int) -> Plan:
        if right.data == "list_lit":
            return self._among(a, right, depth)
        texts = self.plan(right, depth)
        if texts.type is not Type.TEXTS or a.type is not Type.TEXT:
            raise ExpressionError(
                phrase("in 的两边是{left}和{right}。", left=NAMES[a.type], right=NAMES[texts.type]),
                N_('事实 in ["a", "b"]，或 "a" in 文字列表'),
            )
        return Holds(texts, a, type=Type.BOOL)

    def _among(self, a: Plan, right: Tree[Token], depth: int) -> Plan:
        listed = _tree(right.children[0]).children if right.children else []
        if not listed:
            raise ExpressionError(N_("in 的列表是空的。"), N_("至少一项"))
        items = [self.plan(_tree(item), depth) for item in listed]
        for item in items:
            if not isinstance(item, Literal):
                raise ExpressionError(N_("in 的列表里只能直接写值。"), N_('["a", "b"] 或 [1, 2]'))
            if operators.same_type(a, item) is None or a.type is Type.BOOL:
                raise ExpressionError(
                    phrase("列表里有{item}，左边是{left}。", item=NAMES[item.type], left=NAMES[a.type]),
                    N_("同一种类型的值"),
                )
        return Among(a, tuple(item for item in items if isinstance(item, Literal)), type=Type.BOOL)

    def _arithmetic(self, tree: Tree[Token], depth: int) -> Plan:
        sign, right = map(_tree, tree.children)
        op = {"add": "+", "sub": "-", "mul": "*", "div": "/", "mod": "%"}[sign.data.rsplit("_", 1)[1]]
        return operators.arithmetic(op, self.plan(_tree(sign.children[0]), depth), self.plan(right, depth))

    def _unary(self, tree: Tree[Token], depth: int) -> Plan:
        sign, operand = map(_tree, tree.children)
        a = self.plan(operand, depth)
        return operators.negation(a) if sign.data == "unary_not" else operators.minus(a)

    def _call(self, tree: Tree[Token], depth: int) -> Plan:
        name = str(tree.children[0])
        if name not in FUNCTIONS:
            raise ExpressionError(phrase("没有函数 {name}()。", name=name), " | ".join(FUNCTIONS))
        arguments = _tree(tree.children[1]).children if len(tree.children) > 1 else []
        return FUNCTIONS[name](self.vocabulary, [self.plan(_tree(argument), depth) for argument in arguments])

    def _literal(self, tree: Tree[Token], depth: int) -> Plan:
        token = tree.children[0]
        assert isinstance(token, Token)
        if token.type in BAD_LITERALS:
            raise ExpressionError(*BAD_LITERALS[token.type])
        if token.type == "INT_LIT":
            number = read_int(token)
            return Literal(number, type=Type.INT, span=(number, number))
        if token.type == "FLOAT_LIT":
            return Literal(read_decimal(token), type=Type.DECIMAL)
        if token.type == "BOOL_LIT":
            return Literal(str(token) == "true", type=Type.BOOL)
        return Literal(read_text(token), type=Type.TEXT)

    def _name(self, tree: Tree[Token], depth: int) -> Plan:
        name = _dotted(tree)
        kind, _, rest = name.partition(".")
        if name == "today":
            return TODAY
        if kind == "param":
            return self._param(rest)
        return self._form(rest) if kind == "form" else self._fact(name)

    def _param(self, name: str) -> Plan:
        if (var := self.vocabulary.params.get(name)) is None:
            raise _unknown(N_("参数"), f"param.{name}", [f"param.{known}" for known in self.vocabulary.params])
        numbers = [value for _, value in var.schedule if isinstance(value, int)]
        span = (min(numbers), max(numbers)) if numbers and var.type in NUMBERS else None
        return Param(name, var.schedule, type=var.type, span=span)

    def _form(self, name: str) -> Plan:
        if (var := self.vocabulary.form.get(name)) is None:
            raise _unknown(N_("表单项"), f"form.{name}", [f"form.{known}" for known in self.vocabulary.form])
        if var.type is None:
            raise ExpressionError(
                phrase("form.{name} 是文件、表格或隐私号码，不能用来判断。", name=name),
                N_("数、选择、日期、是否、文字"),
            )
        return FormValue(name, type=var.type, span=var.span)

    def _fact(self, name: str) -> Plan:
        if (var := self.vocabulary.facts.get(name)) is None:
            raise _unknown(N_("事实"), name, list(self.vocabulary.facts))
        return Fact(name, var.column, var.source, type=var.type, span=var.span)


def _bare(tree: Tree[Token]) -> Tree[Token]:
    """Without the levels of the grammar that say nothing here, and without parentheses."""
    while len(tree.children) == 1 and tree.data not in REFUSED and isinstance(tree.children[0], Tree):
        tree = tree.children[0]
    return tree


def _tree(child: Tree[Token] | Token) -> Tree[Token]:
    assert isinstance(child, Tree)
    return child


def _dotted(tree: Tree[Token]) -> str:
    tree = _bare(tree)
    if tree.data == "ident":
        return str(tree.children[0])
    if tree.data != "member_dot":
        raise ExpressionError(N_("点的左边要是名字。"), "member.status")
    return f"{_dotted(_tree(tree.children[0]))}.{tree.children[1]}"


def _unknown(what: str, name: str, known: list[str]) -> ExpressionError:
    near = get_close_matches(name, known, n=4, cutoff=0.5) or sorted(known)[:8]
    return ExpressionError(
        phrase("没有{what} {name}。", what=what, name=name),
        " | ".join(near) if near else phrase("先声明{what}", what=what),
    )
