"""The launcher: database, preparation, web server, job worker; started in order, watched, stopped in order."""

from __future__ import annotations
