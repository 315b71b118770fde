"""Taking part: once a person and campaign, and each time one case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.campaigns.access import paths_for, require_published
from niangjia.campaigns.asked import questions_of
from niangjia.campaigns.errors import NotAllTried, NotForHer, NotRunning, ThroughTheCampaign, TookPart
from niangjia.campaigns.events import ParticipationCounted
from niangjia.campaigns.handing_in import HandedIn, enter_wall, require_fit
from niangjia.campaigns.models import Campaign, Participation
from niangjia.campaigns.rules.asking import Marked, mark
from niangjia.campaigns.rules.names import QUIZ, STATES
from niangjia.casework import api as casework

FIELD = "campaign"  # of the service's form: what the case is about


@dataclass(frozen=True, slots=True)
class Taken:
    """``marked``: of a quiz, for the page that answers; it is not kept."""

    case_id: UUID
    marked: Sequence[Marked] = field(default=())


def take_part(
    *, by: Actor, campaign_id: UUID, picks: Mapping[int, int] | None = None, handed_in: HandedIn | None = None
) -> Taken:
    """Answer all questions, or hand in a picture or a wish. The case, the participation and the entry stand together or not at all.

    :param picks: of a quiz: the place of the choice by the number of the question.
    :raises NotFound, NotRunning, NotForHer, TookPart, NotAllTried: PictureMissing, WordsMissing …: see ``handing_in``. BadFile: see ``files.store``.
    :raises NotEntitledByRecords, NotKnownByRecords, NoHomeUnion: what the service asks for; nothing is kept.
    """
    campaign = _open_to(by.id, campaign_id)
    marked = _tried(campaign, picks or {}) if campaign.kind == QUIZ else []
    given = None if campaign.kind == QUIZ else require_fit(campaign.kind, handed_in or HandedIn())
    with act("campaigns.take_part", by=by, about=("campaign", campaign.id), owner=by.id) as deed:
        _count_once(by.id, campaign.id)
        case_id = casework.apply_for_service(by=by, service=campaign.service, answers={FIELD: campaign.title})
        if given:
            enter_wall(by=by, campaign=campaign, given=given)
        deed.note(title=campaign.title, kind=campaign.kind)
        deed.emit(ParticipationCounted(person_id=by.id, campaign_id=campaign.id))
    return Taken(case_id, marked)


def bind_case(*, person_id: UUID, case_id: UUID) -> UUID:
    """The participation that waits for its case in this transaction gets it; returns the campaign.

    :raises ThroughTheCampaign: none waits.
    """
    waits = Participation.objects.filter(person_id=person_id, case_id=None).first()
    if waits is None:
        raise ThroughTheCampaign
    Participation.objects.filter(person_id=person_id, campaign_id=waits.campaign_id).update(case_id=case_id)
    return waits.campaign_id


def _open_to(person_id: UUID, campaign_id: UUID) -> Campaign:
    campaign, now = require_published(campaign_id), clock.now()
    if Participation.objects.filter(person_id=person_id, campaign_id=campaign_id).exists():
        raise TookPart
    if not campaign.runs_at(now):
        raise NotRunning(state=STATES[campaign.state_at(now)])
    if campaign.union.path not in paths_for(person_id):
        raise NotForHer(union=campaign.union.name)
    return campaign


def _tried(campaign: Campaign, picks: Mapping[int, int]) -> list[Marked]:
    marked, left = mark(questions_of(campaign.id), picks)
    if left:
        raise NotAllTried(count=len(left), numbers="、".join(map(str, left)))
    return marked


def _count_once(person_id: UUID, campaign_id: UUID) -> None:
    """Whoever presses twice waits here for the first, and is told."""
    row: Any = Participation(person_id=person_id, campaign_id=campaign_id, at=clock.now())
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as taken:
        raise TookPart from taken
