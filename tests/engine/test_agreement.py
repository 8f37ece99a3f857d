"""How far rankings agree."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.engine import InvalidRankings, agreement, read_rankings
from decision.engine.agreement import condorcet_winner, mean_spearman, mid_ranks
from decision.engine.chance import DRAWS, chi_square_tail, permutation_tail

rows = st.integers(1, 6).flatmap(
    lambda m: st.lists(st.lists(st.integers(1, m), min_size=m, max_size=m), min_size=1, max_size=5)
)


class TestKendallsW:
    def test_of_siegels_three_executives_and_six_applicants(self) -> None:
        """Siegel (1956), Nonparametric Statistics, table 9.1: s = 25.5, W = 0.16."""
        answer = agreement([[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]])
        assert answer.w == pytest.approx(0.162, abs=0.0005)

    def test_of_siegels_three_fictitious_persons_with_ties_is_corrected(self) -> None:
        """Siegel (1956), table 9.2: ten objects with ties, W = 0.828 (0.818 uncorrected)."""
        answer = agreement([
            [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10],
            [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
            [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
        ])  # fmt: skip
        assert answer.w == pytest.approx(0.828, abs=0.0005)
        assert answer.p_method == "chi_square"

    def test_is_one_when_all_agree_and_nought_when_two_are_opposite(self) -> None:
        assert agreement([[1, 2, 3]] * 4).w == 1
        assert agreement([[1, 2, 3], [3, 2, 1]]).w == 0

    def test_takes_ties_as_equal_or_as_mid_ranks(self) -> None:
        one, other = agreement([[1, 2, 2, 4], [2, 1, 3, 4]]), agreement([[1, 2.5, 2.5, 4], [2, 1, 3, 4]])
        assert one == other

    @pytest.mark.parametrize("rankings", [[[1, 2, 3]], [[1], [1]], [[2, 2], [1, 1]]])
    def test_is_undefined_not_nought_for_one_member_one_object_or_nothing_but_ties(
        self, rankings: list[list[float]]
    ) -> None:
        answer = agreement(rankings)
        assert (answer.w, answer.chi_square, answer.p_value, answer.p_method) == (None, None, None, None)
        assert answer.mean_spearman is None

    @given(rows)
    def test_is_the_same_for_members_and_objects_in_another_order(self, rankings: list[list[int]]) -> None:
        one = agreement(rankings)
        other = agreement([row[::-1] for row in rankings[::-1]])
        assert (one.w, one.p_value, one.mean_spearman) == (other.w, other.p_value, other.mean_spearman)
        assert one.borda == other.borda[::-1]

    @given(
        st.integers(2, 5).flatmap(
            lambda m: st.lists(st.permutations(range(1, m + 1)), min_size=2, max_size=5)
        )
    )
    def test_without_ties_tells_the_mean_spearman(self, rankings: list[list[int]]) -> None:
        answer = agreement(rankings)
        assert answer.w is not None
        assert answer.mean_spearman == pytest.approx(
            (len(rankings) * answer.w - 1) / (len(rankings) - 1), abs=1e-9
        )


class TestMeanSpearman:
    def test_is_the_mean_over_all_pairs_also_with_ties(self) -> None:
        ranks = mid_ranks(np.array([[1.0, 2, 2, 4], [2.0, 1, 3, 3], [4.0, 4, 1, 2]]))
        pairs = [np.corrcoef(ranks[p], ranks[q])[0, 1] for p, q in itertools.combinations(range(3), 2)]
        assert mean_spearman(ranks) == pytest.approx(np.mean(pairs))

    def test_is_undefined_where_a_member_ties_everything(self) -> None:
        answer = agreement([[1, 2, 3], [1, 2, 3], [1, 1, 1]])
        assert answer.mean_spearman is None
        assert answer.w is not None


class TestChance:
    @pytest.mark.parametrize(
        ("x", "freedom", "tail"),
        [
            (3.841459, 1, 0.05),
            (5.991465, 2, 0.05),
            (16.918978, 9, 0.05),
            (23.209251, 10, 0.01),
            (0.0, 4, 1.0),
        ],
    )
    def test_of_chi_square_is_that_of_the_tables(self, x: float, freedom: int, tail: float) -> None:
        """Pearson & Hartley, Biometrika Tables for Statisticians, table 8."""
        assert chi_square_tail(x, freedom) == pytest.approx(tail, abs=1e-7)

    @pytest.mark.parametrize(
        ("rankings", "tail"),
        [
            ([[1, 2, 3]] * 3, 0.028),
            ([[1, 2, 3]] * 4, 0.0046),
            ([[1, 2, 3], [1, 2, 3], [1, 2, 3], [1, 3, 2]], 0.042),
        ],
    )
    def test_of_few_objects_is_exact(self, rankings: list[list[int]], tail: float) -> None:
        """Friedman (1937), J. Am. Stat. Assoc. 32, table 5: k = 3 and n = 3 or 4."""
        answer = agreement(rankings)
        assert answer.p_value == pytest.approx(tail, abs=0.0006)
        assert (answer.p_method, answer.permutations) == ("permutation", None)

    @given(
        st.integers(2, 4).flatmap(
            lambda m: st.lists(st.lists(st.integers(1, m), min_size=m, max_size=m), min_size=2, max_size=3)
        )
    )
    def test_is_that_of_all_permutations(self, rankings: list[list[int]]) -> None:
        ranks = mid_ranks(np.array(rankings, dtype=float))
        orders = [list(order) for order in itertools.permutations(range(ranks.shape[1]))]
        spreads = [
            (ranks[0] + sum(row[order] for row, order in zip(ranks[1:], chosen, strict=True))).var()
            for chosen in itertools.product(orders, repeat=len(ranks) - 1)
        ]
        exact = np.mean(np.array(spreads) >= ranks.sum(axis=0).var() - 1e-9)
        assert permutation_tail(ranks) == (pytest.approx(exact), None)

    def test_of_many_members_is_drawn_with_a_seed(self) -> None:
        rng = np.random.default_rng(3)
        rankings = [(rng.permutation(7) + 1).tolist() for _ in range(6)]
        one, other = agreement(rankings), agreement(rankings)
        assert one.permutations == DRAWS
        assert one == other
        assert one.p_value is not None
        assert one.chi_square is not None
        assert one.p_value == pytest.approx(chi_square_tail(one.chi_square, 6), abs=0.05)

    def test_of_very_many_members_is_drawn_less_often(self) -> None:
        answer = agreement([[1, 2, 3, 4, 5, 6, 7], [7, 6, 5, 4, 3, 2, 1]] * 100)
        assert answer.permutations == 10_000
        assert answer.p_value == pytest.approx(1)


class TestMajority:
    def test_gives_borda_points_with_mid_ranks_for_ties(self) -> None:
        assert agreement([[1, 2, 2], [3, 1, 2]]).borda == [2.0, 2.5, 1.5]

    def test_finds_who_beats_everybody_in_pairs_though_borda_does_not(self) -> None:
        answer = agreement([[1, 2, 3], [1, 2, 3], [1, 2, 3], [3, 1, 2], [3, 1, 2]])
        assert answer.condorcet_winner == 0
        assert answer.borda == [6.0, 7.0, 2.0]

    def test_finds_nobody_in_condorcets_cycle_or_a_tie(self) -> None:
        assert agreement([[1, 2, 3], [3, 1, 2], [2, 3, 1]]).condorcet_winner is None
        assert condorcet_winner(np.array([[1.5, 1.5]])) is None


class TestRefusals:
    @pytest.mark.parametrize(
        ("rankings", "place"),
        [
            ([], "/rankings"),
            ([[]], "/rankings"),
            ([[1, 2], [1]], "/rankings/1"),
            ([[1, 2], [0, 1]], "/rankings/1/0"),
            ([[1, 2], [1, 3]], "/rankings/1/1"),
            ([[1, math.nan]], "/rankings/0/1"),
            ([[1]] * 1001, "/rankings"),
            ([[1] * 201], "/rankings"),
        ],
    )
    def test_name_the_place(self, rankings: list[list[float]], place: str) -> None:
        with pytest.raises(InvalidRankings) as refused:
            agreement(rankings)
        assert refused.value.errors[0][0] == place

    @pytest.mark.parametrize(
        ("body", "place"),
        [
            ({}, "/rankings"),
            ({"rankings": [["1"]]}, "/rankings/0/0"),
            ({"rankings": [[True]]}, "/rankings/0/0"),
            ({"rankings": [[1]], "more": 1}, "/more"),
            ([], ""),
        ],
    )
    def test_of_a_body_name_the_place(self, body: object, place: str) -> None:
        with pytest.raises(InvalidRankings) as refused:
            read_rankings(body)
        assert refused.value.errors[0][0] == place

    def test_leave_a_good_body_alone(self) -> None:
        assert read_rankings({"rankings": [[1, 2.5, 2.5]]}) == [[1.0, 2.5, 2.5]]
