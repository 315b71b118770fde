"""An employer as an officer or a partner reports it: entered once, corrected later."""

from __future__ import annotations

from typing import Any, Literal

from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import act
from niangjia.kernel import uscc as codes
from niangjia.kernel.errors import NotAllowed
from niangjia.kernel.ids import uuid7
from niangjia.kernel.text import clean_name, unsafe_text
from niangjia.unions.access import TENDING_ROLES, may_tend
from niangjia.unions.errors import BadEmployerCode, BadUnionName
from niangjia.unions.models import Enterprise, Union
from niangjia.unions.models.refs import ENTERPRISE_COLUMNS, EnterpriseRef
from niangjia.unions.rules.import_rows import MOST_NAME


def record_enterprise(
    *,
    by: Actor,
    uscc: str,
    name: str,
    status: Literal["active", "closed"] = "active",
    industry: str | None = None,
    region_code: str | None = None,
    state_controlled: bool | None = None,
    public_body: bool | None = None,
) -> EnterpriseRef:
    """Enter the employer with this code, or bring it up to date. What is None stays as it is: not told is not "no".

    :raises NotAllowed, BadEmployerCode, BadUnionName:
    """
    code, name = codes.parse(uscc), clean_name(name)
    if code.flaw == "bad_uscc":
        raise BadEmployerCode(code=uscc)
    if not name or len(name) > MOST_NAME or unsafe_text(name, name=True):
        raise BadUnionName(most=MOST_NAME)
    told: dict[str, Any] = {
        "name": name,
        "status": status,
        "industry": industry,
        "region_code": region_code,
        "state_controlled": state_controlled,
        "public_body": public_body,
    }
    told = {column: value for column, value in told.items() if value is not None}
    enterprise = Enterprise.objects.filter(uscc=code.code).first() or Enterprise(id=uuid7(), uscc=code.code)
    _require_reach(by, enterprise)
    with act("unions.record_enterprise", by=by, about=("enterprise", enterprise.id)) as deed:
        enterprise, _ = Enterprise.objects.update_or_create(
            uscc=code.code, defaults=told, create_defaults={"id": enterprise.id, **told}
        )
        deed.note(**told)
        deed.touch("enterprise", enterprise.id)
        deed.touch("union", *enterprise.unions.values_list("id", flat=True))
    return EnterpriseRef(*(getattr(enterprise, column) for column in ENTERPRISE_COLUMNS))


def _require_reach(by: Actor, enterprise: Enterprise) -> None:
    """An employer with unions is its unions' superiors' to correct; one without may be entered by whoever tends unions.

    :raises NotAllowed:
    """
    paths = list(Union.objects.filter(employer_id=enterprise.id).values_list("path", flat=True))
    tends_unions = by.id == SYSTEM.id or any(map(by.holds, TENDING_ROLES))
    if not tends_unions or (paths and not any(may_tend(by, path) for path in paths)):
        raise NotAllowed
