"""Whom a service asks beside the applicant: somebody named in the form agrees before anybody works on it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Setting
from pydantic import model_validator

from niangjia.catalogue.rules.schema_texts import Name, Part, Text, wrong
from niangjia.kernel.phrases import phrase
from niangjia.kernel.text import N_


class Consent(Part):
    """Somebody the form names: by ``name_from``, ``number_from`` (her ID number, whose last four digits she types) and ``phone_from``.

    ``title``: what she is called (对象). ``ask``: what she is asked; ``keeps``: what of hers is kept, and what for. ``days``: so long
    she may think it over (days of the calendar), with one reminder after ``remind_days``.
    """

    name: Name
    title: Text
    ask: Text
    keeps: Text
    name_from: Name
    number_from: Name
    phone_from: Name
    days: Annotated[int, Setting(ge=1, le=30)] = 7
    remind_days: Annotated[int, Setting(ge=1, le=29)] = 3

    @property
    def fields(self) -> tuple[tuple[str, str, str], ...]:
        """(the part here, the field of the form, the kind it has to be)."""
        return (
            ("name_from", self.name_from, "text"),
            ("number_from", self.number_from, "resident_id"),
            ("phone_from", self.phone_from, "phone"),
        )

    @model_validator(mode="after")
    def _reminds_in_time(self) -> Consent:
        if self.remind_days >= self.days:
            raise wrong(N_("提醒要在到期以前。"), phrase("remind_days: {most} 或更少", most=max(self.days - 1, 1)))
        return self
