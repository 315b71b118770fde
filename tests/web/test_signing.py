"""Signing on the phone, and who sees the signature afterwards."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageDraw

from niangjia.casework import api as casework
from niangjia.casework.rules.defects import Defect
from niangjia.catalogue import api as catalogue
from tests.cast import World

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]
HERE = "/join/sign/"


def text(response: Any) -> str:
    return str(response.content.decode())


def drawn() -> SimpleUploadedFile:
    picture, out = Image.new("RGB", (716, 256), "white"), io.BytesIO()
    ImageDraw.Draw(picture).line([(60, 60), (300, 200), (500, 40)], fill="#2b2522", width=6)
    picture.save(out, "PNG")
    return SimpleUploadedFile("signature.png", out.getvalue(), "image/png")


@pytest.fixture
def at_the_last_step(client_of: ClientOf, world: World) -> Client:
    """The courier's phone, where and who being said."""
    catalogue.refresh("person", sorted(member.id for member in world.people.values()))
    client = client_of("courier")
    client.post("/join/where/", {
        "way": "platform", "new_form": "courier", "county": "350121", "town": "350121103",
        "union_id": str(world.unions["shangjie"].id),
    })  # fmt: skip
    return client


def joining(world: World) -> Any:
    return next(case for case in casework.cases_of(world["courier"].id) if case.service == "join")


def kept_in(page: str) -> str:
    return page.split('name="signature-kept" value="')[1].split('"', maxsplit=1)[0]


def test_what_was_drawn_goes_with_the_application(at_the_last_step: Client, world: World) -> None:
    assert at_the_last_step.post(HERE, {"wish": "on", "signature": drawn()}).status_code == 302
    assert joining(world).answers["signature"].keys() == {"drawn"}


def test_the_last_step_asks_the_database_little(at_the_last_step: Client, django_assert_max_num_queries: Any) -> None:
    at_the_last_step.post(HERE, {"signature": drawn()})
    with django_assert_max_num_queries(10):
        assert kept_in(text(at_the_last_step.get(HERE)))


def test_it_stays_when_only_the_nod_was_forgotten(at_the_last_step: Client, world: World) -> None:
    page = text(at_the_last_step.post(HERE, {"signature": drawn()}))
    assert "你点头了" in page
    assert kept_in(page) == kept_in(text(at_the_last_step.get(HERE)))
    assert at_the_last_step.post(HERE, {"wish": "on", "signature-kept": kept_in(page)}).status_code == 302
    assert joining(world).answers["signature"] == {"drawn": kept_in(page)}


def test_a_new_stroke_or_a_name_counts_before_the_old_picture(at_the_last_step: Client, world: World) -> None:
    old = kept_in(text(at_the_last_step.post(HERE, {"signature": drawn()})))
    again = kept_in(text(at_the_last_step.post(HERE, {"signature": drawn(), "signature-kept": old})))
    assert again != old
    given = {"wish": "on", "signature-typed": "黄志强", "signature-kept": again}
    assert at_the_last_step.post(HERE, given).status_code == 302
    assert joining(world).answers["signature"] == {"typed": "黄志强"}


def test_what_is_no_picture_is_refused_by_its_contents(at_the_last_step: Client, world: World) -> None:
    false = SimpleUploadedFile("signature.png", b"<svg onload=alert(1)>", "image/png")
    page = text(at_the_last_step.post(HERE, {"wish": "on", "signature": false}))
    assert "PNG" in page
    assert joining(world).state == "draft"


def test_somebody_elses_picture_is_no_signature(at_the_last_step: Client, client_of: ClientOf, world: World) -> None:
    client_of("worker").post("/services/study-grant/apply/", {"action": "save", "diploma": drawn()})
    theirs = casework.cases_of(world["worker"].id)[0].answers["diploma"][0]
    assert "请签个名" in text(at_the_last_step.post(HERE, {"wish": "on", "signature-kept": theirs}))
    assert joining(world).state == "draft"


def test_her_officer_opens_it_from_the_case_and_nobody_else(
    at_the_last_step: Client, client_of: ClientOf, world: World
) -> None:
    at_the_last_step.post(HERE, {"wish": "on", "signature": drawn()})
    case, officer = joining(world), client_of("town_officer")
    path = f"/console/files/{case.answers['signature']['drawn']}/"
    page = text(officer.get(f"/console/cases/{case.id}/"))
    assert "手写签名" in page
    assert path in page
    assert officer.get(path)["Content-Type"] == "image/png"
    assert client_of("stranger").get(path).status_code == 404
    assert "eye" in text(at_the_last_step.get("/me/looks/"))
    assert f'href="/files/{case.answers["signature"]["drawn"]}/"' in text(
        at_the_last_step.get(f"/matters/{case.id}/answers/")
    )


def test_a_written_name_is_shown_as_one(at_the_last_step: Client, client_of: ClientOf, world: World) -> None:
    at_the_last_step.post(HERE, {"wish": "on", "signature-typed": "黄志强"})
    case = joining(world)
    assert "写下姓名：黄志强" in text(client_of("town_officer").get(f"/console/cases/{case.id}/"))
    assert "黄志强" in text(at_the_last_step.get(f"/matters/{case.id}/answers/"))


def test_a_signature_that_came_back_is_given_anew(at_the_last_step: Client, world: World) -> None:
    at_the_last_step.post(HERE, {"wish": "on", "signature": drawn()})
    case = joining(world)
    casework.return_for_repair(
        by=world["town_officer"].actor, case_id=case.id, defects=[Defect("signature", "看不清，请再签一次。")]
    )
    page = text(at_the_last_step.get(f"/matters/{case.id}/repair/"))
    assert "看不清，请再签一次。" in page
    assert 'name="signature-typed"' in page
    again = {"signature": drawn(), "wish": "on"}
    assert at_the_last_step.post(f"/matters/{case.id}/repair/", again).status_code == 302
    assert joining(world).answers["signature"] != case.answers["signature"]
    assert joining(world).state == "review"
