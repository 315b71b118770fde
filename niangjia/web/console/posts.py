"""岗位: who does what for which union. Appointing and ending is the security administrator's alone."""

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

from niangjia.base.actor import ROLES
from niangjia.people import api as people
from niangjia.unions import api as unions
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.desk import desk, id_in, show


@dataclass(frozen=True, slots=True)
class PostsPage:
    """``found`` answers the appointing form's questions: whose number, which union."""

    rows: Sequence[people.PostRef]
    may_appoint: bool
    roles: Sequence[tuple[str, str]]
    typed: Any
    who: str
    person_id: UUID | None
    unions: Sequence[tuple[str, str]]
    crumb: Sequence[tuple[str, str]]


@require_http_methods(["GET", "POST"])
@desk("members")
def index(request: HttpRequest) -> HttpResponse:
    """Live posts in reach. The person to appoint is named by her phone or ID number, the union by its name."""
    actor = actor_of(request)
    if request.method == "POST":
        if request.POST.get("step") == "end":
            people.end_post(
                by=actor, person_id=id_in(request, "person_id"), post_id=id_in(request, "post_id"),
                reason=request.POST.get("reason", ""),
            )  # fmt: skip
            messages.success(request, _("岗位已结束，下一次点击起就看不到了。"))
        else:
            people.appoint_to_post(
                by=actor, person_id=id_in(request, "person_id"), union_id=id_in(request, "union_id"),
                role=request.POST.get("role", ""), reason=request.POST.get("reason", ""),
            )  # fmt: skip
            messages.success(request, _("已任命。第一次进工作台要先绑定第二重验证。"))
        return redirect("console:posts")
    asked = request.POST or request.GET
    who, person_id = _asked_person(asked)
    named = unions.search_unions(text=asked["union"], limit=20) if asked.get("union") else []
    page = PostsPage(
        rows=people.posts_visible_to(actor), may_appoint=actor.holds("security_admin"),
        roles=[(key, _(title)) for key, title in ROLES.items()], typed=asked, who=who, person_id=person_id,
        unions=[(str(ref.id), ref.name) for ref in named], crumb=[(_("会员"), reverse("console:members")), (_("岗位"), "")],
    )  # fmt: skip
    return show(request, "posts", page, here="members")


def _asked_person(asked: Any) -> tuple[str, UUID | None]:
    """Who bears the number that was typed: (what to show, her id)."""
    number = (asked.get("number") or "").strip()
    if not number:
        return "", None
    person_id = people.person_phoned(phone=number) or people.person_numbered(id_number=number)
    if person_id is None:
        return _("没有这个号码的人。她要先入会或登录一次。"), None
    ref = people.people(person_ids=[person_id])[person_id]
    return f"{ref.name} · {ref.union_name or _('没有会籍')}", person_id
