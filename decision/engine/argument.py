"""The strongest argument against the winner, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from operator import sub

from decision.engine.exact import units
from decision.engine.figures import Figures
from decision.engine.matrix import Matrix
from decision.engine.wording import decimals_telling_apart, points_text, raw_text


def strongest_argument(
    matrix: Matrix, computed: Figures, winner: int, runner_up: int, labels: Mapping[str, str]
) -> str:
    """Where a rival gains most on the winner, in weighted points: of equal ones the runner-up's, then the first listed.

    O(mn).
    """
    name, mine = _label(labels, matrix.alternatives[winner]), computed.products[winner]
    gain, j, rival = 0, -1, -1
    for i in (runner_up, *computed.ranked):
        gains = list(map(sub, computed.products[i], mine))
        if (most := max(gains)) > gain:
            gain, j, rival = most, gains.index(most), i
    if rival < 0:
        return f"No alternative scores higher than {name} on any criterion that weighs anything."
    worth = units(gain, computed.unit)
    criterion = _label(labels, matrix.leaves[j].key)
    text = points_text(worth, decimals_telling_apart(worth, 0)) if worth else "less than 0.0000000001"
    other = f"{_label(labels, matrix.alternatives[rival])} has {_score(matrix, rival, j)}"
    scores = f"{other}, {name} {_score(matrix, winner, j)}"
    return f"The strongest argument against {name} is {criterion}: {scores} ({text} points)."


def _score(matrix: Matrix, row: int, column: int) -> str:
    cell = matrix.cells[row][column]
    return "no score" if cell is None else raw_text(cell.value)


def _label(labels: Mapping[str, str], key: str) -> str:
    return labels.get(key, key)
