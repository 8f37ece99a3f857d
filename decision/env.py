"""What the environment may say, checked once at the start. The only reader of environment variables."""

from __future__ import annotations

import os
import re
import secrets
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import SplitResult, urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict
from pydantic import BeforeValidator, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

BASE_DIR = Path(__file__).resolve().parent.parent
MAILERS = ("smtp", "smtp+tls", "smtp+ssl")
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


class BadSetting(ValueError):
    """A variable of the environment is wrong; the message names it and says what to do."""


def _split(value: object) -> object:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


# NoDecode: pydantic-settings would ask for JSON in every list without it.
Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]
Networks = Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(_split)]
Rate = Annotated[str, Field(pattern=r"^[1-9][0-9]*/(second|minute|hour|day)$")]


def read_email_url(url: str) -> SplitResult:
    """EMAIL_URL taken apart. Raises ValueError, saying how to write it, for what names no mailer."""
    shape = "console:, smtp://HOST, smtp+tls://USER:PASSWORD@HOST or smtp+ssl://USER:PASSWORD@HOST"
    parts = urlsplit(url)
    if url == "console:":
        return parts
    try:
        is_usable = parts.scheme in MAILERS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    if not is_usable:
        raise ValueError(f"use {shape}")
    if parts.scheme == "smtp" and parts.password:
        raise ValueError("smtp:// would send the password in the clear; use smtp+tls:// or smtp+ssl://")
    return parts


class Env(BaseSettings):
    """Every variable Steelyard reads. An empty variable counts as one that is not set."""

    model_config = SettingsConfigDict(case_sensitive=True, env_ignore_empty=True, extra="ignore", frozen=True)

    DEBUG: bool = False
    SECRET_KEY: str = Field(default="", repr=False)
    DATABASE_URL: str = Field(default="", repr=False)
    DATA_DIR: Path = BASE_DIR / ".data"
    HOST: str = "127.0.0.1"
    PORT: int = Field(default=8000, ge=0, le=65535)
    ALLOWED_HOSTS: Names = ()
    CSRF_TRUSTED_ORIGINS: Names = ()
    BEHIND_PROXY: bool = False
    WORKERS: int = Field(default=1, ge=1, le=64)
    THREADS: int = Field(default=4, ge=1, le=64)
    THROTTLE_ANON: Rate = "1200/minute"
    THROTTLE_TOKEN: Rate = "6000/minute"
    METRICS_ALLOW: Networks = ()
    SITE_URL: str = ""
    LOG_LEVEL: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    SIGN_UP: Literal["open", "invited", "closed"] | None = None
    EMAIL_URL: str = Field(default="", repr=False)
    EMAIL_FROM: str = "Steelyard <steelyard@localhost>"
    OIDC_NAME: str = "Company account"
    OIDC_SERVER_URL: str = ""
    OIDC_CLIENT_ID: str = ""
    OIDC_CLIENT_SECRET: str = Field(default="", repr=False)
    OIDC_DOMAINS: Names = ()
    PACKAGE_INDEX_URL: str = ""

    @field_validator("DATA_DIR")
    @classmethod
    def _absolute(cls, path: Path) -> Path:
        return path.expanduser().absolute()

    @field_validator("DATABASE_URL")
    @classmethod
    def _postgresql(cls, url: str) -> str:
        if not url:
            return url
        shape = "postgresql://USER:PASSWORD@HOST:PORT/NAME"
        if not re.match(r"postgres(ql)?://", url):
            raise ValueError(f"it must start with postgresql:// (like {shape})")
        try:
            parts = conninfo_to_dict(url)
        except (psycopg.Error, UnicodeError) as error:
            raise ValueError(f"it can't be read as {shape}") from error
        if not parts.get("dbname"):
            raise ValueError(f"it names no database; write it like {shape}")
        if (port := parts.get("port")) and not str(port).isdecimal():
            raise ValueError(f"its port is not a number; write it like {shape}")
        return url

    @field_validator("CSRF_TRUSTED_ORIGINS")
    @classmethod
    def _origins(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        if bare := [origin for origin in origins if "://" not in origin]:
            raise ValueError(f"{bare[0]!r} needs its scheme, like https://{bare[0]}")
        return origins

    @field_validator("SITE_URL")
    @classmethod
    def _origin(cls, url: str) -> str:
        parts = urlsplit(url.rstrip("/"))
        if url and (parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query):
            raise ValueError("write it like https://decide.example.org, without a path")
        return url.rstrip("/")

    @field_validator("PACKAGE_INDEX_URL")
    @classmethod
    def _index(cls, url: str) -> str:
        parts = urlsplit(url)
        if url and (
            parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment
        ):
            raise ValueError("write it like https://packages.example.org/pypi, without a query")
        if parts.username or parts.password:
            raise ValueError("it may hold no user or password")
        return url.rstrip("/")

    @field_validator("EMAIL_URL")
    @classmethod
    def _mail_server(cls, url: str) -> str:
        if url:
            read_email_url(url)
        return url

    @field_validator("OIDC_SERVER_URL")
    @classmethod
    def _provider(cls, url: str) -> str:
        parts = urlsplit(url)
        is_near = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
        if url and not (parts.hostname and (parts.scheme == "https" or is_near)):
            raise ValueError("it must start with https:// (like https://id.example.org/realms/company)")
        return url.rstrip("/")


HINTS = {
    "DEBUG": "use 1 or 0",
    "PORT": "use a whole number from 1 to 65535, or 0 for any free port",
    "WORKERS": "use a whole number from 1 to 64",
    "THREADS": "use a whole number from 1 to 64",
    "THROTTLE_ANON": "write it like 600/minute",
    "THROTTLE_TOKEN": "write it like 600/minute",
    "METRICS_ALLOW": "list addresses or networks, like 127.0.0.1,10.0.0.0/8",
    "BEHIND_PROXY": "use 1 or 0",
    "LOG_LEVEL": "use DEBUG, INFO, WARNING or ERROR",
    "SIGN_UP": "use open, invited or closed",
}
SECRETIVE = frozenset({"DATABASE_URL", "SECRET_KEY", "EMAIL_URL", "OIDC_CLIENT_SECRET", "PACKAGE_INDEX_URL"})


def read_env(**given: Any) -> Env:
    """The environment as checked values; `given` wins over it. Raises BadSetting with one line a variable."""
    try:
        env = Env(**given)
    except ValidationError as error:
        raise BadSetting("\n".join(dict.fromkeys(_sentence(dict(item)) for item in error.errors()))) from None
    return _completed(env)


def _sentence(item: dict[str, Any]) -> str:
    name = str(item["loc"][0])
    hint = HINTS.get(name) or str(item["msg"]).removeprefix("Value error, ")
    value = given if isinstance(given := item.get("input"), str) else os.environ.get(name, "")
    shown = "" if name in SECRETIVE else f" {value!r}"
    return f"{name}{shown} is not valid: {hint}."


def _completed(env: Env) -> Env:
    """Fill in what depends on other variables: the secret key and the hosts of a local run."""
    extra: dict[str, Any] = {}
    if not env.SECRET_KEY:
        if not env.DEBUG:
            raise BadSetting(
                "SECRET_KEY is not set: set it to a long random string and keep it secret "
                "(or set DEBUG=1 to try Steelyard on this machine only)."
            )
        extra["SECRET_KEY"] = _kept_secret_key(env.DATA_DIR)
    if not env.ALLOWED_HOSTS:
        if not env.DEBUG:
            raise BadSetting(
                "ALLOWED_HOSTS is not set: list the host names to answer for, like decide.example.org."
            )
        extra["ALLOWED_HOSTS"] = tuple(dict.fromkeys((*LOCAL_HOSTS, env.HOST)))
    if env.SIGN_UP is None:
        extra["SIGN_UP"] = "open" if env.DEBUG else "invited"
    _check_provider(env)
    if not env.SITE_URL:
        extra["SITE_URL"] = _site_url(env.model_copy(update=extra))
    return env.model_copy(update=extra) if extra else env


def _site_url(env: Env) -> str:
    """Where people reach the site, as far as one can guess: mails need it."""
    named = [host for host in env.ALLOWED_HOSTS if not host.startswith(("*", "."))]
    if env.DEBUG or not named:
        return f"http://{'127.0.0.1' if env.HOST in ('0.0.0.0', '::') else env.HOST}:{env.PORT}"
    return f"https://{named[0]}"


def _check_provider(env: Env) -> None:
    """Company sign-on needs all it is told or nothing."""
    needed = ("OIDC_SERVER_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    missing = [name for name in needed if not getattr(env, name)]
    if missing and len(missing) < len(needed):
        raise BadSetting(
            f"{' and '.join(missing)} must be set too: company sign-on needs {', '.join(needed)} together."
        )


def _kept_secret_key(data_dir: Path) -> str:
    path = make_data_dir(data_dir) / "secret_key"
    try:
        if not (key := path.read_text().strip() if path.exists() else ""):
            draft = path.with_name(f"secret_key.{os.getpid()}")
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(50))
            draft.replace(path)
            key = path.read_text().strip()
    except OSError as error:
        raise unusable(data_dir, error) from None
    return key


def make_data_dir(data_dir: Path) -> Path:
    """The data directory, made when missing. Raises BadSetting when it can't be written to."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        probe = data_dir / f".probe.{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise unusable(data_dir, error) from None
    return data_dir


def unusable(data_dir: Path, error: OSError) -> BadSetting:
    """What to say when the data directory refuses."""
    reason = (error.strerror or str(error)).lower()
    return BadSetting(
        f"DATA_DIR {str(data_dir)!r} can't be written to ({reason}): make it writable for this user, "
        "or point DATA_DIR at another directory."
    )


def _read_or_stop() -> Env:
    try:
        return read_env()
    except BadSetting as error:
        raise SystemExit(f"steelyard: {error}") from None


env = _read_or_stop()
