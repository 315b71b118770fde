"""The cast takes its places: members, posts, logins, second factors; all by the verbs that real people use."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from niangjia.base.actor import SYSTEM
from niangjia.demo.actions.found_city import City, moment
from niangjia.demo.rules import numbers
from niangjia.demo.rules.cast import CAST, Role, county_officers, secret
from niangjia.demo.rules.workers import school_year
from niangjia.kernel.ids import uuid_from_seed
from niangjia.people import api as people

CARDS_BEGIN = 90_000_000  # the cast's cards are counted from here, out of the way of everybody's
STUDENT, SCHOOL = "worker", "闽都职工学院"


def seat_cast(city: City) -> None:
    """Enter the cast, the other counties' officers with them."""
    roles = [each for each in (*CAST, *county_officers(city.seed)) if each.known]
    people.load_people(by=SYSTEM, people=[_person(city, each, number) for number, each in enumerate(roles)])
    for each in roles:
        for union, post in each.posts:
            people.appoint_to_post(
                by=SYSTEM, person_id=person_id(city.seed, each.key), union_id=city.ids[union], role=post
            )
    for each in CAST:
        _sign_up(city, each)


def report_student(city: City) -> None:
    """The school reports the worker of the cast for this school year."""
    people.record_study(
        by=SYSTEM, person_id=person_id(city.seed, STUDENT), school=SCHOOL, level="college", enrolled=True, passed=True,
        school_year=school_year(city.as_of),
    )  # fmt: skip


def cast_ids(seed: int) -> list[UUID]:
    """The keys of the cast and of the other counties' officers."""
    return sorted(person_id(seed, each.key) for each in (*CAST, *county_officers(seed)) if each.known)


def person_id(seed: int, key: str) -> UUID:
    """The key of one of the cast."""
    return uuid_from_seed(seed, "cast", key, at=moment(date(2012, 3, 1)))


def _person(city: City, role: Role, number: int) -> people.NewPerson:
    employer = next((u.employer for u in city.unions if u.key == role.union), None)
    return people.NewPerson(
        id=person_id(city.seed, role.key),
        name=role.name,
        id_number=role.id_number,
        phone=role.phone,
        bank_card=numbers.card(CARDS_BEGIN + number) if role.card else "",
        sex=role.sex,
        born=role.born,
        created_at=moment(role.since),
        identified_on=date(2018, 6, 1),
        employer_uscc=city.codes[employer.number] if employer else "",
        membership=people.NewMembership(
            uuid_from_seed(city.seed, "cast-membership", role.key, at=moment(role.since)), city.ids[role.union], "active", role.since
        ) if role.union else None,
        **role.details,
    )  # fmt: skip


def _sign_up(city: City, role: Role) -> None:
    """Phone, code, and for whom the register knows the end of her number; officers' authenticators."""
    login = people.ensure_login(phone=role.phone)
    people.verify_phone(login_id=login.id)
    if role.known:
        people.claim_person(login_id=login.id, last_six=role.id_number[-6:])
    if role.posts:
        people.enrol_totp(by=SYSTEM, login_id=login.id, secret=secret(city.seed, role.key))
