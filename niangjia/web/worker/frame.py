"""What every worker page has around it: the actor, the refusals told, the tab bar's counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.views.decorators.cache import never_cache

from niangjia.casework import api as casework
from niangjia.messages import api as messages
from niangjia.web.accounts.actors import View, actor_of, person_required
from niangjia.web.shell.refusals import told


def page(view: View) -> View:
    """A worker page: signed in, never cached, refusals told."""
    return never_cache(told(person_required(view)))


def show(request: HttpRequest, template: str, content: Any, *, here: str = "", mine: int | None = None) -> HttpResponse:
    """Draw ``content`` (a dataclass, ``page`` in the template). Counts are asked for only where the template shows them."""
    who = actor_of(request).id
    context = {
        "page": content,
        "here": here,
        "mine_count": _lazily(lambda: live_count(who)) if mine is None else mine,
        "unread": _lazily(lambda: messages.unread_count(person_id=who)),
    }
    return render(request, f"web/worker/{template}.html", context)


def live_count(person_id: UUID) -> int:
    """How many matters run."""
    return sum(case.state in casework.LIVE for case in casework.cases_of(person_id))


def _lazily(count: Callable[[], int]) -> Any:
    return SimpleLazyObject(count)
