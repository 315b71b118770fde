"""入户走访 at 390 px: what was found, the signature given face to face, photographs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from niangjia.base import files
from niangjia.casework import api as casework
from niangjia.people import api as people
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.desk import desk, show
from niangjia.web.console.forms import VisitForm
from niangjia.web.console.words import due_words, stage_title
from niangjia.web.shell.parts import Known
from niangjia.web.shell.texts import say

PURPOSE = "case-visit"


@dataclass(frozen=True, slots=True)
class VisitPage:
    title: str
    over: str
    lead: str
    known: list[Known]
    back: str
    form: Any


@require_http_methods(["GET", "POST"])
@desk("cases")
def visit(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The page on the phone; a case that waits for no visit of this actor has none."""
    actor = actor_of(request)
    view = casework.case_for(actor, case_id)
    form = VisitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        owner = view.case.person_id or view.case.subject_id
        photos = tuple(
            files.store(by=actor, owner_id=owner, purpose=PURPOSE, upload=upload, accept=files.PICTURES).id
            for upload in request.FILES.getlist("photos")
        )
        casework.record_visit(by=actor, case_id=case_id, photos=photos, **form.cleaned_data)
        messages.success(request, _("走访已记下，接着往下办。"))
        return redirect("console:case", case_id)
    stage = view.plan.chain[view.case.stage] if view.case.stage >= 0 else None
    if stage is None or stage.kind != "visit" or not view.live:
        raise Http404
    return show(request, "visit", _page(view, stage, form), here="cases")


def _page(view: Any, stage: Any, form: VisitForm) -> VisitPage:
    person_id = view.case.person_id
    person = people.people(person_ids=[person_id]).get(person_id) if person_id else None
    known = [Known(_("工会"), view.unit), Known(_("期限"), due_words(view.case.due_on))]
    if person:
        known.insert(0, Known(_("手机"), person.phone_masked))
    return VisitPage(
        title=_("走访 %(who)s") % {"who": person.name if person else view.unit},
        over=f"{say(view.plan.title)} · {view.case.number}",
        lead=stage_title(stage),
        known=known,
        back=reverse("console:case", args=[view.case.id]),
        form=form,
    )
