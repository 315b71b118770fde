"""Run all tests at full size and keep what came of it: ``make prove`` writes docs/proof/<day>.md.

The last run of a day is kept, whether it went well or not; what it says was measured by the command that it names.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "proof"
TESTS = [sys.executable, "-m", "pytest", "-n", "2"]
CLOSING = re.compile(r"^=+ (.* in [\d.]+s.*) =+$")


def page(*, day: str, closing: str, commit: str, changed: bool, load: float) -> str:
    """The proof's text. ``changed``: the tree held more than the commit."""
    rows = {
        "command": "`make prove`",
        "commit": f"{commit}{' and changes not committed' if changed else ''}",
        "machine": f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}",
        "load at the end": f"{load:.1f}",
        "closing line": closing,
    }
    lines = [f"| {what} | {said} |" for what, said in rows.items()]
    return f"# All tests at full size, {day}\n\n| | |\n|---|---|\n" + "\n".join(lines) + "\n"


def closing_line(output: str) -> str:
    """What the test runner said last, without its frame; "" when it never came so far."""
    found = [match.group(1) for line in output.splitlines() if (match := CLOSING.match(line))]
    return found[-1] if found else ""


def main() -> int:
    """The tree as it is when the run begins is what is proved: the run takes minutes, and work may go on beside it."""
    today = time.strftime("%Y-%m-%d")
    commit, changed = _git("rev-parse", "--short", "HEAD"), bool(_git("status", "--porcelain"))
    status, output = _tested()
    closing = closing_line(output) or "none: the run broke off"
    FOLDER.mkdir(exist_ok=True)
    text = page(day=today, closing=closing, commit=commit, changed=changed, load=os.getloadavg()[0])
    (FOLDER / f"{today}.md").write_text(text, encoding="utf-8")
    return status


def _tested() -> tuple[int, str]:
    """The test runner's exit status and all it said, shown while it says it."""
    lines: list[str] = []
    with subprocess.Popen(
        TESTS, cwd=ROOT, env=os.environ | {"SIZE": "full"}, stdout=subprocess.PIPE, text=True
    ) as runner:
        for line in runner.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            lines.append(line)
    return runner.returncode, "".join(lines)


def _git(*words: str) -> str:
    return subprocess.run(
        [shutil.which("git") or "git", *words], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
