"""The commands and the pinned versions keep their promises."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from decision.env import Env

ROOT = Path(__file__).resolve().parent.parent.parent
MAKEFILE = (ROOT / "Makefile").read_text()
LOCKS = ("requirements.lock", "requirements-dev.lock")


def pinned(lock: str) -> dict[str, str]:
    """Name → version of every package in a lock."""
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / lock).read_text(), re.MULTILINE))


class TestMake:
    def test_alone_lists_every_target_with_its_purpose(self) -> None:
        said = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        listed = {line.split()[0] for line in said.splitlines() if len(line.split()) > 1}
        assert listed == set(re.findall(r"^\.PHONY: (\S+)", MAKEFILE, re.MULTILINE))
        assert {"run", "test", "check", "lock", "seed", "schema", "bench"} <= listed

    def test_names_the_python_that_is_missing(self, tmp_path: Path) -> None:
        (tmp_path / "Makefile").write_text(MAKEFILE)
        (tmp_path / "requirements.lock").write_text("")
        tools = tmp_path / "tools"
        tools.mkdir()
        for tool in ("bash", "grep", "awk", "make"):
            found = next(place for place in ("/bin", "/usr/bin") if Path(place, tool).exists())
            (tools / tool).symlink_to(Path(found, tool))
        environment = {"PATH": str(tools), "HOME": str(tmp_path)}
        done = subprocess.run(
            [tools / "make", "SHELL=/bin/bash", "run"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode != 0
        assert "needs Python 3.11 or newer" in done.stderr

    def test_is_what_ci_runs(self) -> None:
        script = ROOT / ".ci" / "run"
        assert os.access(script, os.X_OK)
        assert "make test" in script.read_text().splitlines()
        assert ".ci/run" in (ROOT / ".github" / "workflows" / "ci.yml").read_text()


class TestCompose:
    def test_hands_on_every_setting_but_those_of_its_own_container(self) -> None:
        given = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]["web"]["environment"]
        assert set(given) == set(Env.model_fields) - {"DEBUG", "HOST", "PORT", "DATA_DIR"}


class TestTheLocks:
    @pytest.mark.parametrize("lock", LOCKS)
    def test_pin_every_package_by_hash_and_name_no_address(self, lock: str) -> None:
        text = (ROOT / lock).read_text()
        for block in re.split(r"\n(?=[a-z])", text.strip()):
            assert "--hash=sha256:" in block, block.splitlines()[0]
        assert "://" not in text
        assert "--index" not in text

    def test_agree_on_every_version(self) -> None:
        running, developing = map(pinned, LOCKS)
        assert {name: developing.get(name) for name in running} == running
