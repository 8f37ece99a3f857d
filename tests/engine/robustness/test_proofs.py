"""Proofs that an alternative can or cannot be first; games; dominance."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from decision.engine import Cell, Gate, Matrix, WinProof, dominance, first_place_moves, rank, win_proofs
from decision.engine.robustness import certificates
from decision.engine.robustness.certificates import settle
from decision.engine.robustness.games import solve_game
from tests.engine.robustness.corners import corners
from tests.engine.robustness.strategies import mixed_matrices, trees
from tests.engine.tables import LABELS, make_criterion, make_matrix, matrices, seed_matrix

any_matrix = st.one_of(matrices(least_rows=2), mixed_matrices(open_scores=True), trees())
tables = st.integers(1, 5).flatmap(
    lambda n: st.lists(st.lists(st.integers(-9, 9), min_size=n, max_size=n), min_size=1, max_size=5)
)


def proofs(matrix: Matrix, **options: object) -> dict[str, WinProof]:
    return {one.alternative: one for one in win_proofs(matrix, **options)}  # type: ignore[arg-type]


def leaders(matrix: Matrix, points: dict[str, Decimal]) -> set[str]:
    return {one.alternative for one in rank(matrix, points).standings if one.rank == 1}


class TestGames:
    @given(tables)
    def test_both_mixtures_guarantee_the_value(self, payoffs: list[list[int]]) -> None:
        solution = solve_game(payoffs)
        assert sum(solution.rows) == sum(solution.columns) == 1
        assert min(*solution.rows, *solution.columns) >= 0
        gains = [
            sum(r * row[j] for r, row in zip(solution.rows, payoffs, strict=True))
            for j in range(len(payoffs[0]))
        ]
        losses = [sum(c * x for c, x in zip(solution.columns, row, strict=True)) for row in payoffs]
        assert min(gains) == max(losses) == solution.value

    def test_matching_pennies_and_rock_paper_scissors(self) -> None:
        assert solve_game([[1, -1], [-1, 1]]).rows == [Fraction(1, 2)] * 2
        assert solve_game([[0, -1, 1], [1, 0, -1], [-1, 1, 0]]).columns == [Fraction(1, 3)] * 3


class TestSeedMatrix:
    def test_the_sentences(self) -> None:
        told = [one.sentence for one in win_proofs(seed_matrix(), labels=LABELS)]
        assert (
            told[0]
            == "With today’s weights, FastAPI is first with 9.65 points, ahead of Django REST with 7.60."
        )
        assert told[1] == (
            "With all the weight on Auth & Security, Django REST is first with 10.00 points, "
            "ahead of FastAPI with 9.00."
        )
        assert told[2] == (
            "No weights put Flask first: a mix of 60 % Django REST and 40 % FastAPI is better on every criterion, by "
            "0.20 at least (on AWS Lambda Support: 8.20 against 8.00), so one of them is always ahead."
        )
        assert told[3] == (
            "No weights put Tornado first: FastAPI is better on every criterion, by 1.00 at least (on Performance: "
            "10.00 against 9.00)."
        )

    def test_the_mixture_by_hand(self) -> None:
        flask = proofs(seed_matrix())["flask"]
        assert flask.mixture == (("django-rest-framework", Fraction(3, 5)), ("fastapi", Fraction(2, 5)))
        assert [(one.own, one.mixture) for one in flask.comparisons] == [
            (7, Decimal("7.6")), (6, Decimal("8.2")), (6, Decimal("8.8")), (7, Decimal("9.6")),
            (7, Decimal("8.4")), (8, Decimal("8.2")), (9, Decimal("9.2")),
        ]  # fmt: skip
        assert (flask.margin, flask.can_win, flask.weights) == (Decimal("0.2"), False, None)


class TestLaws:
    @given(any_matrix)
    def test_every_proof_verifies_by_arithmetic(self, matrix: Matrix) -> None:
        for one in win_proofs(matrix):
            if one.can_win:
                assert one.points is not None
                assert leaders(matrix, one.points) == {one.alternative, *one.tied_with}
            else:
                assert sum(share for _, share in one.mixture) == 1
                self.check_mixture(matrix, one)

    def check_mixture(self, matrix: Matrix, proof: WinProof) -> None:
        values, names = matrix.prepared.ranked, matrix.alternatives
        own = values[names.index(proof.alternative)]
        mixed = [
            sum(share * values[names.index(name)][j] for name, share in proof.mixture)
            for j in range(len(own))
        ]
        assert all(theirs > mine for theirs, mine in zip(mixed, own, strict=True))

    @given(any_matrix)
    def test_it_can_win_exactly_where_a_linear_program_says_so(self, matrix: Matrix) -> None:
        values = matrix.prepared.floats
        m, n = values.shape
        for row, one in enumerate(win_proofs(matrix)):
            others = [i for i in range(m) if i != row]
            lead = linprog(
                c=np.append(np.zeros(n), -1.0),
                A_ub=np.hstack([values[others] - values[row], np.ones((m - 1, 1))]),
                b_ub=np.zeros(m - 1),
                A_eq=np.append(np.ones(n), 0.0)[None],
                b_eq=[1.0],
                bounds=[(0, None)] * n + [(None, None)],
            )
            if abs(lead.fun) > 1e-7:
                assert one.can_win == (lead.fun < 0)

    @given(any_matrix)
    def test_what_another_strictly_dominates_cannot_win(self, matrix: Matrix) -> None:
        found = proofs(matrix)
        beaten = {pair.loser for pair in dominance(matrix).pairs if pair.is_strict}
        assert all(not found[name].can_win for name in beaten)
        assert not any(found[name].at_best for name in beaten)

    @given(any_matrix)
    def test_first_place_is_reached_exactly_where_it_can_be_won(self, matrix: Matrix) -> None:
        found = proofs(matrix)
        for name, move in first_place_moves(matrix).items():
            assert (move is not None) == (found[name].can_win and found[name].grounds != "leads")
            if move is not None:
                assert move.points is not None
                assert name in leaders(matrix, move.points)

    @given(any_matrix, st.data())
    def test_no_weights_nearby_do_better_than_the_first_place_move(
        self, matrix: Matrix, data: st.DataObject
    ) -> None:
        weights = matrix.tree.weights()
        parts = data.draw(
            st.lists(st.integers(0, 9), min_size=len(matrix.leaves), max_size=len(matrix.leaves))
        )
        if not sum(parts):
            return
        totals = np.array(matrix.prepared.ranked, dtype=object) @ np.array(parts, dtype=object)
        moved = (
            sum(
                abs(Fraction(new, sum(parts)) - Fraction(old, weights.whole))
                for new, old in zip(parts, weights.parts, strict=True)
            )
            / 2
        )
        for name, move in first_place_moves(matrix).items():
            if (
                totals[matrix.alternatives.index(name)] == totals.max()
                and move is not None
                and move.moved is not None
            ):
                assert move.moved <= moved + Fraction(1, 10**9)

    @given(st.integers(0, 10**6))
    def test_beyond_exact_games_the_linear_program_gives_the_same_verdict(self, seed: int) -> None:
        values = np.random.default_rng(seed).integers(0, 20, (9, 4)).astype(object)
        for row in range(3):
            rivals = [i for i in range(9) if i != row]
            exact = settle(values[row], rivals, values)
            ahead = values[rivals] - values[row]
            weights, mixture = certificates._by_linear_program(ahead)
            if exact.wins:
                found = certificates._simple_weights(ahead, weights, strictly=False)
                assert found is None or (ahead @ np.array(found.weights, dtype=object)).max() <= 0
            else:
                assert certificates._simple_mixture(ahead, rivals, mixture) is not None


class TestLongNumbers:
    """Scores with many decimals: a game of all would take a minute, so that HiGHS proposes, and proofs are checked."""

    def test_are_settled_soon_and_every_proof_holds(self) -> None:
        drawn = np.random.default_rng(7).integers(0, 10**18, (40, 10)).astype(object)
        values = drawn * 10 + 7
        assert not certificates.is_solved_exactly(values)
        for row in range(len(values)):
            rivals = [i for i in range(len(values)) if i != row]
            ahead, verdict = values[rivals] - values[row], settle(values[row], rivals, values)
            if verdict.wins:
                assert (ahead @ np.array(verdict.weights, dtype=object)).max() <= 0
            else:
                parts = dict(verdict.mixture)
                mixed = np.array([parts.get(i, 0) for i in rivals], dtype=object) @ ahead
                assert mixed.min() > 0

    @given(st.integers(0, 10**6))
    def test_have_the_verdict_of_the_exact_game(self, seed: int) -> None:
        values = np.random.default_rng(seed).integers(0, 20, (7, 3)).astype(object)
        long = values * 10**1000 + 1  # a digit of these is worth a whole game
        assert not certificates.is_solved_exactly(long)
        for row in range(3):
            rivals = [i for i in range(7) if i != row]
            assert settle(long[row], rivals, long).wins == settle(values[row], rivals, values).wins

    def test_that_differ_little_are_short(self) -> None:
        assert certificates.is_solved_exactly(
            np.array([[10**30 + i * j for j in range(9)] for i in range(9)], dtype=object)
        )


class TestFirstPlace:
    def test_against_everybody_it_takes_more_than_against_the_leader(self) -> None:
        # y passes x once b weighs 2/3, but z is ahead of both there; all three meet nowhere nearer than at c.
        matrix = make_matrix({"x": (10, 0, 2), "y": (4, 6, 9), "z": (6, 9, 3)}, (6, 2, 2))
        move = first_place_moves(matrix)["y"]
        assert move is not None
        assert "y" in leaders(matrix, move.points or {})

    def test_locks_may_keep_it_from_first_place(self) -> None:
        matrix = make_matrix({"x": (10, 0, 5), "y": (0, 10, 5)}, (6, 2, 2))
        assert first_place_moves(matrix, locked=("b", "c"))["y"] is None
        move = first_place_moves(matrix, only=("y",))["y"]
        assert move is not None
        assert move.moved == Decimal("0.2")

    def test_todays_winner_needs_none(self) -> None:
        assert first_place_moves(make_matrix({"x": (9, 1), "y": (1, 9)})) == {"x": None, "y": None}


class TestEdges:
    @pytest.mark.parametrize("name", corners())
    def test_every_corner_has_an_answer(self, name: str) -> None:
        answers = {
            "no alternative": {},
            "one criterion": {"x": "dominated", "y": "leads"},
            "duplicates": {"x": "leads", "y": "leads", "z": "best_on"},
            "all the weight on one": {"x": "leads", "y": "best_on"},
            "zero weight without scores": {"x": "leads", "y": "best_on"},
            "nothing bounds what is missing": {"x": "leads", "y": "dominated"},
            "missing and weighing": {"x": "best_on", "y": "leads", "z": "dominated"},
            "constant column": {"x": "leads", "y": "best_on"},
            "all costs": {"x": "best_on", "y": "leads"},
            "a weight of 1e-12": {"x": "best_on", "y": "leads"},
            "a lead of 1e-12": {"x": "leads", "y": "best_on"},
            "a lead by a weight of 1e-12": {"x": "leads", "y": "best_on"},
            "nobody ranked": {"x": "excluded", "y": "excluded"},
        }
        matrix = corners()[name]
        found = {key: one.grounds for key, one in proofs(matrix).items()}
        assert found == answers.get(name, dict.fromkeys(matrix.alternatives, "leads"))
        assert all("nan" not in one.sentence.lower() for one in proofs(matrix).values())

    def test_winning_only_between_the_criteria(self) -> None:
        matrix = make_matrix({"x": (10, 0), "y": (0, 10), "z": (6, 6)}, (9, 1))
        one = proofs(matrix)["z"]
        assert (one.grounds, one.sentence) == (
            "weights",
            "With a at 50 % and b at 50 %, z is first with 6.00 points, ahead of x with 5.00.",
        )

    def test_winning_only_by_a_tie(self) -> None:
        one = proofs(make_matrix({"x": (10, 0), "y": (0, 10), "z": (5, 5)}, (9, 1)))["z"]
        assert (one.can_win, one.tied_with) == (True, ("x", "y"))
        assert (
            one.sentence
            == "With a at 50 % and b at 50 %, z ties with x and y for first, at 5.00 points each."
        )

    def test_a_must_have_excludes_for_good(self) -> None:
        gate = Gate(key="g", name="A of 5", comparison="at_least", threshold=Decimal(5), criterion="a")
        one = proofs(make_matrix({"x": (9, 1), "y": (1, 9)}, gates=(gate,)))["y"]
        assert one.sentence == "No weights put y first: it fails the must-have A of 5."
        assert first_place_moves(make_matrix({"x": (9, 1), "y": (1, 9)}, gates=(gate,)))["y"] is None

    def test_a_missing_score_leaves_the_question_open(self) -> None:
        found = proofs(make_matrix({"x": (5, 5), "y": (4, None)}))
        assert (found["y"].can_win, found["y"].at_best) == (False, True)
        assert found["y"].sentence.endswith(
            " With its own open scores at their best and all others’ at their worst, some weights would."
        )
        sure = proofs(make_matrix({"x": (5, 5), "y": (4, 4), "z": (None, 1)}))["y"]
        assert sure.at_best is False
        assert sure.sentence.endswith(" That holds whatever open scores turn out to be.")

    def test_a_thousand_alternatives(self) -> None:
        rows = np.random.default_rng(0).integers(0, 100, (1_000, 30)).tolist()
        criteria = tuple(make_criterion(f"c{j}", 1, high=100) for j in range(30))
        matrix = make_matrix({f"x{i}": row for i, row in enumerate(rows)}, criteria=criteria)
        first = proofs(matrix, only=("x3", "x4"))
        assert all(one.alternative in leaders(matrix, one.points or {}) for one in first.values())
        self.check_known(matrix, first["x3"])

    def check_known(self, matrix: Matrix, proof: WinProof) -> None:
        """Known weights are taken, rounded, where they hold."""
        assert proof.grounds == "weights"
        fine = {key: share + Decimal("1e-9") for key, share in (proof.weights or {}).items()}
        taken = proofs(matrix, only=("x3",), known={"x3": fine})["x3"]
        assert "x3" in leaders(matrix, taken.points or {})
        for wrong in ({"c0": Decimal(1)}, {"c0": Decimal(2), "c1": Decimal(-1)}, {}):
            assert proofs(matrix, only=("x3",), known={"x3": wrong})["x3"] == proof


class TestDominance:
    def test_seed(self) -> None:
        found = dominance(seed_matrix())
        assert [(pair.winner, pair.loser, pair.is_strict) for pair in found.pairs] == [
            ("fastapi", "tornado", True)
        ]
        assert found.levels == (
            (("fastapi",), ("django-rest-framework",), ("flask",)), (("tornado",),),
        )  # fmt: skip

    def test_a_chain_draws_only_its_steps(self) -> None:
        found = dominance(make_matrix({"x": (9, 9), "y": (9, 5), "z": (3, 4), "twin": (9, 5)}))
        assert found.groups == (("x",), ("y", "twin"), ("z",))
        assert [(link.winner, link.loser, link.is_strict) for link in found.links] == [
            ("x", "y", False), ("y", "z", True),
        ]  # fmt: skip
        assert found.levels == ((("x",),), (("y", "twin"),), (("z",),))
        assert len(found.pairs) == 5

    @given(any_matrix)
    def test_it_is_what_comparing_two_by_two_gives(self, matrix: Matrix) -> None:
        found = {(pair.winner, pair.loser): pair.is_strict for pair in dominance(matrix).pairs}
        low, high = matrix.prepared.worst, matrix.prepared.best
        for i, a in enumerate(matrix.alternatives):
            for j, b in enumerate(matrix.alternatives):
                pairs = list(zip(low[i], high[j], strict=True))
                weak = i != j and all(x >= y for x, y in pairs) and any(x > y for x, y in pairs)
                assert ((a, b) in found) == weak
                if weak:
                    assert found[a, b] == all(x > y for x, y in pairs)

    @given(any_matrix)
    def test_the_links_say_as_much_as_the_pairs(self, matrix: Matrix) -> None:
        found = dominance(matrix)
        first = {name: group[0] for group in found.groups for name in group}
        reached = {(link.winner, link.loser) for link in found.links}
        for _ in found.groups:
            reached |= {(a, d) for a, b in reached for c, d in reached if b == c}
        assert {(first[pair.winner], first[pair.loser]) for pair in found.pairs} == reached

    def test_uncertain_scores_must_be_apart(self) -> None:
        mine = Cell(value=Decimal(8), low=Decimal(6), high=Decimal(9))
        theirs = Cell(value=Decimal(5), low=Decimal(4), high=Decimal(7))
        cells = (mine,), (theirs,)
        matrix = Matrix(alternatives=("x", "y"), criteria=(make_criterion("a"),), cells=cells)
        assert dominance(matrix).pairs == ()

    @pytest.mark.parametrize("name", corners())
    def test_every_corner_has_an_answer(self, name: str) -> None:
        answers = {
            "one criterion": [("y", "x")],
            "missing and weighing": [("y", "z")],
            "constant column": [("x", "y")],
            "a lead of 1e-12": [("x", "y")],
            "a lead by a weight of 1e-12": [("x", "y")],
        }
        found = [(pair.winner, pair.loser) for pair in dominance(corners()[name]).pairs]
        assert found == answers.get(name, [])
