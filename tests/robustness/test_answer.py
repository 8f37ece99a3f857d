"""The answer of the API, from the engine's results, in memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from decision.robustness.asking import Asked
from decision.robustness.assessing import Robustness, exact_of, sampled_of
from decision.robustness.serializers import robustness_answer, table_answer
from tests.robustness.loaded import loaded_of

RANGES = {("fastapi", "speed"): (2, 10), ("django", "docs"): (3, 9)}


def floats(answer: Any) -> Iterator[float]:
    """Every float in it, however deep."""
    if isinstance(answer, float):
        yield answer
    elif isinstance(answer, dict):
        for each in answer.values():
            yield from floats(each)
    elif isinstance(answer, list | tuple):
        for each in answer:
            yield from floats(each)


def test_numbers_are_rounded_to_ten_decimals() -> None:
    loaded = loaded_of(ranges=RANGES)
    asked = Asked(draws=3_000, seed=5)
    matrix = loaded.matrix
    found = Robustness(asked, exact_of(matrix, None, asked), sampled_of(matrix, None, asked))
    for answer in (robustness_answer(loaded, found), table_answer(matrix, found)):
        numbers = list(floats(answer))
        assert len(numbers) > 50
        assert [number for number in numbers if number != round(number, 10)] == []
