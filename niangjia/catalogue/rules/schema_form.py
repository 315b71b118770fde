"""The form of a service: what is asked, and what is not asked because it is known."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Setting
from pydantic import model_validator

from niangjia.catalogue.rules.answers import PRIVATE_KINDS
from niangjia.catalogue.rules.schema_texts import Dotted, Name, Part, Text, Words, wrong
from niangjia.catalogue.rules.types import SPANS, FormVar, Span, Type
from niangjia.kernel.phrases import phrase
from niangjia.kernel.text import N_

SimpleKind = Literal[
    "text",
    "long_text",
    "int",
    "money",
    "date",
    "choice",
    "bool",
    "resident_id",
    "phone",
    "bank_card",
    "address",
    "union",
    "enterprise",
]
FieldKind = SimpleKind | Literal["file", "signature", "table", "consent"]
TYPES: dict[str, tuple[Type, Span | None]] = {
    "text": (Type.TEXT, None),
    "long_text": (Type.TEXT, None),
    "int": (Type.INT, SPANS["int"]),
    "money": (Type.INT, SPANS["fen"]),
    "date": (Type.DATE, None),
    "choice": (Type.TEXT, None),
    "bool": (Type.BOOL, None),
    "consent": (Type.BOOL, None),
    "union": (Type.TEXT, None),
    "enterprise": (Type.TEXT, None),
}


class Choice(Part):
    """One answer to choose; ``value`` is what expressions compare with."""

    value: Name
    label: Text


class Column(Part):
    """A column of a table, or the common part of a field."""

    name: Name
    kind: SimpleKind
    label: Text
    help: Text | None = None
    required: bool = False
    choices: tuple[Choice, ...] = ()

    @property
    def known(self) -> str | None:
        return None

    @property
    def columns(self) -> tuple[Column, ...]:
        return ()

    @property
    def is_private(self) -> bool:
        return self.kind in PRIVATE_KINDS

    @model_validator(mode="after")
    def _fits(self) -> Column:
        _check_choices(self.kind, [choice.value for choice in self.choices])
        return self


class Field(Part):
    """``money`` answers are whole fen. ``known``: filled in from what the union knows ("person.phone") and then not asked.

    ``shown_if``: asked only when earlier answers have these values.
    """

    name: Name
    kind: FieldKind
    label: Text
    help: Text | None = None
    required: bool = False
    known: Dotted | None = None
    shown_if: dict[Name, str | bool | int] | None = None
    choices: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    accept: tuple[Literal["image", "pdf"], ...] = ()
    evidence: bool = False
    purpose: Text | None = None
    most: Annotated[int, Setting(ge=1, le=100)] | None = None
    placeholder: dict[Literal["zh", "en"], Words] | None = None

    @property
    def variable(self) -> FormVar:
        kind, span = TYPES.get(self.kind, (None, None))
        return FormVar(self.name, kind, span)

    @property
    def is_private(self) -> bool:
        return self.kind in PRIVATE_KINDS

    @model_validator(mode="after")
    def _fits(self) -> Field:
        _check_choices(self.kind, [choice.value for choice in self.choices])
        _only("columns", bool(self.columns), self.kind, "table", must=True)
        _only("accept", bool(self.accept), self.kind, "file", must=True)
        _only("evidence", self.evidence, self.kind, "file")
        _only("purpose", bool(self.purpose), self.kind, "consent", must=True)
        return self


def _check_choices(kind: str, values: list[str]) -> None:
    _only("choices", bool(values), kind, "choice", must=True)
    if len(set(values)) != len(values):
        raise wrong(N_("choices 里有两个一样的 value。"), N_("每个 value 只写一次"))


def _only(key: str, given: bool, kind: str, of: str, *, must: bool = False) -> None:
    if given and kind != of:
        raise wrong(
            phrase("{key} 只用于 kind: {of}，这里是 {kind}。", key=key, of=of, kind=kind),
            phrase("去掉 {key}，或改成 kind: {of}", key=key, of=of),
        )
    if must and kind == of and not given:
        raise wrong(phrase("kind: {of} 要有 {key}。", of=of, key=key), phrase("加上 {key}", key=key))
