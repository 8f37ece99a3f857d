"""How far rankings of the same objects by several members agree."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from pydantic import ValidationError

from decision.engine.chance import chi_square_tail, permutation_tail
from decision.engine.elicitation.figures import rounded_float
from decision.engine.errors import InvalidRankings, pointer
from decision.engine.table import Exactly, Strict, problems_of

Floats = npt.NDArray[np.float64]

MOST_MEMBERS = 1_000
MOST_OBJECTS = 200
_ENOUGH_OBJECTS = 7
"""Above this many objects chi-square is a fair approximation (Siegel 1956)."""


class AgreementRequest(Strict):
    """`rankings` has a row per member and a rank per object, 1 the best; ties as equal or as mid ranks."""

    rankings: list[list[Exactly]]


class AgreementAnswer(Strict):
    """Agreement of P members on m objects. What is undefined (one member, one object, nothing but ties) is
    None, never 0. `p_value` is the chance of so much agreement among members who rank at random; it is exact
    where `p_method` is chi_square or `permutations` is None, else estimated from that many permutations.
    `borda` follows the order given; `condorcet_winner` counts objects from 0.
    """

    members: int
    objects: int
    w: float | None
    chi_square: float | None
    p_value: float | None
    p_method: str | None
    permutations: int | None
    mean_spearman: float | None
    borda: list[float]
    condorcet_winner: int | None


def read_rankings(data: object) -> list[list[float]]:
    """The rankings of a request body. Raises InvalidRankings with a pointer to each problem."""
    try:
        request = AgreementRequest.model_validate(data)
    except ValidationError as error:
        problems = problems_of(error)
        place, first = problems[0]
        raise InvalidRankings(f"{place or 'The body'}: {first}", problems) from None
    return [[float(rank) for rank in row] for row in request.rankings]


def agreement(rankings: Sequence[Sequence[float]]) -> AgreementAnswer:
    """Kendall's W, its chance, mean Spearman, Borda points and the Condorcet winner.

    With mid-ranks r_pi, R_i = sum_p r_pi, S = sum_i (R_i - mean R)^2 and T = sum over ties of t^3 - t:
    W = 12 S / (P^2 (m^3 - m) - P T), chi^2 = P (m - 1) W with m - 1 degrees of freedom (Kendall & Babington
    Smith 1939; Siegel 1956). O(P m log m + P m^2). Raises InvalidRankings.
    """
    given = _checked(rankings)
    members, objects = given.shape
    ranks = mid_ranks(given)
    w = concordance(ranks)
    chi_square = None if w is None else members * (objects - 1) * w
    method, p_value, drawn = None, None, None
    if chi_square is not None and objects > _ENOUGH_OBJECTS:
        method, p_value = "chi_square", chi_square_tail(chi_square, objects - 1)
    elif chi_square is not None:
        method = "permutation"
        p_value, drawn = permutation_tail(ranks)
    return AgreementAnswer(
        members=members,
        objects=objects,
        w=rounded_float(w),
        chi_square=rounded_float(chi_square),
        p_value=rounded_float(p_value),
        p_method=method,
        permutations=drawn,
        mean_spearman=rounded_float(mean_spearman(ranks)),
        borda=[float(points) for points in (objects - ranks).sum(axis=0)],
        condorcet_winner=condorcet_winner(ranks),
    )


def mid_ranks(numbers: Floats) -> Floats:
    """Each row ranked from its smallest number, equal ones sharing the mean of their places: 1, 2.5, 2.5, 4."""
    if not numbers.size:
        return numbers.astype(np.float64)
    below = (numbers[:, None, :] < numbers[:, :, None]).sum(axis=2)
    equal = (numbers[:, None, :] == numbers[:, :, None]).sum(axis=2)
    found: Floats = below + (equal + 1) / 2
    return found


def concordance(ranks: Floats) -> float | None:
    """Kendall's W of mid-ranks (P, m), from 0 to 1; None where P or m is 1 or everybody ties everything."""
    members, objects = ranks.shape
    if members < 2 or objects < 2:
        return None
    # For one ranking sum r^2 = sum of squared places - (t^3 - t)/12, so this is the denominator over 12.
    most = members * ((ranks - (objects + 1) / 2) ** 2).sum()
    if most <= 0:
        return None
    sums = ranks.sum(axis=0)
    return float(min(((sums - sums.mean()) ** 2).sum() / most, 1.0))


def mean_spearman(ranks: Floats) -> float | None:
    """The mean over all pairs of members of Spearman's correlation of their mid-ranks; None where a pair has
    none (a member who ties everything).
    """
    members, objects = ranks.shape
    centred = ranks - (objects + 1) / 2
    lengths = np.sqrt((centred**2).sum(axis=1))
    if members < 2 or not lengths.all():
        return None
    together = (centred / lengths[:, None]).sum(axis=0)
    return float((together @ together - members) / (members * (members - 1)))


def condorcet_winner(ranks: Floats) -> int | None:
    """The object that more members prefer than not to each other one; None in a cycle or a tie."""
    objects = ranks.shape[1]
    for i in range(objects):
        column = ranks[:, i : i + 1]
        lead = (column < ranks).sum(axis=0) - (column > ranks).sum(axis=0)
        if (np.delete(lead, i) > 0).all():
            return i
    return None


def _checked(rankings: Sequence[Sequence[float]]) -> Floats:
    if not rankings or not rankings[0]:
        raise InvalidRankings(
            "Give at least one ranking of at least one object.",
            [("/rankings", "There is nothing to compare.")],
        )
    objects = len(rankings[0])
    if len(rankings) > MOST_MEMBERS or objects > MOST_OBJECTS:
        raise InvalidRankings(
            f"At most {MOST_MEMBERS:,} rankings of at most {MOST_OBJECTS} objects can be compared.",
            [("/rankings", f"{len(rankings)} rankings of {objects} objects are too many.")],
        )
    uneven = [
        (pointer("rankings", p), f"{len(row)} ranks, where the first ranking has {objects}.")
        for p, row in enumerate(rankings)
        if len(row) != objects
    ]
    if uneven:
        raise InvalidRankings("Every ranking must rank the same objects: " + uneven[0][1], uneven)
    given = np.array(rankings, dtype=np.float64)
    wrong = np.argwhere(~((given >= 1) & (given <= objects)))
    if len(wrong):
        problems = [
            (pointer("rankings", p, i), f"A rank is from 1 to {objects} (got {rankings[p][i]:g}).")
            for p, i in wrong.tolist()
        ]
        raise InvalidRankings(f"{problems[0][0]}: {problems[0][1]}", problems)
    return given
