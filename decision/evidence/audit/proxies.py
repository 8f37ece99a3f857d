"""Figures that were measured on a relative: Django's stars under the name of Django REST Framework."""

from __future__ import annotations

from collections.abc import Iterator

from decision.matrix.page.numbers import plural

from ..rows import Evidence, Place
from .finding import Advice, Finding, key_of
from .stakes import Stakes

CODE = "measured_on_relative"


def proxies(evidence: Evidence, stakes: Stakes) -> Iterator[Finding]:
    """One finding for each alternative and relative."""
    found: dict[tuple[str, str], dict[Place, list[int]]] = {}
    for place, numbers in evidence.cited.items():
        for number in numbers:
            claim = evidence.claims[number]
            if claim.number is not None and claim.measured_on and claim.measured_on != place[0]:
                found.setdefault((place[0], claim.measured_on), {}).setdefault(place, []).append(number)
    for (framework, relative), cells in found.items():
        yield _finding(evidence, stakes, framework, relative, cells)


def _finding(
    evidence: Evidence, stakes: Stakes, framework: str, relative: str, cells: dict[Place, list[int]]
) -> Finding:
    numbers = sorted({number for claims in cells.values() for number in claims})
    name, other = evidence.label(framework), evidence.label(relative)
    scores = plural(len(cells), "score")
    cite = "cites" if len(cells) == 1 else "cite"
    effect = stakes.unknown(cells)
    criteria = tuple(criterion for _, criterion in cells)
    return Finding(
        code=CODE, key=key_of(CODE, framework, relative),
        severity="serious" if effect.changes_leader else "warning",
        sentence=f"{scores} of {name} {cite} {plural(len(numbers), 'figure')} measured on {other}.",
        effect=effect,
        advice=Advice(
            f"Look for figures of {name} itself, or lower the confidence of what rests on these.",
            ("cell", framework, criteria[0]), "Open the score",
        ),
        facts=tuple((number, *evidence.claims[number][1:13]) for number in numbers),
        cells=tuple(cells), criteria=criteria, alternatives=(framework,), claims=tuple(numbers),
        details=tuple(
            f"{evidence.label(criterion)}: {plural(len(claims), 'figure')} of {other}"
            for (_, criterion), claims in cells.items()
        ),
    )  # fmt: skip
