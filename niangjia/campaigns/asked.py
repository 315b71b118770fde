"""What a quiz asks."""

from __future__ import annotations

from uuid import UUID

from niangjia.campaigns.models import Question
from niangjia.campaigns.rules.asking import Asked


def questions_of(campaign_id: UUID) -> list[Asked]:
    """In their order, with the right answers: pages show those to whoever has tried."""
    rows = Question.objects.filter(campaign_id=campaign_id).order_by("nr")
    return [Asked(row.nr, row.text, row.choices, row.answer, row.why) for row in rows]
