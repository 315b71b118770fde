"""English pages in English: no text that has a translation is left in Chinese; names and documents stay as they are."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from uuid import UUID

import polib
import pytest
from django.conf import settings
from django.test import Client

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.catalogue import api as catalogue
from niangjia.ledger import api as ledger
from niangjia.people import api as people
from tests.casework.conftest import study_answers
from tests.cast import World
from tests.house.test_languages import HAN
from tools.texts import PO

pytestmark = pytest.mark.django_db
EVIDENCE = "0192d1c0-0000-7000-8000-000000000001"
SCRIPTS = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
WORDS = re.compile(r">([^<]+)<|\b(?:title|aria-label|placeholder|alt|label)=\"([^\"]*)\"")
PAGES = {
    "": ("/accounts/login/", "/public/notices/", "/public/notices/ended/", "/public/honours/", "/public/report/",
         "/public/journal/", "/public/check/"),
    "courier": ("/", "/join/", "/join/where/"),
    "worker": ("/", "/services/", "/services/study-grant/", "/services/hardship-aid/", "/services/hardship-aid/apply/",
               "/matters/", "/matters/{case}/", "/messages/", "/me/", "/me/looks/", "/me/points/"),
    "grassroots_officer": ("/console/", "/console/cases/", "/console/cases/{case}/", "/console/notices/",
                           "/console/members/", "/console/members/{person}/", "/console/tree/", "/console/import/",
                           "/console/journal/", "/console/messages/"),
    "finance_officer": ("/console/funds/", "/console/funds/appropriate/", "/console/payouts/", "/console/figures/",
                        "/console/definitions/", "/console/definitions/study-grant/"),
    "security_admin": ("/console/members/posts/",),
}  # fmt: skip


def waiting_grant(world: World) -> UUID:
    """The worker's grant, applied for and waiting for her union."""
    worker, finance = world["worker"], world["finance_officer"].actor
    people.record_study(
        by=SYSTEM, person_id=worker.id, school="福建开放大学", level="college", school_year="2026-2027", enrolled=True,
        passed=True, punished=False,
    )  # fmt: skip
    ledger.appropriate(
        by=finance,
        union_id=world.unions["city"].id,
        fund="learning",
        year=2026,
        amount_fen=10**7,
        basis="工财〔2026〕7 号",
    )
    catalogue.refresh_everybody()
    found = casework.apply_for_service(by=worker.actor, service="study-grant", answers=study_answers(EVIDENCE))
    drain()
    return found


def words_of(page: str) -> set[str]:
    """What a page says: its texts, and what its attributes say aloud."""
    found = WORDS.findall(SCRIPTS.sub(" ", page))
    return {html.unescape(text or attribute).strip() for text, attribute in found} - {""}


def test_nothing_that_has_english_stays_chinese(world: World, client_of: Callable[..., Client]) -> None:
    said = {entry.msgid for entry in polib.pofile(str(PO)) if HAN.search(entry.msgid)}
    said -= {union.name for union in world.unions.values()}  # names stay names
    with clock.frozen("2026-11-23"):
        known = {"case": waiting_grant(world), "person": world["worker"].id}
        left = {
            f"{who} {path}": chinese
            for who, paths in PAGES.items()
            for path in paths
            if (chinese := words_of(english_page(client_of(who) if who else Client(), path.format(**known))) & said)
        }
    assert left == {}


def english_page(client: Client, path: str) -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_words_of_a_page_are_its_texts_and_labels() -> None:
    page = '<p title="甲">乙 &amp; 丙</p><script>"丁"</script><img alt="戊">'
    assert words_of(page) == {"甲", "乙 & 丙", "戊"}
