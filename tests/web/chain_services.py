"""What each open service needs to be driven to its end: who asks, what is known of her, and what must come of it.

A new open service needs an entry here; ``test_chain`` fails until it has one. A service with two ways has two: "key/way".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from niangjia.aid import api as aid
from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.catalogue import api as catalogue
from niangjia.honours import api as honours
from niangjia.kernel.ids import uuid7
from niangjia.kernel.resident_id import check_digit
from niangjia.people import api as people
from niangjia.points import api as points
from niangjia.registers import api as registers
from niangjia.unions import api as unions
from niangjia.unions.models import Enterprise
from tests.casework.instalments import chairs_a_private_union, small_unions_may
from tests.casework.test_dues_refund import account, told
from tests.casework.wedding import marries
from tests.cast import EMPLOYER_CODE, World, id_number

Facts = Callable[[World, Path], None]
Record = Callable[[World], Any]


def no_facts(world: World, folder: Path) -> None:
    """The cast as it is."""


@dataclass(frozen=True)
class Way:
    """A service on its way.

    ``asks``: the officer who asks for her union, for what a union has to ask for. ``delivered``: opened for her by a run. ``partner``: whom the form names,
    who agrees by her own link. ``place``: who makes the pool out of which the case gives a place, and checks them in.
    ``verdicts``: before the application and at the end. ``figures``: by how much each changes, every other one not at all.
    ``fen``: the money paid; ``proposed`` what the officers type where they name the amount. ``record``: what stands at the end,
    as (question, answer). ``also``: what other packages journal about the case, and who did it ("": the system). ``last_day``: the
    last day of its period, where that cuts a stage short.
    """

    who: str
    verdicts: tuple[str, str]
    figures: Mapping[str, int]
    facts: Facts = no_facts
    answers: Mapping[str, str] = field(default_factory=dict)
    fen: int = 0
    proposed: str = ""
    record: tuple[Record, Any] | None = None
    also: tuple[tuple[str, str], ...] = ()
    last_day: date | None = None
    asks: str = ""
    delivered: bool = False
    partner: str = ""
    place: str = ""


def _studies(world: World, folder: Path) -> None:
    people.record_study(
        by=SYSTEM, person_id=world["worker"].id, school="福建开放大学", level="college", school_year="2026-2027",
        enrolled=True, passed=True, punished=False,
    )  # fmt: skip


def _has_a_living_standard(world: World, folder: Path) -> None:
    aid.set_living_standard(by=SYSTEM, region_code="350121", year=2026, monthly_fen=80_000, basis="测试标准")


def _has_a_child_at_college(world: World, folder: Path) -> None:
    """A checked family file, a child at college, and a second person at the city who signs."""
    worker = world["worker"]
    told = {
        "members": [{"name": worker.name, "relation": "self", "id_number": worker.id_number, "income_fen": 600_000}],
        "rigid_fen": 0, "homes": 1, "cause": "illness",
    }  # fmt: skip
    case_id = uuid7()
    _has_a_living_standard(world, folder)
    aid.record_family(by=SYSTEM, case_id=case_id, person_id=worker.id, answers=told)
    aid.mark_checked(by=SYSTEM, case_id=case_id, result="passed")
    people.tell(by=worker.actor, person_id=worker.id, question="children", answers=["college"])
    people.appoint_to_post(by=SYSTEM, person_id=world["leader"].id, union_id=world.unions["city"].id, role="aid")


def _sweeps_the_streets(world: World, folder: Path) -> None:
    people.tell(by=world["worker"].actor, person_id=world["worker"].id, question="sanitation", answers=["yes"])


def _pays_little(world: World, folder: Path) -> None:
    account(world)
    told(world, folder, (2024, "900"), (2025, "800"), (2026, "650"))


def _has_an_account(world: World, folder: Path) -> None:
    town = world.unions["shangjie"]
    unions.set_union_account(by=SYSTEM, union_id=town.id, holder=town.name, bank="农业银行", number="35050161893800002")


def _is_a_home_of_three(world: World, folder: Path) -> None:
    small_unions_may(world)


def _chairs(world: World, folder: Path) -> None:
    chairs_a_private_union(world)


def _earned(world: World) -> int:
    """Her points, of which she had none."""
    return points.holding(person_id=world["worker"].id).balance


def payer(world: World) -> UUID:
    return Enterprise.objects.get(uscc=EMPLOYER_CODE).id


def _joined(world: World) -> tuple[str, bool]:
    profile = people.profile(world["courier"].id)
    return profile.status, profile.union_id == world.unions["shangjie"].id


def _titles(world: World) -> list[str]:
    return [honour.title for honour in honours.honours_of(person_id=world["worker"].id)]


def _has_its_own_account(world: World, folder: Path) -> None:
    account(world)


def _titles_of_union(world: World) -> list[str]:
    return [honour.title for honour in honours.honours_of_union(union_id=world.unions["ronghe"].id)]


def _stands_in(world: World) -> str:
    worker = world["worker"].id
    entries = [registers.entry_of_case(subject_id=worker, case_id=case.id) for case in casework.cases_of(worker)]
    return "".join(entry.kind for entry in entries if entry and entry.until is None)


def _tier(world: World) -> str:
    file = aid.file_of(person_id=world["mother"].id)
    return file.tier if file else ""


def _is_a_technician(world: World, folder: Path) -> None:
    people.update_profile(by=SYSTEM, person_id=world["worker"].id, skill="technician")


def _marries(world: World, folder: Path) -> None:
    marries(world, "worker")


def _verdict_of_the_other(world: World) -> str:
    return catalogue.verdict_now(service="collective-wedding", subject_id=world["courier"].id)


WAYS: dict[str, Way] = {
    "join": Way(
        "courier", ("yes", "no"), {"joined_online": 1, "new_members": 1}, record=(_joined, ("active", True))
    ),
    "study-grant": Way(
        "worker", ("yes", "no"), {"study_grant_people": 1, "study_grant_yuan": 1_000}, _studies, fen=1_000_00
    ),
    "hardship-aid": Way(
        "mother", ("unknown", "yes"), {"aid_cap": 8_000, "warmth_people": 1}, _has_a_living_standard,
        fen=8_000_00, proposed="8,000", record=(_tier, "deep"),
        also=(("aid.archive_file", "leader"), ("aid.mark_checked", "")),
    ),
    "consolation": Way(
        "worker", ("unknown", "no"), {"warmth_people": 1, "pandemic_relief_yuan": 300, "consolation_yuan": 300},
        answers={"campaign": "epidemic"}, fen=300_00,
    ),
    "online-campaign": Way("worker", ("yes", "yes"), {"campaign_participations": 1}, record=(_earned, 10)),
    "sanitation-care": Way(
        "worker", ("yes", "no"), {"warmth_people": 1, "sanitation_people": 1}, _sweeps_the_streets,
        answers={"take": "money"}, fen=600_00,
    ),
    "sanitation-care/check-up": Way(
        "worker", ("yes", "no"), {"warmth_people": 1, "sanitation_people": 1}, _sweeps_the_streets,
        answers={"take": "morning"}, place="county_officer",
    ),
    "autumn-tuition": Way(
        "worker", ("yes", "yes"), {"warmth_people": 1, "autumn_tuition_yuan": 5_000}, _has_a_child_at_college,
        answers={"child_id": "35012120080901001" + check_digit("35012120080901001"), "stage": "college"}, fen=5_000_00,
    ),
    "model-worker": Way("worker", ("yes", "no"), {"model_workers": 1}, record=(_titles, ["model-worker"])),
    "craftsman": Way(
        "worker", ("yes", "no"), {"craftsmen_named": 1}, _is_a_technician, fen=8_000_00, proposed="8,000",
        record=(_titles, ["craftsman"]),
    ),
    "innovation": Way(
        "worker", ("unknown", "unknown"), {"innovation_entries_honoured": 1}, fen=2_000_00, proposed="2,000",
        answers={"done_on": "2026-03-01", "in_use": "yes"}, record=(_titles, ["innovation"]),
    ),
    "startup-grant": Way(
        "worker", ("yes", "no"), {"startup_grant_yuan": 30_000}, fen=30_000_00, proposed="30,000",
        answers={"members-0-name": "黄志强", "members-0-id_number": id_number(date(1994, 7, 9), "m", 2)},
    ),
    "model-home": Way(
        "ronghe", ("yes", "no"), {"model_homes": 1}, _has_its_own_account, record=(_titles_of_union, ["model-home"]),
        asks="grassroots_officer", answers={"heard": "40"},
    ),
    "model-studio": Way(
        "ronghe", ("unknown", "no"), {"model_studios": 1}, _has_its_own_account, fen=50_000_00, asks="grassroots_officer",
        answers={"leader_title": "craftsman", "projects": "2"}, record=(_titles_of_union, ["model-studio"]),
    ),
    "talent-pool": Way("worker", ("yes", "no"), {"talent_pool_workers": 1}, _is_a_technician, record=(_stands_in, "talent-pool")),
    "academy": Way("worker", ("yes", "no"), {"academy_workers": 1}, record=(_stands_in, "enrolment")),
    "collective-wedding": Way(
        "worker", ("yes", "no"), {"wedding_couples": 1}, _marries, answers={"partner_from_elsewhere": "no"}, partner="courier",
        place="municipal_officer", record=(_verdict_of_the_other, "no"),
    ),
    "town-subsidy": Way(
        "shangjie", ("yes", "no"), {"town_subsidy_yuan": 10_000}, _has_an_account, fen=10_000_00
    ),
    "home-subsidy": Way(
        "ronghe", ("yes", "no"), {"home_subsidy_yuan": 60_000}, _is_a_home_of_three, fen=60_000_00, proposed="60,000",
        asks="grassroots_officer",
    ),
    "cadre-allowance": Way(  # in the next year the next twelve months begin
        "grassroots_officer", ("yes", "yes"), {"cadre_allowance_yuan": 600}, _chairs, fen=600_00, delivered=True
    ),
    "dues-refund": Way(
        "ronghe", ("yes", "no"), {"dues_refund_yuan": 650}, _pays_little, fen=650_00, last_day=date(2026, 11, 27)
    ),
}  # fmt: skip
