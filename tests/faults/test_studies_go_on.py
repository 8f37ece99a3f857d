"""A study ends with the same figures, whatever was killed meanwhile; nothing of it outlives the server."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import psutil

from decision.serving.aside import TOO_SOON_SECONDS
from tests.faults.conftest import processes_in
from tests.running import Server, lasting_port

Start = Callable[..., Server]
STUDIES = "/api/v1/decisions/twelve-requirements/studies/"
DRAWS = 3_000_000  # enough to be found under way; from then on its process is held
ASKED = {"draws": DRAWS, "seed": 3, "weights": "around", "spread": 0.9}
SECONDS = 180  # on a machine that does much besides


def ask(server: Server, path: str, body: object = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = Request(server.url + path, data, {"Content-Type": "application/json"})
    with urlopen(request, timeout=60) as answer:
        return json.load(answer)


def wait(server: Server, study: str, until: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    deadline = time.monotonic() + SECONDS
    found: dict[str, Any] = {}
    while time.monotonic() < deadline:
        found = ask(server, f"{STUDIES}{study}/")
        if until(found):
            return found
        time.sleep(0.05)
    raise AssertionError(found)


def computing(data_dir: Path) -> list[psutil.Process]:
    found = []
    for process in processes_in(data_dir):
        with suppress(psutil.Error):
            if "decision.robustness.worker" in " ".join(process.cmdline()):
                found.append(process)
    return found


def processes_beside_the_database(data_dir: Path) -> list[psutil.Process]:
    found = []
    for process in processes_in(data_dir):
        with suppress(psutil.Error):
            if process.name() != "postgres":
                found.append(process)
    return found


def is_under_way(study: dict[str, Any]) -> bool:
    return bool(study["status"] == "running")


def is_done(study: dict[str, Any]) -> bool:
    return bool(study["status"] == "done")


def test_whatever_is_killed_meanwhile(start: Start, data_dir: Path) -> None:
    port = str(lasting_port())
    server = start(WORKERS="2", PORT=port)
    study = ask(server, STUDIES, ASKED)["id"]
    wait(server, study, is_under_way)
    (process,) = computing(data_dir)
    process.suspend()
    assert process.nice() > 0
    # Who ends sooner is not followed at once.
    time.sleep(max(0, process.create_time() + TOO_SOON_SECONDS - time.time()))
    assert not is_done(ask(server, f"{STUDIES}{study}/"))
    process.kill()
    wait(server, study, lambda _: bool(computing(data_dir)))

    server.stop(signal.SIGKILL)
    deadline = time.monotonic() + SECONDS
    while processes_beside_the_database(data_dir) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not processes_beside_the_database(data_dir)

    server = start(PORT=port)
    assert wait(server, study, is_done)["draws_done"] == DRAWS
    killed = ask(server, f"{STUDIES}{study}/result/")
    again = ask(server, STUDIES, ASKED)
    assert (again["id"], again["status"]) == (study, "done")
    assert round(sum(row["rank_acceptability"][0] for row in killed["alternatives"]), 9) == 1
    assert server.stop() == 0
    assert not processes_in(data_dir)
