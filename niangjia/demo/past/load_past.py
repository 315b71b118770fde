"""The years before today, as records: planned here, entered by the packages that own them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from niangjia.aid import api as aid
from niangjia.base.actor import SYSTEM
from niangjia.base.memo import remembering
from niangjia.casework import api as casework
from niangjia.demo.actions.found_city import City
from niangjia.demo.actions.settle_people import Pool
from niangjia.demo.past.consoling import past_rounds
from niangjia.demo.past.enrolling import past_enrolments
from niangjia.demo.past.hands import Hands
from niangjia.demo.past.having import Having, all_having
from niangjia.demo.past.helping import past_aid
from niangjia.demo.past.honouring import past_honours
from niangjia.demo.past.joining import past_joins
from niangjia.demo.past.meeting import past_meetings, past_weddings
from niangjia.demo.past.naming import past_homes, past_studios
from niangjia.demo.past.noticing import Noticing
from niangjia.demo.past.refunding import past_refunds
from niangjia.demo.past.relieving import Relief, past_relief
from niangjia.demo.past.studying import past_grants
from niangjia.demo.past.subsidising import past_home_subsidies, past_town_subsidies
from niangjia.demo.rules.pasts import GRANT_YUAN, RELIEF_EACH, RELIEF_YUAN, WARMTH, needed
from niangjia.demo.rules.subsidies import HOME_YUAN, HOMES, STUDIOS, TOWN_YUAN
from niangjia.honours import api as honours
from niangjia.insight import api as insight
from niangjia.ledger import api as ledger
from niangjia.notices import api as notices
from niangjia.quotas import api as quotas
from niangjia.registers import api as registers

BASIS = "往年预算（演示）"
Left = Callable[[str, int], int]


@dataclass(slots=True)
class _Records:
    """What the years before left, by the loader that enters it."""

    cases: list[casework.NewCase] = field(default_factory=list)
    batches: list[ledger.NewBatch] = field(default_factory=list)
    titles: list[honours.NewHonour] = field(default_factory=list)
    union_titles: list[honours.NewUnionHonour] = field(default_factory=list)
    files: list[aid.NewFile] = field(default_factory=list)
    entries: list[registers.NewEntry] = field(default_factory=list)
    held: list[quotas.HeldPool] = field(default_factory=list)


def load_past(city: City, pool: Pool, *, progress: Callable[[str], None]) -> int:
    """What people and unions got in earlier years; what was acted out counts in the report's figures.

    Verdicts of those who were consoled are for the caller to bring up to today. Returns how many cases.
    """
    with remembering():  # the definitions stay as they are
        return _load(city, pool, progress)


def _load(city: City, pool: Pool, progress: Callable[[str], None]) -> int:
    hands, noticing, left = Hands(city), Noticing(city.seed), _left(city.scale)
    found = _Records()
    having = all_having(city, pool.everybody)
    _of_people(found, hands, noticing, having, left)
    _of_unions(found, hands, noticing, left)
    relief = past_relief(hands, having.relief, people=left("pandemic_relief_yuan", RELIEF_YUAN) // RELIEF_EACH)
    found.batches += relief.batches
    stood = notices.load_notices(by=SYSTEM, notices=noticing.all())
    casework.load_history(by=SYSTEM, cases=found.cases)
    honours.load_honours(by=SYSTEM, honours=found.titles)
    honours.load_union_honours(by=SYSTEM, honours=found.union_titles)
    registers.load_register(by=SYSTEM, entries=found.entries)
    places = quotas.load_held(by=SYSTEM, pools=found.held)
    progress(f"{places:,} places at {len(found.held):,} meetings and weddings of earlier years")
    files = aid.load_files(by=SYSTEM, files=found.files)
    paid = ledger.load_paid(by=SYSTEM, union_id=hands.top.id, batches=found.batches, basis=BASIS)
    progress(
        f"{len(found.cases):,} cases of earlier years, {stood:,} notices, {files:,} family files, {paid:,} payments"
    )
    reached = casework.load_rounds(by=SYSTEM, rounds=_rounds(hands, relief))
    progress(f"{reached:,} consoled")
    return len(found.cases) + reached


def _rounds(hands: Hands, relief: Relief) -> list[casework.NewRound]:
    """Of all who were consoled, those who got money, and the others in goods."""
    out = {who for one in relief.rounds for _, who in one.cases}
    goods = past_rounds(hands, people=max(round(WARMTH * hands.city.scale) - len(out), 0), out=out)
    return [*relief.rounds, *goods]


def _left(scale: float) -> Left:
    """The report's figure times the scale, less what is counted already."""
    values: Mapping[str, int] = {line.line.key: int(line.value or 0) for line in insight.report()}
    return lambda key, whole: max(round(whole * scale) - values[key], 0)


def _of_people(found: _Records, hands: Hands, noticing: Noticing, having: Having, left: Left) -> None:
    wanted = needed(1)
    grants = past_grants(
        hands,
        noticing,
        having.study,
        people=left("study_grant_people", wanted["study"]),
        yuan=left("study_grant_yuan", GRANT_YUAN),
    )
    named = past_honours(hands, noticing, having.honour, people=left("model_workers", wanted["honour"]))
    helped = past_aid(hands, noticing, having.aid, families=needed(hands.city.scale)["aid"])
    enrolled = past_enrolments(hands, having.academy, people=left("academy_workers", wanted["academy"]))
    joins = past_joins(hands, having.join)
    wed = past_weddings(hands, having.wedding, couples=left("wedding_couples", wanted["wedding"]))
    found.held += [
        *past_meetings(hands, having.meeting, people=left("matchmaking_people", wanted["meeting"])),
        *wed.pools,
    ]
    found.cases += [*grants.cases, *named.cases, *helped.cases, *enrolled.cases, *joins, *wed.cases]
    found.batches += [*grants.batches, *helped.batches]
    found.titles += named.honours
    found.files += helped.files
    found.entries += enrolled.entries


def _of_unions(found: _Records, hands: Hands, noticing: Noticing, left: Left) -> None:
    refunds = past_refunds(hands)
    towns = past_town_subsidies(hands, yuan=left("town_subsidy_yuan", TOWN_YUAN))
    homes = past_home_subsidies(hands, noticing, yuan=left("home_subsidy_yuan", HOME_YUAN))
    named = past_homes(hands, noticing, count=left("model_homes", HOMES))
    studios = past_studios(hands, noticing, count=left("model_studios", STUDIOS))
    for one in (refunds, towns, homes, named, studios):
        found.cases += one.cases
        found.batches += one.batches
    found.union_titles += [*named.honours, *studios.honours]
