"""The catalogue over the API: frameworks and sources to read, claims to read, to propose and to judge."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from rest_framework.request import Request

from decision.api.describing import PAGING, described, query
from decision.api.listing import Listing, Row, entry, one
from decision.api.parameters import choice, day, text
from decision.api.reading import read
from decision.api.views import ApiView, json_response
from decision.problems import NotThere
from decision.teams.actors import Actor
from decision.teams.authentication import actor_of
from decision.teams.permissions import require_curator

from . import serializers, services
from .models import Claim
from .moved import answer_moved
from .selectors import claim_readable, claims_matching, frameworks_matching, sources_matching
from .transfer.shapes import ClaimChange, Statement

WRITES = (400, 401, 403, 409, 413, 415)

FRAMEWORK = ("slug", "name", "short_name", "category", "summary", "claim_count")
SOURCE = (
    "slug",
    "title",
    "publisher",
    "kind",
    "published_on",
    "document",
    "checksum",
    "line_count",
    "claim_count",
)


class FrameworkList(Listing):
    """The technologies of the catalogue."""

    def rows(self, request: Request) -> Any:
        return frameworks_matching(
            search=text(request, "search"),
            category=text(request, "category"),
            claims_about=text(request, "claims_about"),
        ).values(*FRAMEWORK)

    @described(
        "list_frameworks",
        serializers.FrameworkPage,
        parameters=[
            query("search", "Words of the name, the category or the summary, or their beginnings."),
            query("category", "A category, as the entries name it."),
            query("claims_about", "A metric or a criterion, by slug: only frameworks with a claim about it."),
            *PAGING,
        ],
        refusals=[400],
    )
    def get(self, request: Request) -> HttpResponse:
        return self.page(request)


class FrameworkDetail(ApiView):
    """One technology with its relations to others."""

    @described("get_framework", serializers.FrameworkDetail, refusals=[404])
    def get(self, request: Request, slug: str) -> HttpResponse:
        try:
            row = entry(frameworks_matching().values(*FRAMEWORK), "framework", slug=slug)
        except NotThere as missing:
            return answer_moved("framework", slug, missing)
        relations = (
            claims_matching(framework=slug, kind=Claim.Kind.RELATION, by=actor_of(request))
            .values("text", "framework__slug", "related__slug")
        )  # fmt: skip
        found = [
            {"framework": each["framework__slug"], "related": each["related__slug"], "text": each["text"]}
            for each in relations
        ]
        return one({**row, "relations": found})


class SourceList(Listing):
    """The documents that make claims."""

    def rows(self, request: Request) -> Any:
        return sources_matching(search=text(request, "search")).values(*SOURCE)

    @described(
        "list_sources",
        serializers.SourcePage,
        parameters=[
            query("search", "Words of the title, publisher or file name, or their beginnings."),
            *PAGING,
        ],
        refusals=[400],
    )
    def get(self, request: Request) -> HttpResponse:
        return self.page(request)


class SourceDetail(ApiView):
    """One document."""

    @described("get_source", serializers.Source, refusals=[404])
    def get(self, request: Request, slug: str) -> HttpResponse:
        try:
            return one(entry(sources_matching().values(*SOURCE), "source", slug=slug))
        except NotThere as missing:
            return answer_moved("source", slug, missing)


class ClaimList(Listing):
    """What the documents state."""

    ordering = ("id",)

    def rows(self, request: Request) -> Any:
        return claims_matching(
            search=text(request, "search"),
            framework=text(request, "framework"),
            source=text(request, "source"),
            metric=text(request, "metric"),
            criterion=text(request, "criterion"),
            kind=choice(request, "kind", Claim.Kind.values),
            as_of_before=day(request, "as_of_before"),
            status=choice(request, "status", Claim.Status.values),
            by=actor_of(request),
        ).values(*serializers.CLAIM_FIELDS)

    def form(self, row: Row) -> Row:
        return serializers.claim_form(row)

    @described(
        "list_claims",
        serializers.ClaimPage,
        parameters=[
            query("search", "Words and figures of the statement; 15k finds 15,000 too."),
            query("framework", "Whom the document credits, by slug."),
            query("source", "The source, by slug."),
            query("metric", "The metric, by slug."),
            query("criterion", "The criterion, by slug."),
            query("kind", "What sort of statement.", choices=Claim.Kind.values),
            query("as_of_before", "Only claims dated before this day, like 2025-01-31."),
            query(
                "status",
                "What curators made of it; without it, what counts as evidence: accepted and stale ones. "
                "Proposed and rejected ones are shown to staff and to who proposed them.",
                choices=Claim.Status.values,
            ),
            *PAGING,
        ],
        refusals=[400],
    )
    def get(self, request: Request) -> HttpResponse:
        return self.page(request)

    @described("add_claim", serializers.Claim, body=Statement, refusals=WRITES, status=201)
    def post(self, request: Request) -> HttpResponse:
        """Add a claim. A curator's counts at once; others' are proposed, and count once a curator accepts them."""
        by = actor_of(request)
        services.require_state(by)
        row = services.state_claim(statement=read(Statement, request.data, title="Invalid claim"), by=by)
        response = _claim(row.pk, by, status=201)
        response["Location"] = reverse("api:claim-detail", args=[row.pk])
        return response


class ClaimDetail(ApiView):
    """One statement."""

    @described("get_claim", serializers.Claim, refusals=[404])
    def get(self, request: Request, id: int) -> HttpResponse:
        return _claim(id, actor_of(request))

    @described("change_claim", serializers.Claim, body=ClaimChange, refusals=[*WRITES, 404])
    def patch(self, request: Request, id: int) -> HttpResponse:
        """Change a claim, or accept it, reject it or mark it as stale; for curators."""
        by = actor_of(request)
        require_curator(by)
        services.change_claim(claim=id, change=read(ClaimChange, request.data, title="Invalid claim"), by=by)
        return _claim(id, by)


def _claim(id: int, by: Actor, status: int = 200) -> HttpResponse:
    rows = claim_readable(id, by=by).values(*serializers.CLAIM_FIELDS)
    return json_response(serializers.claim_form(entry(rows, "claim", id=id)), status)
