"""Every reaction to every event, in one table."""

from __future__ import annotations

from niangjia.activities import events as activities
from niangjia.base.events import subscribe
from niangjia.campaigns import events as campaign_events
from niangjia.casework import events as casework
from niangjia.catalogue import events as catalogue
from niangjia.flows import (
    campaigns,
    consents,
    counting,
    erasing,
    families,
    meetings,
    merit,
    money,
    notices,
    places,
    points,
    presence,
    proactive,
    telling,
    vouchers,
)
from niangjia.ledger import events as ledger
from niangjia.notices import events as notice_events
from niangjia.pairs import events as pairs
from niangjia.people import events as people
from niangjia.points import events as point_events
from niangjia.quotas import events as quotas
from niangjia.unions import events as unions

REACTIONS = (
    (catalogue.ServicesPublished, proactive.services_published),
    (catalogue.ServicesPublished, counting.count_by_new_rules),
    (unions.UnionsCounted, counting.facts_follow),
    (casework.CasesOpened, proactive.cases_opened),
    (casework.OffersMade, proactive.offers_made),
    (casework.CaseApplied, telling.case_applied),
    (casework.CaseApplied, families.open_file),
    (casework.CaseMoved, telling.case_moved),
    (casework.CaseMoved, families.renew_file),
    (casework.CaseChecked, families.file_checked),
    (casework.ConsentAsked, consents.consent_asked),
    (casework.ConsentEnded, consents.consent_ended),
    (casework.PlaceLeft, consents.place_left),
    (casework.PlaceMissed, consents.place_missed),
    (casework.PromiseDue, consents.promise_due),
    (casework.JurorSeated, telling.juror_seated),
    (casework.CaseReturned, telling.case_returned),
    (casework.CaseOnNotice, telling.case_on_notice),
    (casework.CaseApproved, telling.case_approved),
    (casework.CaseRefused, telling.case_refused),
    (casework.CaseRefused, families.drop_file),
    (casework.CaseWithdrawn, families.drop_file),
    (casework.CaseBounced, telling.case_bounced),
    (casework.PartArrived, telling.part_arrived),
    (casework.WorkAwaited, telling.work_awaited),
    (casework.PartsStopped, telling.parts_stopped),
    (casework.CaseReversed, telling.case_reversed),
    (casework.CaseDelivered, telling.case_delivered),
    (ledger.PayoutPaid, money.payout_paid),
    (ledger.PayoutBounced, money.payout_bounced),
    (ledger.PayoutReversed, money.payout_reversed),
    (ledger.AccountMissing, money.account_missing),
    (quotas.PlacesBooked, places.places_booked),
    (quotas.PlacesBooked, vouchers.places_booked),
    (quotas.PlacesBooked, places.case_places_booked),
    (quotas.PlacesUsed, places.case_places_used),
    (quotas.CasePlacesMissed, places.case_places_missed),
    (quotas.CasePlaceEnded, places.case_place_ended),
    (quotas.PlaceFreed, vouchers.place_freed),
    (activities.VoucherRedeemed, vouchers.voucher_redeemed),
    (quotas.PlaceOffered, places.place_offered),
    (quotas.PlaceFreed, places.place_freed),
    (quotas.PlacesUsed, places.places_used),
    (quotas.PlacesUsed, presence.places_used),
    (quotas.ParcelSent, places.parcel_sent),
    (quotas.PlacesLost, places.places_lost),
    (quotas.PoolCancelled, places.pool_cancelled),
    (quotas.PoolCancelled, merit.pool_cancelled),
    (quotas.OrderOnNotice, merit.order_on_notice),
    (quotas.SeatsGiven, merit.seats_given),
    (quotas.EntryWithdrawn, merit.entry_withdrawn),
    (quotas.MoneyInstead, merit.money_instead),
    (notice_events.NoticeRowEnded, notices.row_ended),
    (point_events.PointsExpiring, points.points_expiring),
    (point_events.PointsTakenBack, points.points_taken_back),
    (quotas.PlacesUsed, meetings.places_used),
    (pairs.GuestsEntered, meetings.guests_entered),
    (pairs.PairMade, meetings.pair_made),
    (pairs.ReportClosed, meetings.report_closed),
    (pairs.GuestBarred, meetings.guest_barred),
    (pairs.SingleProofDecided, meetings.proof_decided),
    (pairs.SingleProofExpiring, meetings.proof_expiring),
    (campaign_events.ParticipationCounted, campaigns.participation_counted),
    (campaign_events.WallEntryDecided, campaigns.entry_decided),
    (campaign_events.WallReportsSettled, campaigns.reports_settled),
    (campaign_events.WishAnswered, campaigns.wish_answered),
    (people.PersonErased, erasing.person_erased),
)


def wire() -> None:
    """Subscribe them all."""
    for event, reaction in REACTIONS:
        subscribe(event, reaction)
