"""更名: a union gets another name; its place and key stay."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.base.locks import advisory
from niangjia.kernel.errors import NotFound
from niangjia.unions.access import require_tending
from niangjia.unions.actions.counting import TREE_LOCK
from niangjia.unions.actions.found_union import checked_name, require_free_name
from niangjia.unions.models import Union
from niangjia.unions.models.refs import UnionRef, as_ref
from niangjia.unions.rules.kinds import short_name_of


def rename_union(*, by: Actor, union_id: UUID, name: str, short_name: str = "", reason: str = "") -> UnionRef:
    """
    :raises NotAllowed, NotFound, BadUnionName, NameTaken:
    """
    name = checked_name(name)
    with act("unions.rename_union", by=by, about=("union", union_id), reason=reason) as deed:
        advisory(TREE_LOCK)
        union = Union.objects.select_related("parent").filter(id=union_id, dissolved_on__isnull=True).first()
        if not union:
            raise NotFound
        require_tending(by, union.path)
        require_free_name(name, union.parent, besides=union_id)
        deed.note(old=union.name, new=name)
        union.name, union.short_name = name, short_name or short_name_of(name)
        union.save(update_fields=["name", "short_name"])
        deed.touch("union", union_id)
    return as_ref(union)
