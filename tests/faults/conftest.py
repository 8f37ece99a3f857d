from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.running import ROOT, Server, spawn

# What a first start does beyond any other: it makes a cluster, migrates and seeds. 17 s, most of them for migrating.
FIRST = (
    "decision/*.py", "decision/database/*.py", "decision/seeding/*.py", "*/migrations/*.py", "*/*/migrations/*.py",
    "*/models.py", "*/*/models.py", "*/*/models/*.py", "fixtures/**/*.json", "requirements.lock",
)  # fmt: skip


# Those who write at once in test_nothing_is_lost.py, and their decision.
WRITERS = """
import json
from django.contrib.auth.models import User
from decision.rounds.services import NewRound, open_round
from decision.teams.actors import Actor, command
from decision.teams.models import Membership, Team
from decision.teams.services import create_token
from tests.cast import make_framework_decision
team = Team.objects.create(slug='together', name='Together')
make_framework_decision('together', team=team, visibility='team')
tokens = {}
for name in ('weigher', 'scorer', 'talker', 'voter', 'rival'):
    user = User.objects.create(username=name)
    Membership.objects.create(team=team, user=user, role='editor')
    tokens[name] = create_token(username=name, name='test', scope='write', by=command()).text
by = Actor(user_id=user.pk, name=user.username, can_write=True)
open_round(decision='together', wanted=NewRound(reveal='by_editor'), by=by)
print(json.dumps(tokens))
"""


@pytest.fixture(scope="session")
def prepared_data() -> Path:
    """A data directory as a first start leaves it, with some writers: made anew when that may leave another, for all
    processes once."""
    from decision.env import env

    made = env.DATA_DIR / "prepared" / _digest()
    made.parent.mkdir(parents=True, exist_ok=True)
    with (env.DATA_DIR / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _start_first(made)
    return made


def _digest() -> str:
    """Of everything that a first start does beyond the next one."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in FIRST for path in ROOT.glob(pattern)} | {Path(__file__)}):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _start_first(data: Path) -> None:
    """Under another name until it is done; those of an earlier product are removed."""
    for outdated in data.parent.iterdir():
        shutil.rmtree(outdated)
    draft = data.with_suffix(".draft")
    server = spawn(DATABASE_URL="", DATA_DIR=str(draft))
    try:
        server.wait_until_ready()
        (draft / "tokens.json").write_text(_make_writers(draft))
        assert server.stop() == 0, server.output
    finally:
        server.stop()
    draft.rename(data)


def _make_writers(data: Path) -> str:
    environment = {**os.environ, "DATABASE_URL": "", "DATA_DIR": str(data)}
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", WRITERS]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


def tokens(data: Path) -> dict[str, str]:
    """By name, those of the writers."""
    found: dict[str, str] = json.loads((data / "tokens.json").read_text())
    return found


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """Not below pytest's own, which each other run shuts again to the user that PostgreSQL has where root tests."""
    made = Path(tempfile.mkdtemp(prefix="steelyard-"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


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
