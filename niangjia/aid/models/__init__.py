"""Family files, their members, whose numbers are in a file, who waits for a sponsor, and the living standard."""

from __future__ import annotations

from niangjia.aid.models.file import FamilyFile
from niangjia.aid.models.member import FamilyMember, FamilyNumber
from niangjia.aid.models.sponsorship import Sponsorship
from niangjia.aid.models.standard import LivingStandard

__all__ = ["FamilyFile", "FamilyMember", "FamilyNumber", "LivingStandard", "Sponsorship"]
