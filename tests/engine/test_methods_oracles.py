"""The methods beside two independent libraries, outside the faults that these are known to have.

Left out: pymcdm's COPRAS (rewards costs), its PROMETHEE II object used twice, both libraries' ranks (other tie rules),
missing scores, constant columns, single alternatives, and pymcdm's max rule for costs (1 - x / max, ours is min / x).
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import cast

import numpy as np
import numpy.typing as npt
import pytest

from tests.engine.asking import ask, columns, figures, totals

Floats = npt.NDArray[np.float64]
CASES = 12
PREFERENCES = {
    "usual": {"type": "usual"},
    "ushape": {"type": "u_shape", "q": 2},
    "vshape": {"type": "v_shape", "p": 5},
    "level": {"type": "level", "q": 2, "p": 5},
    "vshape_2": {"type": "linear", "q": 2, "p": 5},
}


def tables() -> Iterator[tuple[Floats, Floats, list[int]]]:
    """Scores from 1 to 30 with a decimal, weights that add up to 1, and at least one cost and one benefit."""
    rng = np.random.default_rng(20261130)
    for _ in range(CASES):
        m, n = int(rng.integers(3, 9)), int(rng.integers(2, 8))
        costs = sorted(rng.choice(n, size=int(rng.integers(1, n)), replace=False).tolist())
        weights = rng.dirichlet(np.ones(n))
        yield np.round(rng.uniform(1, 30, (m, n)), 1), weights, costs


def asked(method: str, x: Floats, weights: Floats, costs: list[int], **more: object) -> list[float]:
    return totals(ask(method, x.tolist(), columns(*weights.tolist(), costs=costs), **more))


def signs(x: Floats, costs: list[int]) -> Floats:
    return np.array([-1.0 if j in costs else 1.0 for j in range(x.shape[1])])


@pytest.fixture(scope="module")
def pymcdm() -> ModuleType:
    """Here and not above, for it takes a second to import."""
    return cast(ModuleType, pytest.importorskip("pymcdm"))


class TestPymcdm:
    @pytest.mark.parametrize("normalization", ["minmax", "sum"])
    def test_topsis_on_the_same_footing(self, pymcdm: ModuleType, normalization: str) -> None:
        rule = getattr(pymcdm.normalizations, f"{normalization}_normalization")
        for x, weights, costs in tables():
            expected = pymcdm.methods.TOPSIS(rule)(x, weights, signs(x, costs))
            assert asked("topsis", x, weights, costs, normalization=normalization) == pytest.approx(expected)

    def test_vikor(self, pymcdm: ModuleType) -> None:
        for x, weights, costs in tables():
            for v in (0.0, 0.5, 0.9):
                expected = pymcdm.methods.VIKOR(v=v)(x, weights, signs(x, costs))
                assert asked("vikor", x, weights, costs, options={"v": v}) == pytest.approx(
                    expected, abs=1e-9
                )

    def test_moora(self, pymcdm: ModuleType) -> None:
        for x, weights, costs in tables():
            expected = pymcdm.methods.MOORA()(x, weights, signs(x, costs))
            assert asked("moora", x, weights, costs) == pytest.approx(expected, abs=1e-9)

    def test_the_weighted_product_of_shares(self, pymcdm: ModuleType) -> None:
        for x, weights, costs in tables():
            expected = pymcdm.methods.WPM(pymcdm.normalizations.sum_normalization)(
                x, weights, signs(x, costs)
            )
            found = asked("weighted_product", x, weights, costs, normalization="sum")
            assert found == pytest.approx(expected, abs=1e-9)

    @pytest.mark.parametrize("name", PREFERENCES)
    def test_promethee_with_five_preference_functions(self, pymcdm: ModuleType, name: str) -> None:
        for x, weights, costs in tables():
            p, q = np.full(x.shape[1], 5.0), np.full(x.shape[1], 2.0)
            method = pymcdm.methods.PROMETHEE_II(name, p=p, q=q)  # new each time: it computes once
            whole = np.round(x)  # so that its rounding does not decide whether a threshold is met
            expected = method(whole, weights, signs(x, costs))
            found = asked("promethee_ii", whole, weights, costs, options={"preference": PREFERENCES[name]})
            assert found == pytest.approx(expected, abs=1e-9)


class TestScikitCriteria:
    def test_topsis_of_vectors(self) -> None:
        from skcriteria.agg.topsis import topsis

        for x, weights, costs in tables():
            expected = topsis(x / np.linalg.norm(x, axis=0), signs(x, costs), weights)
            found = ask("topsis", x.tolist(), columns(*weights.tolist(), costs=costs))
            assert totals(found) == pytest.approx(expected[3], abs=1e-9)

    def test_copras(self) -> None:
        from skcriteria.agg.copras import copras

        for x, weights, costs in tables():
            _, _, expected, plus, minus = copras(x / x.sum(axis=0), weights, signs(x, costs))
            found = ask("copras", x.tolist(), columns(*weights.tolist(), costs=costs))
            assert totals(found) == pytest.approx(expected, abs=1e-9)
            assert figures(found, "s_plus") == pytest.approx(plus, abs=1e-9)
            assert figures(found, "s_minus") == pytest.approx(minus, abs=1e-9)

    def test_vikor_with_its_s_and_r(self) -> None:
        from skcriteria import mkdm
        from skcriteria.agg.vikor import VIKOR

        for x, weights, costs in tables():
            result = VIKOR(v=0.5).evaluate(mkdm(x, signs(x, costs).tolist(), weights=weights))
            found = ask("vikor", x.tolist(), columns(*weights.tolist(), costs=costs))
            assert figures(found, "s") == pytest.approx(result.e_.s_k, abs=1e-9)
            assert figures(found, "r") == pytest.approx(result.e_.r_k, abs=1e-9)
            assert totals(found) == pytest.approx(result.e_.q_k, abs=1e-9)
