"""Those who act in the histories, and what they do, each by the verb that the page calls."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from niangjia.base import clock, files
from niangjia.base.actor import Actor
from niangjia.base.workcalendar import calendar
from niangjia.casework import api as casework
from niangjia.casework.api import Turn
from niangjia.catalogue import api as catalogue
from niangjia.demo.actions.found_city import City
from niangjia.demo.actions.seat_cast import person_id
from niangjia.demo.actions.settle_people import Pool, worker_id
from niangjia.demo.rules.workers import PlannedWorker
from niangjia.people import api as people

PURPOSE = "case-evidence"


class Company:
    """One production: the city, the people to choose from, the officers."""

    def __init__(self, city: City, pool: Pool) -> None:
        self.city, self.pool = city, pool
        self.refreshed: set[tuple[str, UUID]] = set()
        self.joined: list[UUID] = []  # on their phones, in this order
        self._officers_known: dict[UUID, Actor] = {}

    # -- days ---------------------------------------------------------------------------------------------------------
    def ago(self, working_days: int) -> date:
        """So many working days before today, where today is the last day of the histories."""
        return calendar().add(self.city.as_of, -working_days).day

    @staticmethod
    def later(working_days: int) -> date:
        """So many working days after the day that is being acted."""
        return calendar().add(clock.today(), working_days).day

    def after_notice(self, case_id: UUID) -> date:
        """The morning after the last day of its notice."""
        closes = casework.case_summary(case_id=case_id).due_on or clock.today()
        return closes + timedelta(1)

    # -- people -------------------------------------------------------------------------------------------------------
    def actor(self, key: str) -> Actor:
        """One of the cast."""
        return self._acting(person_id(self.city.seed, key))

    def id_of(self, worker: PlannedWorker) -> UUID:
        return worker_id(self.city, worker)

    def officer_for(self, case_id: UUID) -> Actor:
        """Somebody whose turn it is."""
        return self._officers(casework.turn_of(case_id=case_id))[0]

    def _officers(self, turn: Turn) -> list[Actor]:
        """Whose turn it is, without whoever has signed already and the applicant."""
        holders = people.officers_at(turn.union_id, turn.role) if turn.union_id else []
        return [self._acting(holder) for holder in holders if holder not in turn.out]

    def _acting(self, who: UUID) -> Actor:
        """Posts do not change while the histories run, so an officer is looked up once."""
        if who not in self._officers_known:
            self._officers_known[who] = people.actor_for(who)
        return self._officers_known[who]

    # -- acts ---------------------------------------------------------------------------------------------------------
    def apply(self, who: UUID, service: str, answers: Mapping[str, Any]) -> UUID:
        """On the phone; what is known of her is known as of this day."""
        self.as_known_today("person", who)
        return casework.apply_for_service(by=people.actor_for(who), service=service, answers=answers)

    def as_known_today(self, subject: str, *ids: UUID) -> None:
        """Facts and verdicts of the day that is being acted."""
        catalogue.refresh(subject, ids)
        self.refreshed.update((subject, one) for one in ids)

    def approve(self, case_id: UUID, opinion: str = "", **more: Any) -> None:
        """Whose turn it is signs; where two must, both do."""
        turn = casework.turn_of(case_id=case_id)
        for officer in self._officers(turn)[: turn.signatures]:
            casework.approve(by=officer, case_id=case_id, opinion=opinion, **more)

    def sign(self, case_id: UUID, opinion: str = "", **more: Any) -> None:
        """One signature, where two may be needed."""
        casework.approve(by=self.officer_for(case_id), case_id=case_id, opinion=opinion, **more)

    def state(self, case_id: UUID) -> str:
        return casework.case_summary(case_id=case_id).state

    def picture(self, owner: UUID, name: str) -> list[str]:
        """An upload: a picture of a paper that is none."""
        upload = ContentFile(self._paper, name=f"{name}.png")
        return [str(files.store(by=people.actor_for(owner), owner_id=owner, purpose=PURPOSE, upload=upload).id)]

    @cached_property
    def _paper(self) -> bytes:
        page = Image.new("RGB", (280, 396), "#f6f1e6")
        draw = ImageDraw.Draw(page)
        draw.rectangle((16, 16, 264, 380), outline="#b08d57", width=2)
        for line in range(8):
            draw.rectangle((42, 80 + line * 24, 238 - 27 * (line % 3), 87 + line * 24), fill="#d8cfbd")
        draw.ellipse((180, 300, 234, 354), outline="#c0392b", width=3)
        out = BytesIO()
        page.save(out, "PNG")
        return out.getvalue()
