"""Who is asking: the actor behind a request, read once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from niangjia.base.actor import Actor
from niangjia.kernel.errors import NotAllowed
from niangjia.people import api as people

View = Callable[..., HttpResponseBase]


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in actor with the posts she holds today. Only behind ``person_required`` or ``officer_required``."""
    known: Actor | None = getattr(request, "nj_actor", None)
    if known is None:
        known = people.actor_for(request.user)
        request.nj_actor = known  # type: ignore[attr-defined]  # Django lets middleware and views hang things on a request
    return known


def person_required(view: View) -> View:
    """Sign in first. The middleware has seen to it that a signed-in login has a person behind it."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return wrapped


def officer_required(view: View) -> View:
    """Sign in first; then a live post is needed (the middleware has seen to the second factor).

    :raises NotAllowed: signed in without any post.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not actor_of(request).is_officer:
            raise NotAllowed
        return view(request, *args, **kwargs)

    return wrapped
