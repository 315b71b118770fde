"""What each service that gives places needs to be driven to its end: who asks, what is known of her, the pool, what must come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from niangjia.base.actor import SYSTEM
from niangjia.pairs import api as pairs
from niangjia.people import api as people
from tests.cast import World
from tests.web.chain_hands import photo

Facts = Callable[[World], None]


def no_facts(world: World) -> None:
    """The cast as it is."""


def tells(**answers: str) -> Facts:
    """She says of herself what nobody else knows."""

    def run(world: World) -> None:
        for question, answer in answers.items():
            people.tell(by=world["worker"].actor, person_id=world["worker"].id, question=question, answers=[answer])

    return run


@dataclass(frozen=True)
class PlaceWay:
    """A place on its way. ``verdicts``: before she asks and at the end. ``pool``: what the officer fills in beside the dates.

    ``figures``: by how much each changes, every other one not at all. ``points``: what it costs; ``earned``: what being there gives.
    ``dated``: it takes place at a time, so that she is checked in.
    """

    verdicts: tuple[str, str]
    figures: Mapping[str, int]
    facts: Facts = no_facts
    answers: Mapping[str, Any] = field(default_factory=dict)
    pool: Mapping[str, str] = field(default_factory=dict)
    dated: bool = True
    points: int = 0
    earned: int = 0
    delivered: bool = False
    who: str = "worker"


def _joins(world: World) -> None:
    """The courier becomes a member."""
    people.join_union(by=SYSTEM, person_id=world["courier"].id, union_id=world.unions["shangjie"].id)


def _proven(world: World) -> None:
    """She says that she is single, and her union has looked at the proof."""
    tells(single="yes")(world)
    proof = pairs.hand_in_proof(by=world["worker"].actor, upload=photo())
    pairs.decide_proof(by=world["town_officer"].actor, proof_id=proof, accepted=True)


PLACES: dict[str, PlaceWay] = {
    "summer-daycare": PlaceWay(
        ("yes", "yes"),
        {"daycare_children": 1},
        tells(children="primary"),
        {"family": "two_jobs"},
        pool={"mode": "lottery"},
    ),
    "recuperation": PlaceWay(("yes", "no"), {"recuperation_people": 1}, pool={"mode": "first"}),
    "volunteering": PlaceWay(("yes", "yes"), {"volunteers": 1}, pool={"item": "law"}, earned=40),
    "skill-class": PlaceWay(("yes", "yes"), {"skill_class_people": 1}),
    "open-class": PlaceWay(("yes", "yes"), {"open_class_people": 1}, earned=40),
    "shared-home": PlaceWay(("yes", "yes"), {"shared_home_visits": 1}, pool={"item": "gym"}),
    "venue": PlaceWay(("yes", "yes"), {"venue_bookings": 1}, pool={"item": "sport"}),
    "matchmaking": PlaceWay(
        ("yes", "yes"), {"matchmaking_people": 1}, _proven, pool={"mode": "first", "item": "outdoor"}
    ),
    "points-mall": PlaceWay(
        ("yes", "yes"), {"points_people": 1}, pool={"mode": "first", "points": "120"}, dated=False, points=120
    ),
    "homeward": PlaceWay(
        ("yes", "no"),
        {"homeward_people": 1},
        tells(home_region="outside", stays_at_spring="no"),
        {"station": "南昌", "seats": "2"},
        pool={"mode": "merit", "starts_at": "2026-12-20T09:00", "ends_at": "2026-12-20T18:00"},
    ),
    "spring-stay": PlaceWay(
        ("yes", "no"),
        {"spring_stay_people": 1},
        tells(home_region="outside", stays_at_spring="yes"),
        {"people": "2"},
        pool={"item": "tour"},
    ),
    "welcome-pack": PlaceWay(("yes", "no"), {"welcome_packs": 1}, _joins, dated=False, delivered=True, who="courier"),
}
