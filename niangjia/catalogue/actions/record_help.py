"""The history that ``helped()`` asks."""

from __future__ import annotations

from uuid import UUID

from django.db import connection


def record_help(*, subject_id: UUID, service: str, period: str, fen: int = 0, times: int = 1) -> None:
    """Count one help in a period ("2026", "2026-2027", "ever"); call it for each period that may be asked for.

    Belongs inside the caller's act, which touches the subject. Negative numbers take back.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into catalogue_helped as h (subject_id, service, period, times, fen) values (%s, %s, %s, %s, %s)"
            " on conflict (subject_id, service, period)"
            " do update set times = h.times + excluded.times, fen = h.fen + excluded.fen",
            [subject_id, service, period, times, fen],
        )
