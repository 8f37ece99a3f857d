"""The examples of docs/api.md work when pasted."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from string import Template
from urllib.request import Request, urlopen

import pytest

GUIDE = (Path(__file__).resolve().parent.parent.parent / "docs" / "api.md").read_text()
EXAMPLES = [
    example
    for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.S)
    for example in re.split(r"\n(?=curl)", block)
    if example.startswith("curl")
]


def status(example: str, variables: dict[str, str]) -> int:
    """What a curl command of the guide is answered: curl itself may not be on this machine."""
    words = iter(shlex.split(Template(example.replace("\\\n", " ")).safe_substitute(variables))[1:])
    method, address, body, headers = None, "", None, {}
    for word in words:
        match word:
            case "-s":
                pass
            case "-X":
                method = next(words)
            case "-d":
                body = next(words).encode()
            case "-H":
                name, _, value = next(words).partition(": ")
                headers[name] = value
            case _:
                address = word
    with urlopen(Request(address, body, headers, method=method), timeout=60) as answer:
        found: int = answer.status
    return found


@pytest.mark.django_db(transaction=True)
def test_every_example_is_answered(live_server: object, seeded: None) -> None:
    from django.contrib.auth.models import User

    from decision.teams.actors import command
    from decision.teams.services import create_token

    User.objects.create(username="ada", is_staff=True)
    token = create_token(username="ada", name="guide", scope="write", by=command()).text
    assert len(EXAMPLES) >= 6
    for example in EXAMPLES:
        assert status(example, {"api": f"{live_server}/api/v1", "TOKEN": token}) in (200, 202), example
