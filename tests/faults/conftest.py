from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.running import Server, spawn


@pytest.fixture(scope="session")
def prepared_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory as a first start leaves it."""
    data = tmp_path_factory.mktemp("prepared") / "data"
    server = spawn(DATABASE_URL="", DATA_DIR=str(data))
    server.wait_until_ready()
    assert server.stop() == 0, server.output
    return data


@pytest.fixture
def data_dir(prepared_data: Path, tmp_path: Path) -> Iterator[Path]:
    """A data directory of its own, and no process left in it at the end."""
    data = tmp_path / "data"
    subprocess.run(["cp", "-a", prepared_data, data], check=True)
    yield data
    for process in processes_in(data):
        process.kill()


@pytest.fixture
def start(data_dir: Path) -> Iterator[Callable[..., Server]]:
    """Start a server in the data directory; whatever still runs at the end is killed."""
    started: list[Server] = []

    def starting(**environment: str) -> Server:
        server = spawn(**{"DATABASE_URL": "", "DATA_DIR": str(data_dir), **environment})
        started.append(server)
        server.wait_until_ready()
        return server

    yield starting
    for server in started:
        if server.process.poll() is None:
            server.process.kill()
            server.process.wait()


def processes_in(data_dir: Path) -> list[psutil.Process]:
    """Every process that was started for a data directory: the server's own and PostgreSQL's."""
    found = []
    for process in psutil.process_iter():
        try:
            if str(data_dir) in " ".join(process.cmdline()) or process.environ().get("DATA_DIR") == str(
                data_dir
            ):
                found.append(process)
        except psutil.Error:
            continue
    return found
