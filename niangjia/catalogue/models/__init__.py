from __future__ import annotations

from niangjia.catalogue.models.count import VerdictCount
from niangjia.catalogue.models.gate import Proposal, SourceHealth
from niangjia.catalogue.models.helped import Helped
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
    "EnterpriseVerdict",
    "Helped",
    "LookedAt",
    "Parameter",
    "PersonFacts",
    "PersonVerdict",
    "Proposal",
    "Service",
    "ServiceVersion",
    "SourceHealth",
    "UnionFacts",
    "UnionVerdict",
    "VerdictCount",
]
