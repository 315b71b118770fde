"""A definition becomes a version of a service."""

from __future__ import annotations

from django.db.models import Max

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.catalogue.models import Parameter, Service, ServiceVersion
from niangjia.catalogue.registry.checking import digest_of
from niangjia.catalogue.registry.definitions import write_value
from niangjia.catalogue.rules.schema import Definition
from niangjia.catalogue.rules.types import type_of
from niangjia.kernel.ids import uuid7


def publish(*, by: Actor, definition: Definition, text: str) -> None:
    """Make it the current version and retire the one before; parameters new to the service take the file's values.

    A draft whose number it takes becomes the version after it.

    The caller holds the lock "catalogue.publish" and writes the functions afterwards.
    """
    service = Service.objects.filter(key=definition.key).first()
    service_id = service.id if service else uuid7()
    with act("catalogue.publish", by=by, about=("service", service_id)) as deed:
        if service is None:
            service = Service.objects.create(
                id=service_id, key=definition.key, bit=_next_bit(), group=definition.group, subject=definition.subject
            )
        ServiceVersion.objects.filter(service=service, state="published").update(state="retired")
        ServiceVersion.objects.filter(service=service, state="draft", version__lte=definition.version).update(
            version=definition.version + 1
        )
        ServiceVersion.objects.create(
            service=service,
            version=definition.version,
            state="published",
            text=text,
            digest=digest_of(definition),
            published_on=clock.today(),
            published_by=by.id,
        )
        _seed_parameters(service, definition)
        deed.note(service=definition.key, version=definition.version)


def _next_bit() -> int:
    highest: int | None = Service.objects.aggregate(highest=Max("bit"))["highest"]
    return 0 if highest is None else highest + 1


def _seed_parameters(service: Service, definition: Definition) -> None:
    """A value that the union has set for the same day stays."""
    Parameter.objects.bulk_create(
        [
            Parameter(
                service=service,
                name=parameter.name,
                kind=str(type_of(parameter.value)),
                value=write_value(parameter.value),
                from_day=parameter.from_,
                basis=parameter.basis,
            )
            for parameter in definition.parameters
        ],
        ignore_conflicts=True,
    )
