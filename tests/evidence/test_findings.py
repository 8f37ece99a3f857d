"""Each kind of finding: what must alarm, and the near miss that must not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from decision.evidence.advising import UNREAD, evidence_caveats
from decision.evidence.audit import (
    age,
    alike,
    disagreement,
    double,
    order,
    printed,
    proxies,
    published,
    unsourced,
)
from decision.evidence.audit import weight_of_source as one_source
from decision.evidence.audit.caveats import caveats_of
from decision.evidence.audit.finding import Finding, key_of
from decision.evidence.audit.findings import findings_of
from decision.evidence.audit.polarity import opposed
from decision.evidence.rows import ClaimRow, Evidence

from .builders import claim, evidence, found, said

SPEED = ("left", "speed")
OTHER = ("right", "speed")


def only(given: Evidence, code: str) -> Finding:
    (finding,) = found(given, code)
    return finding


class TestPrintedTotals:
    def test_one_that_its_weights_and_scores_do_not_give_is_found(self) -> None:
        finding = only(evidence(published={"left": "7.2"}), published.CODE)  # 0.6 x 8 + 0.4 x 5 = 6.8
        assert finding.sentence == "The printed total of Left is 7.2, but its weights and scores give 6.80."
        assert finding.effect.most == pytest.approx(0.4)

    def test_one_that_is_only_rounded_is_not(self) -> None:
        assert not found(evidence(published={"left": "6.8", "right": "7.2"}), published.CODE)
        rounded = evidence(((8, 4), (6, 9)), published={"left": "6.4"}, weights={"speed": 3, "price": 2})
        assert not found(rounded, published.CODE)

    def test_is_recomputed_at_the_published_weights_and_not_at_those_of_today(self) -> None:
        given = evidence(published={"left": "6.5"}, published_weights={"speed": 1, "price": 1})
        assert not found(given, published.CODE)
        assert found(evidence(published={"left": "6.5"}), published.CODE)

    def test_is_recomputed_from_the_published_score_where_somebody_has_scored_anew(self) -> None:
        as_printed = claim(kind="score", metric="", criterion="speed", number=7.0, unit="", text="7/10")
        given = evidence(((9, 5), (6, 9)), {SPEED: [as_printed]}, published={"left": "6.2"})
        assert not found(given, published.CODE)

    def test_is_recomputed_from_the_published_score_where_nobody_cites_it_any_more(self) -> None:
        as_printed = claim(kind="score", metric="", criterion="speed", number=7.0, unit="", text="7/10")
        given = evidence(((None, 5), (6, 9)), published={"left": "6.2"}, uncited=[as_printed])
        assert not found(given, published.CODE)

    def test_says_whether_the_order_would_be_another(self) -> None:
        finding = only(evidence(published={"left": "7.9", "right": "7.2"}), published.CODE)
        assert "it would stand 1, not 2" in finding.effect.sentence
        assert finding.effect.changes_leader
        assert finding.severity == "serious"


class TestPrintedWeights:
    def weights(self, *percent: float, unit: str = "%", criteria: str = "speed price") -> list[ClaimRow]:
        keys = criteria.split()
        plain = {"kind": "weight", "metric": "", "unit": unit}
        return [
            claim("", criterion=key, number=number, **plain)
            for key, number in zip(keys, percent, strict=True)
        ]

    def test_that_do_not_add_up_are_found_with_what_that_does_to_totals(self) -> None:
        finding = only(evidence(uncited=self.weights(60, 45)), printed.WEIGHTS)
        assert finding.sentence == "The weights that “Paper” prints add up to 105 %, not to 100 %."
        assert finding.effect.sentence.startswith(
            "Totals that are made of them as printed come out 5 % too high."
        )
        assert finding.details == ("Speed 60 %", "Price 45 %")
        assert not finding.effect.changes_leader

    @pytest.mark.parametrize(
        "weights",
        [{"percent": (60, 40)}, {"percent": (66, 33)}, {"percent": (6, 3), "unit": "points"}],
        ids=["exact", "rounded", "points"],
    )
    def test_that_add_up_or_are_rounded_or_no_percentages_are_not(self, weights: dict[str, Any]) -> None:
        more = {key: value for key, value in weights.items() if key != "percent"}
        assert not found(evidence(uncited=self.weights(*weights["percent"], **more)), printed.WEIGHTS)

    def test_of_other_criteria_than_these_say_nothing(self) -> None:
        assert not found(evidence(uncited=self.weights(60, criteria="speed")), printed.WEIGHTS)
        several = self.weights(60, 30, 20, criteria="speed price looks")
        assert not found(evidence(uncited=several), printed.WEIGHTS)


class TestPrintedWinner:
    TOTALS = {"left": "6.8", "right": "7.2"}  # as the weights and scores give

    def verdict(self, framework: str, text: str = "Recommended", totals: dict[str, str] = TOTALS) -> Evidence:
        rows = [
            claim(key, kind="published_total", number=float(total), unit="") for key, total in totals.items()
        ]
        return evidence(published=totals, uncited=[*rows, said(text, framework, kind="verdict")])

    def test_that_neither_totals_nor_scores_give_is_found(self) -> None:
        finding = only(self.verdict("left"), printed.WINNER)
        assert finding.sentence == (
            "“Paper” names Left its winner, but its printed totals put Right first (7.20 against 6.80) and its weights"
            " and scores put Right first (7.20 against 6.80)."
        )
        assert (finding.severity, finding.effect.moves[0].worst_rank) == ("serious", 2)

    def test_that_printed_totals_give_but_its_scores_do_not_is_found(self) -> None:
        finding = only(self.verdict("left", totals={"left": "7.9", "right": "7.2"}), printed.WINNER)
        assert "but its weights and scores put Right first" in finding.sentence
        assert "printed totals put" not in finding.sentence

    @pytest.mark.parametrize(
        "text",
        [
            "Recommended for prototypes",
            "Not recommended",
            "Recommended only if speed counts",
            "For APIs",
            "Fast",
        ],
    )
    def test_that_is_bound_to_a_condition_is_not(self, text: str) -> None:
        assert not found(self.verdict("left", text), printed.WINNER)

    def test_that_stands_first_or_of_another_matrix_is_not(self) -> None:
        assert not found(self.verdict("right", "Best choice over all 2 criteria"), printed.WINNER)
        elsewhere = evidence(published=self.TOTALS, uncited=[said("Recommended", kind="verdict")])
        assert not found(elsewhere, printed.WINNER)
        on_speed = said("Winner", kind="verdict", criterion="speed")
        assert not found(evidence(published=self.TOTALS, uncited=[on_speed]), printed.WINNER)


class TestOrderOfTheFigures:
    def test_scores_against_the_figures_that_they_cite_are_found_with_what_the_measured_order_would_do(
        self,
    ) -> None:
        given = evidence(
            ((10, 5), (9, 5)), {SPEED: [claim(number=3200.0)], OTHER: [claim("right", number=10000.0)]}
        )
        finding = only(given, order.CODE)
        assert finding.sentence == (
            "Speed scores Left 10 and Right 9, though the figures for concurrent connections say otherwise:"
            " 3,200 connections against 10,000 connections."
        )
        assert finding.cells == (SPEED, OTHER)
        assert finding.effect.changes_leader
        assert finding.severity == "serious"
        assert "Right would lead" in finding.effect.sentence

    @pytest.mark.parametrize("scores", [((9, 5), (10, 5)), ((9, 5), (9, 5))], ids=["agree", "equal"])
    def test_scores_that_agree_or_are_equal_are_not(self, scores: tuple[tuple[int, int], ...]) -> None:
        given = evidence(scores, {SPEED: [claim(number=3200.0)], OTHER: [claim("right", number=10000.0)]})
        assert not found(given, order.CODE)

    def test_scores_of_a_measured_criterion_are_held_against_their_own_figures_alone(self) -> None:
        def measured(left: int, right: int, **more: Any) -> Evidence:
            given = evidence(
                ((left, 5), (right, 5)),
                {SPEED: [claim(number=3.0, **more)], OTHER: [claim("right", number=8.0, **more)]},
            )
            speed, *others = given.loaded.criteria
            row = replace(speed, is_measured=True, unit="connections")
            return replace(given, loaded=replace(given.loaded, criteria=(row, *others)))

        assert only(measured(9, 8), order.CODE).cells == (SPEED, OTHER)
        assert not found(measured(3, 8), order.CODE)
        assert not found(measured(9, 8, metric="latency", unit="ms"), order.CODE)

    def test_figures_that_may_be_the_same_contradict_nothing(self) -> None:
        given = evidence(
            ((10, 5), (9, 5)),
            {SPEED: [claim(number=2000.0)], OTHER: [claim("right", number=2080.0, qualifier="about")]},
        )
        assert not found(given, order.CODE)

    def test_less_is_better_where_the_metric_says_so(self) -> None:
        quick, slow = (
            claim("left", metric="latency", unit="ms", number=35.0),
            claim("right", metric="latency", unit="ms", number=83.0),
        )
        assert not found(evidence(((10, 5), (9, 5)), {SPEED: [quick], OTHER: [slow]}), order.CODE)
        assert found(evidence(((9, 5), (10, 5)), {SPEED: [quick], OTHER: [slow]}), order.CODE)

    def test_units_are_brought_together_first(self) -> None:
        quick, slow = (
            claim("left", metric="latency", unit="s", number=0.035),
            claim("right", metric="latency", unit="ms", number=83.0),
        )
        assert not found(evidence(((10, 5), (9, 5)), {SPEED: [quick], OTHER: [slow]}), order.CODE)

    def test_a_least_figure_alone_is_not_surely_less(self) -> None:
        low = claim(number=3200.0, qualifier="at_least", text="3,200+")
        given = evidence(((10, 5), (9, 5)), {SPEED: [low], OTHER: [claim("right", number=10000.0)]})
        assert not found(given, order.CODE)

    def test_two_least_figures_make_a_note_and_no_more(self) -> None:
        low, high = (
            claim(number=68400.0, qualifier="at_least", text="68.4k+"),
            claim("right", number=78900.0, qualifier="at_least", text="78.9k+"),
        )
        assert only(evidence(((9, 5), (8, 5)), {SPEED: [low], OTHER: [high]}), order.CODE).severity == "note"


class TestMeasuredOnARelative:
    def test_a_figure_of_a_relative_is_found_with_how_far_the_total_could_move(self) -> None:
        finding = only(evidence(claims={SPEED: [claim(measured_on="cousin")]}), proxies.CODE)
        assert finding.sentence == "1 score of Left cites 1 figure measured on Cousin."
        (move,) = finding.effect.moves
        assert (move.low, move.high) == pytest.approx((2.0, 8.0))  # 0.4 x 5, and 0.6 x 10 more

    def test_one_of_its_own_or_words_about_a_relative_are_not(self) -> None:
        given = {SPEED: [claim(measured_on="left"), claim(), said("Async views", measured_on="cousin")]}
        assert not found(evidence(claims=given), proxies.CODE)


class TestDisagreement:
    def stars(self, number: float, text: str = "", **more: object) -> ClaimRow:
        return claim(metric="stars", kind="statistic", unit="stars", number=number, text=text, **more)

    def test_figures_that_cannot_both_be_true_are_found(self) -> None:
        finding = only(
            evidence(claims={SPEED: [self.stars(22000), self.stars(31000, source="blog")]}), disagreement.CODE
        )
        assert finding.sentence.startswith(
            "Two sources disagree about Left’s GitHub stars, beyond what they allow"
        )
        assert finding.sources == ("paper", "blog")

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ((22000, "~22k", "about"), (22300, "22.3K", "exact")),
            ((3200, "3,200", "exact"), (3200, "3,200+", "at_least")),
            ((10000, "10,000+", "at_least"), (1000, "thousands", "at_least")),
            ((84400, "84.4k", "exact"), (84431, "84,431", "exact")),
        ],
        ids=["about", "at least the same", "two bounds", "rounded in print"],
    )
    def test_figures_within_their_qualifiers_are_not(
        self, one: tuple[float, str, str], other: tuple[float, str, str]
    ) -> None:
        pair = [self.stars(number, text, qualifier=qualifier) for number, text, qualifier in (one, other)]
        assert not found(evidence(claims={SPEED: pair}), disagreement.CODE)

    def test_a_range_meets_what_lies_in_it(self) -> None:
        assert not found(
            evidence(claims={SPEED: [claim(number=5.0, number_to=9.0), claim(number=7.0)]}), disagreement.CODE
        )
        assert found(
            evidence(claims={SPEED: [claim(number=5.0, number_to=9.0), claim(number=11.0)]}),
            disagreement.CODE,
        )

    def test_other_days_other_versions_and_other_things_measured_do_not_contradict(self) -> None:
        for pair in (
            [self.stars(100, as_of="2025-01-01"), self.stars(900, as_of="2026-01-01")],
            [claim(number=100.0, version="1.0"), claim(number=900.0, version="2.0")],
            [claim(number=100.0), claim(number=900.0, measured_on="cousin")],
            [claim(number=100.0), claim("right", number=900.0)],
        ):
            assert not found(evidence(claims={SPEED: pair}), disagreement.CODE)

    def test_units_are_brought_together_and_those_that_cannot_be_are_named(self) -> None:
        def latency(number: float, unit: str) -> ClaimRow:
            return claim(metric="latency", unit=unit, number=number)

        assert not found(evidence(claims={SPEED: [latency(50, "ms"), latency(0.05, "s")]}), disagreement.CODE)
        finding = only(evidence(claims={SPEED: [latency(50, "ms"), latency(50, "MB")]}), disagreement.CODE)
        assert "in units that cannot be compared (ms and MB)" in finding.sentence

    def test_votes_for_two_strengths_are_no_figures_of_one_thing(self) -> None:
        pair = [
            said("Fast", number=31.0, unit="votes", criterion="speed"),
            said("Simple", number=17.0, unit="votes", criterion="speed"),
        ]
        assert not found(evidence(claims={SPEED: pair}), disagreement.CODE)

    def test_words_that_deny_each_other_on_one_thing_are_a_note(self) -> None:
        finding = only(
            evidence(claims={SPEED: [said("Limited async support"), said("No async of its own")]}),
            disagreement.CODE,
        )
        assert finding.severity == "note"
        assert "on “async”" in finding.sentence

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Limited async support", "No sessions"),
            ("OAuth2, JWT, API Keys, HTTP Basic", "JWT and OAuth2 included"),
            ("Not designed for Lambda", "Poor fit with AWS Lambda"),
            ("Smaller, so fewer plugins and resources", "Active people, fewer documents"),
            ("Documentation is not automatic", "Manual"),
        ],
    )
    def test_words_about_different_things_or_of_one_mind_are_not(self, one: str, other: str) -> None:
        assert opposed(one, other) is None


class TestAge:
    def test_claims_from_before_the_limit_are_found(self) -> None:
        finding = only(evidence(claims={SPEED: [claim(as_of="2024-11-29")]}), age.STALE)
        assert finding.sentence == (
            "1 cited claim of “Paper” is of 29 November 2024: older than the 24 months that claims stay good here."
        )

    def test_claims_of_the_last_good_day_are_not(self) -> None:
        assert not found(evidence(claims={SPEED: [claim(as_of="2024-11-30")]}), age.STALE)

    def test_a_longer_limit_lets_them_stand(self) -> None:
        given = evidence(claims={SPEED: [claim(as_of="2024-11-29")]}, good_for_months=25)
        assert not found(given, age.STALE)

    def test_the_day_of_the_source_counts_where_the_claim_has_none(self) -> None:
        old = {SPEED: [claim(as_of="")]}
        assert found(evidence(claims=old, sources={"paper": "2020-01-01"}), age.STALE)
        assert not found(evidence(claims=old, sources={"paper": "2026-01-01"}), age.STALE)
        assert only(evidence(claims=old), age.UNDATED).severity == "note"

    def test_only_scores_that_rest_on_nothing_else_move_the_totals(self) -> None:
        finding = only(evidence(claims={SPEED: [claim(as_of="2020-01-01"), claim()]}), age.STALE)
        assert finding.effect.sentence == "The score that cites such claims also rests on others."
        assert finding.effect.most == 0

    def test_what_curators_marked_stale_is_found_whatever_its_day(self) -> None:
        assert found(evidence(claims={SPEED: [claim(status="stale")]}), age.MARKED)

    @pytest.mark.parametrize("month", [1, 12])
    def test_months_are_counted_over_the_turn_of_the_year(self, month: int) -> None:
        assert age.months_before("2026-03-31", 1) == "2026-02-28"
        assert age.months_before(f"2026-{month:02}-15", 24) == f"2024-{month:02}-15"
        assert age.months_before("2026-01-15", 240) == "2006-01-15"


class TestOutdatedVersions:
    def test_a_claim_about_a_version_with_a_newer_one_on_record_is_found(self) -> None:
        given = evidence(claims={SPEED: [claim(version="6.1")]}, releases={"left": ["6.5.2", "6.4"]})
        assert (
            only(given, age.OUTDATED).sentence == "1 cited claim is about Left 6.1, and 6.5.2 is on record."
        )

    @pytest.mark.parametrize("version", ["6.5.2", "6.5", "6", "7.0", "3.0+", "a late one", ""])
    def test_the_newest_a_later_a_lower_bound_and_what_is_no_number_are_not(self, version: str) -> None:
        given = evidence(claims={SPEED: [claim(version=version)]}, releases={"left": ["6.5.2"]})
        assert not found(given, age.OUTDATED)

    def test_the_releases_of_what_was_measured_count(self) -> None:
        given = {SPEED: [claim(version="1.0", measured_on="cousin")]}
        assert not found(evidence(claims=given, releases={"left": ["6.5.2"]}), age.OUTDATED)
        assert found(evidence(claims=given, releases={"cousin": ["1.1"]}), age.OUTDATED)

    def test_ten_is_later_than_nine(self) -> None:
        given = evidence(claims={SPEED: [claim(version="3.9")]}, releases={"left": ["3.10"]})
        assert found(given, age.OUTDATED)


class TestScoresWithoutAClaim:
    def test_are_found_by_criterion(self) -> None:
        given = evidence(
            claims={("left", "price"): [claim()], ("right", "price"): [claim("right")], SPEED: [claim()]}
        )
        finding = only(given, unsourced.CODE)
        assert finding.sentence == "The score of Right on Speed cites no claim."
        assert finding.cells == (OTHER,)

    def test_are_one_finding_where_nothing_is_cited_at_all(self) -> None:
        assert (
            only(evidence(), unsourced.CODE).sentence
            == "None of the 4 scores cites a claim: all of them are opinions."
        )

    def test_a_missing_score_is_none(self) -> None:
        every = {("left", "price"): [claim()], ("right", "price"): [claim("right")], SPEED: [claim()]}
        assert not found(evidence(((8, 5), (None, 9)), every), unsourced.CODE)


class TestOneSource:
    def cited(self, *sources: str) -> dict[tuple[str, str], list[ClaimRow]]:
        places = [("left", "speed"), ("left", "price"), ("right", "speed"), ("right", "price")]
        return {
            place: [claim(place[0], source=source)] for place, source in zip(places, sources, strict=True)
        }

    def test_that_carries_most_of_the_lead_is_found_with_how_much(self) -> None:
        # Left leads by 0.8 (8.0 to 7.2). Without “blog” it has 0.4 x 8 less, Right 0.
        given = evidence(((8, 8), (6, 9)), self.cited("paper", "blog", "other", "third"))
        finding = {one.sources: one for one in found(given, one_source.CODE)}[("blog",)]
        assert finding.sentence.startswith(
            "All of the lead of Left rests on one source, “Blog”: 1 score cites"
        )
        assert "Right would lead" in finding.effect.sentence

    def test_half_of_it_is_not_most(self) -> None:
        # The lead is 0.6 x 2 = 1.2 on speed and nothing on price; “blog” carries a price of 1.5: 0.6 of it.
        half = evidence(((8, "1.5"), (6, "1.5")), self.cited("paper", "blog", "other", "third"))
        assert ("blog",) not in [one.sources for one in found(half, one_source.CODE)]

    def test_scores_that_rest_on_two_sources_rest_on_neither_alone(self) -> None:
        both = {place: [claim(place[0]), claim(place[0], source="blog")] for place in self.cited(*"abcd")}
        assert not found(evidence(claims=both), one_source.CODE)

    def test_there_is_none_under_a_tie(self) -> None:
        assert not found(evidence(((8, 5), (8, 5)), self.cited(*["paper"] * 4)), one_source.CODE)


class TestAlike:
    def test_a_criterion_that_tells_nobody_apart_is_found(self) -> None:
        finding = only(evidence(((7, 5), (7, 9))), alike.CODE)
        assert finding.criteria == ("speed",)
        assert "its 60\u00a0% of the weight decide nothing" in finding.sentence

    def test_one_that_nearly_does_or_has_a_missing_score_or_no_weight_is_not(self) -> None:
        assert not found(evidence(((7, 5), ("7.1", 9))), alike.CODE)
        assert not found(evidence(((7, 5), (None, 9))), alike.CODE)
        assert not found(evidence(((7, 5), (7, 9)), weights={"speed": 0, "price": 4}), alike.CODE)
        assert not found(evidence(((7, 5),), frameworks=("left",)), alike.CODE)


class TestDoubleCounting:
    NINE = tuple("abcdefghi")

    def test_criteria_that_move_together_over_enough_alternatives_are_found(self) -> None:
        rows = tuple((number, number, (number * 5) % 9) for number in range(9))
        given = evidence(rows, frameworks=self.NINE, weights={"speed": 1, "pace": 1, "price": 1})
        finding = only(given, double.CODE)
        assert finding.criteria == ("speed", "pace")
        assert "probably counted twice, with 67\u00a0% of the weight" in finding.sentence

    def test_four_alternatives_never_show_it_however_alike_the_columns(self) -> None:
        rows = ((8, 8, 1), (10, 10, 5), (4, 4, 3), (0, 0, 9))
        given = evidence(rows, frameworks=tuple("abcd"), weights={"speed": 1, "pace": 1, "price": 1})
        assert not found(given, double.CODE)

    def test_a_loose_likeness_is_chance(self) -> None:
        rows = tuple((number, (number + number * 4 % 5) % 10, 9 - number) for number in range(9))
        given = evidence(rows, frameworks=self.NINE, weights={"speed": 1, "pace": 1, "price": 1})
        assert not found(given, double.CODE)

    def test_columns_in_which_one_alone_stands_out_look_alike_by_chance(self) -> None:
        rows = tuple((1 if number == 4 else 8, 2 if number == 4 else 9, number) for number in range(9))
        given = evidence(rows, frameworks=self.NINE, weights={"speed": 1, "pace": 1, "price": 1})
        assert not found(given, double.CODE)

    def test_criteria_that_rest_on_the_same_claims_are_found_with_two_alternatives(self) -> None:
        shared = [claim() for _ in range(3)]
        given = evidence(claims={SPEED: [*shared, claim()], ("left", "price"): shared})
        assert "rest on largely the same claims" in only(given, double.CODE).sentence

    def test_two_shared_claims_or_a_small_part_are_not_enough(self) -> None:
        two, three = [claim() for _ in range(2)], [claim() for _ in range(3)]
        assert not found(evidence(claims={SPEED: two, ("left", "price"): two}), double.CODE)
        many = {
            SPEED: [*three, *(claim() for _ in range(4))],
            ("left", "price"): [*three, *(claim() for _ in range(5))],
        }
        assert not found(evidence(claims=many), double.CODE)


class TestFindings:
    def test_keep_their_key_and_change_their_fingerprint_with_the_facts(self) -> None:
        before = only(evidence(published={"left": "7.2"}), published.CODE)
        same = only(evidence(published={"left": "7.2"}), published.CODE)
        after = only(evidence(published={"left": "7.3"}), published.CODE)
        assert before.fingerprint == same.fingerprint
        assert before.key == after.key
        assert before.fingerprint != after.fingerprint

    def test_of_age_do_not_change_from_month_to_month(self) -> None:
        given = evidence(claims={SPEED: [claim(id=-1, as_of="2020-01-01")]})
        later = Evidence(**{**vars(given), "today": "2027-02-01"})
        assert only(given, age.STALE).fingerprint == only(later, age.STALE).fingerprint

    def test_come_the_gravest_first(self) -> None:
        given = evidence(((7, 5), (7, 9)), {SPEED: [claim(measured_on="cousin")]}, published={"left": "9"})
        levels = ["serious", "warning", "note"]
        order_of = [levels.index(one.severity) for one in findings_of(given)]
        assert order_of == sorted(order_of)

    def test_there_are_none_about_an_empty_decision(self) -> None:
        assert findings_of(evidence((), frameworks=())) == ()

    def test_a_key_stays_short_whatever_it_is_made_of(self) -> None:
        assert key_of("order_contradicted", "speed", "stars") == "order_contradicted:speed:stars"
        assert len(key_of("x", *("criterion-" * 8 for _ in range(9)))) < 40

    def test_effects_are_those_of_the_engine(self) -> None:
        """What the audit adds up in floats is what a ranking with the changed score says."""
        from decimal import Decimal

        from decision import engine

        given = evidence(
            ((10, 5), (9, 5)), {SPEED: [claim(number=3200.0)], OTHER: [claim("right", number=10000.0)]}
        )
        moves = {move.alternative: move for move in only(given, order.CODE).effect.moves}
        values = {
            **given.loaded.values,
            SPEED: engine.Cell(value=Decimal(9)),
            OTHER: engine.Cell(value=Decimal(10)),
        }
        matrix = given.loaded.matrix.model_copy(
            update={
                "cells": tuple(tuple(values[(f, c)] for c in ("speed", "price")) for f in ("left", "right"))
            }
        )
        changed = engine.rank(
            engine.Matrix(**{name: getattr(matrix, name) for name in engine.Matrix.model_fields})
        )
        after = {standing.alternative: float(standing.total) for standing in changed.standings}
        assert moves["left"].low == pytest.approx(after["left"])
        assert moves["right"].high == pytest.approx(after["right"])
        assert replace(given, today="2026-12-01").today == "2026-12-01"


class TestCaveats:
    def test_name_contradicted_scores_figures_of_relatives_and_old_claims(self) -> None:
        given = evidence(
            ((10, 5), (9, 5)),
            {
                SPEED: [claim(number=3200.0, as_of="2020-01-01")],
                OTHER: [claim("right", number=10000.0, measured_on="cousin")],
            },
        )
        assert caveats_of(given) == (
            "2 scores disagree with measured figures.",
            "1 figure was measured on a relative.",
            "1 cited claim is too old.",
        )

    def test_say_where_to_look_when_more_are_cited_than_a_ranking_looks_through(self) -> None:
        loaded = evidence(((10, 5), (9, 5)), {SPEED: [claim(), claim()]}).loaded
        assert evidence_caveats(loaded, at_most=1) == (UNREAD,)

    def test_are_none_where_there_is_nothing_to_be_careful_about(self) -> None:
        assert caveats_of(evidence(claims={SPEED: [claim()]})) == ()
        assert caveats_of(evidence((), frameworks=())) == ()
