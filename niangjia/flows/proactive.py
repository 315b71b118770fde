"""What the union does by itself is told: cases it has opened, services one can have now."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.casework.events import CasesOpened, OffersMade
from niangjia.catalogue import api as catalogue
from niangjia.catalogue.events import ServicesPublished
from niangjia.messages import api as messages

Definition = catalogue.Definition


def services_published(event: ServicesPublished) -> None:
    """A new version may entitle others: whom it serves unasked is served now, not only tonight."""
    for definition in catalogue.services():
        if definition.key in event.services and definition.is_delivered and definition.state == "open":
            casework.start_delivery(by=SYSTEM, service=definition.key)


def cases_opened(event: CasesOpened) -> None:
    """Each is told once of all that this event has opened for her: her own case, or those of the union she answers for."""
    hers: dict[UUID, list[casework.Opened]] = defaultdict(list)
    for opened in casework.opened_for(case_ids=event.case_ids):
        hers[opened.person_id].append(opened)
    titles = {
        service: _title(catalogue.definition(service))
        for service in {o.service for all_ in hers.values() for o in all_}
    }
    messages.send_each(
        letters=[_letter(person_id, found, titles, event.case_ids[0]) for person_id, found in hers.items()]
    )


def offers_made(event: OffersMade) -> None:
    """One message, however many services it tells of, with the reasons and the way to apply."""
    offers = casework.offers_of(batch=event.batch)
    messages.send_each(letters=[_offer(person_id, services) for person_id, services in offers.items()])


def _letter(
    person_id: UUID, opened: list[casework.Opened], titles: dict[str, dict[str, Any]], first: UUID
) -> messages.Letter:
    """``first`` names the event: sent again, it is the same message."""
    case, key = opened[0], f"service.opened:{first}"
    params = titles[case.service]
    if len(opened) > 1:
        link = f"/console/cases/?service={case.service}"
        return messages.Letter(person_id, "service.opened_many", key, params | {"count": len(opened)}, link)
    kind = "service.asked" if case.asked else "service.opened"
    return messages.Letter(
        person_id, kind, key, params | {"count": case.asked}, f"/matters/{case.case_id}/", case.case_id
    )


def _offer(person_id: UUID, services: list[Definition]) -> messages.Letter:
    key = f"service.offer:{clock.today()}"
    if len(services) == 1:
        only = services[0]
        params = _title(only) | {"why_zh": _why(only, "zh"), "why_en": _why(only, "en"), "until": _until(only)}
        return messages.Letter(person_id, "service.offer", key, params, f"/services/{only.key}/")
    listed = {
        f"list_{language}": mark.join(form.format(title=s.title[language], why=_why(s, language)) for s in services)
        for language, mark, form in (("zh", "；", "“{title}”（{why}）"), ("en", "; ", "{title} ({why})"))
    }
    return messages.Letter(person_id, "service.offers", key, {"count": len(services), **listed}, "/services/")


def _title(definition: Definition | None) -> dict[str, Any]:
    assert definition, "a service that opened cases or was offered has been published"
    return {"service_zh": definition.title["zh"], "service_en": definition.title["en"]}


def _why(definition: Definition, language: str) -> str:
    """The criteria as the worker reads them beside their ticks."""
    return {"zh": "，", "en": ", "}[language].join(criterion.because[language] for criterion in definition.criteria)


def _until(definition: Definition) -> str:
    """The last day of the window, if there is one."""
    if definition.window is None:
        return ""
    today = clock.today()
    closes = definition.window.closes
    return f"{today.year if closes >= f'{today:%m-%d}' else today.year + 1}-{closes}"
