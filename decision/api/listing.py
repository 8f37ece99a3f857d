"""Lists and single entries of the catalogue: rows as dicts, one query a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework.request import Request

from decision.problems import NotThere

from .pagination import page_of
from .views import ApiView, json_response

Row = Mapping[str, Any]


class Listing(ApiView):
    """A list by cursor. Subclasses give the rows, as dicts in the order of a unique field, and the form of one."""

    ordering: tuple[str, ...] = ("slug",)

    def rows(self, request: Request) -> Any:
        """The rows that the query asks for, a queryset of dicts."""
        raise NotImplementedError

    def form(self, row: Row) -> Row:
        """One row as it is answered."""
        return row

    def page(self, request: Request) -> HttpResponse:
        """The page that the cursor asks for."""
        return json_response(page_of(self.rows(request), request, self, self.form))


def entry(rows: QuerySet[Any, Any], what: str, **which: object) -> Row:
    """The one row. Raises `NotThere`."""
    row: Row | None = rows.filter(**which).first()
    if row is None:
        named = next(iter(which.values()))
        raise NotThere(f"There is no {what} “{named}”.")
    return row


def one(row: Row) -> HttpResponse:
    """An entry as an answer."""
    return json_response(row)
