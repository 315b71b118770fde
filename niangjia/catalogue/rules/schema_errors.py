"""pydantic's errors as problems of a file: which line, what is wrong, what is allowed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel

from niangjia.catalogue.rules.refusals import Problem
from niangjia.catalogue.rules.schema_texts import PATTERNS
from niangjia.catalogue.rules.yaml_lines import Path, Source
from niangjia.kernel.phrases import phrase
from niangjia.kernel.text import N_

WANTED = {
    "string_type": N_("文字"),
    "int_type": N_("整数"),
    "int_from_float": N_("整数"),
    "int_parsing": N_("整数"),
    "bool_type": N_("true 或 false"),
    "bool_parsing": N_("true 或 false"),
    "date_type": N_("日期，如 2026-09-01"),
    "date_parsing": N_("日期，如 2026-09-01"),
    "date_from_datetime_parsing": N_("日期，如 2026-09-01"),
    "dict_type": N_("一组“键: 值”"),
    "model_type": N_("一组“键: 值”"),
    "typed_dict_type": N_("一组“键: 值”，如 {zh: …, en: …}"),
    "model_attributes_type": N_("一组“键: 值”"),
    "tuple_type": N_("一个列表，每项前有 -"),
    "list_type": N_("一个列表，每项前有 -"),
}


def problem_of(error: Mapping[str, Any], source: Source, model: type[BaseModel]) -> Problem:
    """One error of pydantic as a problem."""
    path: Path = tuple(part for part in error["loc"] if not _is_tag(part, error["loc"]))
    what, allowed = _words(error, path, model)
    return Problem(source.file, source.line_of(path), what, allowed)


def _words(error: Mapping[str, Any], path: Path, model: type[BaseModel]) -> tuple[str, str]:
    kind, context = error["type"], error.get("ctx") or {}
    place = ".".join(map(str, path)) or N_("文件")
    if kind == "nj":
        return context["what"], context["allowed"]
    if kind == "missing":
        return phrase("缺少 {place}。", place=place), _hint(path, model)
    if kind == "extra_forbidden":
        keys = _keys_at(path[:-1], model)
        near = get_close_matches(str(path[-1]), keys, n=3, cutoff=0.6) or keys
        return phrase("不认识 {place}。", place=place), " | ".join(near)
    if kind == "literal_error":
        return phrase("{place} 不能是 {value}。", place=place, value=_short(error["input"])), str(
            context["expected"]
        ).replace("'", "").replace(" or ", " | ").replace(", ", " | ")
    if kind == "string_pattern_mismatch":
        return phrase("{place} 的写法不对：{value}。", place=place, value=str(error["input"])), PATTERNS.get(
            context["pattern"], str(context["pattern"])
        )
    if kind in ("string_too_short", "too_short"):
        return phrase("{place} 是空的。", place=place), N_("至少一个字") if kind == "string_too_short" else N_(
            "至少一项"
        )
    if kind == "string_too_long":
        return phrase("{place} 太长。", place=place), phrase("不超过 {most} 个字符", most=context["max_length"])
    if kind in ("greater_than_equal", "less_than_equal"):
        return (
            phrase("{place} 不能是 {value}。", place=place, value=str(error["input"])),
            phrase("不小于 {least}", least=context["ge"])
            if "ge" in context
            else phrase("不大于 {most}", most=context["le"]),
        )
    return phrase("{place} 不能是 {value}。", place=place, value=_short(error["input"])), WANTED.get(
        kind, N_("文字、数、日期或 true/false")
    )


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:40] + "…"


def _hint(path: Path, model: type[BaseModel]) -> str:
    last = path[-1] if path else ""
    if last in ("zh", "en"):
        return N_("中英文都要写：{zh: …, en: …}")
    return phrase("加上 {last}: …", last=last)


def _is_tag(part: str | int, loc: tuple[str | int, ...]) -> bool:
    """pydantic names the branch of a union in the place of an error; a file has no such level."""
    return part in ("int", "bool", "str", "date", "decimal", "[key]", "[word]", "[stages]") or (
        isinstance(part, str) and part.startswith(("function-", "constrained-", "literal["))
    )


def _keys_at(path: Path, model: type[BaseModel]) -> list[str]:
    """The keys that may stand at ``path``, as they are written in a file."""
    current: Any = model
    for part in path:
        if isinstance(part, int):
            continue
        fields = getattr(current, "model_fields", {})
        found = next((f for name, f in fields.items() if part in (name, f.alias)), None)
        current = next(_parts(found.annotation), None) if found else None
    if hasattr(current, "model_fields"):
        return [f.alias or name for name, f in current.model_fields.items()]
    return ["zh", N_("en（文字里有英文逗号或冒号时，整段加引号）")]


def _parts(annotation: Any) -> Iterator[Any]:
    """The model inside ``tuple[X, ...]``, ``X | None`` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _parts(inner)
