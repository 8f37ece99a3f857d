"""What is recommended, and in which words."""

from __future__ import annotations

from decimal import Decimal

from decision.engine import Advantage, Cell, Gate, Matrix, Recommendation, rank
from tests.engine.tables import LABELS, decimals, make_criterion, make_matrix, make_row, seed_matrix


def recommendation(
    rows: dict[str, tuple[int | str | None, ...]], *points: int | str, **overrides: object
) -> Recommendation:
    labels = {"x": "Ann", "y": "Bob", "z": "Cid", "a": "Speed", "b": "Price"}
    return rank(make_matrix(rows, points or None, **overrides), labels=labels).recommendation


FLIPS = "Django REST would lead if Community & Support alone rose above 53 % or Auth & Security above 72 %."
MIX = (
    "Moving 36 points of weight from Performance, Scalability and AWS Lambda Support to Community & Support "
    "brings Django REST level."
)


class TestSeedMatrix:
    def test_fastapi_wins_and_the_words_say_by_how_much_and_why(self) -> None:
        found = rank(seed_matrix(), labels=LABELS).recommendation
        assert (found.outcome, found.alternative, found.runner_up) == (
            "winner",
            "fastapi",
            "django-rest-framework",
        )
        assert found.margin == Decimal("2.05")
        assert found.summary == (
            "FastAPI leads Django REST by 2.05 points (9.65 against 7.60). "
            "Its largest advantages are in Performance (+1.00) and Scalability (+0.60)."
        )
        assert found.reasons == (
            Advantage("performance", 10_000_000_000),
            Advantage("scalability", 6_000_000_000),
            Advantage("documentation", 3_000_000_000),
        )
        assert [one.advantage for one in found.reasons] == [Decimal(1), Decimal("0.6"), Decimal("0.3")]
        assert found.against == (
            Advantage("auth-security", -1_500_000_000),
            Advantage("community-support", -1_000_000_000),
        )
        assert str(found.headline) == "FastAPI leads by 2.05"
        assert found.conditions == (
            FLIPS,
            "No single weight puts Flask or Tornado first.",
            MIX,
        )
        marked = [part.text for each in found.one_weight for part in each.parts if part.mark == "flip"]
        assert marked == ["53 %", "72 %"]
        assert found.argument == (
            "The strongest argument against FastAPI is Auth & Security: Django REST has 10, FastAPI 9 (0.15 points)."
        )
        assert found.summary == f"{found.lead} {found.because}"
        assert found.robustness is not None
        assert found.robustness.figure == "first in 97 of 100 possible weightings"
        assert found.caveats == ()

    def test_another_weighting_makes_another_winner(self) -> None:
        found = rank(seed_matrix(), decimals({"auth-security": 1000}), LABELS).recommendation
        assert found.alternative == "django-rest-framework"
        assert found.conditions[:2] == (
            "FastAPI would lead if Performance alone rose above 17 % or Scalability above 21 %.",
            "4 more weights can hand the lead over.",
        )


class TestWinner:
    def test_one_large_advantage_is_named_alone(self) -> None:
        found = recommendation({"x": (10, 6), "y": (2, 5)})
        assert (
            found.summary
            == "Ann leads Bob by 4.50 points (8.00 against 3.50). Its largest advantage is in Speed (+4.00)."
        )

    def test_the_only_advantage_is_called_that(self) -> None:
        assert recommendation({"x": (10, 5), "y": (2, 6)}).summary.endswith(
            "Its only advantage is in Speed (+4.00)."
        )

    def test_runners_up_with_the_same_total_are_all_named(self) -> None:
        found = recommendation({"x": (10,), "z": (2,), "y": (2,)})
        assert found.runner_up == "y"
        assert found.summary.startswith("Ann leads Bob and Cid by 8.00 points (10.00 against 2.00 each).")
        assert found.caveats == ("Bob and Cid share rank 2.",)

    def test_the_only_alternative_wins_against_nobody(self) -> None:
        found = recommendation({"x": (10,)})
        assert (found.outcome, found.alternative, found.runner_up, found.margin) == (
            "winner",
            "x",
            None,
            None,
        )
        assert found.summary == "Ann is the only alternative; its total is 10.00 points."

    def test_nothing_flips_is_said(self) -> None:
        assert recommendation({"x": (10, 6), "y": (2, 5)}).conditions == (
            "No single weight changes the winner.",
            "No weights at all do: it is ahead of every other on every criterion.",
        )

    def test_three_reasons_and_two_single_weights_at_most_and_the_rest_counted(self) -> None:
        found = recommendation({"x": (9, 9, 9, 9, 9, 0, 0, 0, 0), "y": (1, 1, 1, 1, 1, 8, 8, 8, 8)})
        assert (len(found.reasons), len(found.against)) == (3, 4)
        assert [part.mark for part in found.one_weight[0].parts].count("flip") == 2
        assert str(found.one_weight[1]) == "2 more weights can hand the lead over."

    def test_two_ways_of_one_weight_name_it_once_and_each_its_winner(self) -> None:
        found = recommendation({"x": (6, 6), "y": (9, 1), "z": (1, 9)})
        assert found.conditions[0] == (
            "Bob would lead if Speed alone rose above 63 %, Cid if it fell below 38 %."
        )

    def test_shares_within_a_tree_are_shares_of_all(self) -> None:
        criteria = (make_criterion("g", 1), make_criterion("a", 1, parent="g"), make_criterion("b", 1))
        found = recommendation({"x": (10, 4), "y": (0, 9)}, criteria=criteria)
        assert "% of all" in found.conditions[0]

    def test_a_lead_that_two_decimals_do_not_show_is_less_than_one_of_them(self) -> None:
        found = recommendation({"x": ("5.001",), "y": (5,)})
        assert str(found.headline) == "Ann leads by less than 0.01, too close to call"

    def test_differences_too_small_for_two_decimals_are_printed_with_more(self) -> None:
        found = recommendation({"x": ("5.001",), "y": (5,)})
        assert found.summary == (
            "Ann leads Bob by 0.001 points (5.001 against 5.000). Its only advantage is in Speed (+0.001)."
        )

    def test_a_lead_that_no_decimal_shows_is_not_called_zero(self) -> None:
        found = recommendation({"x": (5, 1), "y": (5, 0)}, 1, "0.000000000001")
        assert found.summary == "Ann leads Bob by less than 0.0000000001 points (5.00 against 5.00)."
        assert (found.outcome, found.reasons) == ("close_call", ())


class TestCloseCall:
    def test_a_margin_below_the_threshold_is_a_close_call(self) -> None:
        found = recommendation({"x": ("5.04",), "y": (5,)})
        assert (found.outcome, found.alternative) == ("close_call", "x")
        assert found.caveats == (
            "A close call: the lead is smaller than the 0.05 points this decision asks for.",
        )

    def test_a_margin_at_the_threshold_is_a_win(self) -> None:
        assert recommendation({"x": ("5.05",), "y": (5,)}).outcome == "winner"

    def test_the_threshold_belongs_to_the_decision(self) -> None:
        assert recommendation({"x": (6,), "y": (5,)}, close_call_margin=2).outcome == "close_call"


class TestTie:
    def test_all_leaders_are_named_and_none_is_recommended(self) -> None:
        found = recommendation({"y": (0, 10), "x": (10, 0), "z": (1, 1)})
        assert (found.outcome, found.alternative, found.runner_up, found.margin) == ("tie", None, None, 0)
        assert found.summary == (
            "Ann and Bob tie for first place with 5.00 points each. "
            "These weights and scores do not decide between them."
        )
        assert found.conditions == (
            "If Speed weighed more, Ann would lead.",
            "If Price weighed more, Bob would lead.",
        )
        assert str(found.headline) == "Ann and Bob tie at 5.00"

    def test_a_tie_of_all_says_so(self) -> None:
        found = recommendation({"x": (5,), "y": (5,), "z": (5,)})
        assert found.summary.startswith("All 3 alternatives tie for first place")
        assert found.caveats == ("Speed does not tell the alternatives apart: all score the same.",)


NOBODY = "No alternative passes every must-have, so none is ranked. Ann has the highest total, 8.00, and fails “Fast”."


class TestUndecidable:
    def test_no_alternatives(self) -> None:
        assert (
            rank(make_matrix({}, (1,))).recommendation.summary
            == "There is nothing to rank yet: add alternatives."
        )

    def test_everything_excluded(self) -> None:
        gate = Gate(key="g", name="Fast", comparison="at_least", threshold=9, criterion="a")
        found = recommendation({"x": (8,), "y": (7,)}, gates=(gate,))
        assert (found.outcome, found.summary) == (
            "undecidable",
            NOBODY,
        )
        assert str(found.headline) == "No alternative meets every must-have"
        assert found.caveats == ("Ann and Bob fail the must-have “Fast” and are not ranked.",)

    def test_no_score_in_any_criterion_that_weighs(self) -> None:
        found = recommendation({"x": (None, 3), "y": (None, 4)}, 1, 0)
        assert (found.outcome, found.summary) == (
            "undecidable",
            "No score is known yet in any criterion that has weight.",
        )


class TestMissingScores:
    def test_a_missing_score_that_could_change_the_winner_is_a_caveat(self) -> None:
        found = recommendation({"x": (8, 4), "y": (None, 6)})
        assert (found.outcome, found.alternative) == ("winner", "x")
        assert found.caveats == (
            "Missing or uncertain scores could still change first place: at best Bob would reach or pass it.",
            "Bob has no score on Speed: its total lies between 3.00 and 8.00, and what is missing counts at its worst.",
        )

    def test_a_lead_that_a_missing_score_could_undo_is_one_so_far(self) -> None:
        found = recommendation({"x": (8, 4), "y": (None, 6)})
        assert str(found.headline) == "Ann leads by 3.00 so far"
        assert found.lead == "Ann leads Bob by 3.00 points so far (6.00 against 3.00)."
        assert found.is_open
        close = recommendation({"x": (8, 4), "y": (None, 6)}, close_call_margin=Decimal(5))
        assert str(close.headline) == "Ann leads by 3.00 so far, too close to call"

    def test_so_is_one_that_rests_on_a_score_of_the_winner_counted_at_its_best(self) -> None:
        found = recommendation({"x": (None, 4), "y": (3, 6)}, missing_at=Decimal(1))
        assert str(found.headline) == "Ann leads by 2.50 so far"

    def test_so_is_a_tie_that_it_could_part(self) -> None:
        found = recommendation({"x": (5, 5), "y": (None, 10)})
        assert (str(found.headline), found.lead) == (
            "Ann and Bob tie at 5.00 so far",
            "Ann and Bob tie for first place with 5.00 points each so far.",
        )
        assert not recommendation({"x": (5, 5), "y": (5, 5), "z": (None, 1)}, 1, 2).is_open

    def test_one_that_uncertain_scores_alone_could_undo_is_not(self) -> None:
        cells = (
            (Cell(value=8), Cell(value=5)),
            (Cell(value=5, low=4, high=9), Cell(value=5)),
            (Cell(value=0), None),
        )
        found = recommendation({"x": (8, 5), "y": (5, 5), "z": (0, None)}, 9, 1, cells=cells)
        assert (str(found.headline), found.is_open) == ("Ann leads by 2.70", False)

    def test_nobody_is_called_ahead_everywhere_without_saying_how_missing_scores_count(self) -> None:
        found = recommendation({"x": (8, 7), "y": (None, 6)})
        assert found.conditions[-1] == (
            "No weights at all do: as missing scores count, it is ahead of every other on every criterion."
        )

    def test_one_that_could_not_is_only_named(self) -> None:
        assert not recommendation({"x": (10, 9), "y": (None, 6)}).is_open
        assert recommendation({"x": (10, 9), "y": (None, 6)}).caveats == (
            "Bob has no score on Speed: its total lies between 3.00 and 8.00, and what is missing counts at its worst.",
        )

    def test_a_missing_score_without_weight_is_no_caveat(self) -> None:
        assert recommendation({"x": (None, 9), "y": (1, 6)}, 0, 1).caveats == ()

    def test_many_that_lack_scores_are_counted(self) -> None:
        rows: dict[str, tuple[int | str | None, ...]] = {f"o{i}": (None, 1) for i in range(9)}
        found = recommendation({"x": (9, 9), **rows})
        assert found.caveats[3] == "6 more alternatives lack scores, which count at their worst."
        assert found.caveats[4:] == ("o0, o1, o2 and 6 more share rank 2.",)

    def test_uncertain_scores_count_too(self) -> None:
        cells = ((Cell(value=8),), (Cell(value=5, low=4, high=9),))
        found = recommendation({"x": (8,), "y": (5,)}, cells=cells)
        assert found.caveats == (
            "Uncertain scores could still change first place: at best Bob would reach or pass it.",
        )

    def test_uncertain_leaders_that_tie_might_part(self) -> None:
        cells = ((Cell(value=5),), (Cell(value=5, low=4, high=9),), (Cell(value=4),))
        found = recommendation({"x": (5,), "y": (5,), "z": (4,)}, cells=cells)
        assert found.caveats == (
            "Uncertain scores could still decide between the leaders.",
            "Uncertain scores could still change first place: at best Cid would reach or pass it.",
        )


class TestGates:
    def gated(self, rows: dict[str, tuple[int | None, ...]], *, excludes: bool) -> Recommendation:
        gate = Gate(
            key="g", name="Fast", comparison="at_least", threshold=5, criterion="a", excludes=excludes
        )
        return recommendation(rows, gates=(gate,))

    def test_the_excluded_are_named(self) -> None:
        found = self.gated({"x": (4, 9), "y": (5, 1)}, excludes=True)
        assert found.summary == "Bob is the only one that passes every must-have; its total is 3.00 points."
        assert found.caveats == ("Ann fails the must-have “Fast” and is not ranked.",)

    def test_what_is_unknown_is_not_called_passed(self) -> None:
        gates = (
            Gate(key="g", name="Fast", comparison="at_least", threshold=5, criterion="a"),
            Gate(key="h", name="Proven", comparison="at_least", threshold=5, observed={}),
        )
        found = recommendation({"x": (4, 9), "y": (5, 1)}, gates=gates)
        assert found.summary == "Bob is the only one that no must-have excludes; its total is 3.00 points."

    def test_failing_a_warning_keeps_the_rank_and_is_named(self) -> None:
        assert self.gated({"x": (4, 9), "y": (5, 1)}, excludes=False).caveats == (
            "Ann fails the must-have “Fast” but is still ranked.",
        )
        assert self.gated({"x": (4, 9), "y": (4, 1), "z": (9, 1)}, excludes=False).caveats == (
            "Ann and Bob fail the must-have “Fast” but are still ranked.",
        )

    def test_an_unknown_figure_is_named(self) -> None:
        found = self.gated({"x": (None, 1), "y": (9, 9)}, excludes=True)
        assert found.caveats[-1] == "The must-have “Fast” cannot be checked for Ann: the figure is missing."


class TestConstantCriteria:
    def test_a_column_that_decides_nothing_is_a_caveat(self) -> None:
        assert recommendation({"x": (8, 4), "y": (7, 4)}).caveats == (
            "Price does not tell the alternatives apart: all score the same.",
        )

    def test_without_weight_it_is_not_worth_a_word(self) -> None:
        assert recommendation({"x": (8, 4), "y": (7, 4)}, 1, 0).caveats == ()


class TestLabels:
    def test_keys_stand_in_for_labels_that_are_not_given(self) -> None:
        found = rank(make_matrix({"x": (8,), "y": (7,)})).recommendation
        assert found.summary.startswith("x leads y by 1.00 points")

    def test_rows_of_a_tree_speak_of_leaves(self) -> None:
        criteria = (make_criterion("g"), make_criterion("a", parent="g"))
        matrix = Matrix(alternatives=("x", "y"), criteria=criteria, cells=(make_row(2), make_row(1)))
        assert rank(matrix).recommendation.reasons == (Advantage("a", 10_000_000_000),)
