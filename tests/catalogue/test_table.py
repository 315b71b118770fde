"""The list of services, read off the definitions, is the list the city works by."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest

from niangjia.catalogue import api
from niangjia.catalogue.rules.schema import read_definition

LIST = (Path(__file__).parents[1] / "data" / "services.csv").read_text(encoding="utf-8")
LISTED = {row["key"]: row for row in csv.DictReader(StringIO(LIST))}
FILES = {path.stem: path for path in api.definition_files()}


def test_every_service_of_the_list_is_defined_and_no_other() -> None:
    assert set(FILES) == set(LISTED)
    assert len(FILES) == 46


@pytest.mark.parametrize("key", sorted(FILES))
def test_the_definition_says_what_the_list_says(key: str) -> None:
    row = api.row_of(read_definition(FILES[key].read_text(encoding="utf-8"), f"{key}.yaml")[0])
    told = {
        "key": row.key,
        "title": row.title,
        "subject": row.subject,
        "chain": row.chain,
        "outcome": row.outcome,
        "pro": "yes" if row.pro else "",
    }
    assert told == LISTED[key]
