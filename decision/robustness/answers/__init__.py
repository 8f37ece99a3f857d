"""Each part of the engine's results about robustness as JSON, under the names that the API promises.

A part gives fields of the whole answer; under `OF_EACH` it gives fields of single alternatives, which stand together.
"""

from .drawn import (
    causes_answer,
    first_places,
    multiverse_answer,
    off_by_one_answer,
    places_answer,
    unknowns_answer,
)
from .exact import (
    OF_EACH,
    Json,
    changes_answer,
    criteria_answer,
    dominance_answer,
    methods_answer,
    moves_answer,
    possible_answer,
    proofs_answer,
    ranking_answer,
)

__all__ = [
    "OF_EACH",
    "Json",
    "causes_answer",
    "changes_answer",
    "criteria_answer",
    "dominance_answer",
    "first_places",
    "methods_answer",
    "moves_answer",
    "multiverse_answer",
    "off_by_one_answer",
    "places_answer",
    "possible_answer",
    "proofs_answer",
    "ranking_answer",
    "unknowns_answer",
]
