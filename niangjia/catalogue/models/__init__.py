from __future__ import annotations

from niangjia.catalogue.models.count import VerdictCount
from niangjia.catalogue.models.gate import Proposal, SourceHealth
from niangjia.catalogue.models.helped import Helped, HelpOwed
from niangjia.catalogue.models.past import EnterprisePast, HelpedPast, PersonPast, SourcePast, UnionPast
from niangjia.catalogue.models.service import Parameter, Service, ServiceVersion
from niangjia.catalogue.models.state import (
    EnterpriseFacts,
    EnterpriseVerdict,
    LookedAt,
    PersonFacts,
    PersonVerdict,
    UnionFacts,
    UnionVerdict,
)

__all__ = [
    "EnterpriseFacts",
    "EnterprisePast",
    "EnterpriseVerdict",
    "HelpOwed",
    "Helped",
    "HelpedPast",
    "LookedAt",
    "Parameter",
    "PersonFacts",
    "PersonPast",
    "PersonVerdict",
    "Proposal",
    "Service",
    "ServiceVersion",
    "SourceHealth",
    "SourcePast",
    "UnionFacts",
    "UnionPast",
    "UnionVerdict",
    "VerdictCount",
]
