"""个人信息保护法 Art.45: what is kept of her here. Never what others chose, or who reported her."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q

from niangjia.pairs.models import Bar, Block, Choice, Guest, Pair, Proof, Report


def data_of(person_id: UUID) -> dict[str, Any]:
    """JSON values only; another is named by the meeting alone."""
    choices = list(Choice.objects.filter(person_id=person_id).values_list("pool_id", flat=True))
    guests = list(Guest.objects.filter(person_id=person_id).order_by("came_at"))
    return {
        "single_proofs": [
            {"handed_in": str(p.handed_in_at), "state": p.state, "valid_until": str(p.valid_until or "")}
            for p in Proof.objects.filter(person_id=person_id).order_by("handed_in_at")
        ],
        "meetings": [
            {"title": g.title, "came": str(g.came_at), "nickname": g.nickname, "photo": g.photo_id is not None,
             "chose": choices.count(g.pool_id)}
            for g in guests
        ],
        "pairs": [
            {"title": p.title, "made": str(p.made_at), "ended": str(p.ended_at or "")}
            for p in Pair.objects.filter(Q(low_id=person_id) | Q(high_id=person_id)).order_by("made_at")
        ],
        "blocked": Block.objects.filter(person_id=person_id).count(),
        "reported": [
            {"title": r.title, "made": str(r.made_at), "kind": r.kind, "text": r.text, "state": r.state}
            for r in Report.objects.filter(from_id=person_id).order_by("made_at")
        ],
        "barred": [{"since": str(b.made_at), "until": str(b.until or "")} for b in Bar.objects.filter(person_id=person_id)],
    }  # fmt: skip
