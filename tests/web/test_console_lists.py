"""Model workers on the desk: the vote, the two signatures, the list and its shares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.notices import api as notices
from tests.casework.conftest import evidence, known, later, monday, state
from tests.casework.test_model_worker import candidacy, listed, second_reviewer
from tests.cast import World

pytestmark = pytest.mark.django_db
__all__ = ["evidence", "known", "monday", "second_reviewer"]
ClientOf = Callable[..., Client]
LISTS = "/console/lists/"


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_vote_is_recorded_with_its_numbers(known: World, evidence: str, client_of: ClientOf) -> None:
    case = casework.apply_for_service(
        by=known["worker"].actor, service="model-worker", answers=candidacy("frontline", evidence)
    )
    client, here = client_of("grassroots_officer"), reverse("console:case", args=[case])
    few = client.post(here, {"decision": "approve", "entitled": "40", "present": "36", "agreed": "20"})
    assert few.status_code == 409
    assert 'value="36"' in text(few)
    done = client.post(here, {"decision": "approve", "entitled": "40", "present": "36", "agreed": "30"}, follow=True)
    assert "应到 40，实到 36，同意 30" in text(done)
    assert state(case) == "notice"


def test_the_second_signature_is_another_persons(known: World, evidence: str, client_of: ClientOf) -> None:
    case = casework.apply_for_service(
        by=known["worker"].actor, service="model-worker", answers=candidacy("frontline", evidence)
    )
    casework.approve(by=known["grassroots_officer"].actor, case_id=case, votes=(40, 36, 30))
    with later("2026-12-01"):
        notices.end_due()
        drain()
        casework.approve(by=known["county_officer"].actor, case_id=case)
    with later("2026-12-09"):
        notices.end_due()
        drain()
        here = reverse("console:case", args=[case])
        first = client_of("municipal_officer")
        assert "两人签" in text(first.get(here))
        first.post(here, {"decision": "approve"})
        page = text(first.get(here))
        assert "本人已签，等第二人" in page
        assert "签字通过" not in page
        client_of("leader").post(here, {"decision": "approve"})
    assert state(case) == "listed"


def test_a_list_whose_shares_do_not_hold_cannot_be_confirmed(known: World, evidence: str, client_of: ClientOf) -> None:
    case = listed(known, "worker", "manager", evidence, drain)
    client = client_of("leader")
    page = text(client.get(LISTS))
    assert "比例还不满足" in page
    assert "林*" in page
    refused = client.post(LISTS, {"service": "model-worker", "period": "2026"})
    assert refused.status_code == 409
    assert "名单比例不符合" in text(refused)
    assert state(case) == "listed"


def test_a_list_that_holds_goes_on_notice_as_one(known: World, evidence: str, client_of: ClientOf) -> None:
    case = listed(known, "worker", "frontline", evidence, drain)
    client = client_of("leader")
    assert "确认名单，一起公示" in text(client.get(LISTS))
    with later("2026-12-09"):
        assert "共 1 人" in text(client.post(LISTS, {"service": "model-worker", "period": "2026"}, follow=True))
    assert state(case) == "notice"
