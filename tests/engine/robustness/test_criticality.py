"""By what part of its own weight a criterion's weight would have to change, until two change places."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from hypothesis import given

from decision.engine import Matrix, criterion_lines, rank
from decision.engine.figures import figures
from decision.engine.robustness import Change, Criticality
from tests.engine.tables import make_matrix, matrices, seed_matrix


def found(matrix: Matrix) -> dict[str, Criticality]:
    return {each.criterion: each.criticality for each in criterion_lines(matrix)}


def least(matrix: Matrix, *, first: bool) -> dict[str, Fraction | None]:
    """By all pairs, as the measures are defined."""
    computed = figures(matrix)
    parts, values, totals = computed.weights.parts, matrix.prepared.ranked, computed.totals
    leaders = computed.leaders()
    pairs = [(a, b) for a, b in combinations(computed.ranked, 2) if totals[a] != totals[b]]
    if first:
        pairs = [pair for pair in pairs if set(pair) & set(leaders)] if len(leaders) == 1 else []
    answer = {}
    for k, leaf in enumerate(matrix.leaves):
        able = [
            abs(change) / parts[k]
            for a, b in pairs
            if parts[k] not in (0, computed.weights.whole) and values[a][k] != values[b][k]
            for change in [Fraction(totals[a] - totals[b], values[a][k] - values[b][k])]
            if change <= parts[k]
        ]
        answer[leaf.key] = min(able, default=None)
    return answer


class TestTheSeedMatrix:
    def test_needs_fourteen_times_the_weight_of_security_more_before_anybody_leads(self) -> None:
        change = found(seed_matrix())["auth-security"].top
        assert change is not None
        assert (round(change.part, 2), change.falling, change.rising) == (
            Decimal("13.67"), "fastapi", "django-rest-framework",
        )  # fmt: skip

    def test_has_places_that_change_sooner(self) -> None:
        assert found(seed_matrix())["aws-lambda-support"] == Criticality(
            None, Change(Decimal("-0.8000000000"), "flask", "tornado")
        )


class TestTheLaws:
    @given(matrices())
    def test_neighbours_in_the_order_are_enough(self, matrix: Matrix) -> None:
        top, anywhere = least(matrix, first=True), least(matrix, first=False)
        for key, each in found(matrix).items():
            for change, expected in ((each.top, top[key]), (each.any, anywhere[key])):
                assert (change is None) == (expected is None)
                if change is not None and expected is not None:
                    assert abs(abs(Fraction(change.part)) - expected) <= Fraction(1, 10**10)

    def test_the_change_ties_what_it_names_and_the_others_keep_their_points(self) -> None:
        matrix = make_matrix({"x": (8, 2), "y": (3, 5)}, (4, 4))
        change = found(matrix)["a"].top
        assert change == Change(Decimal("-0.4"), "x", "y")
        moved = {"a": 4 * (1 + change.part), "b": Decimal(4)}
        assert {each.rank for each in rank(matrix, moved).standings} == {1}


class TestCorners:
    def test_nothing_is_critical_where_one_stands_alone_or_all_tie_or_one_criterion_decides(self) -> None:
        nothing = Criticality(None, None)
        assert found(make_matrix({"x": (8, 2)})) == {"a": nothing, "b": nothing}
        assert found(make_matrix({"x": (8, 2), "y": (8, 2)})) == {"a": nothing, "b": nothing}
        assert found(make_matrix({"x": (8, 2), "y": (3, 5)}, (1, 0))) == {"a": nothing, "b": nothing}

    def test_a_tie_for_first_has_no_leader_to_draw_level_with(self) -> None:
        assert found(make_matrix({"x": (5, 3), "y": (3, 5), "z": (4, 1)}))["a"] == Criticality(
            None, Change(Decimal("3.0000000000"), "y", "z")
        )
