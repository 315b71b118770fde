"""Cases, their steps, and what makes them unique."""

from __future__ import annotations

from niangjia.casework.models.case import Case
from niangjia.casework.models.consent import Consent
from niangjia.casework.models.juror import Juror, JurorScore
from niangjia.casework.models.part import Part
from niangjia.casework.models.run import Offer, Run
from niangjia.casework.models.slot import CapLine, CasePartySlot, CaseSlot
from niangjia.casework.models.step import CaseStep

__all__ = [
    "CapLine",
    "Case",
    "CasePartySlot",
    "CaseSlot",
    "CaseStep",
    "Consent",
    "Juror",
    "JurorScore",
    "Offer",
    "Part",
    "Run",
]
