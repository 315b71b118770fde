"""交友联谊 on the desk: proofs to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from niangjia.pairs import api as pairs
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.desk import desk, show


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    proofs: Sequence[pairs.ProofView]


@dataclass(frozen=True, slots=True)
class ProofPage:
    crumb: Sequence[tuple[str, str]]
    proof: pairs.ProofView
    reason: str


def crumb_to(title: str) -> list[tuple[str, str]]:
    return [(_("名额"), reverse("console:pools")), (_("交友联谊"), reverse("console:meetings")), (title, "")]


@require_GET
@desk("pools")
def index(request: HttpRequest) -> HttpResponse:
    """What waits in her reach, the oldest first."""
    return show(request, "meetings", MeetingsPage(pairs.proofs_waiting(actor_of(request))), here="pools")


@require_http_methods(["GET", "POST"])
@desk("pools")
def proof(request: HttpRequest, proof_id: UUID) -> HttpResponse:
    """One proof: who, the file, two buttons."""
    actor = actor_of(request)
    if request.method == "POST":
        accepted = request.POST.get("do") == "accept"
        pairs.decide_proof(by=actor, proof_id=proof_id, accepted=accepted, reason=request.POST.get("reason", ""))
        messages.success(request, _("核对好了，本人会收到消息。"))
        return redirect("console:meetings")
    found = pairs.proof_for(actor, proof_id=proof_id)
    return show(
        request, "single_proof", ProofPage(crumb_to(_("单身证明")), found, request.POST.get("reason", "")), here="pools"
    )
