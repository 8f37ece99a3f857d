"""What a decision rests on: shares of the lead, leaving one out, and the criterion that it lacks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from decision import engine
from decision.engine import Cell
from decision.evidence.audit.stakes import Stakes, named
from decision.evidence.missing.candidates import candidates
from decision.evidence.page.missing import MissingPage, missing_page
from decision.evidence.page.sources import rests_sentence
from decision.evidence.rows import Evidence
from decision.evidence.selectors.missing import Found
from decision.evidence.sources.leaving_out import LeftOut, leave_one_out
from decision.matrix.additions import Statement, Topic, best_figure, plus_of
from decision.matrix.loading import PLUS, with_plus, without_sources

from .builders import claim, evidence

PLACES = [("left", "speed"), ("left", "price"), ("right", "speed"), ("right", "price")]


def stakes_of(given: Evidence) -> Stakes:
    loaded = given.loaded
    return Stakes(loaded, engine.rank(loaded.matrix, None, loaded.labels))


def cited(*sources: str) -> Evidence:
    """Left 8 and 8, Right 6 and 9 at 6 to 4: 8.0 to 7.2. Each score rests on the source of its place."""
    rows = {place: [claim(place[0], source=source)] for place, source in zip(PLACES, sources, strict=True)}
    return evidence(((8, 8), (6, 9)), rows)


class TestTheShareOfTheLead:
    def test_is_what_is_lost_once_its_scores_are_missing_at_their_worst(self) -> None:
        given = evidence(
            ((8, 8), (6, "7.25")),
            {
                ("left", "speed"): [claim()],
                ("left", "price"): [claim(source="blog")],
                ("right", "price"): [claim("right")],
            },
        )  # the lead is 8.0 - 6.5 = 1.5; without “blog” left loses 3.2
        (row,) = [row for row in leave_one_out(given.loaded, stakes_of(given)) if row.key == "blog"]
        assert row.lost_share == pytest.approx(3.2 / 1.5)
        assert row.first == ("right",)

    def test_is_said_in_words(self) -> None:
        given = evidence(
            ((8, 5), (2, 5)), {place: [claim(place[0], source=f"of {place[1]}")] for place in PLACES}
        )
        stakes = stakes_of(given)
        table = list(leave_one_out(given.loaded, stakes))
        assert rests_sentence(stakes, table, {"of speed": "Speed Weekly"}) == (
            "All of the lead of Left rests on one source, “Speed Weekly”."
        )

    def test_is_a_part_where_a_part_is_lost(self) -> None:
        given = evidence(
            ((8, 8), (2, 2)), {place: [claim(place[0], source=f"of {place[1]}")] for place in PLACES}
        )
        stakes = stakes_of(given)
        sentence = rests_sentence(stakes, list(leave_one_out(given.loaded, stakes)), {})
        assert sentence == "60\u00a0% of the lead of Left rests on one source, “of speed”."

    def test_is_nothing_where_scores_rest_on_several(self) -> None:
        given = evidence(
            claims={place: [claim(place[0]), claim(place[0], source="blog")] for place in PLACES}
        )
        stakes = stakes_of(given)
        assert "No single source carries" in rests_sentence(
            stakes, list(leave_one_out(given.loaded, stakes)), {}
        )


class TestLeavingOneOut:
    def of(self, given: Evidence, kind: str) -> dict[str, LeftOut]:
        return {row.key: row for row in leave_one_out(given.loaded, stakes_of(given)) if row.kind == kind}

    def test_says_the_same_of_a_source_as_ranking_without_it(self) -> None:
        given = cited("paper", "blog", "other", "third")
        for key, row in self.of(given, "source").items():
            ranking = engine.rank(without_sources(given.loaded, [key]).matrix)
            first = [standing.alternative for standing in ranking.standings if standing.rank == 1]
            assert row.first == tuple(first)
            assert row.lead == pytest.approx(float(ranking.recommendation.margin or 0))

    def test_names_a_source_that_no_score_rests_on_alone_too(self) -> None:
        given = evidence(
            claims={place: [claim(place[0]), claim(place[0], source="blog")] for place in PLACES}
        )
        rows = self.of(given, "source")
        assert "blog" in rows
        assert len(rows) == 2
        assert {(row.changes, row.rank_changes, row.lost_share, row.scores) for row in rows.values()} == {
            (False, 0, 0.0, 0)
        }

    def test_says_the_same_of_a_criterion_as_ranking_at_no_weight_for_it(self) -> None:
        given = evidence(((8, 5), (6, 9)))
        for key, row in self.of(given, "criterion").items():
            ranking = engine.rank(given.loaded.matrix, {key: Decimal(0)})
            assert row.first == (ranking.recommendation.alternative,)
            assert row.lead == pytest.approx(float(ranking.recommendation.margin or 0))

    def test_counts_the_ranks_that_change(self) -> None:
        rows = self.of(evidence(((8, 5), (6, 9))), "criterion")
        assert (rows["price"].rank_changes, rows["price"].changes) == (2, True)
        assert (rows["speed"].rank_changes, rows["speed"].changes) == (0, False)

    def test_leaves_the_others_where_they_were_without_an_alternative(self) -> None:
        given = evidence(((8, 5), (6, 9), (1, 1)), frameworks=("left", "right", "third"))
        rows = self.of(given, "alternative")
        assert rows["right"].first == ("left",)
        assert rows["right"].changes
        assert {row.rank_changes for row in rows.values()} == {0}

    def test_skips_a_criterion_that_is_all_there_is(self) -> None:
        assert not self.of(evidence(((8,), (6,)), weights={"speed": 1}), "criterion")


def statement(framework: str, number: float | None = None, kind: str = "measurement") -> Statement:
    figure = None if number is None else Decimal(repr(number))
    return Statement(len(framework), framework, "paper", kind, figure, "exact", "2026-01-01")


def test_of_several_figures_the_one_counts_that_must_haves_go_by() -> None:
    paper = statement("tornado", 10_000)
    newer = paper._replace(id=1, number=Decimal(3200), as_of="2026-01-01", status="stale")
    about = paper._replace(id=2, number=Decimal(9_900), qualifier="about")
    assert best_figure([newer, about, paper]) == paper


CONNECTIONS = Topic("metric", "connections", "Connections", "connections")
REAL_TIME = Topic("criterion", "real-time", "Real time")


class TestTheMissingCriterion:
    def test_is_found_with_the_share_at_which_the_loser_draws_level(self) -> None:
        given = evidence(((9, 9), (6, 6)))
        plus = plus_of(CONNECTIONS, [statement("left", 3200), statement("right", 10000)])
        (one,) = candidates(given.loaded, stakes_of(given), [(CONNECTIONS, plus)])["right"]
        assert one.level == pytest.approx(3 / 13)  # 3 behind, 10 more on the new one
        assert one.percent == 24

    def test_leads_just_past_its_share_and_not_before(self) -> None:
        given = evidence(((9, 9), (6, 6)))
        plus = plus_of(CONNECTIONS, [statement("left", 3200), statement("right", 10000)])
        (one,) = candidates(given.loaded, stakes_of(given), [(CONNECTIONS, plus)])["right"]
        varied = with_plus(given.loaded, plus)
        for share, leader in (
            (one.level - 0.001, "left"),
            (one.level + 0.001, "right"),
            (one.percent / 100, "right"),
        ):
            points = Decimal(repr(10 * share / (1 - share)))
            assert engine.rank(varied.matrix, {PLUS: points}).recommendation.alternative == leader

    def test_ends_where_somebody_with_more_of_it_overtakes(self) -> None:
        given = evidence(((9, 9), (8, 8), (1, 1)), frameworks=("left", "right", "third"))
        plus = plus_of(CONNECTIONS, [statement("left", 1), statement("right", 8), statement("third", 10)])
        found = candidates(given.loaded, stakes_of(given), [(CONNECTIONS, plus)])
        (one,) = found["right"]
        assert one.level < one.until < 1
        assert found["third"][0].level == pytest.approx(one.until)

    def test_is_none_for_who_has_less_of_it_than_the_leader(self) -> None:
        given = evidence(((9, 9), (6, 6)))
        plus = plus_of(CONNECTIONS, [statement("left", 10000), statement("right", 3200)])
        assert candidates(given.loaded, stakes_of(given), [(CONNECTIONS, plus)]) == {"right": []}

    def test_counts_who_has_nothing_on_record_at_worst_and_says_so(self) -> None:
        given = evidence(((9, 9), (6, 6)))
        plus = plus_of(REAL_TIME, [statement("right", kind="use_case"), statement("right", kind="strength")])
        (one,) = candidates(given.loaded, stakes_of(given), [(REAL_TIME, plus)])["right"]
        assert one.unknown == ("left",)

    def test_needs_more_than_one_statement(self) -> None:
        given = evidence(((9, 9), (6, 6)))
        plus = plus_of(REAL_TIME, [statement("right", kind="use_case")])
        assert candidates(given.loaded, stakes_of(given), [(REAL_TIME, plus)]) == {"right": []}

    def test_weighs_strengths_and_uses_against_weaknesses(self) -> None:
        plus = plus_of(
            REAL_TIME,
            [*(statement("right", kind=kind) for kind in ("use_case", "strength", "weakness")),
             statement("left", kind="weakness")],
        )  # fmt: skip
        assert plus.values == {"right": Decimal(10), "left": Decimal(0)}

    def test_takes_the_newest_figure_and_of_one_day_the_exact_one(self) -> None:
        old, rounded, exact = (
            statement("left", 1)._replace(as_of="2020-01-01"), statement("left", 2)._replace(qualifier="about"),
            statement("left", 3),
        )  # fmt: skip
        plus = plus_of(CONNECTIONS, [old, rounded, exact, statement("right", 4), statement("third", 2)])
        assert plus.values["left"] == Decimal(5)

    def test_lets_the_value_function_of_a_metric_speak_where_it_has_one(self) -> None:
        function = engine.ValueFunction.model_validate({"kind": "linear", "points": [[0, 0], [20000, 10]]})
        topic = Topic("metric", "connections", "Connections", value_function=function)
        plus = plus_of(topic, [statement("left", 3200), statement("right", 10000)])
        assert plus.values == {"left": Decimal("1.6"), "right": Decimal(5)}


class TestItsPage:
    def page(self, *found: tuple[Topic, list[Statement]]) -> MissingPage:
        given = evidence(((9, 9), (6, 6)))
        topics = [Found(topic, plus_of(topic, said), "", tuple(said)) for topic, said in found]
        able = candidates(given.loaded, stakes_of(given), [(one.topic, one.plus) for one in topics])
        return missing_page(given.loaded, able, topics, {"right": 3.0})

    def test_names_the_nearest_and_says_where_a_nearer_one_is_on_record_for_some_only(self) -> None:
        measured = (CONNECTIONS, [statement("left", 9000), statement("right", 10000), statement("third", 1)])
        said = (REAL_TIME, [statement("right", kind="use_case"), statement("right", kind="strength")])
        assert self.page(measured).sentence.startswith("The nearest: judged by Connections too")
        assert self.page(measured, said).sentence.startswith(
            "The nearest that is on record for all of them: judged by Connections too, Right would lead from"
        )

    def test_says_which_figures_are_of_relatives(self) -> None:
        said = [statement("left", 3200), statement("right", 10000)._replace(measured_on="Cousin")]
        (loser,) = self.page((CONNECTIONS, said)).losers
        assert [one.given for one in loser.lines[0].values] == [
            "3,200 connections", "10,000 connections, measured on Cousin",
        ]  # fmt: skip

    def test_shows_the_loser_and_those_with_the_most_where_there_are_many(self) -> None:
        names = tuple(f"option-{number}" for number in range(20))
        given = evidence(tuple((9 - number / 4, 9) for number in range(20)), frameworks=names)
        said = [statement(name, number) for number, name in enumerate(names[:10])]
        topics = [Found(CONNECTIONS, plus_of(CONNECTIONS, said), "", tuple(said))]
        able = candidates(given.loaded, stakes_of(given), [(one.topic, one.plus) for one in topics])
        page = missing_page(given.loaded, able, topics, dict.fromkeys(names, 1.0))
        line = next(loser.lines[0] for loser in page.losers if loser.lines)
        assert (len(line.values), line.more) == (8, 12)
        assert sum(value.is_this for value in line.values) == 1
        assert line.unknown == "Nothing is on record for 10 alternatives: counted at their worst."


def test_effects_leave_no_single_alternative_unnamed() -> None:
    assert [named(count) for count in (0, 3, 4, 5, 50)] == [0, 3, 4, 3, 3]


def test_a_what_if_criterion_weighs_nothing_until_it_is_given_a_weight() -> None:
    loaded = evidence().loaded
    plus = plus_of(CONNECTIONS, [statement("left", 1), statement("right", 2)])
    before, after = engine.rank(loaded.matrix), engine.rank(with_plus(loaded, plus).matrix)
    assert [s.total for s in before.standings] == [s.total for s in after.standings]
    assert with_plus(loaded, plus).values["left", PLUS] == Cell(value=Decimal(0))
