"""建会: a union enters the tree."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.base.locks import advisory
from niangjia.kernel.errors import NotFound
from niangjia.kernel.ids import uuid7
from niangjia.kernel.text import clean_name, unsafe_text
from niangjia.unions.access import require_tending
from niangjia.unions.actions.counting import TREE_LOCK, count_new
from niangjia.unions.errors import BadUnionName, NameTaken, WrongLevel
from niangjia.unions.events import UnionFounded
from niangjia.unions.models import Union
from niangjia.unions.models.refs import UnionRef, as_ref
from niangjia.unions.rules.import_rows import MOST_NAME
from niangjia.unions.rules.kinds import LEVELS, may_stand_below, short_name_of
from niangjia.unions.rules.paths import ancestor_paths, next_path


def found_union(
    *,
    by: Actor,
    name: str,
    level: str,
    kind: str,
    parent_id: UUID | None = None,
    short_name: str = "",
    region_code: str = "",
    employer_id: UUID | None = None,
    founded_on: date | None = None,
) -> UnionRef:
    """Put a union below its parent.

    Every new union is approved by the level above (工会法 Art.12), so the actor's post is there.

    ``parent_id`` None is for the municipal federation alone.

    :raises NotAllowed, NotFound, BadUnionName, NameTaken, WrongLevel:
    """
    name, union_id = checked_name(name), uuid7()
    with act("unions.found_union", by=by, about=("union", union_id)) as deed:
        advisory(TREE_LOCK)
        parent = _parent(parent_id)
        require_tending(by, parent.path if parent else "")
        _check_place(name, level, parent)
        union = Union.objects.create(
            id=union_id,
            parent=parent,
            path=_new_path(parent),
            level=level,
            kind=kind,
            name=name,
            short_name=short_name or short_name_of(name),
            region_code=region_code,
            employer_id=employer_id,
            founded_on=founded_on,
        )
        count_new("union", [union_id])
        deed.touch("union", union_id, *_above(union))
        if employer_id:
            deed.touch("enterprise", employer_id)
        deed.note(name=name, level=level, kind=kind, parent=parent.name if parent else "")
        deed.emit(UnionFounded(union_id=union_id))
    return as_ref(union)


def _above(union: Union) -> list[UUID]:
    """The unions above count one enterprise more."""
    return list(Union.objects.filter(path__in=ancestor_paths(union.path)).values_list("id", flat=True))


def checked_name(name: str) -> str:
    """
    :raises BadUnionName: empty, too long, or unsafe.
    """
    cleaned = clean_name(name)
    if not cleaned or len(cleaned) > MOST_NAME or unsafe_text(name, name=True):
        raise BadUnionName(most=MOST_NAME)
    return cleaned


def require_free_name(name: str, parent: Union | None, *, besides: UUID | None = None) -> None:
    """
    :raises NameTaken: a sibling bears it.
    """
    namesakes = Union.objects.filter(parent=parent, name=name)
    if (namesakes.exclude(id=besides) if besides else namesakes).exists():
        raise NameTaken(name=name, parent=parent.name if parent else "")


def last_child_path(parent: Union | None, path: str) -> str | None:
    """The greatest path among the children at ``path``; byte order is ordinal order."""
    return (
        Union.objects.filter(parent=parent, path__startswith=path)
        .order_by("-path")
        .values_list("path", flat=True)
        .first()
    )


def _parent(parent_id: UUID | None) -> Union | None:
    if parent_id is None:
        return None
    parent = Union.objects.filter(id=parent_id, dissolved_on__isnull=True).first()
    if not parent:
        raise NotFound
    return parent


def _check_place(name: str, level: str, parent: Union | None) -> None:
    if parent is None and level != "municipal":
        raise WrongLevel(level=LEVELS[level], parent_level=LEVELS["municipal"])
    if parent is not None and not may_stand_below(level, parent.level):
        raise WrongLevel(level=LEVELS[level], parent_level=LEVELS[parent.level])
    require_free_name(name, parent)


def _new_path(parent: Union | None) -> str:
    path = parent.path if parent else ""
    return next_path(path, last_child_path(parent, path))
