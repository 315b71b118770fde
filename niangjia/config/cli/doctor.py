"""``niangjia doctor``: what this machine has, what is missing, and what to do about it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from niangjia.base.embedded import EmbeddedError, binaries, version_of
from niangjia.config.database import embedded_port
from niangjia.config.environment import ROOT, home, is_embedded
from niangjia.config.language import words
from niangjia.config.run.database import is_made, listens
from niangjia.config.run.unfit import NotSetUp

ENOUGH_DISK_GB = 2
FRONT_END = ("weui/dist/style/weui.min.css", "@tabler/core/dist/css/tabler.min.css")
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
FONT_NAMES = ("cjk", "wqy", "sourcehan", "notosanssc")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the answer. ``state``: ok, missing (it will not run), absent (something optional), idle (not started)."""

    name: str
    state: str
    found: str
    todo: str = ""


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    fine = sys.version_info >= (3, 11)
    return Finding("Python", "ok" if fine else "missing", version, "" if fine else "install Python 3.11 or newer")


def _postgres() -> Finding:
    found = [f"{version_of(path)} ({path})" for path in binaries()]
    if found or not is_embedded():
        return Finding("PostgreSQL", "ok", "; ".join(found) or "a server (DATABASE_URL)")
    return Finding("PostgreSQL", "missing", "no server of version 15 or newer", "make setup, or install postgresql")


def _node() -> Finding:
    node = shutil.which("node") or shutil.which(str(ROOT / ".venv/bin/node"))
    if node is None:
        return Finding("Node", "absent", "none", "make run installs it as a wheel")
    return Finding(
        "Node", "ok", subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    )


def _chromium() -> Finding:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return Finding("Chromium", "ok", path)
    return Finding(
        "Chromium", "absent", "none: no browser journeys", "apt-get install chromium, or make test BROWSERS=no"
    )


def _font() -> Finding:
    for folder in FONT_FOLDERS:
        for path in folder.rglob("*") if folder.is_dir() else ():
            if any(name in path.name.lower().replace("-", "") for name in FONT_NAMES):
                return Finding("Chinese font", "ok", str(path))
    return Finding(
        "Chinese font", "absent", "none: pictures and certificates would show boxes", "apt-get install fonts-noto-cjk"
    )


def _front_end() -> Finding:
    lacking = [name for name in FRONT_END if not (ROOT / "node_modules" / name).is_file()]
    if lacking:
        return Finding("Front end", "missing", f"without {', '.join(lacking)}", "make run")
    return Finding("Front end", "ok", "weui, tabler")


def _disk() -> Finding:
    place = next(path for path in (home(), *home().parents) if path.exists())
    free = shutil.disk_usage(place).free / 1e9
    fine = free >= ENOUGH_DISK_GB
    todo = "" if fine else f"free {ENOUGH_DISK_GB} GB, or move NIANGJIA_HOME"
    return Finding("Disk", "ok" if fine else "missing", f"{free:.1f} GB free at {place}", todo)


def _keys() -> Finding:
    folder = home() / "keys"
    if not folder.is_dir():
        return Finding("Keys", "idle", f"none yet in {folder}", "the first start makes them")
    loose = [path.name for path in folder.rglob("*") if path.is_file() and path.stat().st_mode & 0o077]
    if loose:
        return Finding("Keys", "missing", f"others can read {', '.join(loose)}", f"chmod -R go= {folder}")
    return Finding("Keys", "ok", str(folder))


def _database() -> Finding:
    if not is_made():
        return Finding("Database", "idle", words(NotSetUp.what).format(place=home()), words(NotSetUp.todo))
    if is_embedded() and not listens("127.0.0.1", embedded_port(home())):
        return Finding("Database", "idle", "the embedded PostgreSQL is not running", "niangjia run")
    # A process of its own: it needs Django, and an unreachable server must be a line here, not a traceback.
    ask = [sys.executable, "-m", "niangjia.config.cli", "migrate", "--plan"]
    answer = subprocess.run(ask, capture_output=True, text=True, check=False, cwd=ROOT)
    if answer.returncode != 0:
        return Finding("Database", "missing", _last_line(answer.stderr).removeprefix("niangjia: "))
    if answer.stdout.strip() != "nothing to do":
        waiting = len(answer.stdout.splitlines())
        return Finding("Database", "missing", f"reachable, {waiting} migrations waiting", "niangjia migrate")
    return Finding("Database", "ok", "reachable, no migrations waiting")


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else "no answer"


CHECKS: tuple[Callable[[], Finding], ...] = (
    _python,
    _postgres,
    _node,
    _front_end,
    _chromium,
    _font,
    _disk,
    _keys,
    _database,
)


def findings() -> Iterator[Finding]:
    """All findings; a check that cannot even look is a finding too."""
    for check in CHECKS:
        try:
            yield check()
        except (OSError, EmbeddedError) as error:
            yield Finding(check.__name__.strip("_"), "missing", str(error), "see above")


@click.command()
@click.option("--json", "as_json", is_flag=True, help='{"ok": bool, "checks": [{"name", "state", "found", "todo"}]}')
def doctor(as_json: bool) -> None:
    """Say what is missing on this machine. The status is 1 when something is that niangjia cannot run without."""
    all_findings = list(findings())
    well = all(finding.state != "missing" for finding in all_findings)
    if as_json:
        click.echo(json.dumps({"ok": well, "checks": [asdict(each) for each in all_findings]}, ensure_ascii=False))
    else:
        for each in all_findings:
            click.echo(f"  {each.state:<8}{each.name:<14}{each.found}{f'  → {each.todo}' if each.todo else ''}")
    if not well:
        sys.exit(1)
