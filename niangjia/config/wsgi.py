"""The web server's entry. Each worker process ends with its server, also when that is killed."""

from __future__ import annotations

import os
import signal

from django.core.wsgi import get_wsgi_application

from niangjia.base.lifeline import end_with_parent
from niangjia.config.environment import setting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "niangjia.config.settings")
if setting("NIANGJIA_PROCESS") == "web":
    # Granian's worker begins with its parent's handlers, which would swallow a stop that comes while Django loads.
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, signal.SIG_DFL)
    end_with_parent(signal.SIGKILL)
application = get_wsgi_application()
