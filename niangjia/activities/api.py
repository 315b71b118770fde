"""The door of activities: what a programme needs beyond a place. Nobody comes in yet."""

from __future__ import annotations

__all__ = []
