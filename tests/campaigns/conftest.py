"""A quiz, a photo wall and a wall of wishes of 闽侯, running on a Monday."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from niangjia.base import clock
from niangjia.base.jobs import drain
from niangjia.campaigns import api as campaigns
from niangjia.campaigns.models import Entry
from niangjia.catalogue import api as catalogue
from tests.cast import World

SERVICE = "online-campaign"
MONDAY = "2026-11-23 09:00"
Make = Callable[..., UUID]
QUESTIONS = (
    campaigns.NewQuestion("几岁能加入工会？", ("14 岁", "16 岁", "18 岁"), 1, "年满 16 周岁就能入会。"),
    campaigns.NewQuestion("工会电话是多少？", ("12351", "12315"), 0, "12351 是职工热线，12315 是消费者热线。"),
)
RIGHT, WRONG = {1: 1, 2: 0}, {1: 0, 2: 1}


def picture(colour: str = "teal", *, size: tuple[int, int] = (400, 300), exif: bool = False) -> ContentFile[bytes]:
    content, image = BytesIO(), Image.new("RGB", size, colour)
    told = Image.Exif()
    told[0x010F] = "小厂手机"
    image.save(content, "JPEG", exif=told if exif else Image.Exif())
    return ContentFile(content.getvalue(), name="合影.jpg")


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.frozen(MONDAY):
        yield


@pytest.fixture
def known(world: World) -> World:
    """The cast with verdicts; after a test that committed, the definitions are put back first."""
    if catalogue.definition(SERVICE) is None:
        catalogue.install()
    catalogue.refresh("person", sorted(member.id for member in world.people.values()))
    return world


def new(world: World, kind: str, **changes: Any) -> campaigns.NewCampaign:
    now = clock.now()
    told: dict[str, Any] = {
        "service": SERVICE, "union_id": world.unions["minhou"].id, "kind": kind, "title": "安全知识答一答", "text": "人人都能参加。",
        "opens_at": now, "closes_at": now + timedelta(days=7), "rule": "campaign", "shown_most": 0 if kind == "quiz" else 20,
    }  # fmt: skip
    return campaigns.NewCampaign(**told | changes)


@pytest.fixture
def make(known: World) -> Make:
    """``make("quiz")``: a campaign of the county's, published; changes as of ``NewCampaign``."""

    def run(kind: str = "quiz", *, published: bool = True, **changes: Any) -> UUID:
        by = known["county_officer"].actor
        campaign_id = campaigns.make_campaign(by=by, new=new(known, kind, **changes))
        if kind == "quiz":
            campaigns.add_questions(by=by, campaign_id=campaign_id, questions=QUESTIONS)
        if published:
            campaigns.publish_campaign(by=by, campaign_id=campaign_id)
        return campaign_id

    return run


def hands_in(world: World, who: str, campaign_id: UUID, **told: Any) -> UUID:
    """She takes part with a picture or a wish; returns the entry's id."""
    given = {"text": "食堂晚班多开一个窗口", "show": True, "named": True} | told
    campaigns.take_part(by=world[who].actor, campaign_id=campaign_id, handed_in=campaigns.HandedIn(**given))
    return Entry.objects.get(person_id=world[who].id, campaign_id=campaign_id).id


def lets(world: World, entry_id: UUID, *, shown: bool = True, reason: str = "") -> None:
    turn = Entry.objects.get(id=entry_id).turn
    campaigns.check_entry(by=world["county_officer"].actor, entry_id=entry_id, turn=turn, shown=shown, reason=reason)
    drain()


def on_the_wall(world: World, who: str, campaign_id: UUID, **told: Any) -> UUID:
    entry_id = hands_in(world, who, campaign_id, **told)
    lets(world, entry_id)
    return entry_id


def seen(world: World, who: str, campaign_id: UUID) -> list[campaigns.WallEntry]:
    return campaigns.wall(world[who].id, campaign_id=campaign_id)[0]
