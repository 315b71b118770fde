"""What exists is written down: commands, events, services, figures. (Settings: test_documents.py.)"""

from __future__ import annotations

from pathlib import Path

import pytest

from niangjia.base.events import known_events
from niangjia.config.cli import COMMANDS, HIDDEN
from niangjia.insight import api as insight

DOCS = Path(__file__).parents[2] / "docs"
TEXT = "\n".join(page.read_text(encoding="utf-8") for page in sorted(DOCS.rglob("*.md")))
SERVICES = sorted((DOCS.parent / "niangjia" / "services").rglob("*.yaml"))


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - HIDDEN))
def test_every_command_is_in_the_docs(command: str) -> None:
    assert f"niangjia {command}" in TEXT


@pytest.mark.parametrize("event", sorted(known_events()))
def test_every_event_is_in_the_docs(event: str) -> None:
    assert event.split(".")[1] in TEXT


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_every_service_is_in_the_docs(path: Path) -> None:
    assert path.stem in TEXT


@pytest.mark.django_db
def test_every_figure_that_is_produced_is_in_the_docs() -> None:
    missing = [key for key in insight.produced() if key not in TEXT]
    assert missing == []
