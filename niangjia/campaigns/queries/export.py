"""个人信息保护法 Art.45: what is kept of her here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from niangjia.campaigns.models import Campaign, Entry, Like, Participation, Report


def data_of(person_id: UUID) -> dict[str, Any]:
    """JSON values only. What she picked in a quiz is not kept, so it is not here."""
    took = list(Participation.objects.filter(person_id=person_id).order_by("at"))
    entries = list(Entry.objects.filter(person_id=person_id).order_by("handed_in_at"))
    ids = {row.campaign_id for row in took} | {row.campaign_id for row in entries}
    titles = dict(Campaign.objects.filter(id__in=ids).values_list("id", "title"))
    return {
        "took_part": [{"title": titles[row.campaign_id], "at": str(row.at)} for row in took],
        "handed_in": [
            {"title": titles[row.campaign_id], "at": str(row.handed_in_at), "state": row.state, "text": row.text, "picture": row.file_id is not None,
             "shown_as": row.shown_as, "may_be_shown": row.consent, "reason": row.reason, "reply": row.reply}
            for row in entries
        ],
        "likes": Like.objects.filter(person_id=person_id).count(),
        "reported": [
            {"at": str(row.at), "kind": row.kind} for row in Report.objects.filter(person_id=person_id).order_by("at")
        ],
    }  # fmt: skip
