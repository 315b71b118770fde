"""What a service gives."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field as Setting
from pydantic import model_validator

from niangjia.catalogue.rules.schema_texts import Expression, Key, Level, Name, Part, Text, wrong

RegisterKind = Literal[
    "membership",
    "family-file",
    "union",
    "committee",
    "entry",
    "pair",
    "tenancy",
    "team",
    "enrolment",
    "attendance",
    "cover",
    "talent",
]
SCOPES = ("case", "person", "payer", "family", "child")


class Cap(Part):
    """The most one owner gets in one period. ``scope`` and ``per`` may name a text parameter (``param.cap_scope``)."""

    scope: str
    per: Literal["case", "year", "school_year", "dues_year", "dues_part", "ever"] = "case"
    fen: Expression

    @model_validator(mode="after")
    def _has_scope(self) -> Cap:
        if self.scope not in SCOPES and not self.scope.startswith("param."):
            raise wrong(f"scope 不能是 {self.scope}。", " | ".join((*SCOPES, "param.名字")))
        return self


class Money(Part):
    """``amount`` in fen; or ``proposed``: an officer proposes it and says why. ``fund`` names the budget."""

    amount: Expression | None = None
    proposed: bool = False
    cap: Cap | None = None
    fund: Key

    @model_validator(mode="after")
    def _has_one_amount(self) -> Money:
        if self.proposed == (self.amount is not None):
            raise wrong(
                "金额要么写 amount（算出来），要么写 proposed: true（由办理人提出）。", "amount: param.grant_fen"
            )
        return self


class Register(Part):
    """A lasting record. ``kind`` is kept by the package that declares the outcome ``register.<kind>``."""

    kind: RegisterKind


class Honour(Part):
    """A title, and the level that gives it."""

    key: Key
    title: Text
    level: Level


class Quota(Part):
    pool: Key


class Matter(Part):
    kind: Key


class Outcome(Part):
    """At least one. ``quota`` and ``matter`` are words for later: with them a service is a preview."""

    money: Money | None = None
    register_: Register | None = Setting(None, alias="register")
    honour: Honour | None = None
    quota: Quota | None = None
    matter: Matter | None = None

    @property
    def is_for_later(self) -> bool:
        return bool(self.quota or self.matter)

    @property
    def records(self) -> tuple[tuple[str, dict[str, Any]], ...]:
        """(kind of outcome as declared, what the definition says of it)."""
        found: list[tuple[str, dict[str, Any]]] = []
        if self.register_:
            found.append((f"register.{self.register_.kind}", self.register_.model_dump()))
        if self.honour:
            found.append(("honour", self.honour.model_dump()))
        return tuple(found)

    @model_validator(mode="after")
    def _gives_something(self) -> Outcome:
        if not any((self.money, self.register_, self.honour, self.quota, self.matter)):
            raise wrong("outcome 是空的。", "money | register | honour | quota | matter")
        return self


class Ratio(Part):
    """A share of a whole list that must hold: members with ``when`` true, of those with ``of`` true (default: all)."""

    name: Name
    title: Text
    when: Expression
    of: Expression | None = None
    at_least: Expression | None = None
    at_most: Expression | None = None
    basis: str

    @model_validator(mode="after")
    def _has_one_bound(self) -> Ratio:
        if (self.at_least is None) == (self.at_most is None):
            raise wrong("比例要恰好写 at_least 或 at_most 之一。", "at_least: param.frontline_share")
        return self


class ListRule(Part):
    """Candidates of one period go on as one list."""

    per: Literal["year", "school_year"] = "year"
    ratios: tuple[Ratio, ...] = ()
