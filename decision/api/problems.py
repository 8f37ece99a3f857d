"""Every refusal as `application/problem+json` (RFC 9457), one shape everywhere."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from psycopg.errors import DeadlockDetected
from rest_framework import exceptions

from decision.engine.errors import EngineError, pointer
from decision.problems import Conflicting, Forbidden, Invalid, NotThere, Refused, Stale
from decision.teams.authentication import CHALLENGE, actor_of

from .encoding import encode

CONTENT_TYPE = "application/problem+json"
logger = logging.getLogger(__name__)


class Problem(exceptions.APIException):
    """A refusal that belongs to the API alone."""

    status_code = 400
    title = "Bad request"
    headers: Mapping[str, str] = {}

    def __init__(
        self, detail: str, *, errors: Iterable[tuple[str, str]] = (), revision: int | None = None
    ) -> None:
        super().__init__(detail)
        self.errors = list(errors)
        self.revision = revision


class BadBody(Problem):
    """The body is not what its content type says."""

    title = "Malformed body"


class BadParameter(Problem):
    """A query parameter or a header that cannot be understood."""

    title = "Invalid parameter"


class TooLarge(Problem):
    status_code = 413
    title = "Too large"


class Busy(Problem):
    """What is asked takes computing, and enough of that is going on."""

    status_code = 503
    title = "Busy"
    headers = {"Retry-After": "1"}


class Conflict(Problem):
    status_code = 409
    title = "Conflict"


def problem(
    status: int,
    detail: str,
    *,
    title: str | None = None,
    errors: Iterable[tuple[str, str]] = (),
    headers: Mapping[str, str] | None = None,
    revision: int | None = None,
) -> HttpResponse:
    """An answer that says what is wrong; `errors` are (JSON pointer, sentence), `revision` the current one."""
    body: dict[str, object] = {
        "type": "about:blank",
        "title": title or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": [{"pointer": place, "detail": sentence} for place, sentence in errors],
    }
    if revision is not None:
        body["revision"] = revision
    response = HttpResponse(
        encode(body), status=status, content_type=CONTENT_TYPE, headers=dict(headers or {})
    )
    response["Cache-Control"] = "no-store"
    return response


def problem_response(error: Exception, context: Mapping[str, Any]) -> HttpResponse:
    """DRF's exception handler: whatever a view raised, as a problem."""
    match error:
        case Refused():
            return _refused(error, context)
        case EngineError():
            return problem(400, error.detail, title=error.title, errors=error.errors)
        case Problem():
            return problem(
                error.status_code,
                str(error.detail),
                title=error.title,
                errors=error.errors,
                headers=error.headers,
                revision=error.revision,
            )
        case exceptions.APIException():
            return _of_framework(error, context)
        case Http404():
            return problem(404, str(error) or "There is nothing at this address.", title="Not found")
        case PermissionDenied():
            return problem(403, str(error) or "This is not allowed.", title="Not allowed")
        case RequestDataTooBig():
            return problem(413, "The body is too large.", title="Too large")
        case SuspiciousOperation():
            return problem(400, "The request cannot be understood.")
        case OperationalError() if isinstance(error.__cause__, DeadlockDetected):
            logger.warning("Two changes met half-way, and one was undone", exc_info=error)
            return problem(
                503, "Another change got in the way of this one, and nothing was saved: send it again.",
                headers={"Retry-After": "1"},
            )  # fmt: skip
        case OperationalError() | InterfaceError():
            logger.exception("The database does not answer")
            return problem(
                503, "The database does not answer just now: try again soon.", headers={"Retry-After": "5"}
            )
    return _unexpected(error, context)


def _refused(error: Refused, context: Mapping[str, Any]) -> HttpResponse:
    match error:
        case Invalid():
            return problem(400, error.detail, title=error.title, errors=error.errors)
        case NotThere():
            return problem(404, error.detail, title=error.title, errors=error.errors)
        case Conflicting():
            return problem(409, error.detail, title=error.title, errors=error.errors)
        case Stale():
            headers = {"ETag": f'"{error.revision}"'}
            return problem(412, error.detail, title=error.title, headers=headers, revision=error.revision)
        case Forbidden() if actor_of(context["request"]).is_visitor:
            return problem(401, error.detail, title="Not signed in", headers={"WWW-Authenticate": CHALLENGE})
    return problem(403, error.detail, title=error.title, errors=error.errors)


_TITLES = {
    400: "Invalid input",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    415: "Unsupported content type",
    429: "Too many requests",
}


def _of_framework(error: exceptions.APIException, context: Mapping[str, Any]) -> HttpResponse:
    status, detail, headers = error.status_code, str(error.detail), {}
    errors: list[tuple[str, str]] = []
    match error:
        case exceptions.ValidationError():
            errors = list(_places(error.detail))
            detail = errors[0][1] if errors else "This cannot be accepted."
        case exceptions.NotAuthenticated() | exceptions.AuthenticationFailed():
            status, headers = 401, {"WWW-Authenticate": CHALLENGE}
        case exceptions.MethodNotAllowed():
            allowed = ", ".join(context["view"].allowed_methods)
            detail, headers = (
                f"{context['request'].method} is not possible here; {allowed} are.",
                {"Allow": allowed},
            )
        case exceptions.Throttled():
            wait = max(1, int(getattr(error, "wait", None) or 1))
            detail = f"Too many requests from you: try again in {wait} s."
            headers = {"Retry-After": str(wait)}
        case exceptions.UnsupportedMediaType():
            detail = "Send the body as application/json (in the Content-Type header)."
    return problem(status, detail, title=_TITLES.get(status), errors=errors, headers=headers)


def _places(detail: Any, *path: object) -> Iterator[tuple[str, str]]:
    """The leaves of a serializer's errors as (pointer, sentence)."""
    if isinstance(detail, Mapping):
        for key, below in detail.items():
            yield from _places(below, *path) if key == "non_field_errors" else _places(below, *path, key)
    elif isinstance(detail, list):
        for below in detail:
            yield from _places(below, *path)
    else:
        yield pointer(*path), str(detail)


def _unexpected(error: Exception, context: Mapping[str, Any]) -> HttpResponse:
    request = context["request"]
    logger.error("Unexpected error at %s", request.path, exc_info=error)
    got_request_exception.send(sender=None, request=request)
    return problem(500, "Something went wrong here, and it is on record. It is not your request's fault.")
