"""What every test stands on: a real PostgreSQL, a real server, a real browser."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from tests.cast import Cast

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

# The environment is read once, when Django's settings are imported, so it is set before that.
os.environ["DEBUG"] = "1"
os.environ["SECRET_KEY"] = "only for tests"
os.environ["DATA_DIR"] = os.environ.get("TEST_DATA_DIR", str(ROOT / ".test-data"))
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["THROTTLE_ANON"] = os.environ["THROTTLE_TOKEN"] = "1000000/minute"
os.environ["LOG_LEVEL"] = "ERROR"
for inherited in (
    "PORT",
    "HOST",
    "WORKERS",
    "THREADS",
    "CSRF_TRUSTED_ORIGINS",
    "BEHIND_PROXY",
    "METRICS_ALLOW",
    "SIGN_UP",
    "EMAIL_URL",
    "OIDC_SERVER_URL",
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
    "OIDC_DOMAINS",
):
    os.environ.pop(inherited, None)

# Compiled once a checkout instead of once a process: a run starts some forty of them, each worth half a second.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# How hard laws are tried, without a limit of time for an example: `HYPOTHESIS_PROFILE=thorough` tries each 1,000 times.
hypothesis.settings.register_profile("quick", max_examples=20, deadline=None)
hypothesis.settings.register_profile("thorough", max_examples=1_000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

pytest_plugins = ["tests.databases", "tests.seeds", "tests.running", "tests.together", "tests.outcome"]


def pytest_configure(config: pytest.Config) -> None:
    gc.disable()  # until everything is collected
    if config.args and all("tests/engine" in argument for argument in config.args):
        return  # the engine is pure: its tests run without Django
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "decision.settings")
    import django
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    django.setup()
    from django.test import TransactionTestCase

    from tests.databases import empty_tables

    TransactionTestCase._fixture_teardown = empty_tables
    TransactionTestCase._should_reload_connections = lambda _: (
        False
    )  # each would begin with no plan and no catalogue


def pytest_collection_finish() -> None:
    """What is there now stays, so that looking for garbage need not look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[None]:
    """DATABASE_URL's server, or an embedded one that forgets on a crash and is quick for it."""
    from decision.env import env
    from decision.postgres import FORGETFUL, database_running

    with database_running(env, FORGETFUL):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    """Olga owns, Edgar edits, Cora contributes, Victor views; Otto is outside, Stella is staff.

    Tests of writes ask for real transactions by their mark: a revision rises once per transaction.
    """
    from tests.cast import make_cast

    return make_cast()
