"""A definition as one row of the list of services: whom it is for, its chain, what it gives. Read off the structure."""

from __future__ import annotations

from dataclasses import dataclass

from niangjia.catalogue.rules.schema import Definition, Party
from niangjia.catalogue.rules.schema_chain import Stage
from niangjia.catalogue.rules.schema_outcome import Money, Outcome, Register
from niangjia.catalogue.rules.schema_texts import Level

LETTER: dict[Level, str] = {"grassroots": "G", "town": "T", "county": "C", "municipal": "M"}
DECIDES = frozenset({"review", "collective", "jury"})
SIGN = {"visit": "V", "jury": "J", "notice": "P"}
# What the officers keep while they work, not something the applicant is given.
WORKING_FILES = frozenset({"family-file"})


@dataclass(frozen=True, slots=True)
class Row:
    """``pro``: delivered without application."""

    key: str
    title: str
    subject: str
    chain: str
    outcome: str
    pro: bool


def row_of(definition: Definition) -> Row:
    """The row of one definition, in the words of the list of services."""
    pro = definition.proactive == "deliver"
    return Row(
        definition.key, definition.title["zh"], _subject(definition, pro), _chain(definition), _outcome(definition), pro
    )


def _subject(definition: Definition, pro: bool) -> str:
    parties: list[Party] = list(definition.parties)
    words = [{"pair": "two persons"}.get(party, party) for party in parties]
    if parties[0] == "person" and len(parties) == 2 and parties[1] in ("family", "child", "officer"):
        told = f"person ({parties[1]})"
    elif set(parties) == {"union", "enterprise"}:
        told = (" + " if definition.jointly else "/").join(words)
    else:
        told = ", ".join(words).replace("person, family", "person and family")
    told += f" via {definition.through}" if definition.through else ""
    money = definition.money
    return told + (f"; {money.what} Pro" if money and money.what and pro else ", Pro" if pro else "")


def _chain(definition: Definition) -> str:
    modes = definition.outcome.quota.modes if definition.outcome.quota else ()
    if definition.way == "matter":
        return "matter"
    told = _auto(modes) if definition.way == "auto" else _stages(definition, modes)
    return f"{told} + {definition.nuance}" if definition.nuance else told


def _auto(modes: tuple[str, ...]) -> str:
    if modes == ("merit",):
        return "auto by merit"
    beside = [mode for mode in modes if mode != "first"]
    return ", ".join(["auto", " or ".join(beside)] if beside else ["auto"])


def _stages(definition: Definition, modes: tuple[str, ...]) -> str:
    stages = [stage for stage in definition.chain if stage.kind != "accept"]
    if definition.proactive == "deliver" and len(stages) == 1 and stages[0].two_person:
        return f"auto + two-person audit at {LETTER[stages[0].level]}"
    told = ""
    level: Level | None = None
    for stage, before in zip(stages, [None, *stages], strict=False):
        joined = before is not None and before.kind == stage.kind == "review"
        told += ("→" if joined else ", " if before else "") + _stage(stage, level, stages)
        level = stage.level if stage.kind in DECIDES else level
    beside = [mode for mode in modes if mode != "first"]
    return " or ".join([told, *beside])


def _stage(stage: Stage, level: Level | None, stages: list[Stage]) -> str:
    """``level``: where it was decided last; a stage elsewhere says where it is, and so do several of one kind."""
    if stage.kind in ("review", "collective"):
        up = ", ".join(f"{LETTER[to]} at +{day} wd" for to, day in stage.escalate.items())
        return LETTER[stage.level] + (f" ({up})" if up else "")
    if stage.kind == "check":
        return f"{stage.partner} check"
    several = [other.kind for other in stages].count(stage.kind) > 1
    sign = SIGN[stage.kind] + (str(stage.days) if stage.kind == "notice" else "")
    return sign if stage.level == level and not several else f"{sign}@{LETTER[stage.level]}"


def _outcome(definition: Definition) -> str:
    outcome = definition.outcome
    parts = [part for part in (_quota(outcome), _register(definition), _matter(outcome)) if part]
    gain = " + ".join(part for part in ("honour" if outcome.honour else "", _money(definition)) if part)
    if outcome.quota and outcome.either:
        return f"{parts[0]} or money" if outcome.quota.item else "quota/money"
    told = "; ".join([*parts, gain] if gain else parts)
    told += "; points" if outcome.points else ""
    paired = outcome.register_.with_ if outcome.register_ else None
    return f"{told}; {paired} {outcome.register_.kind}" if outcome.register_ and paired else told


def _quota(outcome: Outcome) -> str:
    quota = outcome.quota
    return "" if quota is None else f"quota: {quota.item}" if quota.item else "quota"


def _register(definition: Definition) -> str:
    register: Register | None = definition.outcome.register_
    if register is None or register.with_ or register.kind in WORKING_FILES:
        return ""
    return "register" if register.kind == definition.key else f"register: {register.kind}"


def _matter(outcome: Outcome) -> str:
    return "" if outcome.matter is None else f"matter: {outcome.matter.kind}" if outcome.matter.kind else "matter"


def _money(definition: Definition) -> str:
    money: Money | None = definition.money
    if money is None:
        return ""
    if money.what:
        return f"money: {money.what}"
    if money.or_goods:
        return "money or goods"
    by_parts = {"halves": "money in two halves", "monthly": "money monthly"}
    if money.paid in by_parts:
        return by_parts[money.paid]
    if money.proposed and (most := _most(definition, money)):
        return f"money ≤ {most:,}"
    part_of_a_total = money.cap is not None and money.cap.per == "ever" and definition.once in ("year", "school_year")
    return "money yearly" if part_of_a_total else "money"


def _most(definition: Definition, money: Money) -> int | None:
    """The cap in yuan, when a parameter says it."""
    name = money.cap.fen.removeprefix("param.") if money.cap else ""
    values = [p.value for p in definition.parameters if p.name == name]
    return int(values[-1]) // 100 if values and isinstance(values[-1], int) else None
