"""The ordinary way, for the bench of a rush: people who are signed in press the button of a place's page."""

from __future__ import annotations

import json
import secrets
import string
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.auth.hashers import make_password

from niangjia.base import clock
from niangjia.kernel.ids import uuid7
from niangjia.web.api import make_ticket

CSRF_LENGTH = 32


def load(port: int, asks: Sequence[str], connections: int) -> dict[str, Any]:
    """What became of these requests, sent by a process of its own (``load.py``)."""
    told = json.dumps({"port": port, "asks": asks, "connections": connections})
    done = subprocess.run(
        [sys.executable, "-m", "niangjia.demo.benches.load"], input=told, capture_output=True, text=True, check=True
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def without_posts(people: Sequence[UUID]) -> list[UUID]:
    """Officers need a second factor first."""
    officers = set(apps.get_model("people", "Post").objects.values_list("person_id", flat=True))
    return [person for person in people if person not in officers]


class Press(NamedTuple):
    """What a browser sends when somebody presses the button."""

    page: str
    cookies: str
    form: str

    @property
    def words(self) -> str:
        """As they go over the line."""
        return (
            f"POST {self.page} HTTP/1.1\r\nhost: localhost\r\ncookie: {self.cookies}\r\n"
            f"content-type: application/x-www-form-urlencoded\r\ncontent-length: {len(self.form)}\r\n\r\n{self.form}"
        )


def presses(people: Sequence[UUID], pools: Sequence[UUID]) -> list[Press]:
    """Each of these people, signed in, presses the button of one pool's page, the pools in turn."""
    asks = []
    for nr, (person, session) in enumerate(zip(people, _sessions(people), strict=True)):
        csrf = "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(CSRF_LENGTH))
        pool = pools[nr % len(pools)]
        cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={csrf}"
        form = urlencode({"csrfmiddlewaretoken": csrf, "key": make_ticket(person, pool, uuid7())})
        asks.append(Press(f"/places/{pool}/", cookies, form))
    return asks


def _sessions(people: Sequence[UUID]) -> list[str]:
    """A session of each, as signing in makes it."""
    logins = get_user_model()._default_manager
    there = {login.person_id: login for login in logins.filter(person_id__in=people)}
    new = [
        logins.model(person_id=person, created_at=clock.now(), password=make_password(None))
        for person in people
        if person not in there
    ]
    there |= {login.person_id: login for login in logins.bulk_create(new)}
    store = import_module(settings.SESSION_ENGINE).SessionStore
    [backend] = settings.AUTHENTICATION_BACKENDS
    made = []
    for person in people:
        session = store()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(there[person].pk), backend
        session[HASH_SESSION_KEY] = there[person].get_session_auth_hash()
        session["nj_began"] = session["nj_seen"] = time.time()
        session.create()
        made.append(session.session_key)
    return made
