"""Schemathesis asks what the OpenAPI document allows, and what it does not; every answer keeps the contract."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.cast import add_gate, add_scenario, make_cast

pytestmark = pytest.mark.django_db(transaction=True)
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance]
EXAMPLES = 6


@pytest.fixture
def editor(transactional_db: None) -> dict[str, str]:
    """An editor's headers, and what there is to ask for."""
    cast = make_cast()
    add_gate(cast.public, "performance", 1)
    add_scenario(cast.public, "fast", performance=9)
    return cast.bearer("edgar")


schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", WSGIHandler()).exclude(path_regex="/events/$")


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_answers_keep_the_contract(case: Any, editor: dict[str, str]) -> None:
    if "slug" in case.path_parameters and case.path.startswith("/api/v1/decisions/"):
        case.path_parameters["slug"] = "public-choice"
    case.call_and_validate(headers=editor, checks=CHECKS)
