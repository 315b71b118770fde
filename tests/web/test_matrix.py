"""Every address of the project × the cast × own and foreign records: who may come in, and that nothing leaks.

A new route fails here until it stands in ``DOORS``. All records are 闽侯's (``matrix_world``); 苏晓晴 is an officer of 鼓楼.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, include, path, reverse

from niangjia.base import clock
from niangjia.casework.models import Case
from tests.cast import World
from tests.web.matrix_world import Records, build

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]

NOBODY_SIGNED_IN = "anonymous"
PLAIN = frozenset({"worker", "mother", "courier"})
LINE = frozenset({"town_officer", "county_officer", "finance_officer"})  # above 榕和食品: her own line
STRANGER = frozenset({"stranger"})  # an officer too, of another county
ADMINS = frozenset({"system_admin", "security_admin", "audit_admin"})
OFFICERS = LINE | STRANGER
SIGNED_IN = PLAIN | OFFICERS | ADMINS
EVERYBODY = SIGNED_IN | {NOBODY_SIGNED_IN}
FOREIGN = ("stranger", "mother", "courier", NOBODY_SIGNED_IN)
A_FEW = (*FOREIGN, "worker", "system_admin")  # enough to knock where everybody signed in may come in
NONE: frozenset[str] = frozenset()
REVIEWING = frozenset({"town_officer", "county_officer", "stranger"})
MONEY = frozenset({"county_officer", "finance_officer", "stranger"})


@dataclass(frozen=True)
class Door:
    """Who gets in by GET, and what to knock with: names of ``Records`` or values by keyword of the address.

    ``hers``: the record is the worker's or 闽侯's, so that nobody foreign may POST there either.
    """

    may: frozenset[str]
    knock: dict[str, Any]
    hers: bool


def door(may: frozenset[str], /, *, hers: bool = False, **knock: Any) -> Door:
    return Door(may, knock, hers)


SIGN_IN = {
    "account_login": EVERYBODY,
    "account_request_login_code": EVERYBODY,
    "account_confirm_login_code": EVERYBODY,
    "account_signup": EVERYBODY,
    "account_inactive": EVERYBODY,
    "mfa_authenticate": SIGNED_IN,
    "mfa_login_webauthn": SIGNED_IN,
    **dict.fromkeys(
        ("account_claim", "account_enrol", "mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn",
         "mfa_generate_recovery_codes"), SIGNED_IN,
    ),
    # Nothing of the kind has been set up by the cast: nobody gets in.
    **dict.fromkeys(
        ("account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_deactivate_totp",
         "mfa_view_recovery_codes", "mfa_download_recovery_codes"), NONE,
    ),
}  # fmt: skip
DOORS: dict[str, Door] = {
    "health": door(EVERYBODY),
    "look:elder": door(EVERYBODY),
    "look:language": door(EVERYBODY),
    **{name: door(may) for name, may in SIGN_IN.items()},
    "mfa_remove_webauthn": door(NONE, pk=1),
    "mfa_edit_webauthn": door(NONE, pk=1),
    # the desk
    "console:inbox": door(OFFICERS | ADMINS),
    "console:preview": door(LINE, case_id="case_id", hers=True),
    "console:search": door(OFFICERS | {"security_admin"}),
    "console:messages": door(OFFICERS | ADMINS),
    "console:cases": door(OFFICERS),
    "console:merchants": door(OFFICERS),
    "console:merchant-new": door(REVIEWING),
    "console:offer-new": door(REVIEWING, key="points-mall"),
    # no merchant stands here: who may see one is in tests/activities
    **{f"console:{name}": door(NONE, settlement_id="case_id") for name in ("settlement", "settlement-file")},
    "console:merchant": door(NONE, merchant_id="case_id"),
    "console:case": door(LINE, case_id="case_id", hers=True),
    "console:reveal": door(LINE, case_id="case_id", hers=True),
    "console:rate": door(LINE, case_id="case_id", hers=True),
    "console:see": door(LINE, case_id="case_id", hers=True),
    "console:jury": door(frozenset({"finance_officer"}), case_id="jury_id", hers=True),
    "console:visit": door(LINE, case_id="visit_id", hers=True),
    "console:photo": door(LINE, case_id="case_id", file_id="photo_id", hers=True),
    "console:file": door(LINE, file_id="file_id", hers=True),
    "console:notices": door(OFFICERS),
    "console:objection": door(frozenset({"finance_officer"}), objection_id="objection_id", hers=True),
    "console:lists": door(OFFICERS),
    "console:ours": door(MONEY),
    "console:members": door(REVIEWING | {"security_admin"}),
    "console:transfers": door(REVIEWING),
    "console:posts": door(REVIEWING | {"security_admin"}),
    "console:person": door(frozenset({"town_officer", "county_officer"}), person_id="person_id", hers=True),
    "console:past": door(frozenset({"town_officer", "county_officer"}), person_id="person_id", hers=True),
    "console:tree": door(OFFICERS | {"security_admin"}),
    "console:unions": door(OFFICERS | {"security_admin"}),
    "console:import": door(OFFICERS),
    "console:import-kind": door(REVIEWING, kind="roster"),
    "console:import-preview": door(frozenset({"county_officer"}), kind="roster", upload_id="upload_id", hers=True),
    "console:import-rejected": door(frozenset({"county_officer"}), kind="roster", upload_id="upload_id", hers=True),
    "console:funds": door(MONEY),
    "console:appropriate": door(MONEY),
    "console:statement": door(MONEY - STRANGER, union_id="union_id", fund="learning", year=2026, hers=True),
    "console:payouts": door(MONEY),
    "console:receipts": door(MONEY),
    "console:batch": door(frozenset({"finance_officer"}), batch_id="batch_id", hers=True),
    "console:bank-file": door(frozenset({"finance_officer"}), batch_id="batch_id", hers=True),
    "console:runs": door(frozenset({"county_officer", "stranger"})),
    "console:registers": door(REVIEWING),
    "console:register": door(REVIEWING, kind="talent-pool"),
    "console:pools": door(REVIEWING),
    "console:pool-new": door(REVIEWING, key="open-class"),
    "console:pool": door(frozenset({"county_officer"}), pool_id="pool_id", hers=True),
    "console:pool-numbers": door(frozenset({"county_officer"}), pool_id="pool_id", hers=True),
    "console:pool-list": door(frozenset({"county_officer"}), pool_id="pool_id", hers=True),
    "console:pool-order": door(NONE, pool_id="lottery_id", hers=True),  # it is drawn, not scored
    "console:pool-parcels": door(frozenset({"county_officer"}), pool_id="packs_id", hers=True),
    "console:pool-counter": door(frozenset({"county_officer"}), pool_id="pool_id", hers=True),
    "console:draw": door(frozenset({"county_officer"}), pool_id="lottery_id", hers=True),
    "console:pool-hours": door(frozenset({"county_officer"}), pool_id="pool_id", hers=True),
    "console:series": door(REVIEWING),
    "console:series-new": door(REVIEWING, key="open-class"),
    "console:series-one": door(NONE, series_id="pool_id", hers=True),  # there is none
    "console:check-in": door(REVIEWING),
    "console:meetings": door(REVIEWING),
    "console:campaigns": door(REVIEWING),
    "console:campaign-new": door(frozenset({"county_officer", "stranger"}), kind="quiz"),  # a county's, not a town's
    "console:campaign": door(frozenset({"county_officer"}), campaign_id="campaign_id", hers=True),
    "console:campaign-edit": door(frozenset({"county_officer"}), campaign_id="draft_id", hers=True),
    "console:wall-queue": door(REVIEWING),
    "console:wall-entry": door(frozenset({"county_officer"}), entry_id="entry_id", hers=True),
    "console:campaign-photo": door(frozenset({"town_officer", "county_officer"}), file_id="wall_photo_id", hers=True),  # it is on the wall
    "console:meeting-report": door(frozenset({"county_officer"}), report_id="report_id", hers=True),  # the meeting was the county's
    "console:meeting-proof": door(frozenset({"town_officer", "county_officer"}), proof_id="proof_id", hers=True),
    "console:definitions": door(OFFICERS | {"system_admin"}),
    "console:definition": door(OFFICERS | {"system_admin"}, key="study-grant"),
    **{f"console:{name}": door(NONE, key="study-grant") for name in ("draft", "gate", "what-if", "sampled")},  # the city's leaders
    "console:sources": door(OFFICERS | {"system_admin"}),
    "console:figures": door(OFFICERS | {"system_admin", "audit_admin"}),
    "console:figure": door(OFFICERS, key="study_grant_people"),
    "console:journal": door(OFFICERS | {"audit_admin"}),
    # anybody
    "agree": door(EVERYBODY, link="link"),
    "redeem": door(EVERYBODY),
    "redeem-desk": door(NONE, token="changed"),
    "redeem-day": door(NONE, token="changed", settlement_id="case_id"),
    "public:index": door(EVERYBODY),
    "public:notices": door(EVERYBODY),
    "public:notices-ended": door(EVERYBODY),
    "public:notice": door(EVERYBODY, token="token"),
    "public:notice-roster": door(EVERYBODY, token="token"),
    "public:honours": door(EVERYBODY),
    "public:certificate": door(NONE, number="ABCD2345"),  # nobody has one
    "public:draws": door(EVERYBODY),
    "public:draw": door(EVERYBODY, draw_id="draw_id"),
    "public:draw-file": door(EVERYBODY, draw_id="draw_id", name="draw.json"),
    "public:rush": door(EVERYBODY, pool_id="rush_id"),
    "public:rush-script": door(EVERYBODY, pool_id="rush_id"),
    "public:rush-file": door(NONE, pool_id="rush_id"),  # before it opens there is no order
    "public:roots": door(EVERYBODY),
    "public:roots-file": door(EVERYBODY),
    "public:report": door(EVERYBODY),
    "public:report-table": door(EVERYBODY),
    "public:card-how": door(EVERYBODY),
    "public:card-check": door(EVERYBODY, token="card"),
    # the phone: everybody's own
    **{
        name: door(SIGNED_IN)
        for name in (
            "home", "home-first", "home-today", "services", "join", "join-where", "join-sign", "matters", "me", "me-card",
            "me-looks", "me-points", "me-told", "jury", "me-offers", "me-choose", "me-data", "messages", "messages-read", "claim", "mall", "single-proof",
            "campaigns",
        )
    },
    "answer": door(SIGNED_IN, key="migrant_worker"),
    "me-take-back": door(SIGNED_IN, key="migrant_worker"),
    "service": door(SIGNED_IN, key="study-grant"),
    "apply": door(SIGNED_IN, key="study-grant"),
    "matter": door(LINE | {"worker"}, case_id="case_id", hers=True),
    "jury-sheet": door(frozenset({"finance_officer"}), case_id="jury_id", hers=True),  # who sits on this jury
    "jury-leave": door(frozenset({"finance_officer"}), case_id="jury_id", hers=True),
    "jury-file": door(frozenset({"finance_officer"}), case_id="jury_id", file_id="file_id", hers=True),
    "matter-answers": door(LINE | {"worker"}, case_id="case_id", hers=True),
    "places": door(SIGNED_IN, key="open-class"),
    "place": door(SIGNED_IN, pool_id="pool_id"),  # anybody may look at what is to be had
    "ticket": door(frozenset({"worker", "county_officer"}), booking_id="booking_id", hers=True),
    "met": door(SIGNED_IN),
    "campaign": door(SIGNED_IN, campaign_id="campaign_id"),  # anybody may look at what there is
    "campaign-wall": door(SIGNED_IN, campaign_id="campaign_id"),  # another county's is empty
    "campaign-mine": door(SIGNED_IN, campaign_id="campaign_id"),  # who has handed in nothing is sent to the campaign
    "campaign-entry": door(
        frozenset({"worker", "mother", "town_officer", "county_officer"}), campaign_id="campaign_id", entry_id="entry_id"
    ),
    "meeting": door(frozenset({"worker"}), pool_id="meeting_id", hers=True),  # who was there
    "meeting-me": door(frozenset({"worker"}), pool_id="meeting_id", hers=True),
    "guest": door(frozenset({"worker"}), pool_id="meeting_id", guest_id="guest_id", hers=True),
    "guest-photo": door(frozenset({"worker"}), pool_id="meeting_id", guest_id="guest_id", hers=True),
    "pair": door(frozenset({"worker"}), pair_id="pair_id", hers=True),
    "volunteering": door(SIGNED_IN),
    "certify-year": door(SIGNED_IN, year=2026),
    "courses": door(SIGNED_IN),
    "certify-course": door(SIGNED_IN, series_id="pool_id"),
    "certificate": door(NONE, number="ABCD2345"),
    "rush": door(SIGNED_IN, pool_id="rush_id"),
    "rush-leave": door(SIGNED_IN, pool_id="rush_id"),  # out of the room that she is in
    "own-draw": door(frozenset({"worker", "county_officer"}), booking_id="entered_id", hers=True),
    "ticket-back": door(frozenset({"worker", "county_officer"}), booking_id="booking_id", hers=True),
    "ticket-day": door(frozenset({"worker", "county_officer"}), booking_id="slot_id", hers=True),
    "ticket-post": door(frozenset({"worker"}), booking_id="pack_id", hers=True),
    "ticket-confirm": door(frozenset({"worker", "county_officer"}), booking_id="booking_id", hers=True),
    "ticket-money": door(frozenset({"worker"}), booking_id="booking_id", hers=True),
    "ticket-card": door(frozenset({"worker"}), booking_id="booking_id", hers=True),
    "ticket-rate": door(frozenset({"worker"}), booking_id="booking_id", hers=True),
    "matter-repair": door(NONE, case_id="case_id", hers=True),  # it was not returned: there is nothing to mend
    "matter-withdraw": door(frozenset({"worker"}), case_id="case_id", hers=True),
    "matter-ask-again": door(frozenset({"mother"}), case_id="couple_id", name="partner", hers=False),
    "matter-leave": door(NONE, case_id="case_id", hers=True),  # it entered no register
    "matter-appeal": door(frozenset({"worker"}), case_id="case_id", hers=True),
    "matter-rate": door(frozenset({"worker"}), case_id="case_id", hers=True),
    "matter-work": door(NONE, case_id="case_id", hers=True),  # it is paid at once: there is no work to show
    "matter-account": door(frozenset({"worker"}), case_id="case_id", hers=True),
    "message": door(SIGNED_IN, message_id="message_id"),  # another's leads back to one's own list
    "file": door(LINE | {"worker"}, file_id="file_id", hers=True),
    "demo:phone": door(NONE),  # in demo mode only
}  # fmt: skip
SIGN_OUT = {"account_logout", "account_logout_everywhere"}  # by POST, and would end the test's sessions
IN, OUT, WRONG_WAY = {200, 204, 302}, {403, 404}, 405
LOGIN = "/accounts/login/"


def routes(patterns: list[Any], above: tuple[str, ...] = ()) -> Iterator[str]:
    """The names of all routes, namespaces before a colon; a route without a name is told by its address."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, (*above, pattern.namespace) if pattern.namespace else above)
        elif isinstance(pattern, URLPattern):
            yield ":".join((*above, pattern.name or str(pattern.pattern)))


def address(name: str, records: Records) -> str:
    knock = DOORS[name].knock
    return reverse(name, kwargs={key: getattr(records, str(value), value) for key, value in knock.items()})


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.frozen("2026-11-23"):
        yield


@pytest.fixture
def records(world: World, settings: Any, tmp_path: Any) -> Records:
    settings.NIANGJIA_HOME = tmp_path
    (tmp_path / "published").mkdir()
    (tmp_path / "published" / "roots.jsonl").write_text("")
    return build(world)


@pytest.fixture
def cast(records: Records, client_of: ClientOf) -> dict[str, Client]:
    return {key: client_of(key) for key in sorted(SIGNED_IN)} | {NOBODY_SIGNED_IN: Client()}


def body_of(response: Any) -> str:
    """What somebody reads, and where she is sent; the way to the login names the address that she brought herself."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    location = response.headers.get("Location", "")
    return str(content.decode(errors="replace")) + ("" if location.startswith(LOGIN) else location)


def wrong_for(who: str, name: str, response: Any) -> str:
    """What is wrong with an answer, in words; empty when it is as the table says."""
    status, location = response.status_code, response.headers.get("Location", "")
    if status == WRONG_WAY:  # a POST is awaited: nothing was shown
        return ""
    if who in DOORS[name].may:
        return (
            ""
            if status in IN and not (location.startswith(LOGIN) and who != NOBODY_SIGNED_IN and "account" not in name)
            else f"{status}"
        )
    if who == NOBODY_SIGNED_IN and DOORS[name].may:
        return "" if status == 302 and location.startswith("/accounts/") else f"{status} {location}"
    return "" if status in OUT or location.startswith("/accounts/") else f"{status} {location}"


def test_every_route_stands_in_the_table() -> None:
    known = set(DOORS) | SIGN_OUT
    found = set(routes(get_resolver().url_patterns))
    assert found - known == set(), "new routes: say who may come in"
    assert known - found == set(), "routes that are gone"


def test_everybody_gets_in_where_the_table_says_and_nowhere_else(records: Records, cast: dict[str, Client]) -> None:
    wrong, leaks = [], []
    for name, each in DOORS.items():
        for who in A_FEW if each.may >= SIGNED_IN else cast:
            response = cast[who].get(address(name, records))
            if told := wrong_for(who, name, response):
                wrong.append(f"{name} × {who}: {told}")
            body = body_of(response)
            if who in FOREIGN and (read := [secret for secret in records.secrets if secret in body]):
                leaks.append(f"{name} × {who}: {read}")
    assert wrong == []
    assert leaks == []


def test_nobody_foreign_changes_what_is_hers(records: Records, cast: dict[str, Client]) -> None:
    before = Case.objects.order_by("id").values_list("id", "state", "stage", "rating", "waiting_union")
    stood = list(before)
    wrong = []
    for name in (name for name, each in DOORS.items() if each.hers):
        for who in sorted({*FOREIGN, *ADMINS}):
            response = cast[who].post(
                address(name, records), {"reason": "想看一看这个案件", "rating": "1", "what": "phone"}
            )
            refused = response.status_code in {*OUT, WRONG_WAY} or response.headers.get("Location", "").startswith(
                LOGIN
            )
            if not refused:
                wrong.append(f"{name} × {who}: {response.status_code} {response.headers.get('Location', '')}")
            body = body_of(response)
            assert not [each for each in records.secrets if each in body], (name, who)
    assert wrong == []
    assert list(before.all()) == stood


def test_an_officer_without_her_second_factor_gets_nowhere(records: Records, client_of: ClientOf) -> None:
    client = client_of("town_officer", second_factor=False)
    for name in (name for name in DOORS if name.startswith("console:")):
        response = client.get(address(name, records))
        assert response.status_code == WRONG_WAY or response.headers.get("Location", "").startswith("/accounts/2fa/"), (
            name
        )


def test_a_route_that_nobody_listed_is_seen() -> None:
    inner = path("in/", lambda request: HttpResponse(), name="in")
    found = list(routes([path("new/", lambda request: HttpResponse()), path("a/", include(([inner], "deep")))]))
    assert found == ["new/", "deep:in"]
