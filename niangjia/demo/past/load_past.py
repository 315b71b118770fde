"""The years before today, as records: planned here, entered by the packages that own them."""

from __future__ import annotations

from collections.abc import Callable

from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.demo.actions.found_city import City
from niangjia.demo.actions.settle_people import Pool, planned
from niangjia.demo.past.hands import Hands
from niangjia.demo.past.honouring import past_honours
from niangjia.demo.past.joining import past_joins
from niangjia.demo.past.refunding import past_refunds
from niangjia.demo.past.studying import candidates, past_grants
from niangjia.demo.rules.pasts import GRANT_YUAN, needed
from niangjia.honours import api as honours
from niangjia.insight import api as insight
from niangjia.ledger import api as ledger

BASIS = "往年预算（演示）"


def load_past(city: City, pool: Pool, *, progress: Callable[[str], None]) -> int:
    """Grants, titles, refunds and applications for membership of earlier years; what was acted out counts in the report's figures. How many cases."""
    hands, values = Hands(city), {line.line.key: int(line.value or 0) for line in insight.report()}
    wanted = needed(city.scale)
    grants = past_grants(
        hands,
        candidates(city, planned(city, city.seats), pool.everybody),
        people=max(wanted["study"] - values["study_grant_people"], 0),
        yuan=max(round(GRANT_YUAN * city.scale) - values["study_grant_yuan"], 0),
    )
    refunds = past_refunds(hands)
    named = past_honours(
        hands, planned(city, city.seats), pool.everybody, people=max(wanted["honour"] - values["model_workers"], 0)
    )
    joins = past_joins(hands, planned(city, city.seats))
    cases, batches = [*grants.cases, *refunds.cases, *named.cases, *joins], [*grants.batches, *refunds.batches]
    casework.load_history(by=SYSTEM, cases=cases)
    honours.load_honours(by=SYSTEM, honours=named.honours)
    paid = ledger.load_paid(by=SYSTEM, union_id=hands.top.id, batches=batches, basis=BASIS)
    progress(f"{len(cases):,} cases of earlier years, {paid:,} payments")
    return len(cases)
