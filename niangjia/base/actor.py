"""Who acts: a value without a foreign key, so that every floor can speak of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from niangjia.kernel.errors import NotAllowed
from niangjia.kernel.text import N_


@dataclass(frozen=True, slots=True)
class Scope:
    """A post reaches the subtree of its union: ``path`` is that union's materialised path."""

    role: str
    path: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (``id`` is the person's), or the system, as the journal will name it."""

    id: UUID
    label: str
    scopes: tuple[Scope, ...] = ()

    def may(self, role: str, path: str) -> bool:
        """Whether a post with this role stands at ``path`` or above it."""
        return any(s.role == role and path.startswith(s.path) for s in self.scopes)

    def holds(self, role: str) -> bool:
        """Whether the actor has a post with this role anywhere."""
        return any(s.role == role for s in self.scopes)

    def sees(self, path: str) -> bool:
        """Whether any post of a working role reaches ``path``; administrators' posts give no view of people's affairs."""
        return any(s.role not in ADMINISTRATORS and path.startswith(s.path) for s in self.scopes)

    @property
    def paths(self) -> tuple[str, ...]:
        """The subtrees this actor works in, for set-wise scoping."""
        return tuple(sorted({s.path for s in self.scopes if s.role not in ADMINISTRATORS}))

    def paths_as(self, roles: Collection[str]) -> tuple[str, ...]:
        """The subtrees of the posts with one of these roles."""
        return tuple(sorted({s.path for s in self.scopes if s.role in roles}))

    def may_as(self, roles: Collection[str], path: str) -> bool:
        """Whether a post with one of these roles stands at ``path`` or above it."""
        return any(self.may(role, path) for role in roles)

    @property
    def is_officer(self) -> bool:
        return bool(self.scopes)


ROLES = {
    "reviewer": N_("审核"),
    "aid": N_("帮扶"),
    "finance": N_("财务"),
    "leader": N_("负责人"),
    "system_admin": N_("系统管理员"),
    "security_admin": N_("安全管理员"),
    "audit_admin": N_("审计管理员"),
}
WITH_PEOPLE = ("leader", "reviewer", "aid")  # who runs programmes and looks at what people hand in
ADMINISTRATORS = frozenset({"system_admin", "security_admin", "audit_admin"})

SYSTEM = Actor(UUID(int=0), "系统")


def require_system(by: Actor) -> None:
    """What fills a whole installation is done by nobody else.

    :raises NotAllowed:
    """
    if by.id != SYSTEM.id:
        raise NotAllowed
