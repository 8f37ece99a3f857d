"""What another method's order recommends: its outcome in words, and no reasons that it does not give."""

from __future__ import annotations

from decision.engine.exact import DECIMALS
from decision.engine.figures import Figures
from decision.engine.methods.vikor import Compromise
from decision.engine.methods.ways import WAYS
from decision.engine.methods.weighed import Weighed
from decision.engine.recommendation import Recommendation, nothing_to_decide
from decision.engine.wording import abridged, decimals_telling_apart, listed, points_text

_LABELS = {way.method: way.label for way in WAYS}
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
    if why_not := nothing_to_decide(seen.matrix, computed):
        return Recommendation("undecidable", None, None, None, why_not, (), (), (), ())
    by_name = sorted(range(len(ranks)), key=lambda i: (ranks[i], seen.alternative(i), i))
    leaders = [i for i in by_name if ranks[i] == 1]
    label = "the weighted product" if method == "weighted_product" else _LABELS[method]
    caveat = (f"Reasons and conditions belong to the weighted sum; there are none by {label}.",)
    beside = _beside(seen, computed, leaders)
    if len(leaders) > 1:
        summary = (
            f"By {label}, {abridged([seen.alternative(i) for i in leaders])} tie for first place. {beside}"
        )
        return Recommendation("tie", None, None, 0, summary, (), (), (), caveat)
    key = seen.matrix.alternatives[seen.rows[leaders[0]]]
    if len(ranks) == 1:
        summary = f"{seen.alternative(leaders[0])} is the only alternative that is ranked."
        return Recommendation("winner", key, None, None, summary, (), (), (), caveat)
    second = by_name[1]
    first_units, second_units = (round(totals[i] * 10**DECIMALS) for i in (leaders[0], second))
    decimals = decimals_telling_apart(first_units, second_units)
    figures = f"{points_text(first_units, decimals)} against {points_text(second_units, decimals)}"
    summary = (
        f"By {label}, {seen.alternative(leaders[0])} comes first with {_FIGURES[method]} {figures} for "
        f"{seen.alternative(second)}{', where lower is better' if method == 'vikor' else ''}. {beside}"
    )
    several = proposed is not None and len(proposed.rows) > 1
    if proposed is not None and several:
        together = listed([seen.alternative(i) for i in proposed.rows])
        summary += f" That is too little for VIKOR to name it alone: it proposes {together} together."
    return Recommendation(
        outcome="close_call" if several else "winner",
        alternative=key,
        runner_up=seen.matrix.alternatives[seen.rows[second]],
        margin_units=abs(first_units - second_units),
        summary=summary,
        reasons=(),
        against=(),
        one_weight=(),
        caveats=caveat,
    )


def _beside(seen: Weighed, computed: Figures, leaders: list[int]) -> str:
    plain = computed.leaders()
    if sorted(seen.rows[i] for i in leaders) == sorted(plain):
        return "The weighted sum says the same."
    names = [seen.alternative(seen.rows.index(i)) for i in plain]
    return (
        f"The weighted sum puts {abridged(names)} {'first' if len(names) == 1 else 'level in first place'}."
    )
