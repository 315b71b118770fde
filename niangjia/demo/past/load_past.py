"""The years before today, as records: planned here, entered by the packages that own them."""

from __future__ import annotations

from collections.abc import Callable

from niangjia.aid import api as aid
from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.demo.actions.found_city import City
from niangjia.demo.actions.settle_people import Pool
from niangjia.demo.past.consoling import past_rounds
from niangjia.demo.past.hands import Hands
from niangjia.demo.past.having import all_having
from niangjia.demo.past.helping import past_aid
from niangjia.demo.past.honouring import past_honours
from niangjia.demo.past.joining import past_joins
from niangjia.demo.past.noticing import Noticing
from niangjia.demo.past.refunding import past_refunds
from niangjia.demo.past.studying import past_grants
from niangjia.demo.rules.pasts import GRANT_YUAN, WARMTH, needed
from niangjia.honours import api as honours
from niangjia.insight import api as insight
from niangjia.ledger import api as ledger
from niangjia.notices import api as notices

BASIS = "往年预算（演示）"


def load_past(city: City, pool: Pool, *, progress: Callable[[str], None]) -> int:
    """Grants, titles, aid, refunds, applications and consolation of earlier years; what was acted out counts in the report's figures.

    Verdicts of those who were consoled are for the caller to bring up to today. Returns how many cases.
    """
    hands, noticing = Hands(city), Noticing(city.seed)
    having, wanted = all_having(city, pool.everybody), needed(city.scale)
    values = {line.line.key: int(line.value or 0) for line in insight.report()}
    grants = past_grants(
        hands, noticing, having.study, people=max(wanted["study"] - values["study_grant_people"], 0),
        yuan=max(round(GRANT_YUAN * city.scale) - values["study_grant_yuan"], 0),
    )  # fmt: skip
    refunds = past_refunds(hands)
    named = past_honours(hands, noticing, having.honour, people=max(wanted["honour"] - values["model_workers"], 0))
    helped = past_aid(hands, noticing, having.aid, families=wanted["aid"])
    cases = [*grants.cases, *refunds.cases, *named.cases, *helped.cases, *past_joins(hands, having.join)]
    stood = notices.load_notices(by=SYSTEM, notices=noticing.all())
    casework.load_history(by=SYSTEM, cases=cases)
    honours.load_honours(by=SYSTEM, honours=named.honours)
    files = aid.load_files(by=SYSTEM, files=helped.files)
    batches = [*grants.batches, *refunds.batches, *helped.batches]
    paid = ledger.load_paid(by=SYSTEM, union_id=hands.top.id, batches=batches, basis=BASIS)
    progress(f"{len(cases):,} cases of earlier years, {stood:,} notices, {files:,} family files, {paid:,} payments")
    reached = casework.load_rounds(by=SYSTEM, rounds=past_rounds(hands, people=round(WARMTH * city.scale)))
    progress(f"{reached:,} consoled")
    return len(cases) + reached
