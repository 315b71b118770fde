"""A title is given at the end of a case, and taken back with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.base.declare import OutcomeCase
from niangjia.honours.errors import AlreadyHonoured
from niangjia.honours.events import HonourGiven
from niangjia.honours.models import Honour
from niangjia.kernel.errors import NotFound
from niangjia.kernel.ids import uuid7
from niangjia.unions import api as unions


def give_honour(*, by: Actor, case: OutcomeCase) -> UUID:
    """Enter the title that ``case.spec`` names (title: {key, zh, en}, level, basis) and return its id. Twice is once.

    :raises AlreadyHonoured: she bears this title of this year from another case.
    """
    person_id, spec = case.person_id, case.spec
    if person_id is None:
        raise NotFound
    honour_id, given_on = uuid7(), clock.local_date(case.decided_at)
    with act("honours.give", by=by, about=("honour", honour_id), owner=person_id) as deed:
        known = Honour.objects.filter(person_id=person_id, case_id=case.id).first()
        if known:
            return known.id
        title = titles_of(spec, case.service)
        if Honour.objects.filter(
            person_id=person_id, title=title["title"], year=given_on.year, revoked_on__isnull=True
        ).exists():
            raise AlreadyHonoured(year=given_on.year, title=title["title_zh"])
        Honour.objects.create(
            person_id=person_id,
            id=honour_id,
            level=spec.get("level") or "municipal",
            year=given_on.year,
            service=case.service,
            case_id=case.id,
            union_id=case.union_id,
            given_on=given_on,
            basis=spec.get("basis") or "",
            **title,
        )
        unions.count_new("honour", [honour_id])
        deed.touch("person", person_id)
        deed.note(**title, year=given_on.year, case=case.number)
        deed.emit(HonourGiven(person_id=person_id, honour_id=honour_id, case_id=case.id))
    return honour_id


def titles_of(spec: Mapping[str, Any], service: str) -> dict[str, str]:
    """Key and texts of the title; its key is the service's unless the definition gives one."""
    texts = spec.get("title") or {}
    if isinstance(texts, str):
        texts = {"zh": texts}
    zh = texts.get("zh") or service
    return {"title": spec.get("key") or service, "title_zh": zh, "title_en": texts.get("en") or zh}
