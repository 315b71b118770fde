"""困难职工帮扶 of the years before: families that were visited, checked and helped, and the files that stand behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from niangjia.aid import api as aid
from niangjia.base.actor import Actor
from niangjia.casework.api import NewCase
from niangjia.demo.actions.found_city import moment
from niangjia.demo.actions.settle_people import card_of, worker_id
from niangjia.demo.past.hands import DAY, Hands, step
from niangjia.demo.past.noticing import Noticing
from niangjia.demo.rules.families import PlannedFamily, plan_family
from niangjia.demo.rules.numbers import resident_number
from niangjia.demo.rules.pasts import helped_family
from niangjia.demo.rules.workers import PlannedWorker
from niangjia.kernel.ids import uuid_from_seed
from niangjia.kernel.text import mask_name
from niangjia.ledger.api import NewBatch, NewPaid

SERVICE, FUND, PURPOSE = "hardship-aid", "hardship", "困难职工帮扶"
FOUND = "住两居室，家里收拾得干净。说的和看到的一致。"
LEFT = "家庭收入已稳定高于标准，集体研究同意退档"
CHECK_AGES = 320  # a live file was checked within so many days
HALF_A_YEAR = timedelta(183)


@dataclass(frozen=True, slots=True)
class Helped:
    """Cases, the files they opened, the batches that paid them."""

    cases: list[NewCase]
    files: list[aid.NewFile]
    batches: list[NewBatch]


@dataclass(frozen=True, slots=True)
class _One:
    """Whose matter it is, and when: each step so many days after ``applied``."""

    worker: PlannedWorker
    family: PlannedFamily
    applied: date
    case_id: UUID
    file_id: UUID
    person_id: UUID


def past_aid(hands: Hands, noticing: Noticing, candidates: Iterable[PlannedWorker], *, families: int) -> Helped:
    """The first ``families`` of the candidates."""
    chosen = sorted(candidates, key=lambda w: (w.lot("aid"), w.number))[:families]
    cases, files, paid = [], [], defaultdict(list)
    for worker in chosen:
        one = _one(hands, worker)
        case = _case(hands, noticing, one)
        cases.append(case)
        files.append(_file(hands, one))
        paid[case.ended_at].append(_paid(case, one))
    return Helped(cases, files, [hands.batch(FUND, at, lines) for at, lines in sorted(paid.items())])


def _one(hands: Hands, worker: PlannedWorker) -> _One:
    city = hands.city
    year = helped_family(worker, city.as_of, city.chances["aid"])
    assert year
    applied = date(year, 1, 10) + timedelta(worker.number * 61 % 270)
    standard = hands.living_standard(worker.union.region_code[:6], year)
    family = plan_family(worker, seed=city.seed, years_ago=city.as_of.year - year, standard_fen=standard)
    case_id, file_id = (
        uuid_from_seed(city.seed, kind, worker.number, at=moment(applied)) for kind in ("aid", "family-file")
    )
    return _One(worker, family, applied, case_id, file_id, worker_id(city, worker))


def _case(hands: Hands, noticing: Noticing, one: _One) -> NewCase:
    """The six stages; the notice is up at work."""
    city, worker, family, at = hands.city, one.worker, one.family, moment(one.applied)
    who, fen = mask_name(worker.name), family.aid_fen
    home = hands.refs[city.ids[worker.union.key]]
    county, officer = hands.county(worker.union.region_code)
    first, second = hands.officer("municipal"), hands.officer("municipal2")
    herself = Actor(one.person_id, who)
    stood = noticing.stood(
        SERVICE, 3, union=home, day=one.applied + 12 * DAY, by=officer, case_id=one.case_id, who=who, unit=home.name
    )
    over = moment(stood.over)
    decided, paid = over + 5 * DAY, moment(_payday(stood.over + 5 * DAY))
    record = {"visit_signed": True, "check": "passed", "family_file": str(one.file_id), "tier": family.tier}
    steps = (
        step("applied", at, herself),
        step("vacancy", at, union=home, fell_to=county.name),
        step("reviewed", at + 2 * DAY, officer, stage=0, union=county, amount_fen=None),
        step("visited", at + 5 * DAY, officer, stage=1, union=county, reason=FOUND, signed=True, photos=[]),
        step("checked", at + 12 * DAY, officer, stage=2, union=county, result="passed", seen={}),
        *stood.steps,
        step("reviewed", over + 2 * DAY, officer, stage=4, union=county, amount_fen=fen),
        step("first_signed", over + 4 * DAY, first, stage=5, union=hands.top, amount_fen=fen),
        step("reviewed", decided, second, stage=5, union=hands.top, amount_fen=fen),
        step("approved", decided, second, stage=5, amount_fen=fen),
        step("paid", paid, stage=5, amount_fen=fen),
        step("delivered", paid, stage=5, amount_fen=fen, record=record),
    )
    answers = {"cause": family.cause, "rigid_fen": family.rigid_fen, "homes": 1, "business": False}
    return NewCase(
        id=one.case_id, service=SERVICE, subject_id=one.person_id, person_id=one.person_id, who=who, union_id=home.id,
        path=home.path, origin="applied", applied_at=at, decided_at=decided, ended_at=paid, steps=steps, amount_fen=fen, fund=FUND,
        hold_id=uuid_from_seed(city.seed, "aid-hold", worker.number, at=decided), notice_id=stood.id, record=record,
        signers=(first.id, second.id), answers=answers | {"check_consent": True, "notice_consent": True},
    )  # fmt: skip


def _payday(decided: date) -> date:
    """The 28th of the following month: one batch a month."""
    return (decided.replace(day=1) + timedelta(31)).replace(day=28)


def _paid(case: NewCase, one: _One) -> NewPaid:
    assert case.hold_id
    assert case.amount_fen
    return NewPaid(
        case.id, case.hold_id, "person", case.subject_id, FUND, case.amount_fen, PURPOSE, one.worker.name, card_of(one.worker),
        case.decided_at,
    )  # fmt: skip


def _file(hands: Hands, one: _One) -> aid.NewFile:
    city, worker, family = hands.city, one.worker, one.family
    checked = one.applied + 12 * DAY
    lately = city.as_of - timedelta(20 + worker.number % (CHECK_AGES - 20))
    left = _exit(checked, family.lasts)
    return aid.NewFile(
        id=one.file_id, person_id=one.person_id, case_id=one.case_id, union_id=city.ids[worker.union.key],
        district=worker.union.region_code[:6], household=_household(family), cause=family.cause, members=_members(worker, family),
        declared_on=one.applied, checked_on=checked if left else max(checked, lately), archived_on=checked + 30 * DAY, exit=left,
    )  # fmt: skip


def _household(family: PlannedFamily) -> aid.Household:
    return aid.Household(
        people=1 + len(family.relatives), income_fen=family.income_fen, rigid_fen=family.rigid_fen,
        sudden_fen=family.sudden_fen, homes=1, business=False,
    )  # fmt: skip


def _members(worker: PlannedWorker, family: PlannedFamily) -> tuple[aid.MemberTold, ...]:
    number = resident_number(worker.region, worker.born, worker.sex, worker.turn)
    herself = aid.MemberTold(worker.name, "self", worker.born, number, family.own_income_fen, "good")
    return herself, *(
        aid.MemberTold(each.name, each.relation, each.born, each.id_number, each.income_fen, each.health)
        for each in family.relatives
    )


def _exit(checked: date, lasts: int | None) -> aid.NewExit | None:
    if lasts is None:
        return None
    decided = checked.replace(year=checked.year + lasts, day=min(checked.day, 28))
    until = decided + 9 * DAY
    return aid.NewExit(LEFT, decided, until, until + DAY, until + DAY + HALF_A_YEAR)
