"""The whole of a service in one file (docs/engines/catalogue.md)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Discriminator, StringConstraints, Tag, ValidationError, model_validator
from pydantic import Field as Setting

from niangjia.catalogue.rules.refusals import DefinitionError
from niangjia.catalogue.rules.schema_chain import Stage
from niangjia.catalogue.rules.schema_consent import Consent
from niangjia.catalogue.rules.schema_errors import problem_of
from niangjia.catalogue.rules.schema_form import Choice, Field
from niangjia.catalogue.rules.schema_outcome import INSTEAD, ListRule, Money, Outcome
from niangjia.catalogue.rules.schema_texts import (
    DayOfYear,
    Days,
    Dotted,
    Expression,
    Key,
    Name,
    Part,
    Text,
    Words,
    wrong,
)
from niangjia.catalogue.rules.yaml_lines import Source, read_yaml
from niangjia.kernel.phrases import phrase
from niangjia.kernel.text import N_

Group = Literal["organise", "achieve", "grow", "warm", "protect"]
Subject = Literal["person", "union", "enterprise"]
Party = Literal["person", "family", "child", "couple", "pair", "team", "group", "officer", "union", "enterprise"]
# Somebody else than the applicant gets it, or gets it with her: the form says who, and nobody gets two.
OTHERS = frozenset({"child", "couple", "pair", "team"})
ParameterValue = bool | int | Decimal | date | str


def _kind_of_way(value: object) -> str:
    return "[word]" if isinstance(value, str) else "[stages]"


Way = Annotated[
    Annotated[Literal["auto", "matter"], Tag("[word]")]
    | Annotated[tuple[Stage, ...], Setting(min_length=1), Tag("[stages]")],
    Discriminator(_kind_of_way),
]


class Criterion(Part):
    """``because`` is what the worker reads beside ✓ ✗ ?; ``todo`` what she can do about it.

    ``fresh``: how old the answer of a source may be; older is not known.
    """

    name: Name
    when: Expression
    because: Text
    todo: Text | None = None
    fresh: dict[Key, Days] = {}


class DatedValue(Part):
    """A number of the union: holds from a day on. ``basis``: where it is from, or ``unverified``."""

    name: Name
    value: ParameterValue
    from_: date = Setting(alias="from")
    basis: Words
    title: Text | None = None


class ServiceFigure(Part):
    """A figure of the report that this service's delivered cases yield; ``when``: only those with these answers."""

    key: Name
    counts: Literal["people", "cases", "yuan", "largest_yuan"]
    when: dict[Name, str | bool | int] | None = None
    title: Text
    unit: Name


class OpenDays(Part):
    """Days of the year on which it can be applied for, both included."""

    opens: DayOfYear
    closes: DayOfYear
    every: Literal["year"] = "year"


class Home(Part):
    """Which union handles the case: the one answered in this field of the form. Without ``home``: the member's union."""

    form: Name


class Example(Part):
    """A test in the file: facts and answers in, verdict and amount out.

    ``helped``: {"study-grant school_year": 1}; ``helped_fen``: {"dues-refund dues_year": 700000}.
    """

    name: Words
    today: date
    facts: dict[Dotted, Any] = {}
    as_of: dict[Key, date] = {}
    form: dict[Name, Any] = {}
    helped: dict[str, int] = {}
    helped_fen: dict[str, int] = {}
    verdict: Literal["yes", "no", "unknown"]
    unmet: tuple[Name, ...] | None = None
    amount_fen: int | None = None


class Definition(Part):
    """One service. A published version never changes; a case pins the one it began with.

    ``subject``: whose verdict is kept. ``party``: who applies, or for whom (default: the subject); ``through``: who applies in their
    stead; ``jointly``: the parties are two sides of one matter. ``identified_by``: the ID number in the form (a field, or
    "table.column") of the child, the partner, the members of a team: they cannot get it twice either. ``consents``: who of those
    named in the form agrees, by a link of her own, before anybody works on it.
    ``nuance``: what the chain column of the list of services says beyond the structure.
    """

    key: Key
    version: Annotated[int, Setting(ge=1)]
    title: Text
    summary: Text
    benefit: Text | None = None
    group: Group
    subject: Subject
    party: tuple[Party, ...] = ()
    through: Literal["union"] | None = None
    jointly: bool = False
    identified_by: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$")] | None = None
    nuance: Words | None = None
    state: Literal["open", "preview"] = "open"
    basis: Words
    window: OpenDays | None = None
    once: Literal["live", "year", "school_year", "dues_year", "dues_part", "ever"] = "live"
    home: Home | None = None
    criteria: Annotated[tuple[Criterion, ...], Setting(min_length=1)]
    form: tuple[Field, ...] = ()
    consents: tuple[Consent, ...] = ()
    way_: Way = Setting(alias="chain")
    outcome: Outcome
    list_: ListRule | None = Setting(None, alias="list")
    rating: bool = True
    proactive: Literal["none", "offer", "renew", "deliver"] = "none"
    figures: tuple[ServiceFigure, ...] = ()
    parameters: tuple[DatedValue, ...] = ()
    examples: tuple[Example, ...] = ()

    @property
    def is_offered(self) -> bool:
        """Whoever becomes entitled is told, and asks for it."""
        return self.proactive in {"offer", "renew"}

    @property
    def is_delivered(self) -> bool:
        """The case is opened for the entitled; with ``renew`` for those who have had it in an earlier period."""
        return self.proactive in {"renew", "deliver"}

    def _not_yet_handled(self) -> list[str]:
        """Words of this definition that casework cannot act on yet: with them a service is a preview."""
        outcome = ["matter"] if self.outcome.is_for_later else []
        return outcome + ([self.way] if self.way == "matter" else [])

    @property
    def way(self) -> Literal["auto", "matter", "stages"]:
        """Decided by criteria and data alone; a file with states of its own; or through the stages of ``chain``."""
        return self.way_ if isinstance(self.way_, str) else "stages"

    @property
    def books(self) -> bool:
        """A place is what it gives and nobody has to sign: then the booking is the record, and there is no case."""
        return self.outcome.quota is not None and self.way == "auto"

    @property
    def gives_places(self) -> bool:
        """Pools can be made for it. Where it is a place or money, officers decide and the form does not ask which, it is the money."""
        return self.outcome.quota is not None and (self.books or not self.outcome.either or bool(self.chosen_by))

    @property
    def chosen_by(self) -> str | None:
        """Of a place or money, where officers decide: the field of the form by which the applicant says which (``INSTEAD``: the money)."""
        quota = self.outcome.quota
        return quota.choice if quota and self.outcome.either and self.chain else None

    def gives(self, answers: Mapping[str, Any]) -> tuple[Money | None, tuple[tuple[str, dict[str, Any]], ...]]:
        """The money and the records of a case with these answers. Of a place or money one; unsaid, the money."""
        if not self.chosen_by:
            return self.money, self.records
        if answers.get(self.chosen_by) in (None, "", INSTEAD):
            return self.money, self.outcome.records
        return None, self.records

    @property
    def kinds_of_place(self) -> tuple[Choice, ...]:
        """What the form offers to choose from, as kinds of place; empty without a choice."""
        quota = self.outcome.quota
        field = self.field(quota.choice) if quota and quota.choice else None
        return tuple(c for c in field.choices if c.value != INSTEAD or not self.chosen_by) if field else ()

    @property
    def posted_to(self) -> Field | None:
        """The field that says where what it gives is posted; None where nothing of it is."""
        quota = self.outcome.quota
        return self.field(quota.posted_to) if quota and quota.posted_to else None

    @property
    def chain(self) -> tuple[Stage, ...]:
        """The stages; none when nobody has to sign."""
        return () if isinstance(self.way_, str) else self.way_

    @property
    def parties(self) -> tuple[Party, ...]:
        return self.party or (self.subject,)

    @property
    def home_field(self) -> str | None:
        return self.home.form if self.home else None

    @property
    def money(self) -> Money | None:
        return self.outcome.money

    @property
    def records(self) -> tuple[tuple[str, dict[str, Any]], ...]:
        """What a case may give beside money. A place that is booked without a case is no such thing; of place or money see ``gives``."""
        places = self.outcome.quota if self.chain and (not self.outcome.either or self.chosen_by) else None
        return self.outcome.records + ((("quota", places.model_dump()),) if places else ())

    @property
    def listed_per(self) -> str | None:
        return self.list_.per if self.list_ else None

    @property
    def ratable(self) -> bool:
        return self.rating

    def field(self, name: str) -> Field | None:
        return next((field for field in self.form if field.name == name), None)

    @model_validator(mode="after")
    def _later_is_preview(self) -> Definition:
        later = self._not_yet_handled()
        if later and self.state != "preview":
            raise wrong(phrase("{parts} 还不能开办。", parts=later), "state: preview")
        return self


def read_definition(text: str, file: str) -> tuple[Definition, Source]:
    """The structure of a definition; what its expressions mean is for ``checks.check``.

    :raises DefinitionError: with all problems of structure.
    """
    source = read_yaml(text, file)
    if not source.problems and not isinstance(source.data, dict):
        source.problem((), N_("文件要是一组“键: 值”。"), "key: study-grant …")
    if source.problems:
        raise DefinitionError(sorted(source.problems))
    try:
        return Definition.model_validate(source.data), source
    except ValidationError as invalid:
        problems = {problem_of(error, source, Definition) for error in invalid.errors()}
        raise DefinitionError(sorted(problems)) from invalid


def json_schema() -> dict[str, Any]:
    """For editors: JSON Schema of a definition file, keys as they are written."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Definition.model_json_schema(by_alias=True)}
