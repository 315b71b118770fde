"""Looking at a member's card: whoever scans the code sees that it is real, and no more than that."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from niangjia.kernel.errors import NotFound
from niangjia.people import api as people
from niangjia.web.worker.card_token import read_card_token


@dataclass(frozen=True, slots=True)
class CardCheck:
    """``good``: a member, now. The name is masked: the holder stands in front of whoever looks."""

    good: bool
    name: str = ""
    union: str = ""


@never_cache
@require_safe
def card(request: HttpRequest, token: str) -> HttpResponse:
    """A code that is too old, changed, or of somebody who is no member any more: all look the same."""
    return render(request, "web/public/card.html", {"page": check(token), "here": "check"})


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """How a card is checked."""
    return render(request, "web/public/card_how.html", {"here": "check"})


def check(token: str) -> CardCheck:
    person_id = read_card_token(token)
    try:
        profile = people.profile(person_id) if person_id else None
    except NotFound:
        profile = None
    if profile is None or profile.status not in {"active", "retained"}:
        return CardCheck(False)
    return CardCheck(True, profile.name_masked, profile.union_name)
