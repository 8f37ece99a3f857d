"""Small builders for stored matrices, straight into rows, so that a test says only what matters to it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from criteria.models import Criterion, Scale
from decision.matrix.models import Alternative, Decision, Score, Weight
from decision.teams.models import Team
from frameworks.models import Framework

Rows = Sequence[Sequence[int | str | None]]


def make_scale(slug: str = "zero-to-ten", low: int = 0, high: int = 10) -> Scale:
    """The usual scale, made once."""
    scale, _ = Scale.objects.get_or_create(slug=slug, defaults={"name": slug, "low": low, "high": high})
    return scale


def make_decision(
    slug: str = "pick-one",
    *,
    frameworks: Sequence[str] = ("left", "right"),
    weights: Sequence[tuple[str, int | str]] = (("speed", 6), ("price", 4)),
    scores: Rows = ((8, 5), (6, 9)),
    visibility: str = Decision.Visibility.PUBLIC,
    team: Team | None = None,
) -> Decision:
    """A stored decision: `scores` has a row per framework and a column per criterion, None is missing."""
    decision = Decision.objects.create(slug=slug, title=slug.title(), visibility=visibility, team=team)
    scale = make_scale()
    named = [Criterion(slug=key, name=key.title(), scale=scale) for key, _ in weights]
    Criterion.objects.bulk_create(named, ignore_conflicts=True)
    criteria = Criterion.objects.in_bulk([key for key, _ in weights], field_name="slug")
    lines = Weight.objects.bulk_create(
        Weight(decision=decision, criterion=criteria[key], points=Decimal(points), position=position)
        for position, (key, points) in enumerate(weights)
    )
    Framework.objects.bulk_create(
        [Framework(slug=key, name=key.title()) for key in frameworks], ignore_conflicts=True
    )
    options = Framework.objects.in_bulk(frameworks, field_name="slug")
    columns = Alternative.objects.bulk_create(
        Alternative(decision=decision, framework=options[key], position=position)
        for position, key in enumerate(frameworks)
    )
    Score.objects.bulk_create(
        Score(decision=decision, alternative=column, weight=line, value=Decimal(value))
        for column, row in zip(columns, scores, strict=True)
        for line, value in zip(lines, row, strict=True)
        if value is not None
    )
    return decision


def make_wide_decision(criteria: int = 200, alternatives: int = 50, slug: str = "wide") -> Decision:
    """A decision of any size with scores that differ from cell to cell."""
    return make_decision(
        slug,
        frameworks=[f"option-{number}" for number in range(alternatives)],
        weights=[(f"viewpoint-{number}", 1 + number % 7) for number in range(criteria)],
        scores=[[(row * 7 + column * 3) % 11 for column in range(criteria)] for row in range(alternatives)],
    )
