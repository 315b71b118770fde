"""What people are told around meetings of singles, and what follows from it."""

from __future__ import annotations

from niangjia.base.actor import SYSTEM
from niangjia.messages import api as messages
from niangjia.pairs import api as pairs
from niangjia.pairs.events import (
    GuestBarred,
    GuestsEntered,
    PairMade,
    ReportClosed,
    SingleProofDecided,
    SingleProofExpiring,
)
from niangjia.quotas import api as quotas
from niangjia.quotas.events import PlacesUsed

PROOF = "/me/single/"


def proof_decided(event: SingleProofDecided) -> None:
    proof = pairs.own_proof(event.person_id)
    if proof is None or proof.id != event.proof_id:
        return
    kind = "single.accepted" if proof.valid_until else "single.refused"
    messages.send(
        to=[event.person_id], kind=kind, params={"until": str(proof.valid_until or ""), "reason": proof.reason},
        link=PROOF, key=f"{kind}:{proof.id}",
    )  # fmt: skip


def proof_expiring(event: SingleProofExpiring) -> None:
    proof = pairs.own_proof(event.person_id)
    if proof and proof.id == event.proof_id:
        messages.send(
            to=[event.person_id], kind="single.expiring", params={"until": str(proof.valid_until)}, link=PROOF,
            key=f"single.expiring:{proof.id}",
        )  # fmt: skip


def places_used(event: PlacesUsed) -> None:
    """Whoever was at a meeting may look at the others."""
    pairs.enter_guests(by=SYSTEM, pool_id=event.pool_id, booking_ids=event.booking_ids)


def guests_entered(event: GuestsEntered) -> None:
    title = quotas.pool(pool_id=event.pool_id).title
    messages.send_each(
        letters=[
            messages.Letter(
                to=person, kind="meeting.open", params={"title": title}, link=f"/meetings/{event.pool_id}/",
                key=f"meeting.open:{event.pool_id}:{person}",
            )
            for person in event.person_ids
        ]
    )  # fmt: skip


def pair_made(event: PairMade) -> None:
    """Both, at once; nobody when one of them took it back before this ran."""
    messages.send_each(
        letters=[
            messages.Letter(
                to=person, kind="pair.made", params={}, link=f"/pairs/{event.pair_id}/",
                key=f"pair.made:{event.pair_id}:{event.at}:{person}",
            )
            for person in pairs.people_of_pair(event.pair_id)
        ]
    )  # fmt: skip


def report_closed(event: ReportClosed) -> None:
    """Who reported hears that it was looked into; who was reported what was found, and never by whom."""
    report = pairs.closed(report_id=event.report_id)
    told, about = {"title": report.title, "finding": report.finding}, f"meeting.{report.state}"
    letters = [
        messages.Letter(
            report.from_id, "meeting.looked_into", f"meeting.looked_into:{event.report_id}", told, "/meetings/"
        )
    ]
    if report.state != "dismissed":
        until = {"until": str(report.until or "")}
        letters.append(
            messages.Letter(report.about_id, about, f"{about}:{event.report_id}", told | until, "/services/")
        )
    messages.send_each(letters=letters)


def guest_barred(event: GuestBarred) -> None:
    pairs.give_places_back(by=SYSTEM, person_id=event.person_id)
