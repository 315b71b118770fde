"""Anybody computes the order of a rush again, with us or without; whatever was changed in the file is found."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from niangjia.config.cli.verify import verify
from niangjia.quotas.rules.pools import commitment_of, lot_of
from niangjia.quotas.rules.rush_file import RushVerified, verify_rush

SEED = "fuzhou-0123456789abcdef"
NUMBERS = [f"01a2-{n}" for n in range(9)]
Told = dict[str, Any]


@pytest.fixture
def told() -> Told:
    ranked = sorted((lot_of(SEED, number), number) for number in NUMBERS)
    lots = [{"order": place, "number": number, "lot": lot} for place, (lot, number) in enumerate(ranked, 1)]
    return {"kind": "rush", "seed": SEED, "commitment": commitment_of(SEED), "lots": lots}


def test_what_the_seed_gives_is_right(told: Told) -> None:
    assert verify_rush(json.dumps(told)) == RushVerified("", 9)


def another_seed(told: Told) -> None:
    told["seed"] = "another"


def another_lot(told: Told) -> None:
    told["lots"][3]["lot"] = "0" * 64


def two_changed_places(told: Told) -> None:
    told["lots"][0]["order"], told["lots"][1]["order"] = 2, 1


def one_left_out(told: Told) -> None:
    del told["lots"][0]


def one_twice(told: Told) -> None:
    told["lots"].append({**told["lots"][0], "order": 10})


CHANGES = [another_seed, another_lot, two_changed_places, one_left_out, one_twice]


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_was_changed_is_found_with_us_and_without(
    told: Told, change: Callable[[Told], None], tmp_path: Path
) -> None:
    change(told)
    assert verify_rush(json.dumps(told)).differs
    ended = _without_us(told, tmp_path)
    assert ended.returncode == 1, ended.stdout


def test_the_program_of_twenty_lines_says_the_same(told: Told, tmp_path: Path) -> None:
    ended = _without_us(told, tmp_path)
    assert ended.returncode == 0, ended.stdout
    assert "differences: 0" in ended.stdout


def test_the_command_tells_the_first_difference(told: Told, tmp_path: Path) -> None:
    file = tmp_path / "lots.json"
    file.write_text(json.dumps(told))
    right = CliRunner().invoke(verify, ["rush", str(file)])
    another_seed(told)
    file.write_text(json.dumps(told))
    wrong = CliRunner().invoke(verify, ["rush", str(file)])
    file.write_text("[]")
    none = CliRunner().invoke(verify, ["rush", str(file)])
    assert (right.exit_code, right.output) == (0, "ok: 9 lots, as the seed gives them\n")
    assert (wrong.exit_code, "commitment" in wrong.output) == (1, True)
    assert (none.exit_code, "no public file of a rush" in none.output) == (1, True)


def _without_us(told: Told, folder: Path) -> subprocess.CompletedProcess[str]:
    """As whoever downloads both files runs it."""
    script, file = folder / "rush.py", folder / "lots.json"
    script.write_text(files("niangjia.quotas").joinpath("data/rush.txt").read_text(encoding="utf-8"))
    file.write_text(json.dumps(told))
    return subprocess.run([sys.executable, "-I", str(script), str(file)], capture_output=True, text=True, check=False)
