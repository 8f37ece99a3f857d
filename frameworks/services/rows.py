"""Frameworks, sources and claims, one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils import timezone

from decision.problems import Invalid
from decision.teams.actors import Actor
from decision.teams.curating import curating, delete_row, listed, locked_row, refused_field, save_row

from ..models import Claim, Framework, Merge, Source
from ..rules import broken_rules, circles_through, claims_beyond, one_way, stored_edges


def save_framework(*, framework: int | None, fields: Mapping[str, object], by: Actor) -> Framework:
    """Add (`framework` None) or change a framework. Raises `Invalid` for an address that leads to another."""
    with curating(by):
        _refuse_taken_address(Merge.Kind.FRAMEWORK, fields)
        return save_row(locked_row(Framework, framework), fields)


def delete_framework(*, framework: int, by: Actor) -> None:
    """Remove a framework that no claim or decision names."""
    with curating(by):
        delete_row(locked_row(Framework, framework))


def save_source(*, source: int | None, fields: Mapping[str, object], by: Actor) -> Source:
    """Add (`source` None) or change a source. Raises `Invalid` for a taken address, a day to come, too few lines."""
    with curating(by):
        _refuse_taken_address(Merge.Kind.SOURCE, fields)
        published = fields.get("published_on")
        if isinstance(published, date) and published > timezone.localdate():
            raise refused_field("published_on", f"{published} is in the future.")
        row = locked_row(Source, source)
        end = fields.get("line_count")
        if isinstance(end, int) and (beyond := claims_beyond(row, end)):
            raise refused_field(
                "line_count", f"Claim {beyond[0]} names a line after {end}: correct that first."
            )
        return save_row(row, fields)


def delete_source(*, source: int, by: Actor) -> None:
    """Remove a source that makes no claims and published no scenario."""
    with curating(by):
        delete_row(locked_row(Source, source))


def save_claim(*, claim: int | None, fields: Mapping[str, object], by: Actor) -> Claim:
    """Add (`claim` None) or change a claim.

    Raises `Invalid` for a claim without number and text, a falling range, places that are not lines, and
    whatever else `frameworks.rules` forbid.
    """
    with curating(by):
        row = save_row(locked_row(Claim, claim), fields)
        check_claim(row)
        return row


def check_claim(row: Claim) -> None:
    """Raise `Invalid` that names each rule a stored claim breaks."""
    errors = [(f"/{field}", text) for field, text in broken_rules(row, timezone.localdate())]
    if errors:
        raise Invalid(errors[0][1], errors=errors)
    refuse_circles([row])


def refuse_circles(rows: Iterable[Claim]) -> None:
    """Raise `Invalid` for the first of these stored claims that is part of a circle; one query if any could be."""
    relations = [(group, row) for row in rows if (group := one_way(row.kind, row.text)) is not None]
    circles = circles_through(stored_edges()) if relations else {}
    for group, row in relations:
        if (row.framework_id, row.related_id) in circles.get(group, ()):
            raise refused_field("related", circle_text(row))


def circle_text(row: Claim) -> str:
    """What to say of a relation that closes a circle."""
    return (
        f"“{row.framework} {row.text} {row.related}” closes a circle: others say that it leads the other way."
    )


def _refuse_taken_address(kind: str, fields: Mapping[str, object]) -> None:
    former = Merge.objects.leading_on().filter(kind=kind, slug=fields.get("slug", "")).first()
    if former is not None:
        raise refused_field("slug", f"This address leads to “{former.into}”: take another.")


def delete_claim(*, claim: int, by: Actor) -> None:
    """Remove a claim. Raises `Invalid` that names the scores resting on it."""
    with curating(by):
        row = locked_row(Claim, claim)
        scores = row.scores.select_related("alternative__framework", "weight__criterion", "decision")
        if resting := sorted(f"{score} in “{score.decision}”" for score in scores):
            raise Invalid(
                f"This claim cannot be deleted: {listed(resting)} cite it. Take it out of those first."
            )
        delete_row(row)
