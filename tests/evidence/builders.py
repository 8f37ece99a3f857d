"""Evidence for tests without a database: a matrix in memory, and claims beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import count
from typing import Any

from decision import engine
from decision.evidence.audit.finding import Finding
from decision.evidence.audit.findings import findings_of
from decision.evidence.rows import ClaimRow, Evidence, MetricRow, SourceRow
from decision.matrix.loading import AlternativeRow, CellRow, CriterionRow, LoadedMatrix, ScenarioRow

TODAY = "2026-11-30"
_numbers = count(1)

METRICS = {
    "stars": MetricRow("stars", "GitHub stars", "stars", "benefit"),
    "latency": MetricRow("latency", "Response time", "ms", "cost"),
    "connections": MetricRow("connections", "Concurrent connections", "connections", "benefit"),
}


def claim(framework: str = "left", **more: Any) -> ClaimRow:
    """A claim: a measurement of 10 connections, unless told otherwise."""
    row = {
        "id": next(_numbers), "framework": framework, "measured_on": "", "kind": "measurement",
        "metric": "connections", "criterion": "", "source": "paper", "number": 10.0, "number_to": None, "text": "",
        "unit": METRICS["connections"].unit, "qualifier": "exact", "as_of": "2026-06-01", "version": "",
        "status": "accepted",
    }  # fmt: skip
    return ClaimRow(**{**row, **more})


def said(text: str, framework: str = "left", **more: Any) -> ClaimRow:
    """A claim in words."""
    plain = {"kind": "strength", "metric": "", "number": None, "unit": "", "text": text}
    return claim(framework, **{**plain, **more})


def evidence(
    scores: Sequence[Sequence[int | str | None]] = ((8, 5), (6, 9)),
    claims: Mapping[tuple[str, str], Sequence[ClaimRow]] | None = None,
    *,
    frameworks: Sequence[str] = ("left", "right"),
    weights: Mapping[str, int] | None = None,
    published: Mapping[str, str] | None = None,
    published_weights: Mapping[str, int] | None = None,
    releases: Mapping[str, Sequence[str]] | None = None,
    sources: Mapping[str, str] | None = None,
    good_for_months: int = 24,
    uncited: Sequence[ClaimRow] = (),
) -> Evidence:
    """A decision of `frameworks` by `weights` (speed 6, price 4) on a scale of 0 to 10, with claims by place."""
    points = weights or {"speed": 6, "price": 4}
    cited = claims or {}
    printed = published or {}
    values = {
        (framework, key): engine.Cell(value=Decimal(str(value)))
        for framework, row in zip(frameworks, scores, strict=True)
        for key, value in zip(points, row, strict=True)
        if value is not None
    }
    every = {one.id: one for group in cited.values() for one in group}
    cells = {
        place: CellRow(
            number, None, "judged", len(cited.get(place, ())), frozenset(one.source for one in cited.get(place, ()))
        )
        for number, place in enumerate(values)
    }  # fmt: skip
    loaded = LoadedMatrix(
        decision_id=1, slug="pick-one", title="Pick one", revision=1, close_call_margin=Decimal("0.05"),
        alternatives=tuple(
            AlternativeRow(number, key, key.title(), key.title(), Decimal(printed[key]) if key in printed else None)
            for number, key in enumerate(frameworks)
        ),
        criteria=tuple(
            CriterionRow(
                number, key, key.title(), "", None, Decimal(weight), "benefit", Decimal(0), Decimal(10), "", "", "",
                is_measured=False, is_group=False,
            )
            for number, (key, weight) in enumerate(points.items())
        ),
        cells=cells, values=values, gates=(),
        scenarios=(
            ScenarioRow(
                "document", "Document", "published", "paper",
                {key: Decimal(weight) for key, weight in published_weights.items()},
            ),
        ) if published_weights else (),
        matrix=engine.Matrix(
            alternatives=tuple(frameworks),
            criteria=tuple(
                engine.Criterion(key=key, points=Decimal(weight), low=Decimal(0), high=Decimal(10))
                for key, weight in points.items()
            ),
            cells=tuple(tuple(values.get((framework, key)) for key in points) for framework in frameworks),
        ),
    )  # fmt: skip
    dates = sources or {}
    slugs = {one.source for one in (*every.values(), *uncited)} | dates.keys()
    return Evidence(
        loaded=loaded, claims=every,
        cited={place: tuple(one.id for one in group) for place, group in cited.items() if group},
        sources={slug: SourceRow(slug, slug.title(), dates.get(slug, "")) for slug in slugs}, metrics=METRICS,
        names={"cousin": "Cousin"},
        releases={
            key: tuple(claim(key, kind="release", version=version) for version in versions)
            for key, versions in (releases or {}).items()
        },
        good_for_months=good_for_months, today=TODAY, printed=tuple(uncited),
    )  # fmt: skip


def found(given: Evidence, code: str) -> list[Finding]:
    """The findings of one kind."""
    return [one for one in findings_of(given) if one.code == code]
