"""The gate's entry. Its worker process ends with its server, also when that is killed."""

from __future__ import annotations

import signal

from niangjia.base.lifeline import end_with_parent
from niangjia.config.environment import setting
from niangjia.web.api import gate_app as app

if setting("NIANGJIA_PROCESS") == "gate":
    for sign in (signal.SIGTERM, signal.SIGINT):  # as in ``wsgi``: not the parent's handlers
        signal.signal(sign, signal.SIG_DFL)
    end_with_parent(signal.SIGKILL)

__all__ = ["app"]
