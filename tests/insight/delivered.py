"""A small city in which things have been delivered: what the figures are counted from."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from niangjia.base.actor import SYSTEM
from niangjia.casework.models import Case
from niangjia.honours.models import Honour
from niangjia.kernel.ids import uuid7
from niangjia.unions import api as unions
from tests.cast import World


def delivered(
    world: World,
    service: str,
    who: str,
    at: str,
    *,
    fen: int | None = None,
    state: str = "delivered",
    union: str = "ronghe",
) -> UUID:
    """A case that has come to its end; ``who`` is one of the cast, or a union's key for what unions get."""
    of_union = who in world.unions
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    home = world.unions[who if of_union else union]
    case = Case.objects.create(
        number=f"1-{uuid7()}"[:24], service=service, version=1, period="2026", subject_kind="union" if of_union else "person",
        subject_id=home.id if of_union else world[who].id, person_id=None if of_union else world[who].id, who="林*",
        union_id=home.id, path=home.path, origin="applied", state=state, amount_fen=fen, created_at=moment,
        applied_at=moment, decided_at=moment, ended_at=moment,
    )  # fmt: skip
    unions.recount("case")
    return case.id


def honoured(world: World, who: str, year: int, union: str = "ronghe") -> None:
    Honour.objects.create(
        person_id=world[who].id, title="model-worker", title_zh="福州市劳动模范", title_en="Model Worker", level="municipal",
        year=year, service="model-worker", case_id=uuid7(), union_id=world.unions[union].id, given_on=date(year, 5, 1),
    )  # fmt: skip
    unions.recount("honour")


def fill(world: World) -> None:
    """A few of everything, in two counties; some that must not count."""
    delivered(world, "study-grant", "worker", "2020-03-01", fen=100_000)
    delivered(world, "study-grant", "worker", "2021-03-01", fen=120_050, state="rated")
    delivered(world, "study-grant", "mother", "2021-04-01", fen=100_000, state="archived")
    delivered(world, "study-grant", "stranger", "2021-05-01", fen=100_000, union="gudong")
    delivered(world, "study-grant", "courier", "2021-05-01", fen=100_000, state="delivering")
    delivered(world, "study-grant", "courier", "2015-05-01", fen=100_000)
    delivered(world, "hardship-aid", "mother", "2021-06-01", fen=1_500_000)
    delivered(world, "hardship-aid", "stranger", "2021-06-02", fen=800_000, union="gudong")
    delivered(world, "dues-refund", "ronghe", "2021-07-01", fen=650_000)
    delivered(world, "dues-refund", "gudong", "2021-07-01", fen=350_000)
    honoured(world, "worker", 2019)
    honoured(world, "worker", 2021)
    honoured(world, "stranger", 2021, "gudong")
    for name, level, kind, parent in (
        ("闽江快送工会委员会", "grassroots", "enterprise", "shangjie"),
        ("闽侯县快递行业工会联合会", "town", "industry", "minhou"),
        ("鼓东餐饮工会委员会", "grassroots", "enterprise", "gudong"),
    ):
        unions.found_union(
            by=SYSTEM, name=name, level=level, kind=kind, parent_id=world.unions[parent].id, founded_on=date(2021, 8, 1)
        )
