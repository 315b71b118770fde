"""One number over the city: the same seed, scale and day give the same one."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from niangjia.aid import api as aid
from niangjia.base.actor import Actor
from niangjia.casework import api as casework
from niangjia.demo.rules.cast import role
from niangjia.ledger import api as ledger
from niangjia.people import api as people
from niangjia.quotas import api as quotas
from niangjia.unions import api as unions

PAGE = 500


def digest() -> str:
    """64 hex digits over the decrypted contents: unions, employers, people, family files, matters with their keys, payouts with
    their accounts, budgets, pools with the keys of their bookings."""
    total = sum(
        int(one(), 16) for one in (people.people_fingerprint, aid.files_fingerprint, ledger.payouts_fingerprint)
    )
    for row in _rows():
        total += int.from_bytes(sha256(repr(row).encode()).digest(), "big")
    return f"{total % 2**256:064x}"


def _rows() -> Iterator[tuple[Any, ...]]:
    refs = unions.subtree(path="")
    for ref in refs:
        yield "union", ref.path, ref.level, ref.kind, ref.name, ref.region_code, str(ref.founded_on)
    employers = unions.enterprises(enterprise_ids=[ref.employer_id for ref in refs if ref.employer_id])
    for one in employers.values():
        yield "employer", one.uscc, one.name, one.industry, one.state_controlled, one.public_body
    yield from _matters()


def _matters() -> Iterator[tuple[Any, ...]]:
    """As the leader of the city sees them."""
    leader = role("leader")
    leader_id = people.person_phoned(phone=leader.phone) if leader else None
    if leader_id is None:
        return
    actor, page = people.actor_for(leader_id), 1
    while True:
        cases, _ = casework.find_cases(actor, page=page, size=PAGE)
        for case in cases:
            yield (
                "case",
                str(case.id),
                case.service,
                case.who,
                case.path,
                case.state,
                case.stage,
                str(case.applied_at),
                case.amount_fen,
            )
        if len(cases) < PAGE:
            break
        page += 1
    for line in ledger.budgets_visible_to(actor):
        yield "budget", line.fund, line.year, line.appropriated_fen, line.left_fen
    yield from _places(actor)


def _places(actor: Actor) -> Iterator[tuple[Any, ...]]:
    """Pools to come and those that are over, each with the keys of its bookings (the first page of them)."""
    for over in (False, True):
        page, more = 1, True
        while more:
            pools, total = quotas.pools_visible_to(actor, over=over, page=page, size=PAGE)
            for pool in pools:
                rows, _ = quotas.bookings_of_pool(actor, pool_id=pool.id, size=PAGE)
                keys = sorted(str(row.id) for row in rows)
                yield "pool", str(pool.id), pool.service, pool.title, pool.capacity, str(pool.closes_at), *keys
            more, page = page * PAGE < total, page + 1
