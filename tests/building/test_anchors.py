"""Value functions as people edit them: what is proposed, and how it is drawn; no database."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.building.anchors import chart, proposed
from decision.building.suggesting import round_between, suggestion
from decision.engine import GateResult, ValueFunction

numbers = st.decimals(Decimal("0.01"), Decimal(10**9), places=2)


def d(*values: str | int) -> list[Decimal]:
    return [Decimal(value) for value in values]


class TestProposedAnchors:
    @pytest.mark.parametrize(
        ("figures", "kind", "ends"),
        [
            (d(1205, 2847), "linear", (0, 5000)),
            (d(60, 22_000), "logarithmic", (10, 100_000)),
            (d(10, 1000), "logarithmic", (10, 1000)),
            (d(-15, 40), "linear", (-20, 50)),
            (d(5), "linear", (0, 5)),
            (d(0), "linear", (0, 1)),
            ([], "linear", (0, 10)),
        ],
    )
    def test_are_round_numbers_around_the_figures(
        self, figures: list[Decimal], kind: str, ends: tuple[int, int]
    ) -> None:
        made = proposed(figures, more_is_better=True)
        assert (made.kind, (made.points[0][0], made.points[-1][0])) == (kind, ends)

    def test_fall_for_a_cost(self) -> None:
        made = proposed(d(35, 83), more_is_better=False)
        assert [value for _, value in made.points] == [10, 0]

    @given(st.lists(numbers, min_size=1, max_size=6), st.booleans())
    def test_hold_every_figure_between_them(self, figures: list[Decimal], more_is_better: bool) -> None:
        made = proposed(figures, more_is_better=more_is_better)
        assert made.points[0][0] <= min(figures) <= max(figures) <= made.points[-1][0]


class TestTheChart:
    FUNCTION = ValueFunction(
        kind="logarithmic", points=((Decimal(100), Decimal(0)), (Decimal(100_000), Decimal(10)))
    )

    def test_puts_each_figure_on_the_curve_with_its_score(self) -> None:
        drawn = chart(self.FUNCTION, [("Tornado", 4, Decimal(10_000))])
        (landing,) = drawn.landings
        assert (landing.figure, landing.value) == ("10,000", "6.67")
        (left, low), (right, high) = [(float(h.x), float(h.y)) for h in drawn.handles]
        assert left < float(landing.x) < right
        assert low > float(landing.y) > high

    def test_reaches_beyond_the_anchors_to_figures_that_lie_outside(self) -> None:
        drawn = chart(self.FUNCTION, [("Slow", 1, Decimal(1)), ("Fast", 2, Decimal(10**7))])
        assert float(drawn.start) < 1
        assert float(drawn.end) > 10**7
        assert [landing.value for landing in drawn.landings] == ["0.00", "10.00"]

    def test_keeps_what_no_logarithm_has_at_the_edge(self) -> None:
        (landing,) = chart(self.FUNCTION, [("None", 1, Decimal(0))]).landings
        assert (landing.x, landing.value) == ("40.0", "0.00")

    @given(st.lists(numbers, max_size=5))
    def test_stays_within_its_frame(self, figures: list[Decimal]) -> None:
        drawn = chart(self.FUNCTION, [("a", 1, number) for number in figures])
        assert all(40 <= float(mark.x) <= 616 and 18 <= float(mark.y) <= 256 for mark in drawn.landings)


class About:
    """What is on record of a metric: a row a framework."""

    kind, slug, levels, words = "metric", "m", {}, {}

    def __init__(self, more_is_better: bool = True, **figures: str) -> None:
        self.more_is_better = more_is_better
        self.rows = [
            {"id": index, "framework": key, "metric": "m", "feature": None, "kind": "measurement", "number": number,
             "number_to": None, "text": "", "qualifier": "exact", "status": "accepted", "measured_on": None,
             "as_of": None}
            for index, (key, number) in enumerate(figures.items())
        ]  # fmt: skip


class TestSuggestedMustHaves:
    def test_part_the_alternatives_at_the_widest_gap_at_a_round_number(self) -> None:
        made = suggestion(About(a="3200", b="1800", c="2100", d="10000"), ("a", "b", "c", "d", "e"))
        assert made is not None
        assert made.threshold == 10_000
        assert [one.alternative for one in made.falling] == ["a", "b", "c"]
        assert made.outcomes[4].result is GateResult.UNKNOWN

    def test_ask_for_at_most_where_less_is_better(self) -> None:
        made = suggestion(About(more_is_better=False, a="35", b="83", c="52"), ("a", "b", "c"))
        assert made is not None
        assert (made.comparison, made.threshold) == ("at_most", 60)

    @pytest.mark.parametrize("figures", [{"a": "5"}, {"a": "5", "b": "5"}, {}])
    def test_are_none_where_all_are_alike(self, figures: dict[str, str]) -> None:
        assert suggestion(About(**figures), ("a", "b")) is None

    @pytest.mark.parametrize(
        ("low", "high", "upper", "expected"),
        [
            (3200, 10_000, True, 10_000),
            (1205, 1923, True, 1900),
            (267, 341, False, 300),
            (1630, 1640, True, 1640),
        ],
    )
    def test_ask_for_the_roundest_number(self, low: int, high: int, upper: bool, expected: int) -> None:
        found = round_between(Decimal(low), Decimal(high), upper=upper)
        assert found == expected

    @given(numbers, numbers, st.booleans())
    def test_lie_within_the_gap(self, one: Decimal, other: Decimal, upper: bool) -> None:
        low, high = sorted((one, other))
        assert low <= round_between(low, high, upper=upper) <= high
