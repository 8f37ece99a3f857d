"""Charts of one weight: places on the paper follow from totals, and labels keep apart."""

from __future__ import annotations

from itertools import pairwise

import pytest

from decision.robustness.page.axis import Axis, mark_text, round_step, snug_axis, total_axis
from decision.robustness.page.chart import GAP, LARGE, SMALL, Along, At, Line, apart, chart

FASTAPI = Line("FastAPI", 1, 9.7647, 9, 1)
DJANGO = Line("Django", 2, 7.1765, 10, 2)


def test_lines_begin_and_end_where_the_design_says() -> None:
    drawn = chart([FASTAPI, DJANGO], Along(0.15, "15 %"), Axis(2, 10, 2))
    leader = next(line for line in drawn.lines if line.style == 1)
    assert (leader.y1, leader.y2) == ("19.9", "32.8")
    assert drawn.now.at == "56.9"
    assert [(mark.at, mark.text) for mark in drawn.grid] == [
        ("150", "2"), ("116.5", "4"), ("83", "6"), ("49.5", "8"), ("16", "10"),
    ]  # fmt: skip


def test_the_leader_is_drawn_last_so_that_it_lies_on_top() -> None:
    drawn = chart([FASTAPI, DJANGO], Along(0.15, "15 %"), Axis(2, 10, 2))
    assert [line.style for line in drawn.lines] == [2, 1]


def test_a_name_too_long_for_the_drawing_is_cut_and_its_total_stays() -> None:
    lines = [FASTAPI, Line("Pneumonoultramicroscopic", 2, 7.1765, 9.75, 2)]
    drawn = chart(lines, Along(0.15, "15 %"), Axis(2, 10, 2))
    assert [line.label for line in drawn.lines] == ["Pneumon… 9.75", "FastAPI 9"]


def test_a_flip_is_marked_at_its_share_and_hatched_beyond_it() -> None:
    along = Along(0.15, "15 %", (At(0.7212, 9.2135, "72 %"),), ((0.7212, 1.0), (0.0, 0.1)))
    drawn = chart([FASTAPI, DJANGO], along, Axis(2, 10, 2))
    assert (drawn.tips[0].x, drawn.tips[0].text) == ("174.6", "72 %")
    assert [(zone.x, zone.width) for zone in drawn.zones] == [("174.6", "57.4"), ("26", "20.6")]


def test_the_label_of_a_flip_stands_beside_that_of_the_weight_now() -> None:
    drawn = chart([FASTAPI, DJANGO], Along(0.15, "15 %", (At(0.16, 9, "16 %"),)), Axis(2, 10, 2))
    assert float(drawn.tips[0].label_x) - float(drawn.now.at) >= 30


def test_more_lines_than_can_be_told_apart_are_thin_and_without_a_name() -> None:
    many = [Line(f"A{i}", 1, 5, 5 + i / 10, 1 if i == 0 else 5) for i in range(50)]
    drawn = chart(many, Along(0.5, "50 %"), Axis(0, 10, 2))
    assert len(drawn.lines) == SMALL.most_named
    assert drawn.others.count("M") == 50 - SMALL.most_named
    assert len(chart(many, Along(0.5, "50 %"), Axis(0, 10, 2), LARGE).lines) == LARGE.most_named


@pytest.mark.parametrize(
    "places", [[20.0, 20.0, 20.0], [150.0, 149.0, 148.0], [16.0, 90.0, 91.0], [], [50.0]]
)
def test_labels_never_stand_nearer_than_a_line_of_text(places: list[float]) -> None:
    moved = apart(places, 16, 150)
    order = sorted(moved)
    assert all(b - a >= GAP - 1e-9 for a, b in pairwise(order))
    assert all(16 <= y <= 150 for y in moved)
    assert sorted(range(len(places)), key=lambda i: (places[i], i)) == sorted(
        range(len(places)), key=lambda i: (moved[i], i)
    )


class TestAxis:
    def test_leaves_out_the_lowest_fifth_where_nothing_reaches_into_it(self) -> None:
        assert total_axis([3, 9.6], 10).marks == (2, 4, 6, 8, 10)
        assert total_axis([1.5, 9.6], 10).marks == (0, 2, 4, 6, 8, 10)

    def test_reaches_below_nothing_where_totals_do(self) -> None:
        assert total_axis([-3, 9.6], 10).low == -4

    @pytest.mark.parametrize("numbers", [[], [5.0], [0.0, 0.0], [float("nan")], [7.18, 9.73], [-2, 1e6]])
    def test_always_has_some_length(self, numbers: list[float]) -> None:
        axis = snug_axis(numbers)
        assert axis.low < axis.high
        assert axis.marks[-1] == pytest.approx(axis.high)
        assert all(0 <= axis.part(number) <= 1 for number in numbers if number == number)

    def test_steps_are_round(self) -> None:
        assert [round_step(about) for about in (0.03, 1, 1.1, 4, 6, 0)] == [0.05, 1, 2, 5, 10, 1]

    def test_numbers_along_it_have_no_more_decimals_than_they_need(self) -> None:
        assert [mark_text(number) for number in (2.0, 0.05, -1.5, 12000, -0.0)] == [
            "2",
            "0.05",
            "−1.5",
            "12,000",
            "0",
        ]
