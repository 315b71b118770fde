"""The fixed cast of the tests, on a small tree:

福州市总工会 › 鼓楼区总工会 › 鼓东街道总工会
             › 闽侯县总工会 › 上街镇总工会 › 榕和食品有限公司工会委员会

``world`` builds it; the other fixtures are people of it. Everybody has a login, a valid invented ID number and a phone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.crypto import blind_index
from niangjia.catalogue import api as catalogue
from niangjia.kernel.bank_card import luhn_digit
from niangjia.kernel.ids import uuid_from_seed
from niangjia.kernel.resident_id import check_digit
from niangjia.kernel.text import mask_card, mask_id, mask_name, mask_phone
from niangjia.people.access import actor_for
from niangjia.people.models import Identity, Login, Membership, Person, Post
from niangjia.unions import api as unions
from niangjia.unions.api import UnionRef
from niangjia.unions.models import Enterprise, Union

EMPLOYER_CODE = "91350121M0001RH01D"
SINCE = date(2020, 3, 2)
SIGNATURE = {"drawn": "0192d1c0-0000-7000-8000-0000000000a1"}  # as a form keeps one


@dataclass(frozen=True)
class Role:
    """One of the cast: who, where she is a member, which posts she holds."""

    key: str
    name: str
    sex: str
    born: date
    union: str | None = None
    posts: tuple[tuple[str, str], ...] = ()
    details: dict[str, Any] = field(default_factory=dict)


# unions by key: (parent, name, level, kind, segment, region code)
UNIONS = {
    "city": (None, "福州市总工会", "municipal", "federation", "000001/", "350100"),
    "gulou": ("city", "鼓楼区总工会", "county", "federation", "000001/", "350102"),
    "minhou": ("city", "闽侯县总工会", "county", "federation", "000002/", "350121"),
    "gudong": ("gulou", "鼓东街道总工会", "town", "federation", "000001/", "350102001"),
    "shangjie": ("minhou", "上街镇总工会", "town", "federation", "000001/", "350121103"),
    "ronghe": ("shangjie", "榕和食品有限公司工会委员会", "grassroots", "enterprise", "000001/", "350121103"),
}
PLATFORM_WORKER = {
    "employment": "platform",
    "new_form": "courier",
    "employer_name": "闽路快送站点",
    "migrant_worker": True,
}
FACTORY_WORKER = {
    "employment": "contract", "at_work": "employed", "employer_name": "榕和食品有限公司", "employer_uscc": EMPLOYER_CODE,
    "migrant_worker": True, "frontline": True, "cadre": False, "manager": False, "skill": "middle",
}  # fmt: skip
CAST = (
    Role("worker", "林秀琴", "f", date(1988, 5, 17), "ronghe", details=FACTORY_WORKER),
    Role("courier", "黄志强", "m", date(1994, 7, 9), None, details=PLATFORM_WORKER),
    Role("mother", "郑美华", "f", date(1985, 11, 3), "ronghe", details=FACTORY_WORKER | {"skill": ""}),
    Role("grassroots_officer", "陈国平", "m", date(1979, 2, 14), "ronghe", (("ronghe", "reviewer"), ("ronghe", "leader"))),
    Role("town_officer", "林雅芳", "f", date(1986, 8, 25), "shangjie", (("shangjie", "reviewer"), ("shangjie", "aid"))),
    Role(
        "county_officer", "吴建明", "m", date(1977, 12, 1), "minhou",
        (("minhou", "reviewer"), ("minhou", "aid"), ("minhou", "leader")),
    ),
    Role("municipal_officer", "许丽娟", "f", date(1981, 4, 30), "city", (("city", "reviewer"), ("city", "aid"))),
    Role("finance_officer", "周文静", "f", date(1983, 6, 6), "city", (("city", "finance"),)),
    Role("second_finance_officer", "何晓东", "m", date(1984, 9, 19), "city", (("city", "finance"),)),
    Role("leader", "蔡永福", "m", date(1970, 1, 20), "city", (("city", "leader"),)),
    Role("stranger", "苏晓晴", "f", date(1990, 10, 10), "gulou", (("gulou", "reviewer"), ("gulou", "aid"), ("gulou", "leader"))),
    Role("system_admin", "叶志伟", "m", date(1987, 3, 3), None, (("city", "system_admin"),)),
    Role("security_admin", "方晓燕", "f", date(1989, 4, 4), None, (("city", "security_admin"),)),
    Role("audit_admin", "施长青", "m", date(1975, 5, 5), None, (("city", "audit_admin"),)),
)  # fmt: skip


@dataclass(frozen=True)
class Member:
    """One of the cast as she stands in the database, with her numbers in plain for tests."""

    id: UUID
    key: str
    name: str
    phone: str
    id_number: str
    bank_card: str
    login: Login

    @property
    def actor(self) -> Actor:
        """Read anew each time: posts may have changed."""
        return actor_for(self.id)

    @property
    def person(self) -> Person:
        return Person.objects.get(id=self.id)


@dataclass(frozen=True)
class World:
    """The tree and its people, by key: ``world.unions["minhou"]``, ``world["worker"]``."""

    unions: dict[str, UnionRef]
    people: dict[str, Member]

    def __getitem__(self, key: str) -> Member:
        return self.people[key]


def id_number(born: date, sex: str, number: int) -> str:
    """A valid, invented ID number of 闽侯县."""
    body = f"350121{born:%Y%m%d}{number:02d}{1 if sex == 'm' else 2}"
    return body + check_digit(body)


def union_id(key: str) -> UUID:
    return uuid_from_seed("cast", "union", key)


def person_id(key: str) -> UUID:
    return uuid_from_seed("cast", "person", key)


def _tree() -> None:
    employer = Enterprise.objects.create(
        id=uuid_from_seed("cast", "employer"),
        uscc=EMPLOYER_CODE,
        name="榕和食品有限公司",
        industry="制造业",
        region_code="350121103",
    )
    paths: dict[str | None, str] = {None: ""}
    rows = []
    for key, (parent, name, level, kind, segment, region) in UNIONS.items():
        paths[key] = paths[parent] + segment
        rows.append(
            Union(
                id=union_id(key), parent_id=union_id(parent) if parent else None, path=paths[key], level=level, kind=kind,
                name=name, short_name=name.removesuffix("总工会"), region_code=region, founded_on=date(2010, 1, 1),
                employer_id=employer.id if key == "ronghe" else None,
            )
        )  # fmt: skip
    Union.objects.bulk_create(rows)


def _member(number: int, role: Role) -> Member:
    phone = f"138000010{number:02d}"
    body = f"62284800{number:08d}"
    return Member(
        person_id(role.key), role.key, role.name, phone, id_number(role.born, role.sex, number), body + luhn_digit(body),
        Login(
            id=uuid_from_seed("cast", "login", role.key), person_id=person_id(role.key), phone=phone,
            phone_masked=mask_phone(phone), phone_key=blind_index("phone", phone), phone_verified=True, created_at=clock.now(),
        ),
    )  # fmt: skip


def _person(member: Member, role: Role) -> Person:
    return Person(
        id=member.id, name=role.name, name_masked=mask_name(role.name), sex=role.sex, born=role.born, id_kind="resident",
        id_number=member.id_number, id_number_masked=mask_id(member.id_number), phone=member.phone,
        phone_masked=mask_phone(member.phone), bank_card=member.bank_card, bank_card_masked=mask_card(member.bank_card),
        identified_on=SINCE, created_at=clock.now(), **role.details,
    )  # fmt: skip


def build_world() -> World:
    """Put tree and cast into the database, set-wise; no verdicts are computed."""
    _tree()
    members = {role.key: _member(number, role) for number, role in enumerate(CAST, 1)}
    Person.objects.bulk_create([_person(members[role.key], role) for role in CAST])
    Login.objects.bulk_create([member.login for member in members.values()])
    Identity.objects.bulk_create(
        [
            Identity(kind=kind, key=blind_index(kind, value), person_id=member.id)
            for member in members.values()
            for kind, value in (("id_number", member.id_number), ("phone", member.phone))
        ]
    )
    Membership.objects.bulk_create(
        [
            Membership(
                person_id=person_id(role.key), id=uuid_from_seed("cast", "membership", role.key),
                union_id=union_id(role.union), status="active", since=SINCE, source="roster",
            )
            for role in CAST
            if role.union
        ]
    )  # fmt: skip
    Post.objects.bulk_create(
        [
            Post(
                person_id=person_id(role.key), id=uuid_from_seed("cast", "post", role.key, *post),
                union_id=union_id(post[0]), role=post[1], since=SINCE,
            )
            for role in CAST
            for post in role.posts
        ]
    )  # fmt: skip
    unions.recount("union", "member")
    refs = unions.unions(union_ids=[union_id(key) for key in UNIONS])
    return World({key: refs[union_id(key)] for key in UNIONS}, members)


def sign_in(client: Client, member: Member, *, second_factor: bool = True) -> Client:
    """Sign the client in as allauth leaves a session: by code, and for officers with the second factor done."""
    client.force_login(member.login)
    at = time.time()
    records: list[dict[str, Any]] = [{"method": "code", "at": at, "phone": f"+86{member.phone}"}]
    if second_factor and member.actor.is_officer:
        records.append({"method": "mfa", "at": at, "type": "totp", "id": 0})
    session = client.session
    session["account_authentication_methods"] = records
    session["account_authentication_methods_user"] = str(member.login.pk)
    session.save()
    return client


@pytest.fixture
def world(db: None) -> Iterator[World]:
    """Whatever verbs a test lets run: in the end every number of the tree is that of its records."""
    yield build_world()
    if not connection.needs_rollback:
        assert unions.check_counts().differing == ()


@pytest.fixture
def town(transactional_db: None) -> Iterator[World]:
    """The world for tests that commit. What a flush takes away is put back: definitions and the cast, with verdicts."""
    catalogue.install()
    made = build_world()
    catalogue.refresh("person", [member.id for member in made.people.values()])
    yield made
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs cascade")


@pytest.fixture
def client_of(world: World) -> Callable[..., Client]:
    """``client_of(worker)`` or ``client_of("worker")``: a signed-in Django test client."""

    def make(who: Member | str, *, second_factor: bool = True) -> Client:
        member = world[who] if isinstance(who, str) else who
        return sign_in(Client(), member, second_factor=second_factor)

    return make


def _fixture_of(key: str) -> Any:
    @pytest.fixture(name=key)
    def one(world: World) -> Member:
        return world[key]

    return one


worker = _fixture_of("worker")
courier = _fixture_of("courier")
mother = _fixture_of("mother")
grassroots_officer = _fixture_of("grassroots_officer")
town_officer = _fixture_of("town_officer")
county_officer = _fixture_of("county_officer")
municipal_officer = _fixture_of("municipal_officer")
finance_officer = _fixture_of("finance_officer")
second_finance_officer = _fixture_of("second_finance_officer")
leader = _fixture_of("leader")
stranger = _fixture_of("stranger")
system_admin = _fixture_of("system_admin")
security_admin = _fixture_of("security_admin")
audit_admin = _fixture_of("audit_admin")
