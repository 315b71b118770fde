"""A form over a definition: single values changed in the text, everything else (comments, order, spacing) left as it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import yaml

from niangjia.catalogue.rules.yaml_lines import Path


def replaced(text: str, values: Mapping[Path, str]) -> str:
    """The text with these single values; a place that is not there, or holds more than one value, is passed over."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    found = [(node, value) for path, value in values.items() if (node := _at(root, path)) is not None]
    for node, value in sorted(found, key=lambda pair: -pair[0].start_mark.index):
        if str(node.value) != value:
            end = "\n" if node.style in ("|", ">") else ""
            text = text[: node.start_mark.index] + _written(node, value) + end + text[node.end_mark.index :]
    return text


def value_at(text: str, path: Path) -> str | None:
    """The single value at a place, as it is written; None when there is none."""
    node = _at(yaml.compose(text, Loader=yaml.SafeLoader), path)
    return None if node is None else str(node.value)


def _at(node: Any, path: Path) -> yaml.ScalarNode | None:
    for part in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == part), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
        else:
            return None
    return node if isinstance(node, yaml.ScalarNode) else None


def _written(node: yaml.ScalarNode, value: str) -> str:
    """A number stays bare; a text is quoted, so that no comma or colon in it can end it."""
    bare = node.style is None and value.replace(".", "", 1).lstrip("-").isdecimal()
    return value if bare else json.dumps(value, ensure_ascii=False)
