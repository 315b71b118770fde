"""单身证明: handed in once a year, looked at by her own union."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from niangjia.kernel.errors import Refusal
from niangjia.pairs import api as pairs
from niangjia.web.accounts.actors import actor_of
from niangjia.web.shell.parts import Known
from niangjia.web.shell.texts import tell
from niangjia.web.templatetags.nj import fullday, monthday
from niangjia.web.worker.frame import page, show


@dataclass(frozen=True, slots=True)
class ProofPage:
    """``may_hand_in``: none waits, and none holds for long yet. ``error`` goes with the picture."""

    proof: pairs.ProofView | None
    state: str
    tone: str
    facts: list[Known]
    may_hand_in: bool
    error: str = ""


@page
@require_http_methods(["GET", "POST"])
def single_proof(request: HttpRequest) -> HttpResponse:
    """What became of the last one, and the way to hand in the next."""
    by, error = actor_of(request), ""
    if request.method == "POST":
        try:
            pairs.hand_in_proof(by=by, upload=request.FILES.get("proof"))
        except Refusal as refusal:
            told = tell(refusal)
            error = f"{told.what}{told.todo}"
        else:
            messages.success(request, _("交上了。工会核对完告诉你，一般三天内。"))
            return redirect("single-proof")
    return show(request, "single_proof", _page(pairs.own_proof(by.id), error), here="me")


def _page(proof: pairs.ProofView | None, error: str) -> ProofPage:
    return ProofPage(
        proof, proof_words(proof), "yes" if proof and proof.holds else "unk", _facts(proof), not (proof and proof.waits), error
    )  # fmt: skip


def proof_words(proof: pairs.ProofView | None) -> str:
    """What it is at, in a few words."""
    if proof is None:
        return _("还没有交")
    if proof.holds:
        return _("核对过了，管到 %(day)s") % {"day": fullday(proof.valid_until)}
    if proof.valid_until:
        return _("过期了，再交一张")
    return _(pairs.PROOF_STATES[proof.state])


def _facts(proof: pairs.ProofView | None) -> list[Known]:
    if proof is None:
        return []
    rows = [Known(_("交上"), monthday(proof.handed_in_at)), Known(_("谁来核"), proof.union_name)]
    if proof.decided_at:
        rows.append(Known(_("核完"), monthday(proof.decided_at)))
    if proof.reason:
        rows.append(Known(_("说明"), proof.reason))
    return rows
