"""What another method's order recommends: its outcome in words, and no reasons that it does not give."""

from __future__ import annotations

from fractions import Fraction

from decision.engine.caveats import Caveat
from decision.engine.exact import DECIMALS
from decision.engine.figures import Figures
from decision.engine.methods.vikor import Compromise
from decision.engine.methods.ways import WAYS
from decision.engine.methods.weighed import Weighed
from decision.engine.phrases import Part, sentence
from decision.engine.recommendation import Recommendation, undecidable
from decision.engine.wording import abridged, decimals_telling_apart, points_text

_LABELS = {way.method: way.label for way in WAYS} | {"weighted_product": "the weighted product"}
_FIGURES = {
    "weighted_product": "a product of",
    "topsis": "a closeness of",
    "vikor": "Q",
    "promethee_ii": "a net flow of",
    "copras": "Q",
    "moora": "y",
}


def verdict_by(
    method: str,
    seen: Weighed,
    computed: Figures,
    ranks: list[int],
    totals: list[float],
    proposed: Compromise | None,
) -> Recommendation:
    """Winner or tie, or close_call where VIKOR proposes several together. The margin is in the method's own figures.

    Reasons and conditions are those of the weighted sum alone: a caveat says so.
    """
    if (nothing := undecidable(seen.matrix, computed, seen.labels)) is not None:
        return nothing
    by_name = sorted(range(len(ranks)), key=lambda i: (ranks[i], seen.alternative(i), i))
    leaders = [i for i in by_name if ranks[i] == 1]
    label = _LABELS[method]
    who = abridged([seen.alternative(i) for i in leaders])
    notes = (
        Caveat("method", f"Reasons and conditions belong to the weighted sum; there are none by {label}."),
    )
    beside = _beside(seen, computed, leaders)
    if len(leaders) > 1:
        return _tie(who, label, beside, notes)
    headline = sentence(Part(who, "who"), f" comes first by {label}")
    key = seen.matrix.alternatives[seen.rows[leaders[0]]]
    if len(ranks) == 1:
        because = f"{who} is the only alternative that is ranked."
        return Recommendation("winner", key, None, None, headline, because, notes=notes)
    first, second = leaders[0], by_name[1]
    compromise = _compromise(seen, proposed)
    return Recommendation(
        outcome="close_call" if compromise else "winner",
        alternative=key,
        runner_up=seen.matrix.alternatives[seen.rows[second]],
        margin_units=abs(_units(totals[first]) - _units(totals[second])),
        headline=headline,
        lead=f"By {label}, {_figures(method, seen, totals, first, second)}.",
        because=f"{compromise} {beside}".lstrip(),
        notes=notes,
    )


def _tie(who: str, label: str, beside: str, notes: tuple[Caveat, ...]) -> Recommendation:
    said = f"{who} tie for first place"
    lead = f"By {label}, {said}."
    return Recommendation("tie", None, None, 0, sentence(f"{said} by {label}"), beside, lead, notes=notes)


def _units(total: float) -> int:
    """In whole 10^-10, exactly: a product may be too large for a float."""
    units: int = round(Fraction(total) * 10**DECIMALS)
    return units


def _figures(method: str, seen: Weighed, totals: list[float], first: int, second: int) -> str:
    one, other = _units(totals[first]), _units(totals[second])
    decimals = decimals_telling_apart(one, other)
    lower = ", where lower is better" if method == "vikor" else ""
    return (
        f"{seen.alternative(first)} comes first with {_FIGURES[method]} {points_text(one, decimals)} "
        f"against {points_text(other, decimals)} for {seen.alternative(second)}{lower}"
    )


def _compromise(seen: Weighed, proposed: Compromise | None) -> str:
    """That VIKOR proposes several together, and why; nothing where it proposes the first alone."""
    if proposed is None or len(proposed.rows) < 2:
        return ""
    together = abridged([seen.alternative(i) for i in proposed.rows])
    if not proposed.acceptable_advantage:
        return f"Its lead is too small for VIKOR to name it alone: it proposes {together} together."
    return f"It is first neither by all regrets together nor by the worst one: VIKOR proposes {together} together."


def _beside(seen: Weighed, computed: Figures, leaders: list[int]) -> str:
    plain = computed.leaders()
    if sorted(seen.rows[i] for i in leaders) == sorted(plain):
        return "The weighted sum says the same."
    names = [seen.alternative(seen.rows.index(i)) for i in plain]
    return (
        f"The weighted sum puts {abridged(names)} {'first' if len(names) == 1 else 'level in first place'}."
    )
