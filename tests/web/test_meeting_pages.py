"""Meetings of singles on the phone and on the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from niangjia.pairs import api as pairs
from tests.cast import World
from tests.pairs.conftest import is_single, known, monday, picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known")]
ClientOf = Callable[..., Client]
__all__ = ["known", "monday"]


def text(response: Any) -> str:
    return str(response.content.decode())


def test_she_hands_in_her_proof_from_the_services_page_and_her_union_looks_at_it(
    world: World, client_of: ClientOf
) -> None:
    is_single(world, "worker")
    phone, desk = client_of("worker"), client_of("town_officer")
    assert "还没有交" in text(phone.get("/services/matchmaking/"))
    assert "还没有选照片" in text(phone.post("/me/single/", {}))
    sent = phone.post("/me/single/", {"proof": picture()}, follow=True)
    assert "等工会核对" in text(sent)
    assert "交给工会核对" not in text(sent)

    proof = pairs.own_proof(world["worker"].id)
    assert proof
    assert proof.file_id
    here = f"/console/meetings/proofs/{proof.id}/"
    assert here in text(desk.get("/console/meetings/"))
    assert "林秀琴" in text(desk.get(here))  # the paper must fit the name
    assert desk.get(f"/console/files/{proof.file_id}/").status_code == 200
    refused = desk.post(here, {"do": "refuse", "reason": ""})
    assert refused.status_code == 409
    assert "还没有写理由" in text(refused)
    assert "没有等着核的" in text(desk.post(here, {"do": "accept"}, follow=True))
    assert "核对过了，管到" in text(phone.get("/me/single/"))
    assert "看能约的" in text(phone.get("/services/matchmaking/"))


def test_a_refused_proof_says_why_and_offers_the_next(world: World, client_of: ClientOf) -> None:
    proof_id = pairs.hand_in_proof(by=world["worker"].actor, upload=picture())
    client_of("town_officer").post(
        f"/console/meetings/proofs/{proof_id}/", {"do": "refuse", "reason": "看不清公章，请重拍"}
    )
    page = text(client_of("worker").get("/me/single/"))
    assert "看不清公章，请重拍" in page
    assert "交给工会核对" in page


def test_nobody_else_opens_her_proof(world: World, client_of: ClientOf) -> None:
    proof_id = pairs.hand_in_proof(by=world["worker"].actor, upload=picture())
    file_id = pairs.proof_for(world["town_officer"].actor, proof_id=proof_id).file_id
    for who in ("stranger", "finance_officer", "mother"):
        assert client_of(who).get(f"/console/meetings/proofs/{proof_id}/").status_code == 404
        assert client_of(who).get(f"/files/{file_id}/").status_code == 404
