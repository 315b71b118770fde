"""Whoever drives a case through the pages: the world, the desks, the days, and who did what."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.casework.models import Case
from niangjia.catalogue import api as catalogue
from tests.cast import Member, World
from tests.web.chain_services import Way

SATURDAY = 5


def working_days_after(day: date, days: int) -> date:
    """Counted by hand: in the weeks of these tests nothing but weekends is free."""
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return day


def text(response: Any) -> str:
    return str(response.content.decode())


def photo() -> SimpleUploadedFile:
    picture = BytesIO()
    Image.new("RGB", (60, 80), "#efe8dc").save(picture, "JPEG")
    return SimpleUploadedFile("照片.jpg", picture.getvalue(), "image/jpeg")


class Hands:
    """What is at hand while one service runs for one applicant."""

    def __init__(self, world: World, key: str, way: Way, client_of: Callable[..., Client], days: ExitStack) -> None:
        found = catalogue.definition(key)
        assert found
        self.world, self.key, self.way, self.days = world, key, way, days
        self.definition = found
        self.did: list[tuple[str, UUID]] = []
        self.stages: list[str] = []
        self._make, self._clients = client_of, dict[str, Client]()
        self._id: UUID | None = None

    # -- who and what --------------------------------------------------------------------------------------------------------
    def at_desk(self, who: str) -> Client:
        if who not in self._clients:
            self._clients[who] = self._make(who)
        return self._clients[who]

    @property
    def case(self) -> Case:
        return Case.objects.get(id=self._id)

    @property
    def stage(self) -> Any:
        return self.definition.chain[self.case.stage]

    def stand_at(self, day: date) -> None:
        self.days.enter_context(clock.frozen(day.isoformat()))

    def verb(self, name: str, by: Member | None = None) -> None:
        self.did.append((name, by.id if by else SYSTEM.id))
