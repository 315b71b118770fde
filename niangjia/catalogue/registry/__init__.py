"""What is declared and what is published: read by queries and by verbs alike, so it stands below both."""

from __future__ import annotations
