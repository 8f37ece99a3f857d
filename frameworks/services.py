"""Curating what is judged: frameworks, sources and the claims that sources make."""

from __future__ import annotations

from collections.abc import Mapping

from decision.problems import Invalid
from decision.teams.actors import Actor
from decision.teams.curating import curating, delete_row, listed, locked_row, save_row

from .models import Claim, Framework, Source


def save_framework(*, framework: int | None, fields: Mapping[str, object], by: Actor) -> Framework:
    """Add (`framework` None) or change a framework."""
    with curating(by):
        return save_row(locked_row(Framework, framework), fields)


def delete_framework(*, framework: int, by: Actor) -> None:
    """Remove a framework that no claim or decision names."""
    with curating(by):
        delete_row(locked_row(Framework, framework))


def save_source(*, source: int | None, fields: Mapping[str, object], by: Actor) -> Source:
    """Add (`source` None) or change a source."""
    with curating(by):
        return save_row(locked_row(Source, source), fields)


def delete_source(*, source: int, by: Actor) -> None:
    """Remove a source that makes no claims and published no scenario."""
    with curating(by):
        delete_row(locked_row(Source, source))


def save_claim(*, claim: int | None, fields: Mapping[str, object], by: Actor) -> Claim:
    """Add (`claim` None) or change a claim.

    Raises `Invalid` for a claim without number and text, a falling range, and places that are not lines.
    """
    with curating(by):
        return save_row(locked_row(Claim, claim), fields)


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
