"""转移: a union, with all below it, gets another parent."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.base.locks import advisory
from niangjia.kernel.errors import NotFound
from niangjia.unions.access import require_tending
from niangjia.unions.actions.counting import TREE_LOCK, carried
from niangjia.unions.actions.found_union import last_child_path, require_free_name
from niangjia.unions.errors import IntoItself, WrongLevel
from niangjia.unions.events import UnionMoved
from niangjia.unions.models import Union
from niangjia.unions.models.refs import UnionRef, as_ref
from niangjia.unions.rules.kinds import LEVELS, may_stand_below
from niangjia.unions.rules.paths import ancestor_paths, next_path


def move_union(*, by: Actor, union_id: UUID, parent_id: UUID, reason: str = "") -> UnionRef:
    """Hang a union below another parent and rebuild the paths of its whole subtree in one UPDATE; what it counts goes with it.

    The actor needs a post above both places. Moving to where it already is changes nothing and is not journalled.

    :raises NotAllowed, NotFound, IntoItself, WrongLevel, NameTaken:
    """
    union, parent = _find(union_id), _find(parent_id)
    if union.parent_id == parent.id:
        return as_ref(union)
    with act("unions.move_union", by=by, about=("union", union_id), reason=reason) as deed:
        advisory(TREE_LOCK)
        union, parent = _find(union_id), _find(parent_id)
        require_tending(by, union.parent.path if union.parent else "")
        require_tending(by, parent.path)
        _check_place(union, parent)
        old, new = union.path, next_path(parent.path, last_child_path(parent, parent.path))
        moved = Union.objects.filter(path__startswith=old)
        ids = list(moved.values_list("id", flat=True))
        with carried(union_id, ids):
            Union.objects.filter(id=union_id).update(parent=parent)
            moved.update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
        above = [*ancestor_paths(old), *ancestor_paths(new)]
        deed.touch("union", *ids, *Union.objects.filter(path__in=above).values_list("id", flat=True))
        deed.note(
            name=union.name,
            old_parent=union.parent.name if union.parent else "",
            new_parent=parent.name,
            unions=len(ids),
        )
        deed.emit(UnionMoved(union_id=union_id, old_path=old, new_path=new))
    return as_ref(_find(union_id))


def _find(union_id: UUID) -> Union:
    union = Union.objects.select_related("parent").filter(id=union_id, dissolved_on__isnull=True).first()
    if not union:
        raise NotFound
    return union


def _check_place(union: Union, parent: Union) -> None:
    if parent.path.startswith(union.path):
        raise IntoItself(name=union.name)
    if not may_stand_below(union.level, parent.level):
        raise WrongLevel(level=LEVELS[union.level], parent_level=LEVELS[parent.level])
    require_free_name(union.name, parent, besides=union.id)
