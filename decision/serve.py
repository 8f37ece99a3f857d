"""From nothing to an answering server: database, migrations, seeds, the local owner's link, then serving."""

from __future__ import annotations

import errno
import os
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from importlib import import_module
from pathlib import Path

import psycopg

from decision.addresses import database_url
from decision.env import BadSetting, Env, env
from decision.postgres import STOPPED_BY_SIGTERM, database_running
from decision.serving.loading import loading
from decision.serving.worker import ONE_THREAD

ONE_AT_A_TIME = 0x57EE1  # the advisory lock of whoever migrates and seeds
FIRST_DECISION = "python-rest-api-framework"


def main() -> int:
    """Run until stopped; the exit status. Errors are one line each and name what to do."""
    for threads in ONE_THREAD:  # numpy's arrays are small here: handing them out costs more than it saves
        os.environ.setdefault(threads, "1")
    try:
        with closing(listen(env)) as listening, ThreadPoolExecutor(1) as beside:
            loaded = beside.submit(load)
            with database_running(env):
                check_database(env)
                loaded.result()
                prepare()
                announce(env, listening)
                return run(env, listening)
    except BadSetting as error:
        sys.stderr.write(f"steelyard: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def say(text: str) -> None:
    """One line to whoever started it, at once also into a file or a pipe."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def listen(env: Env) -> socket.socket:
    """The listening socket; taken first, so that a taken port is known before anything is started."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            env.HOST, env.PORT, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(2048)
    except socket.gaierror:
        raise BadSetting(
            f"HOST {env.HOST!r} is no address of this machine: use 127.0.0.1 or 0.0.0.0."
        ) from None
    except OSError as error:
        raise BadSetting(_cannot_listen(env, error)) from None
    listening.set_inheritable(True)
    return listening


def _cannot_listen(env: Env, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        other = env.PORT + 1 if env.PORT < 65535 else 8000
        return f"PORT {env.PORT} is taken: stop what uses it, or choose another, like PORT={other} make run."
    if error.errno == errno.EACCES:
        return f"PORT {env.PORT} needs rights that this user lacks: choose one from 1024, like PORT=8000."
    if error.errno == errno.EADDRNOTAVAIL:
        return f"HOST {env.HOST!r} is no address of this machine: use 127.0.0.1 or 0.0.0.0."
    return f"HOST {env.HOST!r} with PORT {env.PORT} can't be listened on ({error.strerror}): choose others."


def check_database(env: Env) -> None:
    """Raise BadSetting when the database does not answer, is too old, or lets us do nothing."""
    try:
        with psycopg.connect(database_url(env), connect_timeout=10) as connection:
            version = connection.info.server_version
    except psycopg.OperationalError as error:
        reason = " ".join(str(error).split())
        raise BadSetting(
            f"DATABASE_URL can't be reached ({reason}): check address, name, user and password, and that the server "
            "runs; or unset DATABASE_URL to use the embedded one."
        ) from None
    if version < 14_00_00:
        raise BadSetting(f"DATABASE_URL is PostgreSQL {version // 10000}: Steelyard needs 14 or newer.")


def load() -> None:
    """Load the code of every page: beside the database's start, which takes as long."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "decision.settings")
    with loading():
        import django
        from django.conf import settings

        django.setup(set_prefix=False)
        import_module(settings.ROOT_URLCONF)


def prepare() -> None:
    """Bring database and static files up to date. Raises BadSetting when the database or a fixture refuses."""
    from django.core.management import CommandError
    from django.db import DatabaseError

    started = time.monotonic()
    try:
        _prepare()
    except CommandError as error:
        raise BadSetting(str(error)) from error
    except DatabaseError as error:
        reason = " ".join(str(error).split())
        raise BadSetting(
            f"the database refused ({reason}): check what DATABASE_URL's user may do."
        ) from error
    say(f"Database migrated and seeded in {time.monotonic() - started:.1f} s")


def _prepare() -> None:
    """Several servers that start at once take turns."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from decision.static_files import collect

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        cursor.execute("SET synchronous_commit = off")  # what a crash takes back, the next start does again
        try:
            call_command("migrate", interactive=False, verbosity=0)
            call_command("seed", verbosity=0)
        finally:
            cursor.execute("RESET synchronous_commit")
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    if not settings.LOCAL:
        collect()


def announce(env: Env, listening: socket.socket) -> None:
    """Print where to go: the address, the local owner's one-time link where there is one, the API."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(
        env.HOST, f"[{env.HOST}]" if ":" in env.HOST else env.HOST
    )
    address = f"http://{shown}:{listening.getsockname()[1]}"
    say(f"Steelyard is at  {address}/")
    if path := first_page():
        say(f"Start with       {address}{path}")
    if env.DEBUG:
        from decision.local_owner import sign_in_path

        say(f"Sign in at       {address}{sign_in_path()}  (works once, as the local owner)")
    say(f"The API is at    {address}/api/v1/")


def first_page() -> str:
    """The path of the decision that everybody should see first, empty where a curator removed it."""
    from django.urls import reverse

    from decision.matrix.models import Decision

    is_there = Decision.objects.filter(slug=FIRST_DECISION).exists()
    return reverse("decision-detail", args=[FIRST_DECISION]) if is_there else ""


def run(env: Env, listening: socket.socket) -> int:
    """Serve in this process, or in several; the exit status, 0 when told to stop."""
    from django.db import connection

    from decision.curation.aside import IMPORTS
    from decision.robustness.aside import STUDIES
    from decision.serving.aside import working_aside
    from decision.serving.processes import serve_in_processes
    from decision.serving.server import serve
    from decision.talk.mailing import sending_here

    connection.close()
    try:
        say("Serving. Ctrl-C stops it.")
        with sending_here(), working_aside(STUDIES, IMPORTS):
            if env.WORKERS > 1:
                return serve_in_processes(env, listening)
            return 0 if serve(env, listening) else 1
    except KeyboardInterrupt:
        return 0
    except SystemExit as end:  # the signal that ended uvicorn in good order, passed on by it
        return 0 if end.code == STOPPED_BY_SIGTERM else 1


if __name__ == "__main__":
    sys.exit(main())
