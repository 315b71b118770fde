"""What the structure cannot say: whether the parts of a definition fit each other and the facts that exist."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import PurePath
from typing import get_args

from niangjia.catalogue.rules.compiling import Compiled, compile_definition, schedules
from niangjia.catalogue.rules.periods import Period
from niangjia.catalogue.rules.refusals import DefinitionError, ExpressionError
from niangjia.catalogue.rules.schema import OTHERS, Definition, read_definition
from niangjia.catalogue.rules.schema_outcome import INSTEAD, SCOPES
from niangjia.catalogue.rules.types import Vocabulary, type_of
from niangjia.catalogue.rules.values import fits
from niangjia.catalogue.rules.yaml_lines import Path, Source
from niangjia.kernel.phrases import phrase
from niangjia.kernel.text import N_

PERIODS = get_args(Period)


def load(text: str, file: str, facts: dict[str, Vocabulary], services: frozenset[str] | None = None) -> Compiled:
    """A definition that is right in structure, expressions and fit (its examples still have to be run).

    ``facts``: what there is to know, by subject. ``services``: the keys of all services, for ``helped()``.

    :raises DefinitionError: with every problem found, by line.
    """
    definition, source = read_definition(text, file)
    known = facts.get(definition.subject, Vocabulary())
    vocabulary = Vocabulary(
        facts=known.facts, dated=known.dated, services=services | {definition.key} if services is not None else None
    )
    _names(definition, source)
    _form(definition, source)
    _parties(definition, source)
    _notice_consent(definition, source)
    _consents(definition, source)
    _delivery(definition, source)
    _outcome(definition, source)
    _instalments(definition, source)
    _parameters(definition, source)
    _figures(definition, source)
    if source.problems:
        raise DefinitionError(sorted(set(source.problems)))
    compiled = compile_definition(
        definition, vocabulary, schedules(definition), lambda path, bad: _complain(source, path, bad)
    )
    _examples(definition, source, vocabulary)
    if source.problems:
        raise DefinitionError(sorted(set(source.problems)))
    return compiled


def _complain(source: Source, path: Path, bad: ExpressionError) -> None:
    what = phrase("{what}（第 {column} 个字符）", what=bad.what, column=bad.column) if bad.column > 1 else bad.what
    source.problem(path, what, bad.allowed, below=max(bad.line - 1, 0))


def _names(definition: Definition, source: Source) -> None:
    stem = PurePath(source.file).stem
    if stem != definition.key:
        source.problem(
            ("key",), phrase("key 是 {key}，文件名是 {stem}。", key=definition.key, stem=stem), f"{definition.key}.yaml"
        )
    _unique(source, "criteria", [c.name for c in definition.criteria])
    _unique(source, "form", [f.name for f in definition.form])
    _unique(source, "examples", [e.name for e in definition.examples])
    for i, criterion in enumerate(definition.criteria):
        if criterion.name == "window":
            source.problem(("criteria", i), N_("条件不能叫 window：它由 window 自动生成。"), N_("另起一个名字"))


def _unique(source: Source, part: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for i, name in enumerate(names):
        if name in seen:
            source.problem((part, i), phrase("{part} 里有两个 {name}。", part=part, name=name), N_("每个名字只用一次"))
        seen.add(name)


def _form(definition: Definition, source: Source) -> None:
    known: set[str] = set()
    for i, field in enumerate(definition.form):
        if field.known in known:
            source.problem(
                ("form", i, "known"), phrase("{known} 已经在表里，不能问两遍。", known=field.known), N_("去掉其中一项")
            )
        known |= {field.known} if field.known else set()
        for name, value in (field.shown_if or {}).items():
            _shown_if(definition, source, i, name, value)
    home = definition.home_field
    if home and not ((field_ := definition.field(home)) and field_.kind == "union"):
        unions = [f.name for f in definition.form if f.kind == "union"]
        source.problem(
            ("home",),
            phrase("home.form 要指一个 kind: union 的表单项，{home} 不是。", home=home),
            " | ".join(unions) or N_("先加一项 kind: union"),
        )


def _shown_if(definition: Definition, source: Source, i: int, name: str, value: object) -> None:
    path: Path = ("form", i, "shown_if")
    earlier = {f.name: f for f in definition.form[:i]}
    if name not in earlier:
        source.problem(
            path,
            phrase("shown_if 里的 {name} 不在这一项前面。", name=name),
            " | ".join(earlier) or N_("前面没有别的项"),
        )
    elif (choices := [c.value for c in earlier[name].choices]) and value not in choices:
        source.problem(path, phrase("{name} 没有选项 {value}。", name=name, value=value), " | ".join(choices))


def _parties(definition: Definition, source: Source) -> None:
    """Who gets it beside the applicant must be told by an ID number in the form."""
    others = sorted(OTHERS & set(definition.parties))
    name, _, column = (definition.identified_by or "").partition(".")
    if others and not name and definition.state == "open":
        source.problem(
            ("party",), phrase("{others} 要说明凭哪一项认人。", others=others), N_("identified_by: 身份证号那一项")
        )
    if not name:
        return
    field = definition.field(name)
    columns = field.columns if field and column else ()
    kinds = [c.kind for c in columns if c.name == column] if column else [field.kind] if field else []
    if kinds != ["resident_id"]:
        allowed = [f.name for f in definition.form if f.kind == "resident_id"]
        allowed += [f"{f.name}.{c.name}" for f in definition.form for c in f.columns if c.kind == "resident_id"]
        what = phrase("identified_by 要指一项身份证号，{identified_by} 不是。", identified_by=definition.identified_by)
        source.problem(("identified_by",), what, " | ".join(allowed) or N_("先加一项 kind: resident_id"))


def _notice_consent(definition: Definition, source: Source) -> None:
    """Where consent is what allows a person's notice, the form asks for it; nobody's name goes out because nobody was asked."""
    asked = any(field.kind == "consent" and field.required for field in definition.form)
    if definition.subject != "person" or asked:
        return
    for i, stage in enumerate(definition.chain):
        if stage.kind == "notice" and stage.legal == "consent":
            what = N_("公示凭本人同意，表单里却没有请本人同意的一项。")
            allowed = N_("form 里加一项 kind: consent、required: true；或 legal 写法律条文")
            source.problem(("chain", i), what, allowed)


def _consents(definition: Definition, source: Source) -> None:
    """Who has to agree is named by fields that are always answered; where nobody signs, nothing waits for anybody."""
    _unique(source, "consents", [consent.name for consent in definition.consents])
    for i, consent in enumerate(definition.consents):
        if definition.subject != "person" or not definition.chain or definition.is_delivered:
            what = N_("consents 用于本人申请、有人审核的服务。")
            source.problem(
                ("consents", i), what, N_("subject: person，chain 里有环节，不是 proactive: deliver 或 renew")
            )
        for part, name, kind in consent.fields:
            field = definition.field(name)
            if not (field and field.kind == kind and field.required and not field.shown_if and not field.known):
                fitting = [f.name for f in definition.form if f.kind == kind and f.required and not f.shown_if]
                what = phrase("{part} 要指一项必填的 {kind}，{name} 不是。", part=part, kind=kind, name=name)
                source.problem(("consents", i, part), what, " | ".join(fitting) or f"{{kind: {kind}, required: true}}")


def _delivery(definition: Definition, source: Source) -> None:
    """Who is known only by the ID number that an applicant types cannot be served unasked."""
    if definition.is_delivered and definition.identified_by:
        what = phrase("免申即享的，没有人填表，{field} 也就认不出人。", field=definition.identified_by)
        source.problem(("proactive",), what, N_("offer | none；或去掉 identified_by"))
    if definition.proactive == "renew" and (definition.subject != "person" or definition.once in {"live", "ever"}):
        source.problem(
            ("proactive",), N_("renew 是给本人一期一期续的。"), N_("subject: person，once 写一个期；或 offer | deliver")
        )


def _instalments(definition: Definition, source: Source) -> None:
    """A second half is paid for what an officer has accepted; the stage stands last, and only there."""
    accepts = [i for i, stage in enumerate(definition.chain) if stage.kind == "accept"]
    halves = definition.money is not None and definition.money.paid == "halves"
    if halves and accepts != [len(definition.chain) - 1]:
        source.problem(("chain",), N_("分两半发的，最后一个环节是验收。"), "{accept: county, days: 20}")
    elif accepts and not halves:
        source.problem(("chain", accepts[0]), N_("验收只用于分两半发的钱。"), "paid: halves")


def _outcome(definition: Definition, source: Source) -> None:
    money = definition.money
    _either(definition, source)
    _posted(definition, source)
    if definition.list_ and not any(stage.kind == "notice" for stage in definition.chain):
        source.problem(("list",), N_("名单要经过公示，chain 里没有 notice。"), "{notice: municipal, days: 5, legal: …}")
    if not (money and money.cap):
        return
    path: Path = ("outcome", "money", "cap", "scope")
    scope = money.cap.scope.removeprefix("param.")
    values = [p.value for p in definition.parameters if p.name == scope]
    if money.cap.scope.startswith("param.") and not (values and all(v in SCOPES for v in values)):
        source.problem(path, phrase("{scope} 要是文字参数。", scope=money.cap.scope), " | ".join(SCOPES))


def _either(definition: Definition, source: Source) -> None:
    """Of a place or money the form asks which; such places are given by cases alone, so that nobody books one beside the money."""
    quota = definition.outcome.quota
    if not (definition.chosen_by and quota):
        return
    field = definition.field(definition.chosen_by)
    values = [choice.value for choice in field.choices] if field else []
    if field is None or not field.required or field.shown_if or field.known or INSTEAD not in values or len(values) < 2:
        what = phrase("choice 要指一项必填的选择，{name} 不是，或者没有 money 这个选项。", name=definition.chosen_by)
        source.problem(("outcome", "quota", "choice"), what, "{kind: choice, required: true, choices: [money, …]}")
    if quota.modes:
        source.problem(("outcome", "quota", "modes"), N_("有审核又是名额或钱的，名额只能审核后给。"), "modes: []")


def _posted(definition: Definition, source: Source) -> None:
    quota = definition.outcome.quota
    if not (quota and quota.posted_to):
        return
    field = definition.field(quota.posted_to)
    if field is None or field.kind != "address":
        allowed = " | ".join(f.name for f in definition.form if f.kind == "address") or N_("先加一项 kind: address")
        what = phrase("posted_to 要指一个 kind: address 的表单项，{name} 不是。", name=quota.posted_to)
        source.problem(("outcome", "quota", "posted_to"), what, allowed)


def _figures(definition: Definition, source: Source) -> None:
    """A figure may count only cases with an answer that the form has."""
    for i, figure in enumerate(definition.figures):
        for name, value in (figure.when or {}).items():
            field = definition.field(name)
            choices = [choice.value for choice in field.choices] if field else []
            fits_field = isinstance(value, bool) if field and field.kind == "bool" else value in choices
            if not fits_field:
                allowed = " | ".join(choices) or N_("表单里 kind: choice 或 bool 的一项")
                source.problem(
                    ("figures", i, "when"),
                    phrase("表单里没有 {name}: {value} 这个答案。", name=name, value=value),
                    allowed,
                )


def _parameters(definition: Definition, source: Source) -> None:
    kinds: dict[str, object] = {}
    days: set[tuple[str, date]] = set()
    for i, parameter in enumerate(definition.parameters):
        kind = type_of(parameter.value)
        if kinds.setdefault(parameter.name, kind) is not kind:
            source.problem(
                ("parameters", i, "value"),
                phrase("参数 {name} 前后类型不同。", name=parameter.name),
                str(kinds[parameter.name]),
            )
        if (parameter.name, parameter.from_) in days:
            source.problem(
                ("parameters", i),
                phrase("参数 {name} 在 {day} 有两个值。", name=parameter.name, day=parameter.from_),
                N_("每天一个值"),
            )
        days.add((parameter.name, parameter.from_))


def _helped(source: Source, i: int, part: str, told: Iterable[str]) -> None:
    for key in told:
        if len(key.split()) != 2 or key.split()[1] not in PERIODS:
            source.problem(
                ("examples", i, part, key),
                phrase("{part} 的键 “{key}” 写法不对。", part=part, key=key),
                '"study-grant school_year": 1',
            )


def _examples(definition: Definition, source: Source, vocabulary: Vocabulary) -> None:
    verdicts = {example.verdict for example in definition.examples}
    for wanted in ("yes", "no"):
        if wanted not in verdicts:
            source.problem(
                ("examples",),
                phrase("examples 里没有 verdict: {wanted} 的例子。", wanted=wanted),
                N_("至少一个 yes，一个 no"),
            )
    form = {f.name: f.variable for f in definition.form}
    for i, example in enumerate(definition.examples):
        for name, value in example.facts.items():
            fact = vocabulary.facts.get(name)
            if fact is None or not fits(value, fact.type):
                source.problem(
                    ("examples", i, "facts", name),
                    phrase("{name} 没有这个事实，或值的类型不对。", name=name),
                    str(fact.type) if fact else N_("已声明的事实"),
                )
        for name, value in example.form.items():
            if name not in form or (kind := form[name].type) is None or not fits(value, kind):
                source.problem(
                    ("examples", i, "form", name),
                    phrase("{name} 不在表单里，或值的类型不对。", name=name),
                    " | ".join(form),
                )
        _helped(source, i, "helped", example.helped)
        _helped(source, i, "helped_fen", example.helped_fen)
        unknown = set(example.unmet or ()) - {c.name for c in definition.criteria} - {"window"}
        if unknown:
            source.problem(
                ("examples", i, "unmet"),
                phrase("没有条件 {names}。", names=sorted(unknown)),
                " | ".join(c.name for c in definition.criteria),
            )
