"""What is counted, and what is known from it."""

from __future__ import annotations

from niangjia.catalogue import api as catalogue
from niangjia.catalogue.events import ServicesPublished
from niangjia.unions import api as unions
from niangjia.unions.events import UnionsCounted


def facts_follow(event: UnionsCounted) -> None:
    """How many members the unions above have is known to their criteria as soon as it is folded in."""
    catalogue.refresh("union", sorted(event.union_ids))


def count_by_new_rules(event: ServicesPublished) -> None:
    """A version may name other figures; then its delivered cases are counted anew."""
    unions.recount_changed()
