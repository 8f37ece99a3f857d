"""Which methods there are, and each of them made ready for a table of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from decision.engine.methods.columns import Column, columns_of, comparable, divided, normalized
from decision.engine.methods.copras import Copras
from decision.engine.methods.figures import Figures, Floats, Method
from decision.engine.methods.moora import Moora
from decision.engine.methods.promethee import PrometheeII
from decision.engine.methods.topsis import Topsis
from decision.engine.methods.vikor import USUAL_V, Vikor
from decision.engine.methods.weighted_product import WeightedProduct
from decision.engine.methods.weighted_sum import WeightedSum
from decision.engine.normalization import Normalization
from decision.engine.places import near_ties, places, ranks_within_tolerance

USUAL: dict[str, Normalization] = {
    "weighted_sum": "none",
    "weighted_product": "none",
    "topsis": "vector",
    "vikor": "minmax",
    "promethee_ii": "none",
    "copras": "sum",
    "moora": "vector",
}
"""Every method, with the normalization its literature uses."""
METHODS = tuple(USUAL)
HIGHER_IS_BETTER = frozenset(USUAL) - {"vikor"}
HAVE_THEIR_OWN = ("vikor", "promethee_ii", "copras", "moora")
"""Methods that scale inside their formula and take no other normalization."""
_NOISE = {"promethee_ii": 1e-14, "moora": 1e-14}
"""Sums that may cancel to 0: what rounding leaves of them is no difference."""


@dataclass(frozen=True, slots=True)
class Scorer:
    """A method made ready for one table: many weight vectors (K, n) in, figures (K, m) out.

    `total` among the figures is the method's own (for VIKOR lower is better); `merits` are larger for the better
    under every method. Weights need not add up to 1. Copras raises CannotRank for an alternative that costs nothing.
    """

    name: str
    normalization: str
    method: Method

    @property
    def higher_is_better(self) -> bool:
        """Whether the largest total comes first."""
        return self.name in HIGHER_IS_BETTER

    def figures(self, weights: Floats) -> Figures:
        """All figures of the method, each (K, m). O(K m n)."""
        whole = weights.sum(axis=1, keepdims=True)
        return self.method.figures(weights / whole)

    def merits(self, weights: Floats) -> Floats:
        """Totals (K, m) of which larger is better: for drawing weights and methods together."""
        total = self.figures(weights)["total"]
        return total if self.higher_is_better else -total

    def ranks(self, totals: Floats) -> npt.NDArray[np.int32]:
        """Competition ranks (K, m) of totals; gaps of up to 1e-9 of the largest total are ties."""
        merits = np.ascontiguousarray((totals if self.higher_is_better else -totals).T)
        found = places(merits)
        for k in near_ties(merits).tolist():
            found[:, k] = ranks_within_tolerance(merits[:, k].tolist(), _NOISE.get(self.name, 0.0))
        return found.T


def scorer(name: str, values: Floats, *, normalization: str | None = None, v: float = USUAL_V) -> Scorer:
    """The method `name` (a key of USUAL) for values (m, n) of which larger is better, as a decision's are.

    Making one costs tens of microseconds at 4 x 7; `merits` then takes thousands of weight vectors at once.
    Raises CannotRank where the method is not defined for these values.
    """
    return scorer_of(name, columns_of(values), normalization=normalization, v=v)


def scorer_of(
    name: str, columns: Sequence[Column], *, normalization: str | None = None, v: float = USUAL_V
) -> Scorer:
    """As `scorer`, from columns with their directions, scales and preferences. Raises CannotRank."""
    kind = normalization or USUAL[name]
    return Scorer(name, kind, _ready(name, columns, kind, v))


def _ready(name: str, columns: Sequence[Column], kind: str, v: float) -> Method:
    costs = np.array([column.is_cost for column in columns], dtype=np.bool_)
    if name == "weighted_sum":
        return WeightedSum.of(normalized(columns, kind))
    if name == "weighted_product":
        return WeightedProduct.of(normalized(columns, kind), [column.weighs for column in columns])
    if name == "topsis":
        return _topsis(columns, kind, costs)
    if name == "copras":
        return Copras.of(divided(columns, "sum"), costs)
    if name == "moora":
        return Moora.of(divided(columns, "vector"), costs)
    values, preferences = comparable(columns)
    if name == "vikor":
        return Vikor.of(values, costs, v)
    return PrometheeII.of(values, costs, preferences)


def _topsis(columns: Sequence[Column], kind: str, costs: npt.NDArray[np.bool_]) -> Topsis:
    """Costs swap their ideals where the footing keeps their direction, and are turned by it where it does not."""
    if kind == "vector":
        return Topsis.of(divided(columns, kind), costs)
    if kind == "none":
        return Topsis.of(np.array([column.plain() for column in columns]).T.copy(), costs)
    return Topsis.of(normalized(columns, kind))
