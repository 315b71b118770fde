"""What somebody is entitled to: the kept bits, and for the rest what is still missing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.catalogue.models import Service
from niangjia.catalogue.queries.judging import CriterionLine, judge, told_now
from niangjia.catalogue.registry.definitions import compiled, compiled_services
from niangjia.catalogue.registry.mask import Masks, Pending, masks, pending_for, pending_of
from niangjia.catalogue.rules.compiling import Compiled
from niangjia.catalogue.rules.plan import Fact, Plan, asks, facts_of, unasked
from niangjia.catalogue.rules.schema import Definition
from niangjia.catalogue.rules.statements import KEPT, verdicts_table
from niangjia.catalogue.rules.verdict import Verdict, verdict_of


@dataclass(frozen=True, slots=True)
class ServiceVerdict:
    """One service for one subject. ``unmet``: the criteria that are not true, each with ``value`` False or None.

    ``waits_for``: the one fact nobody knows that alone decides; "" when nothing or more is missing.
    ``pending``: sources that are not believed now; with one of them the verdict is neither yes nor no.
    """

    definition: Definition
    verdict: Verdict
    unmet: tuple[CriterionLine, ...]
    waits_for: str = ""
    pending: tuple[Pending, ...] = ()

    @property
    def key(self) -> str:
        return self.definition.key

    @property
    def title(self) -> dict[str, str]:
        return dict(self.definition.title)

    @property
    def is_near(self) -> bool:
        """Whether exactly one criterion stands between."""
        return len(self.unmet) == 1


def entitlements_of(person_id: UUID) -> list[ServiceVerdict]:
    """Every open service for persons with the kept verdict: entitled first, then not known, then no; by key within."""
    return entitlements("person", person_id)


def entitlements(subject: str, subject_id: UUID) -> list[ServiceVerdict]:
    """As ``entitlements_of``, for any kind of subject. Four queries, one more while a source is not believed.

    After midnight, until everybody has been looked at, what is kept is yesterday's: then all is judged here and now. So it is
    while help that she was given is not counted yet.
    """
    services = {bit: c for bit, c in compiled_services(subject).items() if c.definition.state == "open"}
    kept, current, settled, known = _bits(subject, subject_id)
    pending = {bit: pending_of(c, known) for bit, c in services.items()}
    verdicts: dict[int, Verdict] = {bit: "unknown" if pending[bit] else _verdict(kept, bit) for bit in services}
    asked = {bit: c for bit, c in services.items() if verdicts[bit] != "yes" or not (current and settled)}
    values, nobody_knows = _judged(subject, subject_id, asked, known, current=current)
    if not (current and settled):
        verdicts = {bit: "unknown" if pending[bit] else _verdict_of(c, values) for bit, c in services.items()}
    unmet = {bit: _missing(c, values, nobody_knows, known) for bit, c in asked.items() if verdicts[bit] != "yes"}
    found = [
        ServiceVerdict(c.definition, verdicts[bit], *unmet.get(bit, ((), "")), pending=pending[bit])
        for bit, c in services.items()
    ]
    order = {"yes": 0, "unknown": 1, "no": 2}
    return sorted(found, key=lambda v: (order[v.verdict], v.definition.group, v.key))


def pending(*, service: str) -> tuple[Pending, ...]:
    """The sources that are not believed now and that the service asks.

    :raises UnknownService:
    """
    return pending_of(compiled(service), masks())


def subjects_with(*, service: str, verdicts: Collection[Verdict], among: Sequence[UUID] | None = None) -> list[UUID]:
    """All subjects of the service, or those ``among`` some, whose kept verdict is one of these, in the order of their keys.

    While a source that it asks is not believed, everybody's verdict is "unknown".
    """
    found = Service.objects.filter(key=service).values_list("bit", "subject").first()
    if found is None:
        return []
    bit, subject = found
    wanted = [condition for verdict, condition in _CONDITIONS.items() if verdict in verdicts]
    known = masks()
    if known and (current := compiled_services(subject).get(bit)) and pending_of(current, known):
        wanted = ["true"] if "unknown" in verdicts else []
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {subject}_id from {verdicts_table(subject)}"
            f" where length(entitled) > %(bit)s and ({' or '.join(wanted)})"
            f"{'' if among is None else f' and {subject}_id = any(%(among)s)'} order by 1",
            {"bit": bit, "among": list(among or ())},
        )
        return [row[0] for row in cursor.fetchall()]


_CONDITIONS: dict[Verdict, str] = {
    "yes": "get_bit(entitled, %(bit)s) = 1",
    "unknown": "get_bit(unknown, %(bit)s) = 1",
    "no": "get_bit(entitled, %(bit)s) = 0 and get_bit(unknown, %(bit)s) = 0",
}


def _bits(subject: str, subject_id: UUID) -> tuple[tuple[str, str], bool, bool, Masks]:
    """The kept strings; whether they are of today; whether all her help is counted; the sources not believed now.

    One statement, and one more for such sources.

    Of whom nothing is kept there is nothing to judge either.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select v.entitled::text, v.unknown::text, exists (select from catalogue_source_health where state <> 'ok'),"
            " v.entitled is null or exists (select from catalogue_looked_at where subject = %s and day >= %s),"
            " not exists (select from catalogue_help_owed where person_id = i.id)"
            f" from (select %s::uuid as id) i left join {verdicts_table(subject)} v on v.{subject}_id = i.id",
            [subject, clock.today(), subject_id],
        )
        entitled, unknown, doubted, current, settled = cursor.fetchone()
    return (entitled or "", unknown or ""), current, settled, masks() if doubted else {}


def _verdict(kept: tuple[str, str], bit: int) -> Verdict:
    """A subject nobody has computed yet is not known."""
    entitled, unknown = kept
    if bit >= len(entitled):
        return "unknown"
    if entitled[bit] == "1":
        return "yes"
    return "unknown" if unknown[bit] == "1" else "no"


def _verdict_of(found: Compiled, values: Mapping[Plan, bool | None]) -> Verdict:
    return verdict_of([values[unasked(criterion.plan)] for criterion in found.criteria])


def _judged(
    subject: str, subject_id: UUID, services: Mapping[int, Compiled], known: Masks, *, current: bool
) -> tuple[dict[Plan, bool | None], set[Fact]]:
    """The criteria of all these services, each distinct one once, and the facts nobody knows, in one statement.

    Where the kept facts are not ``current``, their sources are asked.
    """
    plans: Sequence[Plan] = list(dict.fromkeys(unasked(c.plan) for found in services.values() for c in found.criteria))
    if not plans:
        return {}, set()
    facts = list(dict.fromkeys(fact for plan in plans for fact in facts_of(plan)))
    read = KEPT if current else told_now(subject)
    row = judge(subject, plans, subject_id, {}, None, None, [fact.column for fact in facts], known, read)
    nobody_knows = {fact for fact, value in zip(facts, row[len(plans) :], strict=True) if value is None}
    return dict(zip(plans, row, strict=False)), nobody_knows


def _missing(
    found: Compiled, values: Mapping[Plan, bool | None], nobody_knows: set[Fact], known: Masks
) -> tuple[tuple[CriterionLine, ...], str]:
    """The criteria that are not true, and the fact that alone would decide them."""
    unmet = [(c, value) for c in found.criteria if (value := values[unasked(c.plan)]) is not True]
    lines = tuple(CriterionLine(c.name, c.because, c.todo, value, (), pending_for(c.plan, known)) for c, value in unmet)
    facts = {fact for c, _ in unmet for fact in facts_of(c.plan) if fact in nobody_knows}
    decided = all(value is None and not asks(c.plan) for c, value in unmet)
    return lines, facts.pop().name if decided and len(facts) == 1 else ""
