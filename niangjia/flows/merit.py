"""An order by merit: people are told where they stand, and whoever leaves it leaves the notice; money instead of a seat is told too."""

from __future__ import annotations

from niangjia.base.actor import SYSTEM
from niangjia.catalogue import api as catalogue
from niangjia.kernel.money import yuan_short
from niangjia.messages import api as messages
from niangjia.notices import api as notices
from niangjia.quotas import api as quotas
from niangjia.quotas.events import EntryWithdrawn, MoneyInstead, OrderOnNotice, PoolCancelled, SeatsGiven


def order_on_notice(event: OrderOnNotice) -> None:
    """Everybody on the list: her score, its parts and her place are behind the link."""
    pool, notice = quotas.pool(pool_id=event.pool_id), notices.notice_line(notice_id=event.notice_id)
    params = {"title": pool.title, "until": str(notice.closes_on)}
    messages.send_each(
        letters=[
            messages.Letter(
                to=person, kind="place.on_notice", params=params, link=f"/draws/{booking}/", key=f"place.on_notice:{event.notice_id}:{booking}"
            )
            for person, booking in quotas.those_who(pool_id=event.pool_id, state="entered")
        ]
    )  # fmt: skip


def seats_given(event: SeatsGiven) -> None:
    """Who has a seat is told by the booking; who waits, that she waits, and what else there is."""
    pool, waiting = quotas.pool(pool_id=event.pool_id), quotas.those_who(pool_id=event.pool_id, state="waiting")
    definition = catalogue.definition(pool.service)
    either = definition is not None and definition.outcome.either
    amounts = catalogue.granted_fen(service=pool.service, subject_ids=[p for p, _ in waiting]) if either else {}
    messages.send_each(
        letters=[
            messages.Letter(
                to=person, kind="place.waits", params={"title": pool.title, "amount": yuan_short(fen) if fen else ""},
                link=f"/tickets/{booking}/", key=f"place.waits:{booking}",
            )
            for person, booking in waiting
            for fen in [amounts.get(person)]
        ]
    )  # fmt: skip


def entry_withdrawn(event: EntryWithdrawn) -> None:
    """She does not want to go any more: her line leaves the notice."""
    found = quotas.draw_of_pool(pool_id=event.pool_id)
    if found and found.notice_id:
        notices.stop_row(by=SYSTEM, notice_id=found.notice_id, ref=event.booking_id, reason="本人退出，这一行已撤下。")


def pool_cancelled(event: PoolCancelled) -> None:
    """What does not take place needs no list: its names leave the public's sight."""
    found = quotas.draw_of_pool(pool_id=event.pool_id)
    if found and found.notice_id and quotas.notice_token(found):
        notices.withdraw_notice(by=SYSTEM, notice_id=found.notice_id, reason="这一场取消了，名单随之撤回。")


def money_instead(event: MoneyInstead) -> None:
    title = quotas.pool(pool_id=event.pool_id).title
    messages.send_each(
        letters=[
            messages.Letter(
                to=person, kind="place.money", params={"title": title, "amount": yuan_short(fen)}, link=f"/tickets/{booking}/",
                key=f"place.money:{booking}",
            )
            for person, booking, fen in zip(event.person_ids, event.booking_ids, event.fen, strict=True)
        ]
    )  # fmt: skip
