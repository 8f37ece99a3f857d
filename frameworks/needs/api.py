"""Needs over the API, to read."""

from __future__ import annotations

from django.http import HttpResponse
from rest_framework.request import Request

from decision.api.describing import described, query
from decision.api.listing import one
from decision.api.parameters import text
from decision.api.views import ApiView

from . import serializers
from .finding import find_matches


class NeedList(ApiView):
    """What somebody may need, and who meets it."""

    @described(
        "list_needs",
        serializers.Needs,
        parameters=[query("need", "Needs by slug, with commas between: who meets them stands in `matches`.")],
        refusals=[400],
    )
    def get(self, request: Request) -> HttpResponse:
        slugs = (text(request, "need") or "").split(",")
        return one(serializers.needs_form(find_matches([slug.strip() for slug in slugs])))
