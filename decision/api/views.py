"""What every address of the API has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import AuthenticationFailed, MethodNotAllowed
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from .encoding import encode
from .problems import BadParameter
from .renderers import OneFormat, OrjsonRenderer
from .throttles import Throttle, address_of

if TYPE_CHECKING:
    Base = APIView
else:
    Base = object

JSON = "application/json"
NOTHING = (None, "", "0")
_RENDERER = OrjsonRenderer()


class Manners(Base):
    """DRF's view with the order of its checks made ours: method, query, credentials, rate, permission.

    Negotiation and versioning, which have one answer here, are left out.
    """

    content_negotiation_class = OneFormat
    metadata_class = None
    computes_only = False

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        """DRF's request with what every step asks for at hand, since it looks for all else in itself first."""
        asked = super().initialize_request(request, *args, **kwargs)
        asked.META, asked.method = request.META, request.method
        return asked

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        request.accepted_renderer, request.accepted_media_type = _RENDERER, JSON
        request.version = request.versioning_scheme = None
        method = (request.method or "").lower()
        if method not in self.http_method_names or not hasattr(self, method):
            raise MethodNotAllowed(request.method or "")
        query = request.META.get("QUERY_STRING")
        if query:
            _check_query(query)
        try:
            self.perform_authentication(request)
        except AuthenticationFailed:
            Throttle().count("visitor", address_of(request), self)
            raise
        self.check_throttles(request)
        self.check_permissions(request)

    def body(self, request: Request) -> Any:
        """What `request.data` is, for a view whose one parser reads JSON: at half the cost, since thousands ask.

        Raises as the parser does, and `UnsupportedMediaType`.
        """
        if request.content_type != JSON or request.META.get("CONTENT_LENGTH") in NOTHING:
            return request.data
        return self.parser_classes[0]().parse(request._request)  # type: ignore[arg-type]  # it reads like a file

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # type: ignore[override]
        return Response(status=204)


class ApiView(Manners, APIView):
    """A view of the API."""


def _check_query(query: str) -> None:
    if "%00" in query or "\0" in query:
        raise BadParameter("A query cannot hold the character NUL (%00).")
    if "token=" in query or "api_key=" in query:
        raise BadParameter(
            "Send a token in the Authorization header (Authorization: Bearer …), never in the address, "
            "where it would be written into logs."
        )


def json_response(data: object, status: int = 200) -> HttpResponse:
    """`data` as JSON, past DRF's renderers."""
    return HttpResponse(encode(data), status=status, content_type=JSON)
