"""Matrices for the engine's tests, built in one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from decision.engine import Cell, Criterion, Matrix

Numbers = Sequence[int | str | None]

CRITERIA = (
    "performance",
    "scalability",
    "documentation",
    "auth-security",
    "developer-experience",
    "aws-lambda-support",
    "community-support",
)
LABELS = {
    "fastapi": "FastAPI",
    "django-rest-framework": "Django REST",
    "flask": "Flask",
    "tornado": "Tornado",
    "performance": "Performance",
    "scalability": "Scalability",
    "documentation": "Documentation",
    "auth-security": "Auth & Security",
    "developer-experience": "Developer Experience",
    "aws-lambda-support": "AWS Lambda Support",
    "community-support": "Community & Support",
}


def decimals(points: Mapping[str, int | str]) -> dict[str, Decimal]:
    """Points as the engine takes them."""
    return {key: Decimal(value) for key, value in points.items()}


def make_criterion(key: str = "a", points: int | str = 1, **overrides: object) -> Criterion:
    """A benefit from 0 to 10 unless told otherwise."""
    return Criterion(**{"key": key, "points": Decimal(points), "low": 0, "high": 10, **overrides})


def make_row(*numbers: int | str | None) -> tuple[Cell | None, ...]:
    """A row of scores; None is missing."""
    return tuple(None if number is None else Cell(value=Decimal(number)) for number in numbers)


def make_matrix(
    rows: Mapping[str, Numbers], points: Sequence[int | str] | None = None, **overrides: object
) -> Matrix:
    """Rows by alternative; criteria a, b, c, … with these points (1 each by default) on a scale from 0 to 10."""
    columns = max((len(row) for row in rows.values()), default=0)
    weights = points or [1] * columns
    fields: dict[str, object] = {
        "alternatives": tuple(rows),
        "criteria": tuple(make_criterion(chr(97 + j), weight) for j, weight in enumerate(weights)),
        "cells": tuple(make_row(*row) for row in rows.values()),
    }
    return Matrix(**{**fields, **overrides})


def seed_matrix() -> Matrix:
    """The weighted matrix that the 2025 comparison of Python REST API frameworks prints."""
    points = (25, 20, 15, 15, 10, 10, 5)
    rows = {
        "fastapi": (10, 10, 10, 9, 9, 10, 8),
        "django-rest-framework": (6, 7, 8, 10, 8, 7, 10),
        "flask": (7, 6, 6, 7, 7, 8, 9),
        "tornado": (9, 9, 3, 5, 6, 3, 6),
    }
    criteria = tuple(make_criterion(key, weight) for key, weight in zip(CRITERIA, points, strict=True))
    return make_matrix(rows, criteria=criteria)


def share_of(points: Mapping[str, Decimal], moved: str, to: Fraction) -> dict[str, Decimal]:
    """Points that give `moved` exactly the share `to` of the whole and leave the ratios of the others alone."""
    others = sum(value for key, value in points.items() if key != moved)
    scaled = {key: value * (to.denominator - to.numerator) for key, value in points.items()}
    return {**scaled, moved: others * to.numerator}


scores = st.integers(0, 20).map(lambda half: Decimal(half) / 2)
weights = st.one_of(st.integers(0, 100), st.decimals(0, 50, places=2)).map(Decimal)


@st.composite
def matrices(draw: st.DrawFn, least_rows: int = 1, most_rows: int = 5, most_columns: int = 5) -> Matrix:
    """Complete flat matrices in which ties and zero weights are common, and not all weights are 0."""
    m = draw(st.integers(least_rows, most_rows))
    n = draw(st.integers(1, most_columns))
    points = draw(st.lists(weights, min_size=n, max_size=n).filter(any))
    table = draw(st.lists(st.lists(scores, min_size=n, max_size=n), min_size=m, max_size=m))
    return make_matrix(
        {f"x{i}": [str(value) for value in row] for i, row in enumerate(table)},
        [str(value) for value in points],
    )
