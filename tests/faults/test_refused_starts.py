"""A start that can't succeed says why in one line and leaves nothing behind."""

from __future__ import annotations

import socket
from pathlib import Path

from tests.faults.conftest import processes_in
from tests.running import spawn


def refused(**environment: str) -> str:
    server = spawn(**environment)
    assert server.process.wait(60) != 0, server.output
    server.wait_for_output()
    assert "Traceback" not in server.output
    assert server.output.startswith("steelyard: "), server.output
    assert len(server.output.splitlines()) == 1
    return server.output


class TestARefusedStart:
    def test_names_the_taken_port_and_another_one(self, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            said = refused(PORT=str(port), DATA_DIR=str(tmp_path / "data"))
        assert f"PORT {port} is taken" in said
        assert "PORT=" in said
        assert processes_in(tmp_path / "data") == []

    def test_names_the_data_directory_that_cannot_be_written_to(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("not a directory")
        said = refused(DATABASE_URL="", DATA_DIR=str(tmp_path / "file" / "data"))
        assert "DATA_DIR" in said
        assert "can't be written to" in said

    def test_says_why_the_database_cannot_be_reached_and_keeps_its_password(self, tmp_path: Path) -> None:
        said = refused(
            DATABASE_URL="postgresql://nobody:secret@127.0.0.1:1/steelyard", DATA_DIR=str(tmp_path)
        )
        assert "DATABASE_URL can't be reached" in said
        assert "secret" not in said

    def test_names_the_variable_that_is_not_valid(self, tmp_path: Path) -> None:
        assert "PORT 'eighty' is not valid" in refused(PORT="eighty", DATA_DIR=str(tmp_path))

    def test_asks_for_a_secret_key_where_debug_is_off(self, tmp_path: Path) -> None:
        said = refused(DEBUG="0", SECRET_KEY="", DATA_DIR=str(tmp_path))
        assert "SECRET_KEY is not set" in said

    def test_names_a_host_that_is_not_of_this_machine(self, tmp_path: Path) -> None:
        assert "HOST '192.0.2.1'" in refused(HOST="192.0.2.1", PORT="0", DATA_DIR=str(tmp_path))
