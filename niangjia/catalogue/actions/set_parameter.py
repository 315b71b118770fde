"""The union sets a number anew, from a day on."""

from __future__ import annotations

from datetime import date

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.base.locks import advisory
from niangjia.catalogue.actions.generate import generate_functions
from niangjia.catalogue.actions.install import LOCK
from niangjia.catalogue.actions.refresh import refresh_everybody
from niangjia.catalogue.errors import UnknownParameter, UnknownService
from niangjia.catalogue.models import Parameter, Service
from niangjia.catalogue.registry.definitions import write_value
from niangjia.catalogue.rules.types import Value, type_of
from niangjia.kernel.errors import ReasonMissing


def set_parameter(*, by: Actor, service: str, name: str, value: Value, from_day: date, basis: str) -> None:
    """Needs no new version: the definition names the number, this says what it is from ``from_day`` on.

    Earlier days keep their values. Who may do this the caller checks (the console's definitions page).

    :raises UnknownService, UnknownParameter, ReasonMissing: no ``basis``.
    """
    found = Service.objects.filter(key=service).first()
    if found is None:
        raise UnknownService(service=service)
    if not basis.strip():
        raise ReasonMissing
    with act("catalogue.set_parameter", by=by, about=("service", found.id), reason=basis) as deed:
        advisory(LOCK)
        known = Parameter.objects.filter(service=found, name=name).first()
        if known is None or known.kind != type_of(value):
            raise UnknownParameter(service=service, name=name)
        Parameter.objects.update_or_create(
            service=found,
            name=name,
            from_day=from_day,
            defaults={"kind": known.kind, "value": write_value(value), "basis": basis.strip()},
        )
        deed.note(service=service, name=name, value=write_value(value), from_day=str(from_day))
        if generate_functions():
            refresh_everybody(facts=False)
