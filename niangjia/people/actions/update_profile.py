"""What a person or her union says about her work."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel import uscc
from niangjia.kernel.text import clean_name, unsafe_text
from niangjia.people.access import require_self_or_reach
from niangjia.people.actions.keys import hold
from niangjia.people.errors import BadDetail
from niangjia.people.rules.profile import CHOICES, EDITABLE, FIELD_NAMES, TEXTS, YES_NO

_WORDS = {"true": True, "是": True, "1": True, "false": False, "否": False, "0": False, "": None}


def update_profile(*, by: Actor, person_id: UUID, **details: Any) -> list[str]:
    """Change what is given (``rules.profile.EDITABLE``) and return the names of what really changed.

    An empty text or None takes an answer back: "not stated", never "no".

    :raises BadDetail: a field that is not editable, or a value that is not allowed.
    :raises NotFound: not there, or not for this actor.
    """
    values = {field: _checked(field, value) for field, value in details.items()}
    with act("people.update_profile", by=by, about=("person", person_id)) as deed:
        require_self_or_reach(by, person_id)
        person = hold(person_id)
        changed = [field for field, value in values.items() if getattr(person, field) != value]
        for field in changed:
            setattr(person, field, values[field])
        if changed:
            person.save(update_fields=changed)
            deed.touch("person", person_id)
        deed.note(changed=changed)
    return changed


def _checked(field: str, value: Any) -> Any:
    if field not in EDITABLE:
        raise BadDetail(field=field)
    if field in YES_NO:
        return _yes_no(field, value)
    text = clean_name(str(value or ""))
    if field == "employer_uscc":
        return _code(text)
    allowed = CHOICES.get(field)
    if allowed is not None and text and text not in allowed:
        raise BadDetail(field=FIELD_NAMES[field])
    if unsafe_text(str(value or "")) or len(text) > TEXTS.get(field, 12):
        raise BadDetail(field=FIELD_NAMES[field])
    return text


def _yes_no(field: str, value: Any) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word not in _WORDS:
        raise BadDetail(field=FIELD_NAMES[field])
    return _WORDS[word]


def _code(text: str) -> str:
    if not text:
        return ""
    parsed = uscc.parse(text)
    if parsed.flaw == "bad_uscc":
        raise BadDetail(field=FIELD_NAMES["employer_uscc"])
    return parsed.code
