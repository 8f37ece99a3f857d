"""The OpenAPI document: complete, without a warning, and the same as its committed copy."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import yaml
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent.parent
COPY = ROOT / "docs" / "openapi.yaml"


def generated() -> str:
    out = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    return out.getvalue()


class TestOpenApi:
    def test_is_made_without_a_warning_and_equals_its_committed_copy(self) -> None:
        made = yaml.safe_load(generated())
        assert made == yaml.safe_load(COPY.read_text()), (
            "docs/openapi.yaml is out of date: manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml"
        )

    def test_describes_every_refusal_in_the_one_shape(self) -> None:
        document = yaml.safe_load(COPY.read_text())
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                for code, answer in operation["responses"].items():
                    if int(code) >= 400 and "events" not in path:
                        (kind,) = answer["content"]
                        assert kind == "application/problem+json", (path, method, code)

    def test_says_a_sentence_of_every_operation(self) -> None:
        document = yaml.safe_load(COPY.read_text())
        silent = [
            f"{method} {path}"
            for path, methods in document["paths"].items()
            for method, operation in methods.items()
            if not operation.get("description")
        ]
        assert silent == []
