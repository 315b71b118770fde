"""YAML with line numbers, and without its surprises: ``no`` is a text, 0.6 is exact, a key stands once, nothing refers elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from niangjia.catalogue.rules.refusals import Problem
from niangjia.kernel.phrases import phrase
from niangjia.kernel.text import N_

LARGEST = 200_000
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml reads the same six times as fast
Path = tuple[str | int, ...]
_INT = re.compile(r"[-+]?(0|[1-9][0-9_]*)")
_DECIMAL = re.compile(r"[-+]?[0-9]+\.[0-9]+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MARKS = {yaml.AnchorToken: N_("锚点 &"), yaml.AliasToken: N_("引用 *"), yaml.TagToken: N_("标签 !")}


@dataclass
class Source:
    """A file as plain data; ``lines`` tells where every value begins."""

    file: str
    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, path: Path) -> int:
        """The line of the value, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, path: Path, what: str, allowed: str = "", *, below: int = 0) -> None:
        self.problems.append(Problem(self.file, self.line_of(path) + below, what, allowed))


def read_yaml(text: str, file: str) -> Source:
    """``Source.problems`` is not empty when the text is no YAML that we take."""
    source = Source(file)
    if len(text) > LARGEST:
        source.problem(
            (), phrase("文件有 {count} 个字符，太长。", count=len(text)), phrase("不超过 {most}", most=LARGEST)
        )
        return source
    try:
        source.problems += _forbidden_marks(text, file)
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as bad:
        mark = bad.problem_mark or bad.context_mark
        source.problems.append(
            Problem(
                file,
                mark.line + 1 if mark else 1,
                N_("不是正确的 YAML，读到这里看不懂。"),
                N_("检查缩进、冒号后的空格和引号"),
            )
        )
        return source
    except yaml.YAMLError:
        source.problem((), N_("不是正确的 YAML：有不能用的字符。"), N_("UTF-8 文字"))
        return source
    if node is None:
        source.problem((), N_("文件是空的。"), N_("一个服务的定义"))
    elif not source.problems:
        source.data = _value(node, (), source)
    return source


def _forbidden_marks(text: str, file: str) -> Iterator[Problem]:
    for token in yaml.scan(text, Loader=LOADER):
        if name := _MARKS.get(type(token)):
            yield Problem(
                file, token.start_mark.line + 1, phrase("不支持 YAML 的{name}。", name=name), N_("把内容直接写出来")
            )


def _value(node: yaml.Node, path: Path, source: Source) -> Any:
    source.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, source)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, i), source) for i, item in enumerate(node.value)]
    assert isinstance(node, yaml.ScalarNode)
    if node.style in ("|", ">"):
        source.lines[path] = node.start_mark.line + 2
    return str(node.value) if node.style else _scalar(node.value)


def _mapping(node: yaml.MappingNode, path: Path, source: Source) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in found:
            source.problems.append(
                Problem(source.file, line, phrase("“{key}” 写了两次。", key=key), N_("每个键只写一次"))
            )
            continue
        source.lines[*path, key] = line
        found[key] = _value(value_node, (*path, key), source)
    return found


def _scalar(text: str) -> Any:
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INT.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text
