"""First places over random weightings."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from decision.engine import Gate, UnboundedMissing, evaluate_array, first_place_shares
from tests.engine.tables import make_criterion, make_matrix, seed_matrix


class TestFirstPlaceShares:
    def test_the_same_seed_gives_the_same_figures(self) -> None:
        assert first_place_shares(seed_matrix(), 1_000, seed=3) == first_place_shares(
            seed_matrix(), 1_000, seed=3
        )
        assert first_place_shares(seed_matrix(), 1_000, seed=3) != first_place_shares(
            seed_matrix(), 1_000, seed=4
        )

    def test_two_alternatives_agree_with_the_exact_probability(self) -> None:
        # Lead d = (2, 1, -1); P(d w > 0) for uniform w is the sum over d_i > 0 of d_i^2 / prod (d_i - d_j)
        # (Curry & Schoenberg 1966): 4 / (1 * 3) + 1 / (-1 * 2) = 5/6.
        found = first_place_shares(make_matrix({"x": (4, 3, 1), "y": (2, 2, 2)}), 20_000)
        assert abs(found["x"] - 5 / 6) < 4 * sqrt(5 / 36 / 20_000)
        assert found["x"] + found["y"] == pytest.approx(1)

    def test_ties_share_first_place_equally(self) -> None:
        found = first_place_shares(make_matrix({"x": (5, 1), "y": (5, 1), "z": (0, 0)}), 999)
        assert found == {"x": 0.5, "y": 0.5, "z": 0.0}

    def test_what_a_gate_excludes_is_never_first(self) -> None:
        gate = Gate(key="g", name="A", comparison="at_least", threshold=5, criterion="a")
        found = first_place_shares(make_matrix({"x": (4, 9), "y": (5, 0)}, gates=(gate,)), 100)
        assert found == {"x": 0.0, "y": 1.0}

    def test_nothing_to_rank_gives_no_places(self) -> None:
        assert first_place_shares(make_matrix({}, (1,))) == {}
        assert first_place_shares(make_matrix({"x": ()})) == {"x": 0.0}

    def test_own_weights_of_zero_do_not_matter(self) -> None:
        assert first_place_shares(make_matrix({"x": (5, 1), "y": (1, 5)}, (0, 0)), 500)["x"] > 0.4

    def test_what_nothing_bounds_is_refused(self) -> None:
        criteria = (make_criterion("a", 0, low=None), make_criterion("b"))
        with pytest.raises(UnboundedMissing):
            first_place_shares(make_matrix({"x": (None, 1)}, criteria=criteria))

    def test_no_draws_are_refused(self) -> None:
        with pytest.raises(ValueError, match="At least one draw"):
            first_place_shares(seed_matrix(), 0)

    def test_many_chunks_agree_with_the_ranks_of_the_same_kind_of_draws(self) -> None:
        rows = {f"x{i}": [(i * j) % 11 for j in range(5)] for i in range(6)}
        matrix = make_matrix(rows)
        draws = np.random.default_rng(1).standard_exponential((20_000, 5))
        first = (evaluate_array(matrix, draws).ranks == 1).mean(axis=0)
        found = first_place_shares(matrix, 200_000)
        for name, share in zip(matrix.alternatives, first, strict=True):
            assert found[name] == pytest.approx(share, abs=0.02)
