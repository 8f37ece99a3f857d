"""Claims about the same thing that cannot both be true.

Figures are compared where they speak of one framework, one metric (else one criterion and unit), one thing measured,
one version and one date as far as these are given; each allows an interval (exactly, with the rounding of its printed
digits; about; at least; a range), and they disagree where these do not meet. Words are compared where two claims behind
one score share a word and one says that there is something, the other that there is none or little: see `polarity`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ..rows import ClaimRow, Evidence, Place
from .figures import factor_between, figure_of, in_sentence, printed
from .finding import Advice, Finding, key_of
from .polarity import grants, opposed
from .stakes import Stakes

CODE = "claims_disagree"
FIGURES = ("measurement", "statistic", "feature", "strength", "weakness")
MOST = 60  # claims behind one score whose words are compared with each other


Clash = tuple[ClaimRow, ClaimRow, str]


def disagreements(evidence: Evidence, stakes: Stakes) -> Iterator[Finding]:
    """One finding for each quantity, and each word, on which claims about a framework disagree."""
    for about, clashes in (*_figures(evidence).items(), *_words(evidence).items()):
        yield _finding(evidence, stakes, about, clashes)


def _figures(evidence: Evidence) -> dict[tuple[str, ...], list[Clash]]:
    groups: dict[tuple[str, ...], list[ClaimRow]] = {}
    for claim in evidence.claims.values():
        if claim.number is None or claim.kind not in FIGURES or not claim.framework or claim.unit == "votes":
            continue
        if topic := claim.metric or claim.criterion:
            of = claim.measured_on or claim.framework
            unit = "" if claim.metric else claim.unit
            groups.setdefault((claim.framework, of, topic, unit), []).append(claim)
    found: dict[tuple[str, ...], list[Clash]] = {}
    for about, claims in groups.items():
        for one, other in combinations(claims, 2) if len(claims) > 1 else ():
            if (what := _contradiction(evidence, one, other)) is not None:
                found.setdefault(about, []).append((one, other, what))
    return found


def _contradiction(evidence: Evidence, one: ClaimRow, other: ClaimRow) -> str | None:
    if one.version and other.version and one.version != other.version:
        return None
    dates = evidence.dates[one.id], evidence.dates[other.id]
    if one.kind == "statistic" and all(dates) and dates[0] != dates[1]:
        return None  # a count grows: two days, two figures
    factor = factor_between(other.unit, one.unit)
    if factor is None:
        return f"in units that cannot be compared ({one.unit} and {other.unit})"
    return None if figure_of(one).meets(figure_of(other, factor)) else "beyond what they allow for"


def _words(evidence: Evidence) -> dict[tuple[str, ...], list[Clash]]:
    found: dict[tuple[str, ...], list[Clash]] = {}
    seen: set[tuple[int, int]] = set()
    for place, numbers in evidence.cited.items():
        if len(numbers) < 2:
            continue
        said = [
            claim
            for number in numbers
            if (claim := evidence.claims[number]).number is None and claim.framework == place[0]
        ]
        if len(said) < 2:
            continue
        for one, other in combinations([claim for claim in said if grants(claim.text)][:MOST], 2):
            if (one.id, other.id) not in seen and (word := opposed(one.text, other.text)) is not None:
                found.setdefault((place[0], word), []).append((one, other, f"on “{word}”"))
            seen.add((one.id, other.id))
    return found


def _finding(evidence: Evidence, stakes: Stakes, about: tuple[str, ...], clashes: list[Clash]) -> Finding:
    one, other, what = clashes[0]
    claims = {claim.id: claim for pair in clashes for claim in pair[:2]}
    cells: tuple[Place, ...] = tuple(
        place for place, numbers in evidence.cited.items() if not claims.keys().isdisjoint(numbers)
    )
    both = tuple(place for place in cells if len(claims.keys() & set(evidence.cited[place])) > 1) or cells
    name = evidence.label(one.framework)
    metric = evidence.metrics.get(one.metric)
    subject = f"{name}’s {in_sentence(metric.name)}" if metric else name
    effect = stakes.unknown(both)
    is_figure = one.number is not None
    sources = tuple(dict.fromkeys(claim.source for claim in claims.values()))
    where = "Two sources disagree" if one.source != other.source else "One source contradicts itself"
    return Finding(
        code=CODE, key=key_of(CODE, *(part for part in about if part)),
        severity=("serious" if effect.changes_leader else "warning") if is_figure else "note",
        sentence=f"{where} about {subject}, {what}: “{printed(one, metric)}” and “{printed(other, metric)}”.",
        effect=effect,
        advice=Advice(
            "Find out which holds for the version you would use and cite that one alone, or widen the score’s range.",
            ("cell", *both[0]), "Open the score",
        ),
        facts=tuple(claim[:14] for claim in claims.values()), cells=both,
        criteria=tuple(dict.fromkeys(criterion for _, criterion in both)), alternatives=(one.framework,),
        sources=sources, claims=tuple(claims),
        details=tuple(
            f"“{printed(a, metric)}” ({evidence.sources[a.source].title}) and “{printed(b, metric)}”"
            f" ({evidence.sources[b.source].title})" for a, b, _ in clashes
        ),
    )  # fmt: skip
