"""What a service gives."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field as Setting
from pydantic import model_validator

from niangjia.catalogue.rules.schema_texts import Expression, Key, Level, Name, Part, Text, Words, wrong
from niangjia.kernel.phrases import phrase
from niangjia.kernel.text import N_

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
    "participation",
    "cover",
    "hours",
    "talent-pool",
]
INSTEAD = "money"  # of a place or money, the answer that means the money
SCOPES = ("case", "person", "payer", "union", "family", "child")


class Cap(Part):
    """The most one owner gets in one period. ``scope`` and ``per`` may name a text parameter (``param.cap_scope``)."""

    scope: str
    per: Literal["case", "year", "school_year", "dues_year", "dues_part", "ever"] = "case"
    fen: Expression

    @model_validator(mode="after")
    def _has_scope(self) -> Cap:
        if self.scope not in SCOPES and not self.scope.startswith("param."):
            raise wrong(phrase("scope 不能是 {scope}。", scope=self.scope), " | ".join((*SCOPES, N_("param.名字"))))
        return self


class Money(Part):
    """``amount`` in fen; or ``proposed``: an officer proposes it and says why. ``fund`` names the budget.

    ``paid``: at once; in ``halves`` (the second after the stage ``accept``); ``monthly``: ``amount`` is for all ``months`` together.
    ``what``: a word when the money is only one part of the service ("claim"). ``or_goods``: given in goods where that is better.
    """

    amount: Expression | None = None
    proposed: bool = False
    cap: Cap | None = None
    fund: Key
    paid: Literal["once", "halves", "monthly"] = "once"
    months: Annotated[int, Setting(ge=2, le=12)] | None = None
    what: Name | None = None
    or_goods: bool = False

    @model_validator(mode="after")
    def _has_one_amount(self) -> Money:
        if self.proposed == (self.amount is not None):
            raise wrong(
                N_("金额要么写 amount（算出来），要么写 proposed: true（由办理人提出）。"), "amount: param.grant_fen"
            )
        if (self.paid == "monthly") != (self.months is not None):
            raise wrong(N_("按月发要写 months（一共几个月）；别的发法没有 months。"), "paid: monthly, months: 12")
        return self


class Register(Part):
    """A lasting record. ``kind`` is kept by the package that declares the outcome ``register.<kind>``. ``with``: whom a pair is made with."""

    kind: RegisterKind
    with_: Name | None = Setting(None, alias="with")


class Honour(Part):
    """A title, and the level that gives it."""

    key: Key
    title: Text
    level: Level


class Reserve(Part):
    """At least ``share`` (a parameter, a fraction of one) of the places go to people with ``when`` true, while such people ask."""

    name: Name
    title: Text
    when: Expression
    share: Name


class Merit(Part):
    """So many points of the order go to whom ``when`` is true of. Not known gives none, and is said.

    ``when`` asks facts alone, never the form: points are for what is known of her, not for what she fills in to get them.
    """

    name: Name
    title: Text
    when: Expression
    points: Annotated[int, Setting(ge=1, le=1000)]


class VoucherRule(Part):
    """A place is a voucher, taken ``at`` shops or at recuperation bases; worth ``day_fen`` times ``days`` (parameters), else what the pool says."""

    at: Literal["shop", "base"]
    day_fen: Name | None = None
    days: Name | None = None


class Quota(Part):
    """Something scarce out of ``pool``. ``item``: what one gets, in the words of the list of services.

    ``modes``: how it is given when more ask than there is: to whom comes first, by a rush, by lot, by merit.
    ``choice``: the field of the form that says which kind of place (a pool is of one kind). ``seats``: the most a person may take for
    her family, by the field ``seats_from`` of the form. ``counts``: when it counts in the figures, on booking or when she was there.
    ``earns``: the rule by which being there gives points.
    ``sessions``: a place in a series is for each session or for ``all`` of them. ``most``: a parameter, the most places one pool may have.
    ``bar_days``: who did not come and did not give back may not book for so many days. ``reserve``, ``merit``: see there.
    ``posted_to``: the field of kind address; what somebody gets who answers it is sent there.
    ``notice``: a parameter, how many working days an order by merit stands before the public until seats are given (else 5).
    """

    pool: Key
    item: Words | None = None
    modes: tuple[Literal["first", "rush", "lottery", "merit"], ...] = ("first",)
    choice: Name | None = None
    seats: Annotated[int, Setting(ge=1, le=20)] = 1
    seats_from: Name | None = None
    counts: Literal["booked", "used"] = "booked"
    sessions: Literal["each", "all"] = "each"
    most: Name | None = None
    return_hours: Annotated[int, Setting(ge=0, le=720)] = 0
    reply_hours: Annotated[int, Setting(ge=1, le=240)] = 24
    bar_days: Annotated[int, Setting(ge=0, le=400)] = 0
    earns: Name | None = None
    reserve: tuple[Reserve, ...] = ()
    merit: tuple[Merit, ...] = ()
    notice: Name | None = None
    voucher: VoucherRule | None = None
    posted_to: Name | None = None

    @model_validator(mode="after")
    def _orders_by_something(self) -> Quota:
        if ("merit" in self.modes) != bool(self.merit):
            raise wrong(
                N_("按条件排序（merit）要写明什么条件得几分；别的发法没有 merit。"),
                "merit: [{name, title, when, points}]",
            )
        return self


class Matter(Part):
    """A long-running file with states of its own. Without ``kind`` it has no name beside the service's."""

    kind: Key | None = None


class Outcome(Part):
    """At least one. ``matter`` is a word for later: with it a service is a preview. ``either``: quota or money, not both;
    where officers decide, ``quota.choice`` is the field by which the applicant says which, and its value ``money`` means the money.

    ``points``: what it gives gives points too, by the rule that its record goes by.
    """

    money: Money | None = None
    register_: Register | None = Setting(None, alias="register")
    honour: Honour | None = None
    quota: Quota | None = None
    matter: Matter | None = None
    points: bool = False
    either: bool = False

    @property
    def is_for_later(self) -> bool:
        """What nothing can give yet."""
        return bool(self.matter)

    @property
    def records(self) -> tuple[tuple[str, dict[str, Any]], ...]:
        """(kind of outcome as declared, what the definition says of it)."""
        found: list[tuple[str, dict[str, Any]]] = []
        if self.register_:
            kind = "-".join(filter(None, (self.register_.with_, self.register_.kind)))
            found.append((f"register.{kind}", self.register_.model_dump()))
        if self.honour:
            found.append(("honour", self.honour.model_dump()))
        return tuple(found)

    @model_validator(mode="after")
    def _gives_something(self) -> Outcome:
        if not any((self.money, self.register_, self.honour, self.quota, self.matter)):
            raise wrong(N_("outcome 是空的。"), "money | register | honour | quota | matter")
        if self.either and not (self.money and self.quota):
            raise wrong(N_("either 用在又有 quota 又有 money 的服务上。"), N_("去掉 either"))
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
            raise wrong(N_("比例要恰好写 at_least 或 at_most 之一。"), "at_least: param.frontline_share")
        return self


class ListRule(Part):
    """Candidates of one period go on as one list."""

    per: Literal["year", "school_year"] = "year"
    ratios: tuple[Ratio, ...] = ()
