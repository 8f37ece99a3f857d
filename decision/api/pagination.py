"""Long lists by cursor: {"next", "previous", "results"}."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import QuerySet
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination as BaseCursorPagination
from rest_framework.request import Request

from .problems import BadParameter

if TYPE_CHECKING:
    from rest_framework.views import APIView

BAD_CURSOR = "This cursor is not one of ours: start without it and follow `next`."


class CursorPagination(BaseCursorPagination):
    """Pages in the order of a unique field, `ordering` of the view."""

    page_size_query_param = "page_size"
    max_page_size = 500

    def paginate_queryset(  # type: ignore[override]
        self, queryset: QuerySet[Any, Any], request: Request, view: APIView | None = None
    ) -> list[Any] | None:
        try:
            return super().paginate_queryset(queryset, request, view)
        except (NotFound, ValueError, ValidationError, DataError):
            raise BadParameter(BAD_CURSOR, errors=[("/cursor", BAD_CURSOR)]) from None

    def get_page_size(self, request: Request) -> int:
        given = request.query_params.get(self.page_size_query_param)
        if given is None:
            return self.page_size or self.max_page_size
        if not (
            given.isascii()
            and given.isdecimal()
            and len(given) < 10
            and 1 <= int(given) <= self.max_page_size
        ):
            raise BadParameter(
                f"page_size is a whole number from 1 to {self.max_page_size} (got {given[:40]!r}).",
                errors=[("/page_size", "Out of range.")],
            )
        return int(given)

    def get_ordering(self, request: Request, queryset: QuerySet[Any], view: APIView) -> tuple[str, ...]:
        return tuple(view.ordering)  # type: ignore[attr-defined]


def page_of(
    rows: QuerySet[Any, Any], request: Request, view: APIView, form: Callable[[Any], object]
) -> dict[str, object]:
    """The page of `rows` that the cursor asks for, each in the `form` that it is answered in."""
    paginator = CursorPagination()
    page = paginator.paginate_queryset(rows, request, view) or []
    return {
        "next": paginator.get_next_link(),
        "previous": paginator.get_previous_link(),
        "results": [form(row) for row in page],
    }


def whole_list(results: Sequence[object]) -> dict[str, object]:
    """A list that is short by nature, in the form of a page."""
    return {"next": None, "previous": None, "results": results}
