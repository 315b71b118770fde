"""What runs by itself, or with the house closed."""

from __future__ import annotations

from niangjia.aid.actions.reindex import reindex_families
from niangjia.base.rotation import Reindex

REINDEX = (Reindex("aid", reindex_families),)
