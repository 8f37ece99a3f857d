"""One figure over weights, scores, sources and methods."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from decision.engine import (
    Evidence,
    Gate,
    InvalidStudy,
    MultiverseStudy,
    ScoreDraw,
    UnknownAlternative,
    UnknownCriterion,
    UnsupportedMethod,
    WeightDraw,
    acceptability,
    multiverse,
)
from decision.engine.methods import scorer
from decision.engine.smaa.kernels import KERNELS
from tests.engine.tables import make_criterion, make_matrix, seed_matrix

FIXED = {"weights": WeightDraw("fixed"), "scores": ScoreDraw("fixed"), "methods": ("weighted_sum",)}
ON_X = (Evidence("x", "a", ("paper",)),)
ON_FLASK = (Evidence("flask", "performance", ("paper", "blog")),)


class TestShares:
    def test_they_add_up_and_carry_errors(self) -> None:
        found = multiverse(seed_matrix(), draws=2_000)
        assert sum(share.share for share in found.shares) == pytest.approx(1)
        for share in found.shares:
            assert share.interval[0] <= share.share <= share.interval[1]
            assert set(share.held) == {"weights", "scores", "sources", "method"}
        for factor in ("weights", "scores", "sources", "method"):
            assert sum(share.held[factor] for share in found.shares) == pytest.approx(1)

    def test_with_one_method_and_all_sources_it_is_the_rank_acceptability(self) -> None:
        settings: dict[str, Any] = {"weights": WeightDraw(), "scores": ScoreDraw("fixed"), "draws": 20_000}
        found = multiverse(seed_matrix(), methods=("weighted_sum",), **settings)
        for share, place in zip(found.shares, acceptability(seed_matrix(), **settings).places, strict=True):
            assert abs(share.share - place.first) < 4 * (place.errors[0] + 1e-9)

    def test_the_same_seed_gives_the_same_answer(self) -> None:
        assert multiverse(seed_matrix(), draws=500, seed=4) == multiverse(seed_matrix(), draws=500, seed=4)
        assert multiverse(seed_matrix(), draws=500, seed=4) != multiverse(seed_matrix(), draws=500, seed=5)

    def test_a_seed_that_was_printed_gives_the_printed_figure(self) -> None:
        found = multiverse(seed_matrix(), weights=WeightDraw(), draws=2_000, seed=42)
        assert found.shares[0].share == pytest.approx(GOLDEN, abs=1e-12)

    def test_what_is_dominated_wins_only_by_doubts_about_scores(self) -> None:
        found = multiverse(seed_matrix(), weights=WeightDraw(), scores=ScoreDraw("fixed"), draws=2_000)
        assert found.shares[3].alternative == "tornado"
        assert found.shares[3].share == 0


class TestInSteps:
    def test_one_left_and_found_again_ends_as_if_it_had_never_stopped(self) -> None:
        settings: dict[str, Any] = {"seed": 3, "weights": WeightDraw(), "evidence": ON_FLASK}
        first = MultiverseStudy(seed_matrix(), draws=4_000, **settings)
        assert list(first.steps(2_000)) == [2_000]
        assert first.answer().draws == 2_000
        kept = json.loads(json.dumps(first.state()))
        longer = MultiverseStudy(seed_matrix(), draws=5_001, **settings).resume(kept)
        assert list(longer.steps()) == [4_000, 5_001]
        assert longer.answer() == multiverse(seed_matrix(), draws=5_001, **settings)

    @pytest.mark.parametrize(
        "change", [{"fingerprint": ""}, {"version": "0"}, {"draws": 7}, {"draws": 90_000}, {"counts": []}]
    )
    def test_counts_of_another_one_are_refused(self, change: dict[str, Any]) -> None:
        study = MultiverseStudy(seed_matrix())
        list(study.steps(2_000))
        with pytest.raises(InvalidStudy):
            MultiverseStudy(seed_matrix()).resume({**study.state(), **change})

    def test_an_answer_before_the_first_draw_is_refused(self) -> None:
        with pytest.raises(InvalidStudy, match="Nothing has been drawn"):
            MultiverseStudy(seed_matrix()).answer()


class TestSources:
    def test_a_score_without_its_source_lies_anywhere(self) -> None:
        # x leads with 8 on a; without the paper it lies evenly on 0..10 and leads above 6 only.
        matrix = make_matrix({"x": (8,), "y": (6,)})
        found = multiverse(matrix, evidence=ON_X, left_out=0.5, draws=20_000, **FIXED)  # type: ignore[arg-type]
        x = found.shares[0]
        assert abs(x.share - (0.5 + 0.5 * 0.4)) < 4 * x.error
        assert x.held["sources"] == 1
        assert found.sources == ("paper",)

    def test_or_at_its_worst_on_request(self) -> None:
        matrix = make_matrix({"x": (8,), "y": (6,)})
        worst = {**FIXED, "scores": ScoreDraw(missing="counted")}
        found = multiverse(matrix, evidence=ON_X, left_out=0.5, draws=20_000, **worst)  # type: ignore[arg-type]
        assert abs(found.shares[0].share - 0.5) < 4 * found.shares[0].error

    def test_it_is_lost_only_with_all_of_its_sources(self) -> None:
        matrix = make_matrix({"x": (8,), "y": (6,)})
        two = (Evidence("x", "a", ("paper", "blog")),)
        worst = {**FIXED, "scores": ScoreDraw(missing="counted")}
        found = multiverse(matrix, evidence=two, left_out=0.5, draws=20_000, **worst)  # type: ignore[arg-type]
        assert abs(found.shares[0].share - 0.75) < 4 * found.shares[0].error

    def test_a_score_that_nothing_bounds_is_never_lost(self) -> None:
        matrix = make_matrix({"x": (8,), "y": (6,)}, criteria=(make_criterion(low=None),))
        found = multiverse(matrix, evidence=ON_X, left_out=1, draws=100, **FIXED)  # type: ignore[arg-type]
        assert found.shares[0].share == 1

    def test_strangers_among_the_evidence_are_named(self) -> None:
        with pytest.raises(UnknownAlternative) as refused:
            multiverse(seed_matrix(), evidence=ON_X)
        assert refused.value.errors[0][0] == "/evidence/0/alternative"
        with pytest.raises(UnknownCriterion) as no_criterion:
            multiverse(seed_matrix(), evidence=[Evidence("flask", "beauty", ("paper",))])
        assert no_criterion.value.errors[0][0] == "/evidence/0/criterion"

    @pytest.mark.parametrize("chance", [-0.1, 1.1, float("nan")])
    def test_a_chance_is_between_0_and_1(self, chance: float) -> None:
        with pytest.raises(InvalidStudy):
            multiverse(seed_matrix(), left_out=chance)


class TestMethods:
    @pytest.mark.parametrize("name", sorted(KERNELS))
    def test_each_orders_as_it_does_for_a_single_table(self, name: str) -> None:
        rng = np.random.default_rng(8)
        for m in (1, 2, 5, 23):
            tables, weights = rng.integers(1, 10, (6, m, 4)).astype(np.float64), rng.dirichlet(np.ones(4), 6)
            found = KERNELS[name](np.moveaxis(tables, 0, -1).copy(), weights.T).T
            for table, weighting, merits in zip(tables, weights, found, strict=True):
                expected = scorer(name, table).merits(weighting[None])[0]
                if name == "weighted_product":
                    expected = np.log(expected)
                assert np.allclose(merits, expected, rtol=1e-9, atol=1e-12)

    def test_what_the_values_do_not_allow_is_left_out_and_said(self) -> None:
        found = multiverse(make_matrix({"x": (0, 5), "y": (6, 1)}), draws=50)
        assert "weighted_product" not in found.methods
        assert found.methods_left_out == {
            "weighted_product": "It needs every value above 0, which x does not have on a."
        }

    def test_unknown_and_impossible_ones_are_refused(self) -> None:
        with pytest.raises(UnsupportedMethod, match="tarot"):
            multiverse(seed_matrix(), methods=("tarot",))
        with pytest.raises(UnsupportedMethod, match="above 0"):
            multiverse(make_matrix({"x": (0, 5)}), methods=("weighted_product",))
        with pytest.raises(UnsupportedMethod, match="at least one"):
            multiverse(seed_matrix(), methods=())


class TestCorners:
    @pytest.mark.parametrize(
        "rows",
        [
            {"x": (5,)},
            {"x": (5, 5), "y": (5, 5)},
            {"x": (0, 0), "y": (0, 0)},
            {"x": (None, 3), "y": (10, None)},
        ],
    )
    def test_figures_are_always_numbers(self, rows: dict[str, Any]) -> None:
        for scores in (ScoreDraw("fixed"), ScoreDraw(off_by=1.0)):
            found = multiverse(make_matrix(rows), scores=scores, draws=200)
            assert sum(share.share for share in found.shares) == pytest.approx(1)

    def test_values_as_far_apart_as_can_be_written_have_shares_too(self) -> None:
        criteria = (make_criterion("a", 1, high="1e300"), make_criterion("b", 1, high="1e-9"))
        matrix = make_matrix({"x": ("1e300", 0), "y": (0, "1e-9")}, criteria=criteria)
        assert sum(share.share for share in multiverse(matrix, draws=200).shares) == pytest.approx(1)

    def test_equals_share(self) -> None:
        found = multiverse(make_matrix({"x": (5, 5), "y": (5, 5)}), scores=ScoreDraw("fixed"), draws=70)
        assert [share.share for share in found.shares] == pytest.approx([0.5, 0.5])

    def test_what_a_gate_excludes_takes_no_part(self) -> None:
        gate = Gate(key="g", name="A", comparison="at_least", threshold=5, criterion="a")
        found = multiverse(make_matrix({"x": (4, 9), "y": (5, 0)}, gates=(gate,)), evidence=ON_X, draws=50)
        assert found.excluded == ("x",)
        assert [share.share for share in found.shares] == [1.0]

    def test_nothing_to_rank_gives_no_shares(self) -> None:
        assert multiverse(make_matrix({}, (1,)), draws=50).shares == ()
        assert multiverse(make_matrix({"x": ()}), draws=50).shares == ()


GOLDEN = 0.953
