"""Schemathesis asks what the OpenAPI document allows, and what it does not; every answer keeps the contract.

Schemathesis is imported by the test that needs it, and without its plugin for pytest, which would cost every process of
every run a second and give all operations one name, so that processes sharing the work would run only one of them.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.handlers.wsgi import WSGIHandler

from tests.cast import add_gate, add_scenario, make_cast

if TYPE_CHECKING:
    from schemathesis.schemas import BaseSchema

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "openapi.yaml"
NOT_ASKED = ("/events/", "/schema/")  # an endless answer, and the document itself
IS_THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
EXAMPLES = 50  # made up for an operation in a thorough run
# Of the cases that schemathesis finds for an operation: bodies of many forms have hundreds, much alike.
FOUND = 10


def operations() -> list[str]:
    """Every method and path of the committed document, which test_schema.py keeps equal to the served one."""
    found = []
    for path, method in re.findall(
        r"^  (/\S+):$|^    (get|put|post|patch|delete):$", DOCUMENT.read_text(), re.M
    ):
        if path:
            at = path
        elif not at.endswith(NOT_ASKED):
            found.append(f"{method.upper()} {at}")
    return found


@pytest.fixture(scope="module")
def schema() -> BaseSchema:
    import schemathesis

    return schemathesis.openapi.from_wsgi("/api/v1/schema/", WSGIHandler())


@pytest.fixture
def editor(transactional_db: None) -> dict[str, str]:
    """An editor's headers, and what there is to ask for."""
    cast = make_cast()
    add_gate(cast.public, "performance", 1)
    add_scenario(cast.public, "fast", performance=9)
    return cast.bearer("edgar")


def test_every_operation_of_the_served_document_is_asked(schema: BaseSchema) -> None:
    served = {result.ok().label for result in schema.get_all_operations()}
    assert set(operations()) == {label for label in served if not label.endswith(NOT_ASKED)}


@pytest.mark.parametrize("label", operations())
def test_answers_keep_the_contract(label: str, schema: BaseSchema, editor: dict[str, str]) -> None:
    from hypothesis import HealthCheck, Phase, settings
    from schemathesis.checks import not_a_server_error
    from schemathesis.generation.hypothesis.builder import (
        HypothesisTestConfig,
        HypothesisTestMode,
        create_test,
    )
    from schemathesis.specs.openapi import checks

    kept = [
        not_a_server_error,
        checks.content_type_conformance,
        checks.response_schema_conformance,
        checks.status_code_conformance,
    ]

    @settings(
        max_examples=EXAMPLES,
        phases=[Phase.explicit, Phase.generate] if IS_THOROUGH else [Phase.explicit],
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Any) -> None:
        nonlocal is_asked
        is_asked = True
        if "slug" in case.path_parameters and case.path.startswith("/api/v1/decisions/"):
            case.path_parameters["slug"] = "public-choice"
        case.call_and_validate(headers=editor, checks=kept)

    is_asked = False
    method, path = label.split()
    modes = [mode for mode in HypothesisTestMode if IS_THOROUGH or mode != HypothesisTestMode.FUZZING]
    config = HypothesisTestConfig(project=schema.config, modes=modes)
    test = create_test(operation=schema[path][method], test_func=ask, config=config)
    if not IS_THOROUGH:
        keep_some(test)
    test()
    assert is_asked


def keep_some(test: Any) -> None:
    """Ask no more than FOUND of the explicit cases, from the first to the last at even distances."""
    cases = getattr(test, "hypothesis_explicit_examples", [])
    test.hypothesis_explicit_examples = cases[:: -(-len(cases) // FOUND) or 1]
