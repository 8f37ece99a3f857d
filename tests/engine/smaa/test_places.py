"""Rank acceptability: how often each alternative takes each place."""

from __future__ import annotations

from fractions import Fraction
from math import prod, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.engine import (
    Gate,
    Matrix,
    ScoreDraw,
    UnboundedMissing,
    acceptability,
    evaluate_array,
    first_place_shares,
    multiverse,
)
from tests.engine.tables import make_criterion, make_matrix, matrices, seed_matrix


def lead_chance(lead: list[int]) -> float:
    """P(d w > 0) for uniform w: the sum over d_i > 0 of d_i^(n-1) / prod (d_i - d_j) (Curry & Schoenberg 1966)."""
    n = len(lead)
    terms = (
        Fraction(d ** (n - 1), prod(d - other for j, other in enumerate(lead) if j != i))
        for i, d in enumerate(lead)
        if d > 0
    )
    return float(sum(terms))


Corner = tuple[Fraction, Fraction]


def winning_weights(rows: list[tuple[int, ...]], one: int) -> list[Corner]:
    """The corners of the weights (a, b, 1 - a - b) at which a row beats all others, by cutting off what it loses."""
    zero, whole = Fraction(0), Fraction(1)
    corners = [(zero, zero), (whole, zero), (zero, whole)]
    for row in rows:
        d = [mine - its for mine, its in zip(rows[one], row, strict=True)]
        leads = [(d[0] - d[2]) * a + (d[1] - d[2]) * b + d[2] for a, b in corners]
        kept: list[Corner] = []
        for k, (corner, lead) in enumerate(zip(corners, leads, strict=True)):
            before, lead_before = corners[k - 1], leads[k - 1]
            if lead * lead_before < 0:
                t = lead_before / (lead_before - lead)
                kept.append(
                    (before[0] + t * (corner[0] - before[0]), before[1] + t * (corner[1] - before[1]))
                )
            if lead >= 0:
                kept.append(corner)
        corners = kept
    return corners


def area_and_centre(corners: list[Corner]) -> tuple[Fraction, Corner]:
    """By the shoelace formula."""
    twice, x, y = Fraction(0), Fraction(0), Fraction(0)
    for (a, b), (c, d) in zip(corners, corners[1:] + corners[:1], strict=True):
        cross = a * d - c * b
        twice, x, y = twice + cross, x + (a + c) * cross, y + (b + d) * cross
    return twice / 2, (x / (3 * twice), y / (3 * twice)) if twice else (Fraction(0), Fraction(0))


class TestExactly:
    @pytest.mark.parametrize(
        "lead", [[2, 1, -1], [5, -1, -2, -3], [9, 4, -8, 1, -3, 2], [1, -9], [-1, 7, -6]]
    )
    def test_two_alternatives_agree_with_the_exact_chance(self, lead: list[int]) -> None:
        rows = {"x": [max(d, 0) for d in lead], "y": [max(-d, 0) for d in lead]}
        found = acceptability(make_matrix(rows))
        x, y = found.places
        exact = lead_chance(lead)
        assert exact == pytest.approx(1 - lead_chance([-d for d in lead]))
        assert abs(x.first - exact) < 4 * sqrt(exact * (1 - exact) / 10_000)
        assert x.shares == tuple(reversed(y.shares))
        assert found.pairwise == ((0.0, x.first), (y.first, 0.0))

    def test_three_on_two_criteria_have_the_lengths_of_their_stretches(self) -> None:
        # Totals 10 w, 6 and 8 (1 - w) over w in [0, 1]: the first leads above 0.6, the last below 0.25.
        found = acceptability(make_matrix({"x": (10, 0), "y": (6, 6), "z": (0, 8)}), draws=100_000)
        for place, length in zip(found.places, (0.4, 0.35, 0.25), strict=True):
            assert abs(place.first - length) < 4 * sqrt(length * (1 - length) / 100_000)
        centre = found.places[0].central
        assert centre is not None
        assert centre["a"] == pytest.approx(0.8, abs=0.005)

    def test_on_three_criteria_shares_are_areas_and_central_weights_their_centres(self) -> None:
        rows = {"v": (9, 2, 4), "w": (1, 8, 5), "x": (3, 3, 9), "y": (6, 6, 5), "z": (5, 5, 4)}
        found = acceptability(make_matrix(rows), draws=100_000)
        for place in found.places:
            corners = winning_weights(list(rows.values()), list(rows).index(place.alternative))
            area, centre = area_and_centre(corners)
            share = float(area / Fraction(1, 2))
            assert abs(place.first - share) <= 4 * sqrt(share * (1 - share) / 100_000)
            assert (place.central is None) == (share == 0)
            if place.central is not None:
                assert list(place.central.values())[:2] == pytest.approx([float(x) for x in centre], abs=0.01)

    def test_many_agree_with_the_ranks_that_the_engine_gives_the_same_kind_of_weights(self) -> None:
        for m in (6, 25):
            matrix = make_matrix({f"x{i}": [(i * (j + 3) * 7) % 11 % 10 for j in range(5)] for i in range(m)})
            drawn = np.random.default_rng(1).standard_exponential((20_000, 5))
            ranks = evaluate_array(matrix, drawn).ranks
            found = acceptability(matrix, draws=50_000)
            for i, place in enumerate(found.places):
                shares = np.bincount(ranks[:, i] - 1, minlength=m) / 20_000
                tied = len(set(matrix.cells)) < m
                assert tied or np.abs(shares - place.shares).max() < 0.02


class TestLaws:
    @given(matrices(), st.integers(0, 2**53 - 1))
    def test_shares_add_up_by_alternative_and_by_place(self, matrix: Matrix, seed: int) -> None:
        found = acceptability(matrix, draws=300, seed=seed)
        table = np.array([place.shares for place in found.places])
        assert np.allclose(table.sum(axis=0), 1, atol=1e-12)
        assert np.allclose(table.sum(axis=1), 1, atol=1e-12)
        assert not np.isnan(table).any()
        for place in found.places:
            assert (place.central is None) == (place.first == 0)
            assert place.central is None or sum(place.central.values()) == pytest.approx(1, abs=1e-8)
            assert 1 <= place.mean_rank <= len(found.places)

    @given(matrices(least_rows=2))
    def test_what_another_dominates_never_comes_first(self, matrix: Matrix) -> None:
        values = matrix.prepared.floats
        for i, place in enumerate(acceptability(matrix, draws=500).places):
            if any((row >= values[i]).all() and (row > values[i]).any() for row in values):
                assert place.first == 0

    @given(matrices(), st.integers(0, 9))
    def test_mean_ranks_are_exact_and_so_the_same_on_every_machine(self, matrix: Matrix, seed: int) -> None:
        """Products of floats round as the machine adds them up; counted in whole numbers they do not."""
        for place in acceptability(matrix, draws=300, seed=seed).places:
            counts = [Fraction(share * 300).limit_denominator(1000) for share in place.shares]
            exact = sum(rank * count for rank, count in enumerate(counts, 1)) / 300
            assert place.mean_rank == exact.numerator / exact.denominator

    @pytest.mark.parametrize("seed", range(5))
    def test_sorting_counts_as_comparing_pairs_does(self, seed: int) -> None:
        """Beyond 12 alternatives another algorithm counts; hopeless rows must not change the figures of the rest."""
        rows = np.random.default_rng(seed).integers(1, 4, (6, 3)).tolist()
        few = {f"x{i}": row for i, row in enumerate(rows)}
        hopeless = {f"low{i}": (0, 0, 0) for i in range(20)}
        alone = acceptability(make_matrix(few), draws=400)
        among = acceptability(make_matrix({**few, **hopeless}), draws=400, pairwise=True)
        assert alone.pairwise is not None
        assert among.pairwise is not None
        for i, place in enumerate(alone.places):
            assert among.places[i].shares == (*place.shares, *[0.0] * 20)
            assert among.places[i].central == place.central
            assert among.pairwise[i] == (*alone.pairwise[i], *[1.0] * 20)

    @given(matrices(), st.integers(1, 6_000), st.integers(0, 99))
    def test_first_places_alone_are_the_same_figures(self, matrix: Matrix, draws: int, seed: int) -> None:
        whole = acceptability(matrix, draws=draws, seed=seed).first
        assert first_place_shares(matrix, draws, seed) == pytest.approx(whole, abs=1e-12)

    def test_another_seed_gives_figures_within_the_standard_errors(self) -> None:
        figures = np.array(
            [[p.shares for p in acceptability(seed_matrix(), seed=s).places] for s in range(8)]
        )
        expected = np.array([p.errors for p in acceptability(seed_matrix(), draws=100_000).places]) * sqrt(10)
        assert (figures.std(axis=0) < 3 * expected + 1e-4).all()
        assert len({f.tobytes() for f in figures}) == 8


class TestCorners:
    def test_one_alternative_is_always_first_at_the_middle_weights(self) -> None:
        (only,) = acceptability(make_matrix({"x": (3, 4)})).places
        assert only.shares == (1.0,)
        assert only.errors == (0.0,)
        assert only.central is not None
        assert only.central["a"] == pytest.approx(0.5, abs=0.01)

    def test_one_criterion_leaves_nothing_to_chance(self) -> None:
        found = acceptability(make_matrix({"x": (3,), "y": (4,), "z": (4,)}), draws=100)
        assert [place.shares for place in found.places] == [(0, 0, 1), (0.5, 0.5, 0), (0.5, 0.5, 0)]
        assert found.places[1].central == {"a": 1.0}

    @pytest.mark.parametrize("row", [(5, 7, 1), (0, 0, 0)])
    @pytest.mark.parametrize("m", [2, 3, 12, 13, 40, 1_000])
    def test_equals_share_all_places(self, m: int, row: tuple[int, ...]) -> None:
        found = acceptability(make_matrix(dict.fromkeys([f"x{i}" for i in range(m)], row)), draws=50)
        table = np.array([place.shares for place in found.places])
        assert np.allclose(table, 1 / m, atol=1e-7)
        assert np.allclose(table.sum(axis=1), 1, atol=1e-12)

    def test_duplicates_share_and_central_weights_count_their_part(self) -> None:
        found = acceptability(make_matrix({"x": (10, 0), "y": (10, 0), "z": (0, 10)}), draws=2_000)
        x, y, z = found.places
        assert x.shares == y.shares
        assert x.central == y.central
        assert 2 * x.first + z.first == pytest.approx(1)
        assert found.pairwise is not None
        assert found.pairwise[0][1] == found.pairwise[1][0] == 0.5

    def test_constant_columns_and_costs_are_nothing_special(self) -> None:
        costs = tuple(make_criterion(key, direction="cost") for key in "abc")
        found = acceptability(make_matrix({"x": (1, 5, 9), "y": (9, 5, 1)}, criteria=costs))
        assert found.places[0].first == pytest.approx(0.5, abs=0.02)

    @pytest.mark.parametrize("size", ["e299", "", "e-300"])
    def test_values_of_any_size_are_told_apart(self, size: str) -> None:
        open_ended = tuple(make_criterion(key, low=None, high=None) for key in "ab")
        rows = {"x": ("9" + size, "2" + size), "y": ("3" + size, "5" + size)}
        matrix = make_matrix(rows, criteria=open_ended)
        found = acceptability(matrix, draws=2_000, totals=True)
        assert 0 < found.places[0].first < 1
        everything = multiverse(matrix, scores=ScoreDraw(off_by=0.0), draws=500)
        assert sum(share.share for share in everything.shares) == pytest.approx(1)

    def test_own_weights_of_zero_do_not_matter_to_weights_drawn_from_all(self) -> None:
        assert acceptability(make_matrix({"x": (5, 1), "y": (1, 5)}, (0, 0)), draws=500).first["x"] > 0.4

    def test_what_a_gate_excludes_takes_no_part(self) -> None:
        gate = Gate(key="g", name="A", comparison="at_least", threshold=5, criterion="a")
        found = acceptability(make_matrix({"x": (4, 9), "y": (5, 0)}, gates=(gate,)), draws=100)
        assert found.excluded == ("x",)
        assert [place.shares for place in found.places] == [(1.0,)]
        assert found.first == {"x": 0.0, "y": 1.0}

    def test_nothing_to_rank_gives_no_places(self) -> None:
        assert acceptability(make_matrix({}, (1,))).first == {}
        assert acceptability(make_matrix({"x": ()})).first == {"x": 0.0}
        assert first_place_shares(make_matrix({"x": ()})) == {"x": 0.0}

    def test_what_nothing_bounds_is_refused(self) -> None:
        criteria = (make_criterion("a", 0, low=None), make_criterion("b"))
        with pytest.raises(UnboundedMissing):
            acceptability(make_matrix({"x": (None, 1)}, criteria=criteria))

    def test_a_thousand_alternatives_have_a_place_each(self) -> None:
        rng = np.random.default_rng(0)
        rows = {f"x{i}": [int(x) for x in row] for i, row in enumerate(rng.integers(0, 11, (1_000, 8)))}
        found = acceptability(make_matrix(rows), draws=500)
        table = np.array([place.shares for place in found.places])
        assert np.allclose(table.sum(axis=0), 1)
        assert found.pairwise is None


class TestShownErrors:
    def test_an_interval_says_something_where_the_standard_error_is_zero(self) -> None:
        _, other = acceptability(make_matrix({"x": (3, 4), "y": (2, 4)}), draws=400).places
        assert other.first == 0
        assert other.errors[0] == 0
        low, high = other.intervals[0]
        assert low == 0
        assert high == pytest.approx(0.00951, abs=1e-4)

    def test_a_seed_that_was_printed_gives_the_printed_figures(self) -> None:
        found = acceptability(seed_matrix(), draws=10_000, seed=42)
        assert [place.first for place in found.places] == pytest.approx([GOLDEN, 1 - GOLDEN, 0, 0], abs=1e-12)


GOLDEN = 0.9671
