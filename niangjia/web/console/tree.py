"""工会树: one branch at a time, with what lies below; founding and renaming."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from niangjia.base.actor import Actor, Scope
from niangjia.kernel.errors import NotFound
from niangjia.people import api as people
from niangjia.unions import api as unions
from niangjia.unions.api import UnionRef
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.desk import desk, is_administrator, show
from niangjia.web.console.forms import RenameForm, UnionForm
from niangjia.web.console.reach import line_to
from niangjia.web.shell.parts import TreeRow


@dataclass(frozen=True, slots=True)
class TreePage:
    """``at`` is the union looked at; its line is open, its children are listed."""

    rows: Sequence[TreeRow]
    at: UnionRef
    facts: Sequence[tuple[str, str]]
    posts: Sequence[people.PostRef]
    may_tend: bool
    members_href: str
    found: Any
    rename: Any
    text: str
    results: Sequence[tuple[str, str, str]]


@require_http_methods(["GET", "POST"])
@desk("unions")
def index(request: HttpRequest) -> HttpResponse:
    """The branch of ``?at=``. A POST founds a union below it or gives it another name."""
    actor = actor_of(request)
    line, at = _at(actor, request.GET.get("at"))
    found, rename = UnionForm(), RenameForm(initial={"name": at.name})
    if request.POST.get("step") == "found":
        found = UnionForm(request.POST)
        if request.method == "POST" and found.is_valid():
            new = unions.found_union(by=actor, parent_id=at.id, **found.cleaned_data)
            messages.success(request, _("“%(name)s”已建立。") % {"name": new.name})
            return redirect(f"{reverse('console:tree')}?at={at.path}")
    if request.POST.get("step") == "rename":
        rename = RenameForm(request.POST)
        if request.method == "POST" and rename.is_valid():
            unions.rename_union(by=actor, union_id=at.id, **rename.cleaned_data)
            messages.success(request, _("已更名。"))
            return redirect(f"{reverse('console:tree')}?at={at.path}")
    return show(
        request,
        "tree",
        _page(actor, line, at, found, rename, request.GET.get("q", "").strip()),
        here="unions",
        rail_counts={},
    )


def _at(actor: Actor, path: str | None) -> tuple[list[UnionRef], UnionRef]:
    """The union at ``path`` (her own without one) and those of the actor's reach above it, in one query.

    :raises NotFound: none there, or out of reach.
    """
    path = path or min(scope.path for scope in actor.scopes)
    if not any(path.startswith(scope.path) for scope in actor.scopes):
        raise NotFound
    line = [ref for ref in line_to(path) if any(ref.path.startswith(scope.path) for scope in actor.scopes)]
    if not line or line[-1].path != path:
        raise NotFound
    return line[:-1], line[-1]


def _page(actor: Actor, line: list[UnionRef], at: UnionRef, found: Any, rename: Any, text: str) -> TreePage:
    kids = unions.children(union_id=at.id)
    counts = people.members_below(union_ids=[*(ref.id for ref in line), at.id, *(kid.union.id for kid in kids)])
    here = Actor(actor.id, actor.label, (Scope("reviewer", at.path),))
    posts = people.posts_visible_to(here) if not is_administrator(actor) or actor.holds("security_admin") else []
    manned = {post.union_id for post in posts if post.role == "reviewer"}
    named = [] if not text else unions.search_unions(text=text, by=actor)
    return TreePage(
        rows=_rows(line, at, kids, counts, manned), at=at, facts=_facts(at, counts.get(at.id, 0), len(kids)),
        posts=[post for post in posts if post.union_id == at.id], may_tend=unions.may_tend(actor, at.path),
        members_href=f"{reverse('console:members')}?path={at.path}" if actor.sees(at.path) else "", found=found, rename=rename,
        text=text, results=[(ref.name, _(ref.level_zh), f"?at={ref.path}") for ref in named],
    )  # fmt: skip


def _rows(
    line: Sequence[UnionRef],
    at: UnionRef,
    kids: Sequence[unions.ChildUnion],
    counts: dict[UUID, int],
    manned: set[UUID],
) -> list[TreeRow]:
    rows = []
    for depth, ref in enumerate([*line, at]):
        below = sum(kid.below + 1 for kid in kids) if ref.id == at.id else None
        up = line[depth - 1].path if depth else ref.path
        vacant = _("审核岗空缺") if ref.id == at.id and ref.id not in manned else ""
        rows.append(
            TreeRow(
                depth,
                ref.name,
                f"?at={ref.path}",
                _(ref.level_zh),
                counts.get(ref.id, 0),
                below,
                vacant,
                "open",
                f"?at={up}",
            )
        )
    for kid in kids:
        ref, href = kid.union, f"?at={kid.union.path}"
        vacant = "" if ref.id in manned else _("审核岗空缺")
        state = "shut" if kid.below else "leaf"
        rows.append(
            TreeRow(
                min(len(line) + 1, 5),
                ref.name,
                href,
                _(ref.level_zh),
                counts.get(ref.id, 0),
                kid.below,
                vacant,
                state,
                href,
            )
        )
    return rows


def _facts(at: UnionRef, members: int, children: int) -> list[tuple[str, str]]:
    return [
        (_("层级"), _(at.level_zh)),
        (_("类型"), _(at.kind_zh)),
        (_("行政区划"), at.region_code or "—"),
        (_("建会日期"), f"{at.founded_on:%Y-%m-%d}" if at.founded_on else "—"),
        (_("会员（含下级）"), f"{members:,}"),
        (_("直属下级"), f"{children:,}"),
    ]
