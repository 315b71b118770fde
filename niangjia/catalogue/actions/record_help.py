"""The history that ``helped()`` asks."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import connection


def record_help(*, subject_id: UUID, service: str, period: str, fen: int = 0, times: int = 1) -> None:
    """Count one help in a period ("2026", "2026-2027", "ever"); call it for each period that may be asked for.

    Belongs inside the caller's act, which touches the subject. Negative numbers take back.
    """
    with connection.cursor() as cursor:
        if fen < 0 or times < 0:  # an insert would be refused for its own row, before the conflict is seen
            cursor.execute(
                "update catalogue_helped set times = times + %s, fen = fen + %s"
                " where subject_id = %s and service = %s and period = %s",
                [times, fen, subject_id, service, period],
            )
            return
        cursor.execute(
            "insert into catalogue_helped as h (subject_id, service, period, times, fen) values (%s, %s, %s, %s, %s)"
            " on conflict (subject_id, service, period)"
            " do update set times = h.times + excluded.times, fen = h.fen + excluded.fen",
            [subject_id, service, period, times, fen],
        )


def record_help_alike(*, subject_ids: Sequence[UUID], service: str, periods: Sequence[str]) -> None:
    """``record_help``, once and without money, for many subjects in the same periods; each subject once in the list."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into catalogue_helped as h (subject_id, service, period, times, fen)"
            " select s, %s, p, 1, 0 from unnest(%s::uuid[]) as s cross join unnest(%s::text[]) as p order by s, p"
            " on conflict (subject_id, service, period) do update set times = h.times + 1",
            [service, list(subject_ids), list(periods)],
        )


def record_help_many(*, helped: Sequence[tuple[UUID, str, str, int, int]]) -> None:
    """``record_help`` for a history: (subject, service, period, times, fen), each period of a subject once in the list."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into catalogue_helped as h (subject_id, service, period, times, fen)"
            " select * from unnest(%s::uuid[], %s::text[], %s::text[], %s::int[], %s::bigint[])"
            " on conflict (subject_id, service, period)"
            " do update set times = h.times + excluded.times, fen = h.fen + excluded.fen",
            [[row[column] for row in helped] for column in range(5)],
        )
