"""Sections of the page from the engine's results, in memory: what a button applies, what a number means."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import orjson
import pytest
from django.http import QueryDict

from decision import engine
from decision.api.encoding import encode
from decision.engine.smaa.answer import standard_error
from decision.robustness.asking import Asked
from decision.robustness.assessing import Robustness, exact_of, sampled_of
from decision.robustness.forms import Look, asked_of, locked_leaves, read_look, stated_order
from decision.robustness.page.addresses import query_of
from decision.robustness.page.cards import MOST_CARDS
from decision.robustness.page.drawn import just_drawn
from decision.robustness.page.figures import error_text, heat, share_text, whole_share
from decision.robustness.page.finishes import finishes
from decision.robustness.page.lines import line_section
from decision.robustness.page.pairs import Dominating, pairs
from decision.robustness.page.rest import Rest, rest_of, rest_of_study
from decision.robustness.serializers import robustness_answer
from tests.robustness.loaded import NAMES, SCORES, WEIGHTS, loaded_of, scene, what_if

GROUPS = {"work": 60, "life": 40, "speed": 3, "scale": 1, "docs": 1, "auth": 1}
PARENTS = {"speed": "work", "scale": "work", "docs": "life", "auth": "life"}
FOUR = tuple(row[:4] for row in SCORES)


def look(query: str = "") -> Look:
    loaded = loaded_of()
    return read_look(QueryDict(query), loaded, what_if(loaded, query))


def examined(query: str = "", draws: int = 2_000, **more: object) -> tuple[Rest, Robustness]:
    loaded = loaded_of(**more)  # type: ignore[arg-type]
    moved = what_if(loaded, query)
    asked = asked_of(look(query), loaded, moved, draws)
    exact = exact_of(loaded.matrix, moved.points, asked, loaded.labels)
    found = Robustness(asked, exact, sampled_of(loaded.matrix, moved.points, asked))
    return rest_of(scene(loaded, query), look(query), found), found


class TestAddresses:
    @pytest.mark.parametrize(
        "query", ["w.docs=80&lock=speed", "w.docs=33&lock=people", "w.docs=7&w.auth=11", "w.speed=0"]
    )
    def test_what_a_few_weights_come_to_reads_back_as_it_was(self, query: str) -> None:
        loaded = loaded_of()
        once = what_if(loaded, query)
        again = what_if(loaded, once.query)
        assert (again.query, again.problems) == (once.query, ())
        assert sum(again.percents.values()) == 100

    def test_a_move_reads_back_as_the_shares_it_was_written_from(self) -> None:
        loaded = loaded_of(FOUR, GROUPS, parents=PARENTS)
        shares = {
            "speed": Decimal("0.1"),
            "scale": Decimal("0.2"),
            "docs": Decimal("0.3"),
            "auth": Decimal("0.4"),
        }
        query = query_of(shares, loaded, what_if(loaded))
        again = scene(loaded, query).ranking.shares
        assert all(abs(again[key] - share) < Decimal("1e-9") for key, share in shares.items())

    def test_a_group_left_with_nothing_keeps_its_proportions(self) -> None:
        loaded = loaded_of(FOUR, GROUPS, parents=PARENTS)
        shares = {"speed": Decimal("0.5"), "scale": Decimal("0.5"), "docs": Decimal(0), "auth": Decimal(0)}
        query = query_of(shares, loaded, what_if(loaded))
        assert "w.life=0" in query
        assert "w.docs" not in query

    def test_locks_and_the_scenario_stay(self) -> None:
        loaded = loaded_of()
        moved = what_if(loaded, "lock=speed")
        assert query_of(scene(loaded).ranking.shares, loaded, moved).endswith("lock=speed")


class TestAsking:
    def test_the_order_is_that_of_the_weights_and_equals_stand_together(self) -> None:
        loaded = loaded_of()
        assert stated_order(loaded, what_if(loaded)) == (
            ("speed",), ("scale",), ("docs", "auth"), ("comfort", "cloud"), ("people",),
        )  # fmt: skip

    def test_a_locked_group_locks_its_leaves(self) -> None:
        loaded = loaded_of(FOUR, GROUPS, parents=PARENTS)
        assert locked_leaves(loaded, what_if(loaded, "lock=work&lock=auth")) == ("auth", "scale", "speed")

    def test_what_makes_no_sense_is_left_out_and_said(self) -> None:
        seen = look("weights=around&spread=nan&seed=-1&criterion=nothing&study=x&lock=speed")
        assert (seen.spread, seen.seed, seen.criterion, seen.study) == (0.5, 0, "", None)
        assert len(seen.problems) == 4
        assert "There is no criterion with scores “nothing” here." in seen.problems
        assert seen.fields == (("lock", "speed"), ("weights", "around"), ("spread", "0.5"))


class TestFigures:
    def test_a_share_is_never_told_as_all_or_nothing_unless_it_is(self) -> None:
        shares = (0, 1e-9, 0.0004, 0.033, 0.9999, 1)
        assert [share_text(share) for share in shares] == ["0", "<0.1", "<0.1", "3.3", ">99.9", "100"]
        assert [whole_share(share) for share in shares] == ["0", "<1", "<1", "3", ">99", "100"]

    def test_shades_follow_the_share(self) -> None:
        assert [heat(share) for share in (0, 0.01, 0.025, 0.15, 0.35, 0.6, 0.85, 1)] == [
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            6,
        ]

    def test_a_standard_error_is_told_in_points(self) -> None:
        assert error_text(standard_error(0.5, 10_000)) == "±0.50"
        assert error_text(standard_error(0.0, 10_000)) == ""
        assert error_text(1e-6) == "±<0.01"


class TestFinishes:
    def test_many_places_share_columns_and_every_row_adds_up(self) -> None:
        names = [f"n{i}" for i in range(30)]
        scores = [[(i * 7 + j * 3) % 11 for j in range(5)] for i in range(30)]
        loaded = loaded_of(scores, dict.fromkeys(["a", "b", "c", "d", "e"], 1), names)
        drawn = engine.acceptability(loaded.matrix, draws=1_000)
        table = finishes(scene(loaded), just_drawn(drawn))
        assert table.heads == ("1st", "2nd", "3rd", "4–5", "6–10", "11–20", "21–30")
        assert len(table.rows) == 30

    def test_what_cannot_win_is_told_from_what_was_not_seen(self) -> None:
        loaded = loaded_of()
        drawn = just_drawn(engine.acceptability(loaded.matrix, draws=2_000))
        table = finishes(scene(loaded), drawn, {"flask"})
        under = {row.name: row.cells[0].under for row in table.rows}
        assert (under["Flask"], under["Tornado"]) == ("proven", "not seen")

    def test_nothing_is_proven_as_long_as_open_scores_could_still_lead(self) -> None:
        scores = ((10, 10, 10, 9, 9, 10, 10), (9, 9, 9, 8, 8, 9, None), (1, 1, 1, 1, 1, 1, 1))
        rest, _ = examined(scores=scores, names=NAMES[:3])
        under = {row.name: row.cells[0] for row in rest.finishes.rows}
        assert (under["Django"].text, under["Flask"].under) != ("0", "not seen")
        assert under["Django"].under != "proven"
        assert under["Flask"].under == "proven"
        cards = {card.key: card for card in rest.changes.cards}
        assert (cards["django"].verdict, cards["flask"].verdict) == ("Cannot lead as scored", "Cannot lead")

    def test_the_first_figure_says_whether_scores_were_drawn_too(self) -> None:
        rest, _ = examined(ranges={("fastapi", "speed"): (2, 10)})
        assert rest.figures[0].sentence.startswith(
            "robust: first in 91 of 100 possible weightings and scores."
        )
        assert examined()[0].figures[0].sentence.startswith("robust: first in 96 of 100 possible weightings.")

    def test_central_weights_stand_beside_todays_and_add_up(self) -> None:
        rest, _ = examined()
        central = rest.finishes.central
        assert central is not None
        assert [head.name for head in central.heads] == ["Fastapi", "Django"]
        assert "Flask" in central.never
        for column in range(2):
            weights = [float(row.weights[column][1].split("\xa0")[0]) for row in central.rows]
            assert sum(weights) == pytest.approx(100, abs=3)


class TestCards:
    def test_a_rival_that_can_lead_has_its_weights_and_its_smallest_mix(self) -> None:
        rest, found = examined()
        card = next(card for card in rest.changes.cards if card.key == "django")
        assert card.can_win
        assert [(one.name, one.to.split("\xa0")[0]) for one in card.singles] == [
            ("People", "53"),
            ("Auth", "72"),
        ]
        assert card.mix is not None
        assert card.mix.points == "36 points"
        loaded = loaded_of()
        tied = scene(loaded, card.mix.query).ranking
        assert {one.alternative for one in tied.standings if one.rank == 1} >= {"django"}
        assert found.exact.first_places["django"] is not None

    def test_a_move_that_ends_in_half_a_point_reads_the_same_everywhere(self) -> None:
        rest, _ = examined(
            scores=((7, 7, 7), (5, 6, 9), (6, 4, 8)),
            weights={"a": 50, "b": 30, "c": 20},
            names=("x", "y", "z"),
        )
        mix = rest.changes.cards[0].mix
        assert mix is not None
        assert mix.points == "23 points"
        assert mix.sentence.startswith("Move 23 points ")
        assert rest.figures[2].number == "23"

    def test_who_can_only_tie_with_others_is_not_said_to_lead(self) -> None:
        rest, _ = examined(
            scores=((7, 7, 7), (5, 6, 9), (6, 4, 8)),
            weights={"a": 50, "b": 30, "c": 20},
            names=("x", "y", "z"),
        )
        assert {card.name: card.verdict for card in rest.changes.cards} == {
            "Y": "Can lead",
            "Z": "Can tie at best",
        }

    def test_however_small_a_change_its_ends_are_told_apart(self) -> None:
        rest, _ = examined(
            scores=((8, 5), (4, 5)), weights={"a": Decimal("0.0001"), "b": 100}, names=("x", "y")
        )
        (card,) = rest.changes.cards
        assert card.verdict == "Can tie at best"
        assert rest.figures[2].sentence.endswith("before Y is level.")
        assert (card.gap, card.scores[0]) == ("<0.01 behind", "X: B from 5 to 4.999996")
        assert card.mix is not None
        assert [(step.now, step.to) for step in card.mix.steps] == [
            ("0.0001", "0\xa0%"),
            ("99.9999", "100\xa0%"),
        ]

    def test_a_flip_reads_as_in_the_recommendation(self) -> None:
        loaded = {
            "scores": ((7, 7, 7), (5, 6, 9)),
            "weights": {"a": 50, "b": 30, "c": 20},
            "names": ("x", "y"),
        }
        rest, found = examined(**loaded)  # type: ignore[arg-type]
        assert "A fell below 9.1 %" in str(found.exact.ranking.recommendation.one_weight[0])
        assert "A below 9.1\xa0%" in rest.figures[1].sentence
        assert "9.1\xa0%" in [one.to for one in rest.changes.cards[0].singles]

    def test_the_least_change_of_all_points_to_the_card_that_has_it(self) -> None:
        assert examined()[0].changes.nearest.startswith(
            "the 36 points of weight that bring Django level, below."
        )

    def test_a_single_weight_applied_puts_the_rival_level(self) -> None:
        rest, _ = examined()
        for one in next(card for card in rest.changes.cards if card.key == "django").singles:
            first, second = scene(loaded_of(), one.query).ranking.standings[:2]
            assert {first.alternative, second.alternative} == {"fastapi", "django"}
            assert abs(first.total - second.total) < Decimal("1e-6")

    def test_one_that_cannot_lead_has_a_proof_to_check(self) -> None:
        rest, _ = examined()
        card = next(card for card in rest.changes.cards if card.key == "flask")
        assert not card.can_win
        assert card.mix is None
        assert len(card.proof.compared) == 7
        assert all(float(one.mixture) > float(one.own) for one in card.proof.compared)

    def test_many_rivals_get_lines(self) -> None:
        names = [f"n{i}" for i in range(12)]
        scores = [[(i * 7 + j * 3) % 11 for j in range(4)] for i in range(12)]
        rest, _ = examined(scores=scores, weights=dict.fromkeys("abcd", 1), names=names)
        assert len(rest.changes.cards) == MOST_CARDS
        told = [card.name for card in rest.changes.cards] + [line.name for line in rest.changes.lines]
        assert len(set(told)) == len(told)

    def test_under_a_tie_each_side_of_a_weight_names_who_leads_there(self) -> None:
        loaded = loaded_of(((8, 5), (5, 8)), {"a": 1, "b": 1}, names=("x", "y"))
        lines = line_section(scene(loaded, ""), engine.criterion_lines(loaded.matrix))
        assert [row.note for row in lines.rows] == [
            "Y leads below 50\xa0% and X leads above 50\xa0%",
            "X leads below 50\xa0% and Y leads above 50\xa0%",
        ]

    def test_under_a_tie_nobody_who_is_first_is_a_rival(self) -> None:
        rest, _ = examined(scores=((5, 7), (7, 5), (1, 1)), weights={"a": 1, "b": 1}, names=("x", "y", "z"))
        assert [card.name for card in rest.changes.cards] == ["Z"]
        assert (
            rest.changes.tie
            == "X and Y tie for first place: the least move in favour of one of them decides."
        )


class TestManyRivals:
    def many(self, query: str) -> Rest:
        names = [f"{kind}-{number}" for kind in ("north", "south") for number in range(10)]
        scores = [[5 + (i * 7) % 5, 5 + (i * 3) % 4] for i in range(20)]
        return examined(query, 200, scores=scores, weights={"a": 6, "b": 4}, names=names)[0]

    def test_the_nearest_have_a_card_unless_one_is_looked_for(self) -> None:
        nearest = self.many("").changes
        assert nearest.is_searched
        assert len(nearest.cards) == MOST_CARDS
        found = self.many("rival=SOUTH-3").changes
        assert [card.name for card in found.cards] == ["South-3"]
        assert found.found == "1 of 19 rivals have “SOUTH-3” in their name."
        assert "South-3" not in [line.name for line in found.lines]

    def test_a_name_that_nobody_has_is_said(self) -> None:
        found = self.many("rival=%3Cb%3E").changes
        assert found.found == "No rival is called “<b>”: these are the nearest."
        assert len(found.cards) == MOST_CARDS

    def test_places_behind_the_last_one_taken_are_one_column(self) -> None:
        rest = examined("", 50, scores=[[10 - i // 3, 10 - i // 3] for i in range(30)], weights={"a": 1, "b": 1},
                        names=[f"n{i}" for i in range(30)])[0]  # fmt: skip
        assert rest.finishes.heads[-1].endswith("30")
        for row in rest.finishes.rows:
            assert len(row.cells) == len(rest.finishes.heads)


class TestPairs:
    def test_a_dot_for_each_pair_told_strict_from_weak(self) -> None:
        loaded = loaded_of(((9, 9), (8, 8), (9, 8)), {"a": 1, "b": 1}, ("x", "y", "z"))
        found = engine.dominance(loaded.matrix)
        square = pairs(scene(loaded), Dominating(found.alternatives, found.groups, found.weak, found.strict))
        assert sorted(dot.is_strict for dot in square.dots) == [False, False, True]
        assert {line.name: (line.strictly, line.weakly) for line in square.lines} == {
            "X": ("Y", "Z"), "Z": ("", "Y"),
        }  # fmt: skip

    def test_fifty_fit_into_a_square_that_can_be_read(self) -> None:
        names = [f"n{i}" for i in range(50)]
        loaded = loaded_of([[i % 11, (50 - i) % 11] for i in range(50)], {"a": 1, "b": 1}, names)
        found = engine.dominance(loaded.matrix)
        square = pairs(scene(loaded), Dominating(found.alternatives, found.groups, found.weak, found.strict))
        assert float(square.width) < 900
        at = [float(row.y) for row in square.rows]
        assert all(b - a >= 11 for a, b in pairwise(at))


class TestAnswered:
    @pytest.mark.parametrize("scores", [SCORES, ((8, None, 7, 3, 5, 5, 5), *SCORES[1:])])
    def test_a_studys_answer_makes_the_same_page(self, scores: tuple[tuple[int | None, ...], ...]) -> None:
        ranges = {("django", "speed"): (4, 9)} if scores is not SCORES else None
        direct, found = examined(scores=scores, ranges=ranges)
        loaded = loaded_of(scores, WEIGHTS, NAMES, ranges=ranges)
        answer = orjson.loads(encode(robustness_answer(loaded, found)))
        stored = rest_of_study(scene(loaded), look(), answer, found.exact.criteria)
        for name in ("figures", "finishes", "ranges", "open", "measuring", "methods", "worlds", "pairs"):
            assert getattr(stored, name) == getattr(direct, name), name
        for one, other in zip(stored.changes.cards, direct.changes.cards, strict=True):
            assert replace(one, mix=None, level="") == replace(other, mix=None, level="")
            assert bool(one.level) == bool(other.level)
            if one.mix and other.mix:
                assert replace(one.mix, sentence="") == replace(other.mix, sentence="")

    def test_what_is_asked_for_is_what_the_answer_says(self) -> None:
        _, found = examined("weights=around&spread=0.25&seed=4")
        assert found.asked == replace(Asked(), draws=2_000, seed=4, weights="around", spread=0.25)
