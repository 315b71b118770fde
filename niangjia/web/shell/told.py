"""What people say of themselves, in words: the codes of the answers, by fact."""

from __future__ import annotations

from collections.abc import Mapping

from niangjia.people import api as people

TOLD: Mapping[str, Mapping[str, str]] = {q.fact: dict(q.answers) for q in people.QUESTIONS if q.kind != "yes_no"}
