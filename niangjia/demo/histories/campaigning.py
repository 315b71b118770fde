"""Campaigns that are running: who took part, what hangs on the walls, what waits to be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from niangjia.base import clock
from niangjia.campaigns import api as campaigns
from niangjia.demo.histories.company import Company
from niangjia.demo.histories.gathering import guests
from niangjia.demo.histories.matters import Matter
from niangjia.demo.rules.campaigns import CAMPAIGNS, QUESTIONS, REPLIES, PlannedCampaign
from niangjia.demo.rules.programme import AT
from niangjia.people import api as people

SERVICE, RULE = "online-campaign", "campaign"
SKIES = ("#e8c39e", "#9fb8ad", "#c7d3d4", "#d9a58b")
WALL = 60  # entries that may hang at once


def campaigning(company: Company) -> Iterator[Matter]:
    """Each begins when it is published."""
    for number, planned in enumerate(CAMPAIGNS):
        yield Matter(company.city.as_of + timedelta(planned.opens), _run(company, planned, number))


def _run(company: Company, planned: PlannedCampaign, number: int) -> Iterator[date]:
    """People take part two days later; the day after, somebody looks at all but the last."""
    campaign_id = _publish(company, planned)
    yield clock.today() + timedelta(2)
    for turn, person in enumerate(guests(company, SERVICE, 7 + number, len(planned.words))):
        _take_part(campaign_id, planned, person, turn)
    yield clock.today() + timedelta(1)
    _look(company, planned, campaign_id)


def _publish(company: Company, planned: PlannedCampaign) -> UUID:
    officer = company.actor(planned.by)
    new = campaigns.NewCampaign(
        service=SERVICE, union_id=company.city.ids[AT[planned.by]], kind=planned.kind, title=planned.title, text=planned.text,
        opens_at=clock.now(), closes_at=clock.start_of(company.city.as_of + timedelta(planned.closes)), rule=RULE,
        shown_most=0 if planned.kind == "quiz" else WALL,
    )  # fmt: skip
    campaign_id = campaigns.make_campaign(by=officer, new=new)
    if planned.kind == "quiz":
        asked = [campaigns.NewQuestion(text, choices, answer, why) for text, choices, answer, why in QUESTIONS]
        campaigns.add_questions(by=officer, campaign_id=campaign_id, questions=asked)
    campaigns.publish_campaign(by=officer, campaign_id=campaign_id)
    return campaign_id


def _take_part(campaign_id: UUID, planned: PlannedCampaign, person: UUID, turn: int) -> None:
    by = people.actor_for(person)
    if planned.kind == "quiz":
        picks = {nr: question[2] if (nr + turn) % 4 else 0 for nr, question in enumerate(QUESTIONS, 1)}
        campaigns.take_part(by=by, campaign_id=campaign_id, picks=picks)
        return
    upload = _picture(turn) if planned.kind == "photos" else None
    given = campaigns.HandedIn(planned.words[turn], upload, show=True, named=turn % 2 == 0)
    campaigns.take_part(by=by, campaign_id=campaign_id, handed_in=given)


def _look(company: Company, planned: PlannedCampaign, campaign_id: UUID) -> None:
    officer = company.actor(planned.by)
    waiting = campaigns.queue(officer, campaign_id=campaign_id)
    for turn, entry in enumerate(waiting[: len(waiting) - planned.waits]):
        campaigns.check_entry(by=officer, entry_id=entry.id, turn=entry.turn, shown=True)
        if planned.kind == "wishes" and turn in REPLIES:
            campaigns.answer_wish(by=officer, entry_id=entry.id, turn=entry.turn, text=REPLIES[turn])


def _picture(turn: int) -> ContentFile[bytes]:
    """Sky, hills, a sun: a picture that is none of anybody."""
    page = Image.new("RGB", (640, 480), SKIES[turn % len(SKIES)])
    draw = ImageDraw.Draw(page)
    draw.ellipse((430, 60, 530, 160), fill="#f6e7c8")
    for ridge in range(3):
        top = 260 + ridge * 60
        draw.polygon(
            [(0, 480), (0, top + 40 * (ridge % 2)), (220 + 60 * ridge, top - 70), (640, top + 30), (640, 480)],
            fill=("#7d8f86", "#5f746b", "#43584f")[ridge],
        )
    out = BytesIO()
    page.save(out, "JPEG", quality=80)
    return ContentFile(out.getvalue(), name=f"工位{turn + 1}.jpg")
