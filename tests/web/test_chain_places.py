"""Every open service that gives places, from the catalogue's page to the rating: verdict, pool, booking, ticket, check-in, figure, journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from niangjia.base import clock, journal
from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.catalogue import api as catalogue
from niangjia.insight import api as insight
from niangjia.ledger import api as ledger
from niangjia.notices import api as notices
from niangjia.quotas import api as quotas
from niangjia.quotas.models import Booking
from niangjia.quotas.rules.draws import verify
from niangjia.web.worker.ticket_token import ticket_token
from tests.casework.conftest import known, monday
from tests.cast import World, id_number
from tests.quotas.conftest import give_points, points_of
from tests.web.chain_hands import photo
from tests.web.chain_places import PLACES, PlaceWay

pytestmark = pytest.mark.django_db
__all__ = ["known", "monday"]
Clients = Callable[..., Client]


def text(response: Any) -> str:
    return str(response.content.decode())


def field_of(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M")


def every_figure() -> dict[str, Decimal | None]:
    return {key: insight.figure(key=key)[1] for key in insight.produced()}


def answers_of(world: World, way: PlaceWay, key: str) -> dict[str, Any]:
    """What must be asked: the way's own answers first, the rest by kind."""
    definition, given = catalogue.definition(key), dict(way.answers)
    assert definition
    plain = {"text": "林秀琴", "long_text": "都好", "int": "1", "consent": "on", "bool": "no", "date": "2026-12-01"}
    choice = definition.outcome.quota.choice if definition.outcome.quota else None
    for each in definition.form:
        if not each.required or each.known or each.name in given or each.name == choice:
            continue
        if any(
            ({choice: way.pool.get("item")} | given).get(name) != value for name, value in (each.shown_if or {}).items()
        ):
            continue
        special = {
            "choice": each.choices[0].value if each.choices else "",
            "file": photo(),
            "resident_id": id_number(date(2017, 8, 15), "f", 9),
        }
        given[each.name] = special.get(each.kind) or plain[each.kind]
    return given


@pytest.mark.parametrize("key", sorted(PLACES))
def test_a_place_from_the_catalogue_to_the_rating(known: World, key: str, client_of: Clients) -> None:
    way, definition = PLACES[key], catalogue.definition(key)
    assert definition
    way.facts(known)
    worker, phone, desk = known[way.who].id, client_of(way.who), client_of("town_officer")
    give_points([worker], 500)
    figures = every_figure()
    assert catalogue.verdict_now(service=key, subject_id=worker) == way.verdicts[0]
    assert f"/services/{key}/places/" in text(phone.get(f"/services/{key}/"))
    assert "现在没有能约的" in text(phone.get(f"/services/{key}/places/"))

    pool_id = is_made(desk, key, way)
    if way.delivered:
        is_delivered(client_of, key)
    else:
        is_booked(known, phone, key, way, pool_id)
    if way.pool.get("mode") == "lottery":
        is_drawn(client_of, pool_id)
    if way.pool.get("mode") == "merit":
        is_ordered(client_of, phone, pool_id)
    booking = Booking.objects.get(person_id=worker)
    assert (booking.state, booking.number, booking.who) == ("booked", 1, known[way.who].person.name_masked)
    assert points_of(worker) == 500 - way.points
    assert "周三这一场" in text(phone.get(f"/tickets/{booking.id}/"))
    assert f"/tickets/{booking.id}/" in text(phone.get("/matters/"))

    ended = is_there(desk, pool_id, booking.id, way)
    with clock.frozen(ended):
        assert changes(figures, every_figure()) == dict(way.figures)
        for figure in definition.figures:
            records, total = insight.records(key=figure.key)
            assert (total, records[0].link_id) == (1, booking.id)
        drain()
        assert points_of(worker) == 500 - way.points + way.earned
        if definition.rating:
            assert phone.post(f"/tickets/{booking.id}/rate/", {"rating": "5", "text": "很好"}).status_code == 302
            booking.refresh_from_db()
            assert booking.rating == 5
        assert catalogue.verdict_now(service=key, subject_id=worker) == way.verdicts[1]
    assert (quotas.adrift(), ledger.books_balanced().balanced) == ([], True)
    journal_says_who_did_what(known, booking, way)


def is_made(desk: Client, key: str, way: PlaceWay) -> UUID:
    """By the town officer, out of the service's template."""
    definition, now = catalogue.definition(key), clock.now()
    assert definition
    is_coupon = bool(definition.outcome.quota and definition.outcome.quota.voucher)
    here = f"/console/offers/{key}/new/" if is_coupon else f"/console/pools/new/{key}/"
    assert key in text(desk.get("/console/pools/"))
    page = text(desk.get(f"/console/pools/new/{key}/", follow=True))
    union = page.split('name="union"')[1].split('value="')[1].split('"')[0]
    given = {
        "union": union, "title": "周三这一场", "place": "上街镇职工之家", "capacity": "2", "mode": "first", "opens_at": field_of(now),
        "closes_at": field_of(now + timedelta(days=5)),
    }  # fmt: skip
    if is_coupon:
        given |= {"value": "900", "days": "2", "valid_days": "30"}
    elif way.dated:
        given |= {"starts_at": field_of(now + timedelta(days=6)), "ends_at": field_of(now + timedelta(days=6, hours=2))}
    sent = desk.post(here, given | dict(way.pool))
    assert sent.status_code == 302, text(sent)
    return UUID(sent["Location"].rstrip("/").rsplit("/", 1)[-1])


def is_booked(world: World, phone: Client, key: str, way: PlaceWay, pool_id: UUID) -> None:
    here = f"/places/{pool_id}/"
    assert here in text(phone.get(f"/services/{key}/places/"))
    assert "周三这一场" in text(phone.get(here))
    sent = phone.post(here, answers_of(world, way, key) | {"key": str(pool_id)})
    assert sent.status_code == 302, text(sent)
    assert phone.post(here, answers_of(world, way, key) | {"key": str(pool_id)})["Location"] == sent["Location"]
    drain()


def is_delivered(client_of: Clients, key: str) -> None:
    """By a run of what the union does by itself."""
    sent = client_of("leader").post("/console/runs/", {"do": "start", "service": key})
    assert sent.status_code == 302
    drain()


def is_drawn(client_of: Clients, pool_id: UUID) -> None:
    """By two officers, step by step, and drawn again out of the public file."""
    first, second, here, pool = (
        client_of("town_officer"),
        client_of("county_officer"),
        f"/console/pools/{pool_id}/draw/",
        quotas.pool(pool_id=pool_id),
    )
    speaks = pool.closes_at + timedelta(hours=20)
    assert (
        first.post(here, {"do": "announce", "source": "次日收盘指数", "speaks_at": field_of(speaks)}).status_code == 302
    )
    with clock.frozen(pool.closes_at + timedelta(hours=1)):
        assert first.post(here, {"do": "freeze"}).status_code == 302
    with clock.frozen(speaks + timedelta(hours=1)):
        assert first.post(here, {"do": "seed", "seed": "3412.57", "link": "https://example.org/"}).status_code == 302
        assert second.post(here, {"do": "confirm", "seed": "3412.57"}).status_code == 302
        assert "第五步" in text(first.get(here))
        assert first.post(here, {"do": "draw"}).status_code == 302
        drain()
    found = quotas.draw_of_pool(pool_id=pool_id)
    assert found
    assert "中签" in text(first.get(here))
    assert "中签" in text(Client().get(f"/public/draws/{found.id}/"))
    assert verify(text(Client().get(f"/public/draws/{found.id}/draw.json"))).differs == ""


def is_ordered(client_of: Clients, phone: Client, pool_id: UUID) -> None:
    """By two officers: scored, ordered, before the public for five working days, and only then given."""
    first, second, here, pool = (
        client_of("town_officer"),
        client_of("county_officer"),
        f"/console/pools/{pool_id}/draw/",
        quotas.pool(pool_id=pool_id),
    )
    [(_person, booking)] = quotas.those_who(pool_id=pool_id, state="entered")
    speaks = pool.closes_at + timedelta(hours=20)
    first.post(here, {"do": "announce", "source": "次日收盘指数", "speaks_at": field_of(speaks)})
    assert "怎么算分" in text(phone.get(f"/draws/{booking}/"))
    with clock.frozen(pool.closes_at + timedelta(hours=1)):
        assert first.post(here, {"do": "freeze"}).status_code == 302
    with clock.frozen(speaks + timedelta(hours=1)):
        assert first.post(here, {"do": "seed", "seed": "3412.57", "link": "https://example.org/"}).status_code == 302
        assert second.post(here, {"do": "confirm", "seed": "3412.57"}).status_code == 302
        assert first.post(here, {"do": "draw"}).status_code == 302
        assert "在一线干活 3、老家在省外 2、以前没有坐过 2" in text(first.get(here))
        assert first.post(here, {"do": "publish"}).status_code == 302
        drain()
        token = notices.open_notices(limit=1)[0].token
        assert "第 1 位 · 7 分" in text(Client().get(f"/public/notices/{token}/"))
        assert "你的得分：7 分" in text(phone.get(f"/draws/{booking}/"))
        assert "正在公示" in text(first.get(here))
        assert first.post(here, {"do": "give"}).status_code == 409
        assert first.get(f"/console/pools/{pool_id}/order/")["Content-Type"].endswith("sheet")
    with clock.frozen(pool.closes_at + timedelta(days=9)):
        notices.end_due()
        assert "第七步" in text(second.get(here))
        assert second.post(here, {"do": "give"}).status_code == 302
        assert first.post(here, {"do": "give"}).status_code == 302
        drain()
        assert "有座位" in text(Client().get(f"/public/draws/{pool_id}/"))
    for name in ("list.csv", "order.csv", "seed.txt", "result.csv", "draw.py"):
        assert Client().get(f"/public/draws/{pool_id}/{name}").status_code == 200
    assert verify(text(Client().get(f"/public/draws/{pool_id}/draw.json"))).differs == ""


def is_there(desk: Client, pool_id: UUID, booking_id: UUID, way: PlaceWay) -> datetime:
    """She is checked in by her ticket's code, when it takes place at a time. Returns when all is over."""
    pool = quotas.pool(pool_id=pool_id)
    moment = pool.starts_at or clock.now()
    with clock.frozen(moment):
        code = ticket_token(booking_id)
        page = desk.get("/console/check-in/", {"t": code})
        assert "周三这一场" in text(page)
        assert desk.post("/console/check-in/", {"t": code}).status_code == 302
        assert desk.get("/console/check-in/", {"t": code + "x"}).status_code == 409
        assert "到场" in text(desk.get(f"/console/pools/{pool_id}/"))
    return moment + timedelta(hours=3)


def changes(before: dict[str, Decimal | None], after: dict[str, Decimal | None]) -> dict[str, Decimal]:
    return {key: (value or Decimal()) - (before[key] or 0) for key, value in after.items() if value != before[key]}


def journal_says_who_did_what(world: World, booking: Booking, way: PlaceWay) -> None:
    entries = journal.entries(about=("booking", booking.id), limit=50)
    did = Counter((entry.verb, entry.actor_id) for entry in entries)
    mode = way.pool.get("mode")
    is_drawn_for = mode in {"lottery", "merit"}
    gives = {"lottery": "town_officer", "merit": "county_officer"}.get(mode or "", way.who)
    giver = SYSTEM.id if way.delivered else world[gives].id
    assert did == Counter(
        {
            ("quotas.entered", world[way.who].id): int(is_drawn_for),
            ("quotas.booked", giver): 1,
            ("quotas.used", world["town_officer"].id): 1,
            ("quotas.rate", world[way.who].id): 1 if booking.rating else 0,
        }
    )
