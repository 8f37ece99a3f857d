"""Studies that are watched, left and taken up again; and what cannot be studied."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from decision.engine import (
    InvalidStudy,
    ScoreDraw,
    Study,
    WeightDraw,
    acceptability,
    first_place_shares,
    multiverse,
)
from decision.engine.smaa.counting import Counts, count_chunk
from decision.engine.smaa.settings import RANGES, UNIFORM
from decision.engine.smaa.task import task_of
from tests.engine.tables import CRITERIA, make_matrix, seed_matrix

OFF_BY_ONE = ScoreDraw(off_by=1.0)


def digits() -> str:
    """All digits of what is drawn of a matrix of 50 x 20, in which many are close."""
    rng = np.random.default_rng(3)
    points = [int(point) for point in rng.integers(1, 20, 20)]
    matrix = make_matrix(
        {f"o{i}": [int(score) for score in rng.integers(0, 11, 20)] for i in range(50)}, points
    )
    places = acceptability(matrix, scores=OFF_BY_ONE, draws=10_000, totals=True, causes=True)
    universes = multiverse(matrix, draws=500)
    return repr((places, [place.shares for place in places.places], universes, first_place_shares(matrix)))


class TestInSteps:
    def test_every_step_can_be_shown_and_the_last_is_the_whole(self) -> None:
        study = Study(seed_matrix(), scores=OFF_BY_ONE, draws=12_345, totals=True, causes=True)
        seen = []
        for done in study.steps():
            answer = study.answer()
            assert answer.draws == done
            assert answer.is_complete == (done == 12_345)
            seen.append(done)
        assert seen == [5_000, 10_000, 12_345]
        assert study.answer() == acceptability(
            seed_matrix(), scores=OFF_BY_ONE, draws=12_345, totals=True, causes=True
        )

    def test_steps_pause_where_enough_is_drawn_and_go_on_from_there(self) -> None:
        study = Study(seed_matrix(), draws=20_000)
        assert list(study.steps(6_000)) == [5_000, 10_000]
        assert list(study.steps()) == [15_000, 20_000]
        assert list(study.steps()) == []

    def test_a_study_left_and_found_again_ends_as_if_it_had_never_stopped(self) -> None:
        settings: dict[str, Any] = {"scores": OFF_BY_ONE, "seed": 7, "totals": True, "causes": True}
        first = Study(seed_matrix(), draws=10_000, **settings)
        list(first.steps())
        kept = json.loads(json.dumps(first.state()))
        longer = Study(seed_matrix(), draws=25_000, **settings).resume(kept)
        assert longer.answer().first == first.answer().first
        list(longer.steps())
        assert longer.answer() == acceptability(seed_matrix(), draws=25_000, **settings)

    def test_chunks_counted_in_any_order_by_anybody_add_up_to_the_same(self) -> None:
        task = task_of(
            seed_matrix(), None, UNIFORM, OFF_BY_ONE, draws=30_000, seed=5, totals=True, causes=True
        )
        chunks = []
        for number in range(6):
            counts = Counts.none(task)
            count_chunk(task, number, task.chunk, counts)
            chunks.append(counts)
        study = Study(seed_matrix(), scores=OFF_BY_ONE, draws=30_000, seed=5, totals=True, causes=True)
        list(study.steps())
        random.Random(1).shuffle(chunks)
        total = Counts.none(task)
        for counts in chunks:
            total += counts
        shuffled = Study(seed_matrix(), scores=OFF_BY_ONE, draws=30_000, seed=5, totals=True, causes=True)
        shuffled._counts = total
        assert shuffled.answer() == study.answer()

    def test_other_processors_and_numbers_of_threads_give_the_same_digits(self) -> None:
        """Products of matrices round differently by processor; these variables make numpy work as it does on others."""
        program = "from tests.engine.smaa.test_study import digits; print(digits())"
        elsewhere = {"OPENBLAS_CORETYPE": "Prescott", "OPENBLAS_NUM_THREADS": "3"}
        found = subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, **elsewhere},
            cwd=Path(__file__).parents[3],
        )
        assert found.stdout.strip() == digits()

    @pytest.mark.parametrize(
        "change",
        [
            {"fingerprint": "0" * 64},
            {"version": "0"},
            {"draws": 7},
            {"draws": 30_000},
            {"draws": None},
            {"counts": []},
            {"counts": None},
            {"counts": ["?"] * 6},
        ],
    )
    def test_counts_of_another_study_are_refused(self, change: Mapping[str, Any]) -> None:
        study = Study(seed_matrix(), draws=20_000)
        list(study.steps(10_000))
        with pytest.raises(InvalidStudy):
            Study(seed_matrix(), draws=20_000).resume({**study.state(), **change})

    def test_whatever_changes_the_figures_changes_the_fingerprint(self) -> None:
        prints = {
            Study(seed_matrix()).fingerprint,
            Study(seed_matrix(), seed=1).fingerprint,
            Study(seed_matrix(), scores=OFF_BY_ONE).fingerprint,
            Study(seed_matrix(), weights=WeightDraw("around")).fingerprint,
            Study(seed_matrix(), weights=WeightDraw("around", spread=0.4)).fingerprint,
            Study(make_matrix({"x": (1, 2)})).fingerprint,
        }
        assert len(prints) == 6
        assert Study(seed_matrix(), draws=50).fingerprint == Study(seed_matrix(), draws=99).fingerprint

    def test_an_answer_before_the_first_draw_is_refused(self) -> None:
        with pytest.raises(InvalidStudy, match="Nothing has been drawn"):
            Study(seed_matrix()).answer()

    def test_it_stops_early_where_the_standard_errors_are_small_enough(self) -> None:
        found = acceptability(seed_matrix(), draws=1_000_000, error=0.004)
        assert found.draws < 20_000
        assert not found.is_complete
        assert max(max(place.errors) for place in found.places) <= 0.004


class TestRefusals:
    @pytest.mark.parametrize(
        ("settings", "place"),
        [
            ({"draws": 0}, "/draws"),
            ({"draws": 10_000_001}, "/draws"),
            ({"draws": 1.5}, "/draws"),
            ({"draws": True}, "/draws"),
            ({"seed": -1}, "/seed"),
            ({"seed": 2**53}, "/seed"),
            ({"seed": "1"}, "/seed"),
            ({"error": 0.0}, "/error"),
            ({"error": float("nan")}, "/error"),
            ({"weights": WeightDraw("sideways")}, "/weights/kind"),  # type: ignore[arg-type]
            ({"weights": WeightDraw("around", spread=0)}, "/weights/spread"),
            ({"weights": WeightDraw("within", spread=1.5)}, "/weights/spread"),
            ({"weights": WeightDraw("around", spread=float("nan"))}, "/weights/spread"),
            ({"weights": WeightDraw("ordered")}, "/weights/order"),
            ({"weights": WeightDraw("ordered", order=(CRITERIA[:3], CRITERIA[4:]))}, "/weights/order"),
            ({"weights": WeightDraw("ordered", order=(CRITERIA, ("beauty",)))}, "/weights/order/1"),
            ({"weights": WeightDraw("ordered", order=(CRITERIA, CRITERIA[:1]))}, "/weights/order/1"),
            ({"weights": WeightDraw("ordered", order=(CRITERIA, ()))}, "/weights/order/1"),
            ({"scores": ScoreDraw("loose")}, "/scores/kind"),  # type: ignore[arg-type]
            ({"scores": ScoreDraw(shape="round")}, "/scores/shape"),  # type: ignore[arg-type]
            ({"scores": ScoreDraw(missing="best")}, "/scores/missing"),  # type: ignore[arg-type]
            ({"scores": ScoreDraw(off_by=-1.0)}, "/scores/off_by"),
            ({"scores": ScoreDraw(off_by=float("inf"))}, "/scores/off_by"),
        ],
    )
    def test_what_cannot_be_drawn_is_named(self, settings: dict[str, Any], place: str) -> None:
        with pytest.raises(InvalidStudy) as refused:
            acceptability(seed_matrix(), **settings)
        assert refused.value.errors[0][0] == place
        assert refused.value.detail

    def test_the_fixed_scores_of_the_ranking_take_no_settings(self) -> None:
        fixed = acceptability(make_matrix({"x": (None, 5)}), scores=ScoreDraw("fixed"), draws=10)
        assert not fixed.scores_vary
        assert acceptability(make_matrix({"x": (None, 5)}), scores=RANGES, draws=10).scores_vary
