"""Everybody of the city with the day since which she is a member."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import connection


def members_since() -> list[tuple[UUID, date]]:
    """In order of their keys; whoever has left is not in it."""
    with connection.cursor() as cursor:
        cursor.execute("select person_id, since from people_v_membership where until is null order by person_id")
        return cursor.fetchall()
