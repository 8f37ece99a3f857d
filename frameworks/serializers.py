"""The forms in which the API answers the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, Field

from decision.api.describing import Page, among

from .models import Claim as ClaimModel


class Framework(BaseModel):
    """A technology of the catalogue."""

    slug: str
    name: str
    short_name: str
    category: str
    summary: str
    claim_count: int = Field(description="Claims credited to it.")


class Relation(BaseModel):
    """How a framework relates to another, as a source says."""

    framework: str
    related: str
    text: str


class FrameworkDetail(Framework):
    """A technology with its relations."""

    relations: list[Relation]


class Source(BaseModel):
    """A document that makes claims."""

    slug: str
    title: str
    publisher: str
    kind: str
    published_on: date | None
    document: str = Field(description="File name of the document.")
    checksum: str = Field(description="SHA-256 of the document.")
    line_count: int | None = Field(description="How many lines the document has; null where nobody counted.")
    claim_count: int


class Locator(BaseModel):
    """Where a statement stands: the document and every place in it, lines counted from 1."""

    document: str
    lines: list[tuple[int, int]]


class Claim(BaseModel):
    """One statement of one source. `framework` is whom the document credits, `measured_on` what the figure is
    really about where that is another."""

    id: int
    framework: str | None
    measured_on: str | None
    kind: str = Field(json_schema_extra=among(ClaimModel.Kind))
    metric: str | None
    criterion: str | None
    related: str | None
    number: float | None
    number_to: float | None
    text: str
    unit: str
    qualifier: str = Field(json_schema_extra=among(ClaimModel.Qualifier))
    source: str
    locator: Locator
    as_of: date | None
    version: str
    confidence: str | None
    status: str = Field(
        description="What curators made of it: accepted ones count, stale ones count and are marked.",
        json_schema_extra=among(ClaimModel.Status),
    )


class FrameworkPage(Page):
    results: list[Framework]


class SourcePage(Page):
    results: list[Source]


class ClaimPage(Page):
    results: list[Claim]


CLAIM_FIELDS = (
    "id", "framework__slug", "measured_on__slug", "kind", "metric__slug", "criterion__slug", "related__slug",
    "number", "number_to", "text", "unit", "qualifier", "source__slug", "source__document", "lines", "as_of",
    "version", "confidence", "status",
)  # fmt: skip


def claim_form(row: Mapping[str, Any]) -> dict[str, Decimal | str | int | object]:
    """A row of `CLAIM_FIELDS` as it is answered."""
    return {
        "id": row["id"], "framework": row["framework__slug"], "measured_on": row["measured_on__slug"],
        "kind": row["kind"], "metric": row["metric__slug"], "criterion": row["criterion__slug"],
        "related": row["related__slug"], "number": row["number"], "number_to": row["number_to"],
        "text": row["text"], "unit": row["unit"], "qualifier": row["qualifier"], "source": row["source__slug"],
        "locator": {"document": row["source__document"], "lines": row["lines"]}, "as_of": row["as_of"],
        "version": row["version"], "confidence": row["confidence"], "status": row["status"],
    }  # fmt: skip
