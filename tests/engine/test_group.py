"""Members' weights and scores beside each other."""

from __future__ import annotations

import itertools
import math
import time
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.engine import (
    AllWeightsZero,
    Ballot,
    EngineError,
    Gate,
    GroupComparison,
    InvalidBallots,
    NegativeWeight,
    ValueFunction,
    compare_ballots,
    compare_members,
    meaning_of,
)
from decision.engine.group.aggregate import aggregate_cells, weighted_median
from decision.engine.group.ballots import values_of
from decision.engine.group.pairs import disagreement
from tests.engine.tables import decimals, make_criterion, make_matrix

NAN = math.nan


def compare(points: list[list[float]], own: list[list[float]] | None = None, **more: Any) -> GroupComparison:
    """Members ann, bob, cid …; alternatives x, y, …; criteria a, b, …"""
    base = own or [[10, 0], [0, 10]]
    return compare_members(
        alternatives=["x", "y", "z"][: len(base)],
        criteria=list("abcd")[: len(points[0]) if points else 2],
        members=["ann", "bob", "cid", "dee"][: len(points)],
        points=points,
        own=base,
        **more,
    )


class TestMembers:
    def test_have_their_own_totals_ranks_winner_and_margin(self) -> None:
        ann, bob = compare([[3, 1], [1, 3]]).members
        assert ann.totals == (7.5, 2.5)
        assert (ann.ranks, ann.winners, ann.margin) == ((1, 2), ("x",), 5.0)
        assert bob.winners == ("y",)

    def test_tie_where_rounding_alone_tells_their_totals_apart(self) -> None:
        (ann,) = compare([[0.1, 0.2, 0.3]], [[3, 0, 0], [0, 1.5, 0]]).members
        assert (ann.winners, ann.margin, ann.ranks) == (("x", "y"), 0.0, (1, 1))

    def test_rank_only_what_may_win(self) -> None:
        (ann,) = compare([[3, 1]], ranked=[1]).members
        assert (ann.winners, ann.ranks, ann.margin) == (("y",), (None, 1), None)
        nobody = compare([[3, 1], [1, 3]], ranked=[])
        assert nobody.members[0].winners == ()
        assert nobody.pair is None

    def test_score_for_themselves_and_else_as_the_decision(self) -> None:
        answer = compare([[1, 1], [1, 1]], scores=[[[NAN, 8], [NAN, NAN]], [[NAN, NAN], [NAN, NAN]]])
        assert answer.members[0].totals == (9, 5)
        assert answer.members[1].totals == (5, 5)

    def test_flip_the_result_if_it_would_be_another_without_them(self) -> None:
        answer = compare([[9, 1], [4, 6], [4, 6]])
        assert answer.group.winners == ("x",)
        assert answer.flippers == ("ann",)
        assert [view.without for view in answer.members] == [("y",), None, None]
        assert [view.agrees for view in answer.members] == [True, False, False]

    def test_flip_nothing_alone_or_where_nothing_would_be_left(self) -> None:
        assert compare([[9, 1]]).flippers == ()
        points, own = [[1.0, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]], [[1.0, 2, 3], [3, 2, 1]]
        assert compare(points, own, aggregate="median").flippers == ()


class TestEmptiness:
    def test_of_alternatives_or_criteria_is_compared_as_far_as_it_goes(self) -> None:
        nothing = compare_members(
            alternatives=[], criteria=["a"], members=["ann", "bob"], points=[[1], [2]], own=[]
        )
        assert nothing.group.winners == ()
        assert nothing.pair is None


class TestGroup:
    def test_takes_the_arithmetic_mean_of_shares_by_what_members_count(self) -> None:
        answer = compare([[1, 3], [10, 0]], member_weights=[2, 1])
        assert answer.group.shares == {"a": pytest.approx(0.5), "b": pytest.approx(0.5)}
        assert answer.group.winners == ("x", "y")
        assert [view.share for view in answer.members] == [pytest.approx(2 / 3), pytest.approx(1 / 3)]

    def test_takes_the_geometric_mean_in_which_nought_is_a_veto_and_says_so(self) -> None:
        answer = compare([[1, 4, 5], [4, 1, 0]], [[1, 2, 3], [3, 2, 1]], aggregate="geometric")
        assert answer.group.shares == {"a": pytest.approx(0.5), "b": pytest.approx(0.5), "c": 0.0}
        assert answer.group.warnings == (
            "bob gave c no weight, which in a geometric mean takes it out for all.",
        )
        three = compare([[1, 1, 0], [1, 1, 0], [1, 1, 1]], [[1, 2, 3], [3, 2, 1]], aggregate="geometric")
        assert "ann and 1 more gave c" in three.group.warnings[0]
        assert compare([[1, 0], [1, 0]], aggregate="geometric").group.warnings == ()

    def test_takes_the_median_and_shares_it_out_again(self) -> None:
        answer = compare([[1, 1, 8], [2, 1, 7], [6, 1, 3]], [[1, 2, 3], [3, 2, 1]], aggregate="median")
        assert answer.group.shares == {
            "a": pytest.approx(0.2),
            "b": pytest.approx(0.1),
            "c": pytest.approx(0.7),
        }

    @pytest.mark.parametrize("how", ["geometric", "median"])
    def test_is_refused_where_nothing_is_left(self, how: str) -> None:
        own = [[1.0, 2, 3], [3, 2, 1]]
        with pytest.raises(AllWeightsZero, match="take the arithmetic mean"):
            compare([[1, 0, 0], [0, 1, 0], [0, 0, 1]], own, aggregate=how)

    def test_scores_by_mean_or_median_of_those_who_gave_one(self) -> None:
        scores = [[[1, NAN], [NAN, NAN]], [[3, NAN], [5, NAN]], [[8, NAN], [NAN, NAN]]]
        mean = compare([[1, 1]] * 3, scores=scores)
        assert mean.group.scores is not None
        assert mean.group.scores.tolist() == [
            [4, pytest.approx(NAN, nan_ok=True)],
            [5, pytest.approx(NAN, nan_ok=True)],
        ]
        assert mean.group.totals == (2, 7.5)
        median = compare([[1, 1]] * 3, scores=scores, aggregate="median")
        assert median.group.totals == (1.5, 7.5)

    def test_does_not_hear_the_scores_of_those_who_count_nothing(self) -> None:
        given = np.array([[[1.0]], [[9.0]]])
        for how in ("arithmetic", "median"):
            assert aggregate_cells(given, np.array([1.0, 0.0]), how) == [[1.0]]  # type: ignore[arg-type]
            assert np.isnan(aggregate_cells(given * NAN, np.array([0.5, 0.5]), how)).all()  # type: ignore[arg-type]

    @given(st.lists(st.integers(0, 9), min_size=1, max_size=7))
    def test_has_the_median_of_statistics_when_all_count_alike(self, numbers: list[int]) -> None:
        column = np.array(numbers, dtype=float)[:, None]
        alike = np.full(len(numbers), 1 / len(numbers))
        assert weighted_median(column, alike) == [np.median(numbers)]


class TestAgreement:
    def test_is_kendalls_w_on_the_order_of_criteria_and_of_alternatives(self) -> None:
        answer = compare([[3, 1], [1, 3]])
        assert (answer.on_criteria.w, answer.on_alternatives.w) == (0, 0)
        assert answer.on_criteria.meaning == "hardly any agreement"
        assert compare([[3, 1], [2, 1]]).on_alternatives.w == 1

    @pytest.mark.parametrize(
        ("w", "words"), [(None, "not defined"), (0.19, "hardly any"), (0.3, "weak"), (0.5, "moderate"),
                         (0.7, "strong"), (1.0, "very strong")],
    )  # fmt: skip
    def test_is_said_in_words(self, w: float | None, words: str) -> None:
        assert meaning_of(w).startswith(words)


class TestSpread:
    def test_of_criteria_has_its_ends_its_middle_and_who_stands_there(self) -> None:
        a, b = compare([[1, 9], [3, 7], [8, 2]]).criteria_spread
        assert (a.low, a.high, a.lowest, a.highest) == (0.1, 0.8, "ann", "cid")
        assert (a.median, a.mean, a.width) == (0.3, pytest.approx(0.4), pytest.approx(0.7))
        assert a.deviation == pytest.approx(b.deviation) == pytest.approx(np.std([0.1, 0.3, 0.8]))

    def test_of_cells_is_in_their_own_units_where_two_or_more_gave_one(self) -> None:
        scores = [[[1, NAN], [7, NAN]], [[3, NAN], [NAN, NAN]], [[8, NAN], [NAN, NAN]]]
        (cell,) = compare([[1, 1]] * 3, scores=scores, value_of=lambda x: 10 - x).cell_spread
        assert (cell.alternative, cell.criterion, cell.given) == ("x", "a", 3)
        assert (cell.low, cell.median, cell.high, cell.mean, cell.width) == (1, 3, 8, 4, 7)
        assert (cell.lowest, cell.highest) == ("ann", "cid")


class TestSplit:
    def test_is_all_weights_where_scores_are_the_same_and_the_other_way_round(self) -> None:
        assert compare([[3, 1], [1, 3]]).split.weights == 1
        scores = [[[10, 0], [0, 10]], [[5, 0], [0, 10]]]
        answer = compare([[1, 1], [1, 1]], scores=scores)
        assert (answer.split.weights, answer.split.scores) == (0, 1)

    def test_is_undefined_where_nobody_disagrees(self) -> None:
        answer = compare([[1, 1], [1, 1]])
        assert (answer.split.weights, answer.split.scores, answer.pair) == (None, None, None)
        assert compare([[1, 2]]).pair is None

    def test_ignores_what_lifts_all_alternatives_alike(self) -> None:
        scores = [[[1, 1], [1, 1]], [[5, 5], [5, 5]]]
        assert compare([[1, 1], [1, 1]], scores=scores).pair is None

    @given(st.integers(0, 10_000))
    def test_parts_of_two_members_add_up_to_what_their_totals_differ(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        shares, values = rng.dirichlet(np.ones(3), size=2), rng.uniform(0, 10, (2, 4, 3))
        by_weights = ((values[0] + values[1]) @ (shares[0] - shares[1])) / 2
        by_scores = ((values[0] - values[1]) @ (shares[0] + shares[1])) / 2
        assert by_weights + by_scores == pytest.approx(values[0] @ shares[0] - values[1] @ shares[1])
        of_weights, of_scores = disagreement(shares, values)
        assert of_weights[0, 1] == pytest.approx(by_weights.var() * 4)
        assert of_scores[0, 1] == pytest.approx(by_scores.var() * 4)
        assert of_weights[0, 0] == pytest.approx(0)


class TestPair:
    def test_that_most_needs_to_talk_is_farthest_apart_and_knows_about_what(self) -> None:
        answer = compare([[9, 1], [5, 5], [1, 9]])
        assert answer.pair is not None
        assert (answer.pair.one, answer.pair.other) == ("ann", "cid")
        assert answer.pair.distance == pytest.approx(8)
        assert {(topic.criterion, topic.about) for topic in answer.pair.topics} == {
            ("a", "weights"),
            ("b", "weights"),
        }

    def test_names_the_cell_s_criterion_where_scores_differ(self) -> None:
        answer = compare([[1, 1], [1, 1]], scores=[[[10, 0], [0, 10]], [[2, 0], [0, 10]]])
        assert answer.pair is not None
        assert [(topic.criterion, topic.about) for topic in answer.pair.topics] == [("a", "scores")]
        assert answer.pair.split.scores == 1

    @given(st.integers(0, 10_000))
    def test_is_no_nearer_than_any_other(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        points = rng.integers(1, 9, (4, 3)).astype(float)
        own = rng.integers(0, 10, (3, 3)).astype(float)
        answer = compare(points.tolist(), own.tolist())
        totals = np.array([view.totals for view in answer.members])
        apart = [(totals[p] - totals[q]).std() for p, q in itertools.combinations(range(4), 2)]
        assert (answer.pair.distance if answer.pair else 0) == pytest.approx(max(apart), abs=1e-8)


class TestRefusals:
    @pytest.mark.parametrize(
        ("points", "more", "kind", "words"),
        [
            ([], {}, InvalidBallots, "Between 1"),
            ([[1, 2, 3], [1, 2]], {}, InvalidBallots, "of one length"),
            ([[1, 2, 3]], {}, InvalidBallots, "own must be of shape"),
            ([[1, 1], [0, 0]], {}, AllWeightsZero, "bob: "),
            ([[1, 1], [1, -1]], {}, NegativeWeight, "bob: .*b cannot"),
            ([[1, NAN]], {}, InvalidBallots, "ann: .*b must be finite"),
            ([[1, 1]], {"own": [[NAN, 1], [1, 1]]}, InvalidBallots, "own values"),
            ([[1, 1]], {"scores": [[[math.inf, 1], [1, 1]]]}, InvalidBallots, "finite"),
            ([[1, 1]], {"member_weights": [-1]}, NegativeWeight, "ann"),
            ([[1, 1]], {"member_weights": [0]}, AllWeightsZero, "All weights"),
        ],
    )  # fmt: skip
    def test_say_who_and_what(
        self, points: list[list[float]], more: dict[str, Any], kind: type[Exception], words: str
    ) -> None:
        with pytest.raises(kind, match=words):
            compare(points, **more)

    def test_name_the_member_s_place(self) -> None:
        with pytest.raises(NegativeWeight) as refused:
            compare([[1, 1], [1, -1]])
        assert refused.value.errors[0][0] == "/points/1"


class TestBallots:
    def test_are_shared_down_the_tree_and_keep_what_they_leave_out(self) -> None:
        criteria = (
            make_criterion("top", 1), make_criterion("a", 1, parent="top"), make_criterion("b", 3, parent="top"),
            make_criterion("c", 1),
        )  # fmt: skip
        matrix = make_matrix({"x": [8, 0, 0], "y": [0, 0, 4]}, criteria=criteria)
        answer = compare_ballots(
            matrix, [Ballot(member="ann", points=decimals({"a": 3})), Ballot(member="bob")]
        )
        assert answer.shares.tolist() == [[0.25, 0.25, 0.5], [0.125, 0.375, 0.5]]
        assert [view.winners for view in answer.members] == [("x", "y"), ("y",)]

    def test_score_in_the_criterion_s_own_units(self) -> None:
        price = make_criterion("price", 1, low=0, high=100, direction="cost")
        speed = make_criterion(
            "speed", 1, low=None, high=None,
            value_function=ValueFunction(kind="logarithmic", points=((1, 0), (100, 10))),
        )  # fmt: skip
        steps = make_criterion(
            "steps", 1, value_function=ValueFunction(kind="piecewise", points=((0, 0), (5, 9), (10, 10)))
        )
        leaves = (price, speed, steps)
        turn = values_of(leaves)
        assert turn(np.array([[30.0, 10.0, 5.0], [NAN, 0.5, 7.5]])).tolist() == [
            [70, pytest.approx(5), 9], [pytest.approx(NAN, nan_ok=True), 0, 9.5]
        ]  # fmt: skip
        matrix = make_matrix({"x": [20, 1, 0], "y": [40, 1, 0]}, criteria=leaves)
        answer = compare_ballots(
            matrix,
            [
                Ballot(member="ann", scores={"x": decimals({"price": 60})}),
                Ballot(member="bob", weight=Decimal(3)),
            ],
        )
        assert answer.group.scores is not None
        assert answer.group.scores[0, 0] == 60
        assert answer.group.totals[0] == pytest.approx(40 / 3)

    def test_do_not_rank_what_a_must_have_excludes(self) -> None:
        gate = Gate(key="g", name="At least 5 on a", comparison="at_least", threshold=5, criterion="a")
        matrix = make_matrix({"x": [9, 1], "y": [1, 9]}, gates=(gate,))
        assert compare_ballots(matrix, [Ballot(member="ann", points=decimals({"b": 9}))]).group.winners == (
            "x",
        )

    @pytest.mark.parametrize(
        ("ballot", "place"),
        [
            ({"points": decimals({"a": 0, "b": 0})}, "/ballots/0/weights"),
            ({"points": decimals({"x": 1})}, "/ballots/0/weights/x"),
            ({"points": decimals({"a": -1})}, "/ballots/0/weights/a"),
            ({"scores": {"x": decimals({"q": 1})}}, "/ballots/0/scores/x/q"),
            ({"scores": {"q": decimals({"a": 1})}}, "/ballots/0/scores/q/a"),
            ({"scores": {"x": decimals({"a": 11})}}, "/ballots/0/scores/x/a"),
            ({"scores": {"x": decimals({"a": -1})}}, "/ballots/0/scores/x/a"),
            ({"scores": {"x": decimals({"a": "NaN"})}}, "/ballots/0/scores/x/a"),
        ],
    )
    def test_are_refused_by_member_and_place(self, ballot: dict[str, Any], place: str) -> None:
        with pytest.raises(EngineError, match="ann") as refused:
            compare_ballots(make_matrix({"x": [1, 2], "y": [2, 1]}), [Ballot(member="ann", **ballot)])
        assert refused.value.errors[0][0] == place


class TestSpeed:
    def test_fifty_members_and_forty_criteria_take_less_than_a_tenth_of_a_second(self) -> None:
        rng = np.random.default_rng(0)
        points, own = rng.integers(1, 20, (50, 40)), rng.integers(0, 11, (6, 40)).astype(float)
        names = [[f"{kind}{i}" for i in range(count)] for kind, count in (("x", 6), ("c", 40), ("m", 50))]
        taken = []  # of this thread's own time: what others do on the machine counts for nothing
        for _ in range(5):
            start = time.thread_time()
            compare_members(
                alternatives=names[0], criteria=names[1], members=names[2], points=points, own=own
            )
            taken.append(time.thread_time() - start)
        assert min(taken) < 0.1
