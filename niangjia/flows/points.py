"""Whoever may lose points, or has lost some, is told: once, with the way to her statement."""

from __future__ import annotations

from niangjia.messages import api as messages
from niangjia.points import api as points
from niangjia.points.events import PointsExpiring, PointsTakenBack

STATEMENT = "/me/points/"


def points_expiring(event: PointsExpiring) -> None:
    """As it stands now: who has spent them meanwhile is not told."""
    losing, until = points.expiring(person_ids=event.person_ids, on=event.expires_on), str(event.expires_on)
    messages.send_each(
        letters=[
            messages.Letter(person_id, "points.expiring", f"points.expiring:{until}", {"points": many, "until": until}, STATEMENT)
            for person_id, many in losing.items()
        ]
    )  # fmt: skip


def points_taken_back(event: PointsTakenBack) -> None:
    rows = points.fallen(rule=event.rule, source_id=event.source_id, person_ids=event.person_ids)
    messages.send_each(
        letters=[
            messages.Letter(
                row.person_id, "points.taken_back", f"points.taken_back:{event.rule}:{event.source_id}:{row.turn}",
                {"points": row.points, "title": row.title, "reason": row.reason}, STATEMENT,
            )
            for row in rows
        ]
    )  # fmt: skip
