"""Materialised paths: six characters of Crockford's base 32 and a slash per level; byte order is ordinal order."""

from __future__ import annotations

WIDTH = 6
STEP = WIDTH + 1
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MOST_CHILDREN = len(ALPHABET) ** WIDTH - 1


def segment(ordinal: int) -> str:
    """The path segment of the ``ordinal``-th child (from 1)."""
    if not 0 < ordinal <= MOST_CHILDREN:
        raise ValueError(ordinal)
    digits = ""
    for _ in range(WIDTH):
        ordinal, digit = divmod(ordinal, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    return f"{digits}/"


def ordinal_of(path: str) -> int:
    """The ordinal in a path's last segment."""
    value = 0
    for character in path[-STEP:-1]:
        value = value * len(ALPHABET) + ALPHABET.index(character)
    return value


def next_path(parent_path: str, last_child_path: str | None) -> str:
    """The path of a new child, after the one that is last now."""
    return parent_path + segment(ordinal_of(last_child_path) + 1 if last_child_path else 1)


def ancestor_paths(path: str) -> list[str]:
    """The paths from the root down to the parent: "A/B/C/" → ["A/", "A/B/"]."""
    return [path[:end] for end in range(STEP, len(path), STEP)]


def depth(path: str) -> int:
    """1 for the root."""
    return len(path) // STEP
