"""The unions at which an officer's posts stand."""

from __future__ import annotations

from collections.abc import Iterable

from niangjia.base.actor import Actor
from niangjia.unions import api as unions
from niangjia.unions.api import UnionRef


def line_to(path: str) -> list[UnionRef]:
    """The unions from the top down to the one at ``path``, that one included."""
    return unions.ancestors(path=f"{path}/")  # of whatever would lie below it


def unions_at(paths: Iterable[str]) -> list[UnionRef]:
    """The unions that stand at these very paths, in the order of the tree."""
    return [ref for path in sorted(set(paths)) for ref in line_to(path) if ref.path == path]


def path_of(actor: Actor) -> str:
    """The widest subtree the actor works in; every post's for administrators, who see numbers and no people."""
    return min(actor.paths or tuple(scope.path for scope in actor.scopes), key=len)
