"""The index of the API, its OpenAPI document, and the two ways to read that in a browser."""

from __future__ import annotations

from functools import cache
from typing import Any

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.types import OpenApiTypes
from pydantic import BaseModel
from rest_framework.request import Request

from .describing import described, query
from .parameters import choice
from .problems import problem
from .views import ApiView, json_response

FORMS = {"json": (OpenApiJsonRenderer, "application/json"), "yaml": (OpenApiYamlRenderer, "application/yaml")}

PLACES = {
    "frameworks": "framework-list",
    "sources": "source-list",
    "claims": "claim-list",
    "criteria": "criterion-list",
    "metrics": "metric-list",
    "needs": "need-list",
    "decisions": "decision-list",
    "evaluate": "evaluate",
    "weights": "weights",
    "agreement": "agreement",
    "schema": "schema",
    "docs": "docs",
    "redoc": "redoc",
}


class Index(BaseModel):
    """Where everything is."""

    name: str
    version: str
    links: dict[str, str]


class IndexView(ApiView):
    """The index of what is here."""

    @described("get_index", Index, tag="service")
    def get(self, request: Request) -> HttpResponse:
        links = {name: request.build_absolute_uri(reverse(f"api:{place}")) for name, place in PLACES.items()}
        return json_response({"name": "Steelyard", "version": "v1", "links": links})


class SchemaView(ApiView):
    """The OpenAPI document of all this."""

    @described(
        "get_schema",
        OpenApiTypes.OBJECT,
        parameters=[query("format", "The format: json (the default) or yaml.", choices=tuple(FORMS))],
        refusals=[400],
        tag="service",
    )
    def get(self, request: Request) -> HttpResponse:
        form = choice(request, "format", tuple(FORMS)) or "json"
        response = HttpResponse(openapi_document(form), content_type=FORMS[form][1])
        response["Content-Disposition"] = f'inline; filename="steelyard.{form}"'
        return response


@cache
def openapi_document(form: str) -> bytes:
    """The document, made once a process."""
    rendered = FORMS[form][0]().render(_schema(), renderer_context={})
    return rendered.encode() if isinstance(rendered, str) else rendered


@cache
def _schema() -> Any:
    return SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]


class Unknown(ApiView):
    """Any other address under /api/: a problem, or the way to the same address with its slash."""

    computes_only = True
    schema = None

    def _answer(self, request: Request, rest: str = "") -> HttpResponse:
        with_slash = request.path + "/"
        try:
            is_known = resolve(with_slash).func is not UNKNOWN
        except Resolver404:
            is_known = False
        if is_known and request.method in ("GET", "HEAD"):
            query = request.META.get("QUERY_STRING", "")
            return redirect(with_slash + (f"?{query}" if query else ""), permanent=True)
        hint = f" Addresses end with a slash: {with_slash}" if is_known else " The index is at /api/v1/."
        return problem(404, f"There is nothing at {request.path[:200]}.{hint}", title="Not found")

    get = post = put = patch = delete = _answer


UNKNOWN = Unknown.as_view()


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Swagger UI, from our own static files."""
    return render(request, "api/docs.html", {"schema": reverse("api:schema")})


# ReDoc writes its style sheets into the page and searches in a worker of its own making.
@csp_update({"style-src": ["'unsafe-inline'"], "worker-src": ["blob:"]})
@require_safe
def redoc(request: HttpRequest) -> HttpResponse:
    """ReDoc, from our own static files."""
    return render(request, "api/redoc.html", {"schema": reverse("api:schema")})
