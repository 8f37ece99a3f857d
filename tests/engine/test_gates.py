"""Must-haves."""

from __future__ import annotations

from decimal import Decimal

from decision.engine import Gate, GateResult, Matrix, rank
from tests.engine.tables import make_matrix


class TestGates:
    def gated(self, **gate: object) -> Matrix:
        fields: dict[str, object] = {
            "key": "g",
            "name": "Fast enough",
            "comparison": "at_least",
            "threshold": 5,
        }
        return make_matrix({"x": (9, 4), "y": (6, 6), "z": (7, None)}, gates=(Gate(**{**fields, **gate}),))

    def test_a_failed_one_excludes_but_keeps_the_total(self) -> None:
        ranking = rank(self.gated(criterion="b"))
        assert [(s.alternative, s.rank) for s in ranking.standings] == [("y", 1), ("z", 2)]
        assert [(s.alternative, s.rank, s.tied, s.total) for s in ranking.excluded] == [
            ("x", None, False, Decimal("6.5"))
        ]
        assert ranking.excluded[0].failed_gates == ("g",)

    def test_a_missing_figure_is_unknown_and_never_excludes(self) -> None:
        standing = rank(self.gated(criterion="b")).standings[1]
        assert standing.gates == {"g": GateResult.UNKNOWN}
        assert standing.failed_gates == ()

    def test_a_warning_one_marks_but_does_not_exclude(self) -> None:
        ranking = rank(self.gated(criterion="b", excludes=False))
        assert ranking.excluded == ()
        assert ranking.standings[0].failed_gates == ("g",)

    def test_observed_figures_decide_at_the_threshold(self) -> None:
        observed = {"x": Decimal(5), "y": Decimal("5.0001"), "z": None}
        ranking = rank(self.gated(comparison="at_most", observed=observed))
        assert {s.alternative: s.gates["g"] for s in (*ranking.standings, *ranking.excluded)} == {
            "x": GateResult.PASS,
            "y": GateResult.FAIL,
            "z": GateResult.UNKNOWN,
        }
