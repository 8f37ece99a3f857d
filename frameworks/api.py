"""The catalogue over the API: frameworks, sources and claims, to read."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from decision.api.describing import PAGING, described, query
from decision.api.listing import Listing, Row, entry, one
from decision.api.parameters import choice, day, text
from decision.api.views import ApiView
from decision.problems import NotThere
from decision.teams.authentication import actor_of

from . import serializers
from .models import Claim
from .moved import answer_moved
from .selectors import claim_readable, claims_matching, frameworks_matching, sources_matching

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


class ClaimDetail(ApiView):
    """One statement."""

    @described("get_claim", serializers.Claim, refusals=[404])
    def get(self, request: Request, id: int) -> HttpResponse:
        rows = claim_readable(id, by=actor_of(request)).values(*serializers.CLAIM_FIELDS)
        return one(serializers.claim_form(entry(rows, "claim", id=id)))
