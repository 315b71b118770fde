"""What every console page has around it: who may come in, the refusals told, the rail, the officer's name on the watermark."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from niangjia.base import clock
from niangjia.base.actor import ADMINISTRATORS, ROLES, Actor
from niangjia.casework import api as casework
from niangjia.kernel.errors import NotAllowed, NotFound, Refusal
from niangjia.unions import api as unions
from niangjia.web.accounts.actors import View, actor_of
from niangjia.web.shell.refusals import came_from, said
from niangjia.web.shell.texts import tell

CONFLICT = 409
SCOPE = "nj_scope"
_OURS = ("ours",)
_WORK = (
    "inbox",
    "cases",
    "notices",
    "members",
    "registers",
    "pools",
    "unions",
    "import",
    "definitions",
    "figures",
    "journal",
)
PLACES = {
    "reviewer": _WORK,
    "aid": _WORK,
    "leader": (*_WORK, *_OURS, "funds", "payouts", "runs"),
    "finance": (
        *_OURS,
        "inbox",
        "cases",
        "notices",
        "unions",
        "import",
        "funds",
        "payouts",
        "definitions",
        "figures",
        "journal",
    ),
    "system_admin": ("definitions", "figures"),
    "security_admin": ("members", "unions"),
    "audit_admin": ("journal", "figures"),
}


def places_of(actor: Actor) -> frozenset[str]:
    """The parts of the console that the actor's posts open."""
    return frozenset(place for scope in actor.scopes for place in PLACES[scope.role])


def desk(*keys: str) -> Callable[[View], View]:
    """A console page: signed in, with a post that opens one of ``keys`` (places of the rail); else it does not exist.

    A refusal of a verb is said on the page itself: the view runs again as GET, with ``request.POST`` still at hand, so that what was typed stays.
    """

    def around(view: View) -> View:
        @never_cache
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if places_of(actor_of(request)).isdisjoint(keys):
                raise Http404
            try:
                return view(request, *args, **kwargs)
            except NotFound as missing:
                raise Http404 from missing
            except NotAllowed:
                return render(request, "403.html", status=403)
            except Refusal as refusal:
                return _told(view, request, refusal, args, kwargs)

        return wrapped

    return around


def _told(view: View, request: HttpRequest, refusal: Refusal, args: Any, kwargs: Any) -> HttpResponseBase:
    if request.method != "POST" or request.headers.get("HX-Request"):
        return said(request, refusal)
    messages.warning(request, str(tell(refusal)))
    request.method = "GET"
    try:
        response = view(request, *args, **kwargs)
    except Refusal:  # a view that only takes posts: back to the page with the button
        return HttpResponseRedirect(came_from(request))
    response.status_code = CONFLICT
    return response


def show(request: HttpRequest, template: str, page: Any, *, here: str, **look: Any) -> HttpResponse:
    """Draw ``page`` (a dataclass) inside the console. ``look``: fixed, slim, or rail_counts the page has counted already."""
    return render(request, f"web/console/{template}.html", frame(request, here) | look | {"page": page})


def part(request: HttpRequest, template: str, page: Any) -> HttpResponse:
    """Draw a part of a page, for htmx."""
    return render(request, f"web/console/{template}.html", {"page": page})


def frame(request: HttpRequest, here: str) -> dict[str, Any]:
    """The context of the shell. The label reads "name · union": no query is needed for it."""
    actor = actor_of(request)
    name, _dot, union = actor.label.partition(" · ")
    here_posts = {scope.role for scope in actor.scopes if scope.path == actor.scopes[0].path}
    return {
        "here": here,
        "officer": {
            "name": name,
            "post": _(next(title for role, title in ROLES.items() if role in here_posts)),
            "union": union,
        },
        "shell_now": clock.now(),
        "scope_unions": [*_above(request, actor.scopes[0].path), union],
        "rail_only": places_of(actor),
        "rail_counts": SimpleLazyObject(lambda: _counts(actor)),
    }


def _above(request: HttpRequest, path: str) -> list[str]:
    """The names of the unions above her own, asked once a session."""
    kept: dict[str, list[str]] = request.session.get(SCOPE, {})
    if path not in kept:
        kept = {path: [each.short_name or each.name for each in unions.ancestors(path=path)]}
        request.session[SCOPE] = kept
    return kept[path]


def _counts(actor: Actor) -> dict[str, int]:
    return {"inbox": casework.counts_for(actor)["all"]} if actor.paths else {}


def is_administrator(actor: Actor) -> bool:
    """Whether only administrators' posts are held: they see how the house runs, nothing of people's affairs."""
    return all(scope.role in ADMINISTRATORS for scope in actor.scopes)


def ids_in(request: HttpRequest, name: str) -> list[UUID]:
    """Ids that a form posted; an odd one is not found.

    :raises NotFound:
    """
    try:
        return [UUID(text) for text in request.POST.getlist(name)]
    except ValueError as odd:
        raise NotFound from odd


def id_in(request: HttpRequest, name: str) -> UUID:
    """The one id that a form posted.

    :raises NotFound: none, or an odd one.
    """
    found = ids_in(request, name)
    if not found:
        raise NotFound
    return found[0]


def key_in(request: HttpRequest, name: str) -> UUID | None:
    """An id out of the query; an odd one is not found."""
    text = request.GET.get(name)
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as odd:
        raise NotFound from odd


def page_number(request: HttpRequest) -> int:
    """The page asked for; anything odd is the first."""
    text = request.GET.get("page", "")
    return max(int(text), 1) if text.isdecimal() and len(text) < 7 else 1
