"""Orders a second of pretix's API by HTTP: one product with one quota, on a PostgreSQL of its own with our settings.

``.venv/bin/python bench/compare/pretix/run.py VENV``: VENV has pretix and gunicorn (requirements.txt). Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import distributions
from pathlib import Path
from statistics import median, quantiles

from niangjia.base.embedded import Cluster
from niangjia.config.run.database import free_port

HERE = Path(__file__).parent
WORKERS, CONNECTIONS = 4, 16
START_S = 60


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("venv", type=Path)
    asked.add_argument("--orders", type=int, default=200, help="of each round")
    asked.add_argument("--rounds", type=int, default=3)
    told = asked.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="pretix-"))
    folder.chmod(0o755)
    cluster = Cluster(root=folder / "cluster", port=free_port(), password=None)
    cluster.start()
    try:
        cluster.sql("create database pretix")
        found = measured(told.venv / "bin" / "python", folder, cluster.port, told.orders, told.rounds)
    finally:
        cluster.stop()
    sys.stdout.write(json.dumps(found) + "\n")


def measured(python: Path, folder: Path, port: int, orders: int, rounds: int) -> dict[str, object]:
    places = orders * rounds - orders // 2  # the last round runs out
    env = {**os.environ, "PRETIX_CONFIG_FILE": str(_config(folder, port)), "PLACES": str(places)}
    subprocess.run([python, "-m", "pretix", "migrate"], env=env, check=True, capture_output=True)
    script = f"exec(open({str(HERE / 'made.py')!r}).read())"
    made = subprocess.run(
        [python, "-m", "pretix", "shell", "-c", script], env=env, check=True, capture_output=True, text=True
    )
    found = json.loads(made.stdout.strip().rpartition("\n")[2])
    web = free_port()
    server = subprocess.Popen(
        [python, "-m", "gunicorn", "pretix.wsgi", "--workers", str(WORKERS), "--bind", f"127.0.0.1:{web}", "--log-level", "error"],
        env=env, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        url = f"http://127.0.0.1:{web}/api/v1/organizers/union/events/places/orders/"
        _await(url, found["token"])
        taken = [one_round(url, found["token"], found["item"], orders) for _ in range(rounds)]
    finally:
        server.terminate()
        server.wait()
    placed = sum(codes.get(201, 0) for _, _, codes in taken)
    cuts = quantiles([ms for _, times, _ in taken[:-1] for ms in times], n=100)
    return {
        "pretix_version": version_in(python), "orders_per_s": round(median(rate for rate, _, _ in taken[:-1]), 1),
        "p50_ms": round(cuts[49]), "p99_ms": round(cuts[98]), "rounds": [round(rate, 1) for rate, _, _ in taken],
        "codes": [codes for _, _, codes in taken], "placed": placed, "places": places, "oversold": max(placed - places, 0),
        "workers": WORKERS, "connections": CONNECTIONS, "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip


def one_round(url: str, token: str, item: int, orders: int) -> tuple[float, list[float], dict[int, int]]:
    """Orders answered a second, milliseconds of each, how many of each HTTP status."""
    began = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as crowd:
        told = list(crowd.map(lambda nr: _order(url, token, item, nr), range(orders)))
    spent = time.perf_counter() - began
    codes: dict[int, int] = {}
    for status, _ in told:
        codes[status] = codes.get(status, 0) + 1
    return orders / spent, [ms for _, ms in told], codes


def _order(url: str, token: str, item: int, nr: int) -> tuple[int, float]:
    body = {
        "email": f"worker{nr}@example.com", "locale": "en", "sales_channel": "web", "payment_provider": "free", "status": "p",
        "positions": [{"item": item, "variation": None, "price": "0.00", "attendee_name_parts": {"full_name": f"Worker {nr}"}}],
    }  # fmt: skip
    began = time.perf_counter()
    return _status(url, token, json.dumps(body).encode()), 1e3 * (time.perf_counter() - began)


def _status(url: str, token: str, body: bytes | None = None) -> int:
    headers = {"Authorization": f"Token {token}", "Content-Type": "application/json"}
    try:
        asked = urllib.request.Request(url, data=body, headers=headers)  # noqa: S310 - the server that was just started
        with urllib.request.urlopen(asked, timeout=120) as answer:  # noqa: S310 - the same
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        with refused:
            refused.read()
            return refused.code


def _await(url: str, token: str) -> None:
    until = time.monotonic() + START_S
    while True:
        try:
            if _status(url, token) == 200:
                return
        except OSError:
            pass
        if time.monotonic() > until:
            raise TimeoutError(url)
        time.sleep(0.5)


def _config(folder: Path, port: int) -> Path:
    file = folder / "pretix.cfg"
    (folder / "data").mkdir()
    file.write_text(
        f"[pretix]\ninstance_name=bench\nurl=http://127.0.0.1\ndatadir={folder / 'data'}\n"
        f"[database]\nbackend=postgresql\nname=pretix\nuser=postgres\nhost=127.0.0.1\nport={port}\n[django]\nsecret=bench\ndebug=False\n"
    )
    return file


def version_in(python: Path) -> str:
    """Of pretix in that environment."""
    [site] = (python.parent.parent / "lib").glob("python*/site-packages")
    return next(each.version for each in distributions(path=[str(site)]) if each.metadata["Name"] == "pretix")


if __name__ == "__main__":
    main()
