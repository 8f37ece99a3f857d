"""What a matrix refuses, and how it says so."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import ValidationError

from decision.engine import (
    Cell,
    Criterion,
    Direction,
    DuplicateKey,
    EngineError,
    Gate,
    InvalidGate,
    InvalidMatrix,
    InvalidRange,
    InvalidScale,
    InvalidTree,
    InvalidValueFunction,
    NegativeWeight,
    NotFinite,
    ScoreOutsideScale,
    UnknownAlternative,
    UnknownCriterion,
    ValueFunction,
)
from tests.engine.tables import make_criterion, make_matrix, make_row


def refusal(error: type[EngineError], **overrides: object) -> EngineError:
    with pytest.raises(error) as caught:
        make_matrix({"x": (1, 2), "y": (3, 4)}, **overrides)
    return caught.value


class TestShape:
    def test_an_alternative_listed_twice_is_refused(self) -> None:
        error = refusal(DuplicateKey, alternatives=("x", "x"))
        assert (error.detail, error.errors) == (
            "The alternative x is listed twice: list each once.",
            [("/alternatives/x", "Listed twice.")],
        )

    def test_a_criterion_listed_twice_is_refused(self) -> None:
        error = refusal(DuplicateKey, criteria=(make_criterion("a"), make_criterion("a")))
        assert error.errors == [("/criteria/a", "Listed twice.")]

    def test_a_row_too_few_is_refused(self) -> None:
        assert "2 alternatives, but 1 rows" in refusal(InvalidMatrix, cells=(make_row(1, 2),)).detail

    def test_a_row_of_the_wrong_length_is_refused_by_name(self) -> None:
        error = refusal(InvalidMatrix, cells=(make_row(1, 2), make_row(1)))
        assert error.detail.startswith("y has 1 scores for 2 criteria")

    def test_unknown_parents_are_refused(self) -> None:
        error = refusal(InvalidTree, criteria=(make_criterion("a"), make_criterion("b", parent="c")))
        assert "b has the parent c" in error.detail

    def test_a_circle_of_parents_is_refused(self) -> None:
        circle = (make_criterion("a", parent="b"), make_criterion("b", parent="a"), make_criterion("c"))
        assert "a is its own ancestor" in refusal(InvalidTree, criteria=circle).detail


class TestScores:
    def test_outside_the_scale_is_refused_with_every_place(self) -> None:
        error = refusal(ScoreOutsideScale, cells=(make_row(11, -1), make_row(0, 10)))
        assert (
            error.detail
            == "The score of x on a must lie on its scale: 11 lies outside the scale from 0 to 10."
        )
        assert [place for place, _ in error.errors] == ["/scores/x/a", "/scores/x/b"]

    def test_a_scale_is_named_without_the_zeros_of_storage(self) -> None:
        scales = [make_criterion(key, low=Decimal("0.0000"), high=Decimal("10.0000")) for key in "ab"]
        error = refusal(ScoreOutsideScale, criteria=tuple(scales), cells=(make_row(11, 1), make_row(0, 10)))
        assert error.detail.endswith("11 lies outside the scale from 0 to 10.")

    @pytest.mark.parametrize(
        ("low", "high", "text"), [(None, 2, "up to 2."), (2, None, "from 2."), ("1.5", 2, "from 1.5 to 2.")]
    )
    def test_the_scale_is_named_as_far_as_it_is_closed(self, low: object, high: object, text: str) -> None:
        criteria = (make_criterion("a", low=low, high=high), make_criterion("b"))
        value = 3 if high == 2 else 1
        error = refusal(ScoreOutsideScale, criteria=criteria, cells=(make_row(value, 1), make_row(2, 2)))
        assert error.detail.endswith(text)

    def test_the_range_of_a_score_must_stay_on_the_scale(self) -> None:
        cells = ((Cell(value=Decimal(9), high=Decimal(11)), None), make_row(1, 1))
        assert "11 lies outside" in refusal(ScoreOutsideScale, cells=cells).detail

    @pytest.mark.parametrize("bounds", [{"low": 6}, {"high": 4}])
    def test_the_range_must_enclose_the_score(self, bounds: dict[str, int]) -> None:
        cells = ((Cell(value=5, **bounds), None), make_row(1, 1))
        assert "The range of x on a must enclose its score 5" in refusal(InvalidRange, cells=cells).detail

    @pytest.mark.parametrize("value", ["NaN", "Infinity", "1e999999", "-1e301", "1e-401"])
    def test_what_is_no_usable_number_is_refused_by_name(self, value: str) -> None:
        error = refusal(NotFinite, cells=(make_row(1, value), make_row(1, 1)))
        assert "The score of x on b must be a finite number" in error.detail
        assert error.errors[0][0] == "/scores/x/b"

    def test_text_is_no_score(self) -> None:
        with pytest.raises(ValidationError):
            Cell(value="ten")


class TestCriteria:
    def test_negative_points_are_refused(self) -> None:
        with pytest.raises(NegativeWeight, match="a has -1"):
            make_criterion("a", -1)

    def test_a_falling_scale_is_refused(self) -> None:
        with pytest.raises(InvalidScale, match="must rise from low to high"):
            make_criterion("a", low=10, high=0)

    @pytest.mark.parametrize("end", ["low", "high"])
    def test_a_cost_needs_both_ends(self, end: str) -> None:
        with pytest.raises(InvalidScale, match="a is a cost"):
            make_criterion("a", direction=Direction.COST, **{end: None})

    def test_an_infinite_scale_is_refused(self) -> None:
        with pytest.raises(NotFinite):
            make_criterion("a", high=Decimal("Infinity"))

    def test_nothing_can_be_changed_afterwards(self) -> None:
        with pytest.raises(ValidationError, match="frozen"):
            make_criterion("a").points = Decimal(3)

    def test_unknown_fields_are_refused(self) -> None:
        with pytest.raises(ValidationError):
            Criterion(key="a", points=Decimal(1), weight=3)


class TestValueFunctions:
    @pytest.mark.parametrize(
        ("kind", "points", "message"),
        [
            ("linear", ((0, 0),), "needs exactly two points"),
            ("linear", ((0, 0), (1, 1), (2, 2)), "needs exactly two points"),
            ("piecewise", ((0, 0),), "needs at least two points"),
            ("piecewise", ((1, 0), (1, 1)), "ordered by rising x"),
            ("logarithmic", ((0, 0), (1, 1)), "every x above 0"),
        ],
    )
    def test_points_that_describe_no_function_are_refused(
        self, kind: str, points: tuple[tuple[int, int], ...], message: str
    ) -> None:
        with pytest.raises(InvalidValueFunction, match=message):
            ValueFunction(kind=kind, points=points)


class TestGates:
    def gate(self, **overrides: object) -> Gate:
        return Gate(**{"key": "g", "name": "Fast", "comparison": "at_least", "threshold": 5, **overrides})

    def test_a_gate_compares_one_thing(self) -> None:
        with pytest.raises(InvalidGate, match="either a criterion or observed figures"):
            self.gate()
        with pytest.raises(InvalidGate):
            self.gate(criterion="a", observed={})

    @pytest.mark.parametrize("criterion", ["z", "group"])
    def test_a_gate_needs_a_criterion_with_scores(self, criterion: str) -> None:
        criteria = (make_criterion("group"), make_criterion("a", parent="group"), make_criterion("b"))
        error = refusal(UnknownCriterion, criteria=criteria, gates=(self.gate(criterion=criterion),))
        assert f"Gate Fast compares {criterion}" in error.detail

    def test_figures_of_strangers_are_refused(self) -> None:
        error = refusal(UnknownAlternative, gates=(self.gate(observed={"z": Decimal(1)}),))
        assert error.errors == [("/gates/g/observed/z", "Unknown alternative.")]

    def test_a_gate_listed_twice_is_refused(self) -> None:
        gate = self.gate(criterion="a")
        assert (
            refusal(DuplicateKey, gates=(gate, gate)).detail == "The gate g is listed twice: list each once."
        )
