"""Helpers that keep requests and the one shape of refusals short."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpResponse
from django.test import Client

JSON = "application/json"


def address(slug: str, part: str = "") -> str:
    """An address of a decision."""
    return f"/api/v1/decisions/{slug}/{part}"


def send(client: Client, method: str, path: str, body: object, **headers: str) -> Any:
    """Send JSON; bytes go as they are."""
    data = body if isinstance(body, bytes) else orjson.dumps(body)
    return client.generic(method, path, data, content_type=JSON, headers=headers)


def refused(response: HttpResponse, status: int, *pointers: str) -> dict[str, Any]:
    """The problem in a refusal, which has the one shape, this status and (at least) these pointers."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    problem: dict[str, Any] = orjson.loads(response.content)
    assert problem["type"] == "about:blank"
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert all(set(error) == {"pointer", "detail"} for error in problem["errors"])
    assert "Traceback" not in response.content.decode()
    assert set(pointers) <= {error["pointer"] for error in problem["errors"]}, problem["errors"]
    return problem
