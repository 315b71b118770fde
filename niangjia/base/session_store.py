"""Sessions as Django keeps them in the database; only reading one, as every request does, is a statement of our own: the ORM takes three times as long."""

from __future__ import annotations

import time
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection

READ = "select session_data from django_session where session_key = %s and expire_date > to_timestamp(%s)"


class SessionStore(DatabaseStore):
    """By the machine's clock: a demo's jump of days signs nobody out."""

    def load(self) -> dict[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute(READ, [self.session_key, time.time()])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        found: dict[str, Any] = self.decode(row[0])
        return found
