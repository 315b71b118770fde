"""From a definition to the plan of a case. The definition is read by attribute, so that this floor's rules need no import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from niangjia.casework.rules.consents import Agreeing
from niangjia.casework.rules.jury import Criterion, Jury
from niangjia.casework.rules.plan import Cap, Money, Plan
from niangjia.casework.rules.sights import Sight, Way
from niangjia.casework.rules.stages import Node, Stage


def read_plan(definition: Any, line: Sequence[Node], answers: Mapping[str, Any] | None = None) -> Plan:
    """Lay ``definition`` (of the catalogue) over the unions from a case's home to the city.

    :param answers: of the case; of a place or money they say which it gives (decision 75).
    """
    money, records = definition.gives(answers or {})
    return Plan(
        service=definition.key,
        version=definition.version,
        title=definition.title,
        subject=definition.subject,
        chain=tuple(_stage(stage) for stage in definition.chain),
        line=_handling(definition, line),
        once=definition.once,
        money=_money(money),
        records=tuple(records),
        listed_per=definition.listed_per,
        ratable=definition.ratable,
        consents=tuple(field.name for field in definition.form if field.kind == "consent" and field.required),
        parties=tuple(definition.parties),
        identified_by=definition.identified_by,
        agreeing=tuple(_agreeing(consent) for consent in definition.consents),
    )


def _agreeing(consent: Any) -> Agreeing:
    return Agreeing(**{name: getattr(consent, name) for name in Agreeing.__dataclass_fields__})


def _handling(definition: Any, line: Sequence[Node]) -> tuple[Node, ...]:
    """Who handles it. A union's own case begins with the union above it: nobody signs for her own union."""
    return tuple(line[1:] if definition.subject == "union" and len(line) > 1 else line)


def _stage(stage: Any) -> Stage:
    return Stage(
        kind=stage.kind,
        level=stage.level,
        days=stage.days,
        role=stage.role,
        two_person=stage.two_person,
        partner=stage.partner,
        legal=stage.legal or "",
        title=stage.title or {},
        escalate=stage.escalate,
        spend_days=stage.spend_days or 0,
        jury=_jury(stage) if stage.kind == "jury" else None,
        sees=tuple(_sight(sight) for sight in stage.sees),
    )


def _sight(sight: Any) -> Sight:
    return Sight(sight.name, sight.title, tuple(Way(way.name, way.title, way.note, way.kind) for way in sight.ways))


def _jury(stage: Any) -> Jury:
    scores = tuple(Criterion(score.name, score.title, score.most) for score in stage.scores)
    return Jury(stage.seats, tuple(stage.kinds), scores, stage.trim, stage.pass_mark)


def _money(money: Any) -> Money | None:
    if money is None:
        return None
    cap = Cap(money.cap.scope, money.cap.per) if money.cap else None
    return Money(money.fund, money.proposed, cap, money.paid, money.months)
