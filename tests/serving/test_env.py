"""The environment: what it may say, what is filled in, and how a refusal reads."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from decision.addresses import database_settings, embedded_url, socket_dir
from decision.env import BadSetting, read_env


class TestReadEnv:
    def test_keeps_one_secret_key_for_a_local_run(self, tmp_path: Path) -> None:
        first = read_env(DEBUG=True, SECRET_KEY="", DATA_DIR=tmp_path)
        again = read_env(DEBUG=True, SECRET_KEY="", DATA_DIR=tmp_path)
        assert len(first.SECRET_KEY) > 50
        assert first.SECRET_KEY == again.SECRET_KEY
        assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600

    def test_asks_a_deployment_for_its_host_names(self, tmp_path: Path) -> None:
        with pytest.raises(BadSetting, match="ALLOWED_HOSTS is not set"):
            read_env(DEBUG=False, SECRET_KEY="long enough", ALLOWED_HOSTS="", DATA_DIR=tmp_path)

    def test_splits_lists_at_commas(self) -> None:
        env = read_env(
            ALLOWED_HOSTS="one.example.org, two.example.org,", METRICS_ALLOW="127.0.0.1,10.0.0.0/8"
        )
        assert env.ALLOWED_HOSTS == ("one.example.org", "two.example.org")
        assert [str(network) for network in env.METRICS_ALLOW] == ["127.0.0.1/32", "10.0.0.0/8"]

    def test_never_shows_a_secret(self) -> None:
        assert "only for tests" not in repr(read_env())
        with pytest.raises(BadSetting) as refused:
            read_env(DATABASE_URL="mysql://somebody:secret@localhost/x")
        assert "secret" not in str(refused.value)
        with pytest.raises(BadSetting) as refused:
            read_env(PACKAGE_INDEX_URL="https://somebody:secret@packages.example.org/index")
        assert "secret" not in str(refused.value)

    @pytest.mark.parametrize(
        ("url", "reason"),
        [
            ("mysql://somebody@localhost/steelyard", "it must start with postgresql://"),
            ("postgresql://localhost", "it names no database"),
            ("postgresql://localhost:many/steelyard", "its port is not a number"),
        ],
    )
    def test_says_what_is_wrong_with_the_address_of_a_database(self, url: str, reason: str) -> None:
        with pytest.raises(BadSetting, match=f"DATABASE_URL is not valid: {reason}"):
            read_env(DATABASE_URL=url)

    @pytest.mark.parametrize(
        ("name", "value"),
        [("PORT", "70000"), ("PORT", "-1"), ("WORKERS", "0"), ("DEBUG", "perhaps"), ("LOG_LEVEL", "LOUD")],
    )
    def test_says_what_a_variable_may_be(self, name: str, value: str) -> None:
        with pytest.raises(BadSetting, match=f"^{name} '{value}' is not valid: (use|write|list) "):
            read_env(**{name: value})

    def test_names_a_data_directory_that_no_system_lets_anyone_make(self) -> None:
        with pytest.raises(BadSetting, match="DATA_DIR '/proc/nowhere' can't be written to"):
            read_env(DEBUG=True, SECRET_KEY="", DATA_DIR=Path("/proc/nowhere"))

    def test_names_every_variable_that_is_wrong(self) -> None:
        with pytest.raises(BadSetting) as refused:
            read_env(PORT="none", CSRF_TRUSTED_ORIGINS="decide.example.org", THROTTLE_ANON="often")
        lines = str(refused.value).splitlines()
        assert [line.split()[0] for line in lines] == ["PORT", "CSRF_TRUSTED_ORIGINS", "THROTTLE_ANON"]


class TestDatabaseSettings:
    def test_come_from_the_address_with_its_options(self) -> None:
        env = read_env(DATABASE_URL="postgresql://me:p%40ss@db.example.org:6543/decide?sslmode=require")
        settings = database_settings(env)
        assert (settings["NAME"], settings["USER"], settings["PASSWORD"]) == ("decide", "me", "p@ss")
        assert (settings["HOST"], settings["PORT"]) == ("db.example.org", "6543")
        assert settings["OPTIONS"]["sslmode"] == "require"

    def test_point_at_the_embedded_server_without_an_address(self, tmp_path: Path) -> None:
        settings = database_settings(read_env(DATABASE_URL="", DATA_DIR=tmp_path / "data"))
        assert settings["HOST"] == str(socket_dir(tmp_path / "data"))
        assert settings["NAME"] == "steelyard"


class TestEmbeddedUrl:
    @pytest.mark.parametrize("name", ["short", "x" * 120, "with, comma", "with ' quote"])
    def test_names_a_socket_that_postgresql_can_make(self, name: str) -> None:
        place = socket_dir(Path("/srv") / name)
        assert len(str(place / ".s.PGSQL.5432").encode()) <= 103
        assert not set(",'\"") & set(str(place))

    def test_differs_between_data_directories(self) -> None:
        long = "/srv/" + "x" * 120
        assert embedded_url(Path(long + "1")) != embedded_url(Path(long + "2"))
