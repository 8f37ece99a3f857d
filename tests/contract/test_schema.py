"""The OpenAPI document: complete, without a warning, and the same as its committed copy."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command

from decision.api.index import openapi_document

ROOT = Path(__file__).resolve().parent.parent.parent
COPY = ROOT / "docs" / "openapi.yaml"


def generated() -> Any:
    out = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json", stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture(scope="module")
def committed() -> Any:
    """Read by libyaml where it is there: PyYAML itself takes seconds."""
    return yaml.load(COPY.read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


class TestOpenApi:
    def test_is_made_without_a_warning_and_equals_its_committed_copy(self, committed: Any) -> None:
        assert generated() == committed, (
            "docs/openapi.yaml is out of date: manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml"
        )

    def test_is_served_as_committed_however_often_it_was_made(self, committed: Any) -> None:
        assert json.loads(openapi_document("json")) == committed

    def test_describes_every_refusal_in_the_one_shape(self, committed: Any) -> None:
        for path, methods in committed["paths"].items():
            for method, operation in methods.items():
                for code, answer in operation["responses"].items():
                    if int(code) >= 400 and "events" not in path:
                        (kind,) = answer["content"]
                        assert kind == "application/problem+json", (path, method, code)

    def test_says_a_sentence_of_every_operation(self, committed: Any) -> None:
        silent = [
            f"{method} {path}"
            for path, methods in committed["paths"].items()
            for method, operation in methods.items()
            if not operation.get("description")
        ]
        assert silent == []
