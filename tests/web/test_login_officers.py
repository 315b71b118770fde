"""Officers show a second factor; sessions end."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from niangjia.base.actor import SYSTEM
from niangjia.people import api
from tests.cast import Member, World
from tests.web.test_login import MIDDLEWARE, come_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.accounts_urls")]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def house(settings: Any) -> None:
    settings.NIANGJIA_SMS_PORT = "tests.web.accounts_urls.keep_sms"
    if MIDDLEWARE not in settings.MIDDLEWARE:
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, MIDDLEWARE]
    cache.clear()


def code_now(secret: str = SECRET, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def test_an_officer_without_a_second_factor_can_only_enrol(client: Client, town_officer: Member) -> None:
    come_in(client, town_officer.phone)
    for page in ("/", "/console/"):
        assert client.get(page)["Location"].startswith("/accounts/2fa/enrol/")
    assert "林雅芳" in client.get("/accounts/2fa/enrol/").content.decode()


def test_enrolling_an_app_opens_the_console(client: Client, town_officer: Member) -> None:
    come_in(client, town_officer.phone)
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    assert "data:image/svg+xml;base64," in page.content.decode()
    done = client.post("/accounts/2fa/totp/activate/", {"code": code_now(secret)}, follow=True)
    assert "恢复码" in done.content.decode()
    assert client.get("/console/").content.decode() == "林雅芳 · 上街镇总工会"


def test_the_secret_is_sealed(town_officer: Member) -> None:
    api.enrol_totp(by=SYSTEM, login_id=town_officer.login.id, secret=SECRET)
    kept = Authenticator.objects.get(user_id=town_officer.login.id).data["secret"]
    assert SECRET not in kept
    assert SECRET.encode().hex() not in kept


def test_an_enrolled_officer_is_challenged(client: Client, town_officer: Member) -> None:
    api.enrol_totp(by=SYSTEM, login_id=town_officer.login.id, secret=SECRET)
    assert come_in(client, town_officer.phone)["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/console/").status_code == 302
    client.post("/accounts/2fa/authenticate/", {"code": code_now()})
    assert client.get("/console/").status_code == 200


def test_a_code_is_used_once(client: Client, town_officer: Member) -> None:
    api.enrol_totp(by=SYSTEM, login_id=town_officer.login.id, secret=SECRET)
    come_in(client, town_officer.phone)
    code = code_now()
    client.post("/accounts/2fa/authenticate/", {"code": code})
    client.post("/accounts/logout/")
    cache_of_sms = Client()
    come_in(cache_of_sms, town_officer.phone)
    assert "用过的不能再用" in cache_of_sms.post("/accounts/2fa/authenticate/", {"code": code}).content.decode()


def test_wrong_codes_lock(client: Client, town_officer: Member) -> None:
    api.enrol_totp(by=SYSTEM, login_id=town_officer.login.id, secret=SECRET)
    come_in(client, town_officer.phone)
    for _ in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    page = client.post("/accounts/2fa/authenticate/", {"code": code_now()})
    assert "试得太多" in page.content.decode()


def test_a_session_from_before_the_post_is_asked_again(client_of: Any, world: World, security_admin: Member) -> None:
    client = client_of("worker")
    assert client.get("/").status_code == 200
    api.appoint_to_post(
        by=security_admin.actor, person_id=world["worker"].id, union_id=world.unions["ronghe"].id, role="finance"
    )
    assert client.get("/")["Location"].startswith("/accounts/2fa/enrol/")


def test_without_the_mark_in_this_session_the_console_stays_shut(client_of: Any, world: World) -> None:
    api.enrol_totp(by=SYSTEM, login_id=world["town_officer"].login.id, secret=SECRET)
    client = client_of("town_officer", second_factor=False)
    assert client.get("/console/")["Location"].startswith("/accounts/2fa/reauthenticate/")
    client.post("/accounts/2fa/reauthenticate/", {"code": code_now()})
    assert client.get("/console/").status_code == 200


def test_a_partial_request_moves_the_whole_page(client_of: Any) -> None:
    answer = client_of("town_officer", second_factor=False).get("/console/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"].startswith("/accounts/2fa/enrol/")


def test_a_worker_needs_none(client_of: Any) -> None:
    assert client_of("worker").get("/").status_code == 200


def aged(client: Client, **ages: float) -> Client:
    client.get("/")
    session = client.session
    for key, age in ages.items():
        session[f"nj_{key}"] = time.time() - age
    session.save()
    return client


@pytest.mark.parametrize(
    ("who", "began", "seen", "open_"),
    [
        ("town_officer", 7 * 3600, 60, True),
        ("town_officer", 9 * 3600, 60, False),
        ("town_officer", 3600, 31 * 60, False),
        ("worker", 29 * 86400, 20 * 86400, True),
        ("worker", 31 * 86400, 60, False),
    ],
)
def test_sessions_end(client_of: Any, who: str, began: float, seen: float, open_: bool) -> None:
    client = aged(client_of(who), began=began, seen=seen)
    assert (client.get("/").status_code == 200) is open_
    assert ("_auth_user_id" in client.session) is open_


def test_the_last_second_factor_stays(client_of: Any, world: World) -> None:
    api.enrol_totp(by=SYSTEM, login_id=world["town_officer"].login.id, secret=SECRET)
    client = client_of("town_officer")
    client.post("/accounts/2fa/reauthenticate/", {"code": code_now()})
    client.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user_id=world["town_officer"].login.id).exists()


def test_the_demo_alone_shows_codes(settings: Any, town_officer: Member) -> None:
    api.enrol_totp(by=SYSTEM, login_id=town_officer.login.id, secret=SECRET)
    settings.NIANGJIA_DEMO = True
    assert api.current_totp(login_id=town_officer.login.id) in {code_now(), code_now(steps=-1)}
    settings.NIANGJIA_DEMO = False
    with pytest.raises(Exception, match="没有找到"):
        api.current_totp(login_id=town_officer.login.id)


@pytest.mark.parametrize(
    "page",
    ["2fa/", "2fa/webauthn/", "2fa/webauthn/add/", "2fa/recovery-codes/generate/", "logout/", "2fa/totp/activate/"],
)
def test_pages_are_ours_and_run_nothing_inline(client_of: Any, page: str) -> None:
    answer = client_of("town_officer").get(f"/accounts/{page}")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "nj-h1" in text
    assert " style=" not in text
    assert "<script>" not in text
    assert " onclick=" not in text
