"""What casework does by the clock."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import periodic, task
from niangjia.base.rotation import Reindex
from niangjia.casework import api
from niangjia.casework.actions.reindex import reindex_parties
from niangjia.catalogue import api as catalogue

REINDEX = (Reindex("casework", reindex_parties),)


@periodic("*/10 * * * *", "casework.escalate_overdue")
def escalate_overdue() -> None:
    """Send what is over its clock one level up."""
    api.escalate_overdue()


@periodic("30 1 * * *", "casework.pay_due_parts")
def pay_due_parts() -> None:
    """Every morning: the parts of monthly grants whose day has come."""
    catalogue.catch_up()
    api.pay_due_parts()


@periodic("20 18 * * *", "casework.archive_ended")
def archive_ended() -> None:
    """Put away what ended a month ago."""
    api.archive_ended(by=SYSTEM)


@task("casework.run_batch")
def run_batch(run_id: str, after: str) -> None:
    """One batch of a run; the next one is deferred with it. A run may be begun, or go on, before the night's look at everybody."""
    catalogue.catch_up()
    api.run_batch(run_id=UUID(run_id), after=after)


@periodic("40 16 * * *", "casework.deliver_entitled")
def deliver_entitled() -> None:
    """免申即享: open the cases nobody has to apply for, half an hour after everybody was looked at. What was broken off goes on."""
    catalogue.catch_up()
    api.deliver_all(by=SYSTEM)


@periodic("0 1 * * *", "casework.offer_entitled")
def offer_entitled() -> None:
    """At nine in the morning: tell people what they can have now."""
    catalogue.catch_up()
    api.start_offers(by=SYSTEM)


@periodic("*/10 * * * *", "casework.mind_consents")
def mind_consents() -> None:
    """Remind whoever was asked and has not answered; end what nobody answered in time."""
    api.mind_consents()


@periodic("10 1 * * *", "casework.notice_promises")
def notice_promises() -> None:
    """Every morning: what was promised to be shown by today."""
    api.notice_promises()
