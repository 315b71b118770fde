"""Definitions and their expressions: plain Python, no Django."""

from __future__ import annotations
