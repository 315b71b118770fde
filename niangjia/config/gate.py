"""The gate's entry. Its process ends with its server, also when that is killed (as ``wsgi.py``)."""

from __future__ import annotations

import os
import signal
from importlib import import_module

from niangjia.base.lifeline import end_with_parent
from niangjia.config.environment import setting

if os.environ.get("DJANGO_SETTINGS_MODULE") and setting("NIANGJIA_PROCESS") == "gate":
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, signal.SIG_DFL)
    end_with_parent(signal.SIGKILL)
app = import_module("niangjia.web.gate.app").app
