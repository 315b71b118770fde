"""The gate's entry. Its worker process ends with its server, also when that is killed."""

from __future__ import annotations

import gc
import signal

from django.conf import settings

from niangjia.base.lifeline import end_with_parent
from niangjia.config.environment import setting
from niangjia.config.writer import start
from niangjia.web.api import Gate

app = Gate(start, settings.NIANGJIA_GATE_LINE)

if setting("NIANGJIA_PROCESS") == "gate":
    for sign in (signal.SIGTERM, signal.SIGINT):  # as in ``wsgi``: not the parent's handlers
        signal.signal(sign, signal.SIG_DFL)
    end_with_parent(signal.SIGKILL)
    gc.freeze()  # what is loaded stays; to look through it again and again cost a twentieth of the claims
    gc.set_threshold(50_000, 50, 100)

__all__ = ["app"]
