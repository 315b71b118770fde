"""What ``make prove`` leaves behind says what was run and how it ended."""

from __future__ import annotations

from tools.prove import closing_line, page

OUTPUT = "collected 3\n...   [100%]\n======= 2 failed, 1 passed in 516.36s (0:08:36) =======\n"


def test_the_closing_line_is_kept_without_its_frame() -> None:
    assert closing_line(OUTPUT) == "2 failed, 1 passed in 516.36s (0:08:36)"


def test_a_run_that_broke_off_has_none() -> None:
    assert closing_line("collected 3\n== no end\n") == ""


def test_the_page_names_command_and_commit_and_owns_up_to_changes() -> None:
    said = page(day="2026-11-25", closing="1 passed in 2.00s", commit="abc1234", changed=True, load=0.5)
    assert "`make prove`" in said
    assert "| commit | abc1234 and changes not committed |" in said
    assert "| closing line | 1 passed in 2.00s |" in said
