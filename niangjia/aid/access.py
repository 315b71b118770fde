"""Who may see and change a family file, and who is in one."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from niangjia.aid.errors import FamilyHasFile
from niangjia.aid.models import FamilyFile
from niangjia.aid.rules.answers import MemberTold
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.crypto import blind_index
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.kernel.text import mask_name
from niangjia.people import api as people

NUMBER = "family_number"
AID_ROLES = ("aid", "reviewer", "leader")


def may_handle(actor: Actor, path: str) -> bool:
    """A post of aid, review or leadership at the union or above it; the system may always."""
    return actor.id == SYSTEM.id or actor.may_as(AID_ROLES, path)


def require_handling(actor: Actor, path: str) -> None:
    """
    :raises NotAllowed:
    """
    if not may_handle(actor, path):
        raise NotAllowed


def held_file(*, case_id: UUID | None = None, person_id: UUID | None = None, file_id: UUID | None = None) -> FamilyFile:
    """A file by what is known of it, its row held to the end of the transaction.

    :raises NotFound:
    """
    wanted = {"case_id": case_id, "person_id": person_id, "id": file_id}
    files = FamilyFile.objects.select_for_update(of=("self",)).select_related("union")
    found = files.filter(**{column: value for column, value in wanted.items() if value}).order_by("-id").first()
    if found is None:
        raise NotFound
    return found


def keys_of(file: FamilyFile, members: Iterable[MemberTold]) -> dict[bytes, str]:
    """Key → name, of the applicant (her number is on record with the union) and of everybody whose number was told."""
    numbers = {member.id_number: member.name for member in members if member.id_number}
    if file.person.id_number:
        numbers[file.person.id_number.reveal()] = file.person.name
    return {blind_index(NUMBER, number): name for number, name in numbers.items()}


def has_file(name: str, holder_id: UUID) -> FamilyHasFile:
    """The refusal, with both names masked."""
    return FamilyHasFile(who=mask_name(name), holder=people.public_name(holder_id))
