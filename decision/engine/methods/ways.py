"""The ways to rank that are set beside a decision's own: their names, and what each does in a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["own", "method", "weights", "data"]
FROM_DATA = "From data, not from values"


@dataclass(frozen=True, slots=True)
class Way:
    """`habit` completes "<subject> …": the property that can move an alternative (the name of other weights)."""

    method: str
    label: str
    note: str
    kind: Kind
    habit: str = ""

    @property
    def subject(self) -> str:
        """What the sentence with the habit is about."""
        return "Rescaling" if self.method == "rescaled" else self.label


OWN = Way("weighted_sum", "Weighted sum", "Adds up weight times value: the order of this decision.", "own")
WAYS = (
    Way(
        "weighted_product", "Weighted product", "Multiplies instead of adding: low values weigh more.", "method",
        "multiplies, so that low values weigh more",
    ),
    Way(
        "topsis", "TOPSIS", "How near to the best of everything, and how far from the worst.", "method",
        "squares the gaps to the best and to the worst, so that large gaps weigh more",
    ),
    Way(
        "promethee_ii", "PROMETHEE II", "Compares in pairs: any lead counts the same, however small.", "method",
        "counts who leads on a criterion, not by how much",
    ),
    Way(
        "vikor", "VIKOR", "A compromise that guards against the worst regret on one criterion.", "method",
        "stretches every criterion from its worst to its best alternative",
    ),
    Way(
        "copras", "COPRAS", "Adds up weighted shares of each criterion’s sum.", "method",
        "divides every criterion by its sum, so that those with low values throughout count more",
    ),
    Way(
        "moora", "MOORA", "Adds up values over the length of each criterion’s column.", "method",
        "divides every criterion by the length of its column, so that those with low values throughout count more",
    ),
    Way(
        "rescaled", "Weighted sum, rescaled",
        "Every criterion stretched from its worst to its best alternative: one more or less changes every gap.",
        "method", "stretches every criterion from its worst to its best alternative",
    ),
    Way("equal_weights", "Weighted sum, equal weights", "Ignores the weights.", "weights", "Equal weights"),
    Way(
        "rank_order_centroid", "Weighted sum, rank-order weights", "Uses only the order of the weights.", "weights",
        "Rank-order weights",
    ),
    Way(
        "entropy", "Weighted sum, entropy weights",
        f"{FROM_DATA}: what spreads the alternatives most weighs most.", "data", "Entropy weights",
    ),
    Way(
        "critic", "Weighted sum, CRITIC weights",
        f"{FROM_DATA}: spread, and being unlike the other criteria, weighs.", "data", "CRITIC weights",
    ),
)  # fmt: skip
