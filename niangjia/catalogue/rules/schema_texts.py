"""The small parts of a definition: two-language texts, names, expressions, and how a wrong one is said."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from niangjia.kernel.text import N_

Level = Literal["grassroots", "town", "county", "municipal"]
LEVELS: tuple[Level, ...] = ("grassroots", "town", "county", "municipal")
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Dotted = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$", max_length=60)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
DayOfYear = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
Days = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,5}d$")]
PATTERNS = {
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$": N_("小写字母、数字和连字符，如 study-grant"),
    r"^[a-z][a-z0-9_]*$": N_("小写字母、数字和下划线，如 school_year"),
    r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$": N_("两段名字，如 person.phone"),
    r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$": N_('月-日，加引号，如 "07-01"'),
    r"^[0-9]{1,5}d$": N_("整天数加 d，如 90d"),
}


def _as_expression(value: Any) -> Any:
    """YAML reads a lone number or true as such; an expression is text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | Decimal) else value


Expression = Annotated[str, BeforeValidator(_as_expression), StringConstraints(min_length=1)]


if TYPE_CHECKING:
    Text = Mapping[str, str]  # what readers of a definition need to know of it
else:

    class Text(TypedDict):
        """A text in both languages; what is missing in one is missing."""

        __pydantic_config__ = ConfigDict(extra="forbid")

        zh: Words
        en: Words


class Part(BaseModel):
    """A frozen part of a definition that takes no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def wrong(what: str, allowed: str = "") -> PydanticCustomError:
    """For validators: what is wrong and what is allowed, in words."""
    return PydanticCustomError("nj", "{what}", {"what": what, "allowed": allowed})
