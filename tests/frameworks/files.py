"""A few claims to send out and take in."""

from __future__ import annotations

from typing import Any

from criteria.models import Metric
from decision.teams.actors import Actor
from frameworks.models import Claim, Framework, Source

CURATOR = Actor(name="carol", is_staff=True, can_write=True, door="admin")


def a_catalogue() -> Source:
    """Two frameworks, a metric with a range and a document with lines."""
    Framework.objects.create(slug="left", name="Left")
    Framework.objects.create(slug="right", name="Right")
    Metric.objects.create(slug="speed", name="Speed", unit="req/s", low=0, high=1_000_000)
    return Source.objects.create(slug="paper", title="Paper", document="paper.md", line_count=42)


def a_claim(**more: Any) -> Claim:
    """A strength of the left one, in line 3 of the paper."""
    fields = {
        "source": Source.objects.get(slug="paper"), "framework": Framework.objects.get(slug="left"),
        "kind": "strength", "text": "Quick", "lines": [[3, 3]],
    } | more  # fmt: skip
    return Claim.objects.create(**fields)


def csv_of(*rows: str, header: str = "source,framework,kind,text,lines") -> bytes:
    """Lines of CSV under a header."""
    return "\r\n".join([header, *rows, ""]).encode()
