"""Where the database is: DATABASE_URL, or the embedded server's socket under the data directory."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from psycopg.conninfo import conninfo_to_dict

from decision.env import Env

NAME = "steelyard"
SOCKET = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 103  # bytes; the smallest limit of the systems we run on (macOS; Linux has 107)


def cluster_dir(data_dir: Path) -> Path:
    """Where the embedded server keeps its files."""
    return data_dir / "postgres"


def socket_dir(data_dir: Path) -> Path:
    """Where its socket lies: with the data, or under /tmp when PostgreSQL could not use that path for one."""
    beside = cluster_dir(data_dir)
    if len(os.fsencode(beside / SOCKET)) <= LONGEST_SOCKET_PATH and not set(str(beside)) & set(",\"'\\"):
        return beside
    digest = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    return Path("/tmp") / f"steelyard-{os.getuid()}-{digest}"


def embedded_url(data_dir: Path, name: str = NAME) -> str:
    """The address of the embedded server's database, whether it runs or not."""
    return f"postgresql://postgres@/{name}?host={quote(str(socket_dir(data_dir)), safe='/')}"


def database_url(env: Env) -> str:
    """The address of the database that `env` names."""
    return env.DATABASE_URL or embedded_url(env.DATA_DIR)


def database_settings(env: Env) -> dict[str, Any]:
    """Django's settings of the one database.

    A connection belongs to its thread and lasts; see decision/database/ for how it is known to be alive.
    """
    parts = dict(conninfo_to_dict(database_url(env)))
    return {
        "ENGINE": "decision.database",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", None) or "",
        "PASSWORD": parts.pop("password", None) or "",
        "HOST": parts.pop("host", None) or "",
        "PORT": str(parts.pop("port", None) or ""),
        "OPTIONS": {"connect_timeout": 10, **parts},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
