"""What the house tells an officer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from niangjia.messages import api as messages
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.desk import PLACES, desk, show


@dataclass(frozen=True, slots=True)
class MessagesPage:
    rows: Sequence[messages.MessageRow]


@require_GET
@desk(*{place for places in PLACES.values() for place in places})
def index(request: HttpRequest) -> HttpResponse:
    """Newest first."""
    return show(request, "messages", MessagesPage(messages.inbox(person_id=actor_of(request).id)), here="")
