"""What the OpenAPI document says of an address, in one line per method."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

from django.db.models import TextChoices
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from pydantic import BaseModel, ConfigDict

from .problems import CONTENT_TYPE


class ProblemPlace(BaseModel):
    """One thing that is wrong, and where in the body (a JSON pointer)."""

    pointer: str
    detail: str


class ProblemDetails(BaseModel):
    """Why a request was refused (RFC 9457). A stale If-Match also gets the current `revision`."""

    model_config = ConfigDict(extra="allow")
    type: Literal["about:blank"]
    title: str
    status: int
    detail: str
    errors: list[ProblemPlace]


class Page(BaseModel):
    """A page of a longer list: follow `next` until it is null."""

    next: str | None
    previous: str | None


def query(
    name: str, description: str, kind: Any = str, choices: Sequence[str] | None = None
) -> OpenApiParameter:
    """A query parameter."""
    return OpenApiParameter(name, kind, OpenApiParameter.QUERY, description=description, enum=choices)


def among(choices: type[TextChoices]) -> dict[str, Any]:
    """The values of a choice, as a schema beside `str`: enums of one name would be taken for each other."""
    return {"enum": list(choices.values)}


PAGING = (
    query("cursor", "Where the page starts; taken from `next` or `previous`."),
    query("page_size", "Results per page, 1 to 500.", int),
)
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", str, OpenApiParameter.HEADER, description="An ETag: answers 304 where it is still true."
)
IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description='The revision that you mean to change, like `"12"`.'
)
ETAG = OpenApiParameter(
    "ETag", str, OpenApiParameter.HEADER, response=True, description="The decision's revision in quotes."
)
TAGS = {"decision": "decisions", "catalogue": "catalogue", "evaluate": "evaluate", "service": "service"}


def described(
    operation_id: str,
    answer: Any,
    *,
    body: Any = None,
    parameters: Sequence[OpenApiParameter] = (),
    refusals: Sequence[int] = (),
    status: int = 200,
    media: Sequence[str] = ("application/json",),
    tag: str = "catalogue",
    revision: bool = False,
) -> Callable[[Any], Any]:
    """Describe a method of a view: what it takes, what it answers, how it may refuse.

    With `revision` it speaks of a decision: 404, ETag, and the conditions of its method are added.
    """
    writes = revision and 403 in refusals
    every = {429, *refusals} | ({400, 404} if revision else set()) | ({412} if writes else set())
    extra = list(parameters)
    if revision:
        extra += [IF_MATCH if writes else IF_NONE_MATCH, ETAG]
    responses: dict[Any, Any] = (
        {(status, each): answer for each in media} if answer is not None else {status: None}
    )
    if revision and not writes and body is None:
        responses[304] = OpenApiResponse(description="The revision that you have is still the current one.")
    responses |= {(code, CONTENT_TYPE): ProblemDetails for code in sorted(every)}
    return extend_schema(
        operation_id=operation_id, request=body, responses=responses, parameters=extra, tags=[TAGS[tag]]
    )
