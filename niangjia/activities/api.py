"""The door of activities: what a programme needs beyond a place."""

from __future__ import annotations

__all__: list[str] = []
