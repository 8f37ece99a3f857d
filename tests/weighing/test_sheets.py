"""What guided screens understand of an address, and the points they come to. No database."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.http import QueryDict

from decision.problems import NotThere
from decision.weighing.finding import find
from decision.weighing.groups import Group, Member
from decision.weighing.page.consistency import figures_of, worst_of
from decision.weighing.page.screen import screen_of
from decision.weighing.sheets import Sheet, read_sheet
from decision.weighing.ways import WAYS, asked_pairs, pair_count, way_of

THREE = "a b c"


def make_group(keys: str = THREE, spans: str = "10 10 10", own: str = "50 30 20") -> Group:
    """Criteria A, B, …, with the value between the ends of their scales and the decision's percents."""
    members = [
        Member(key, key.upper(), "", place, "0", "10", Decimal(span), Decimal(percent), False)
        for place, (key, span, percent) in enumerate(
            zip(keys.split(), spans.split(), own.split(), strict=True), start=1
        )
    ]
    return Group(None, "", tuple(members))


def many(count: int) -> Group:
    return make_group(
        " ".join(f"c{i}" for i in range(count)), " ".join(["10"] * count), " ".join(["1"] * count)
    )


def read(way: str, query: str = "", group: Group | None = None) -> Sheet:
    return read_sheet(QueryDict(query), way_of(way), group or make_group())


def points(way: str, query: str, group: Group | None = None) -> dict[str, str]:
    found = find(read(way, query, group))
    assert found is not None
    return found.record["points"]


class TestPoints:
    def test_begin_with_the_decision_s_own(self) -> None:
        assert points("points", "") == {"a": "50", "b": "30", "c": "20"}

    def test_of_one_s_own_begin_with_nothing(self) -> None:
        sheet = read("points", "for=ballot&v.a=3")
        assert (sheet.answered, sheet.todo) == (1, "2 criteria to go.")

    def test_begin_with_the_greatest_at_a_hundred(self) -> None:
        assert read("points").answers == {"v.a": "100", "v.b": "60", "v.c": "40"}

    def test_need_not_add_up_to_anything(self) -> None:
        assert points("points", "v.a=80&v.b=40&v.c=40") == {"a": "50", "b": "25", "c": "25"}

    def test_come_to_exactly_a_hundred_percent_with_four_decimals(self) -> None:
        assert points("points", "v.a=1&v.b=1&v.c=1") == {"a": "33.3334", "b": "33.3333", "c": "33.3333"}

    @pytest.mark.parametrize("typed", ["101", "-1", "x", "NaN", "1e9999999", "9" * 30])
    def test_that_are_none_are_marked_and_weigh_nothing(self, typed: str) -> None:
        sheet = read("points", f"v.a={typed}")
        assert sheet.problems[0].control == "v-a"
        assert find(sheet) is None
        assert screen_of(sheet).questions[0].error

    def test_all_nought_weigh_nothing(self) -> None:
        assert "some points" in read("points", "v.a=0&v.b=0&v.c=0").todo


class TestSwings:
    def test_all_have_to_be_judged(self) -> None:
        assert "worth most" in read("swing").todo
        assert read("swing", "v.a=100").todo == "2 swings to go."
        assert find(read("swing", "v.a=100")) is None

    def test_are_shared_out(self) -> None:
        assert points("swing", "v.a=100&v.b=60&v.c=40") == {"a": "50", "b": "30", "c": "20"}

    def test_of_a_scale_that_holds_half_the_value_count_twice_a_point(self) -> None:
        group = make_group(spans="10 5 10")
        assert points("swing", "v.a=100&v.b=100&v.c=100", group) == {"a": "25", "b": "50", "c": "25"}
        assert points("points", "v.a=10&v.b=10&v.c=20", group) == {"a": "25", "b": "25", "c": "50"}


class TestOrdering:
    def test_is_no_judgement_before_something_was_put_first(self) -> None:
        assert find(read("ordering")) is None

    def test_gives_weights_by_place(self) -> None:
        assert points("ordering", "o=c&o=a&o=b&rule=rank_sum") == {"a": "33.3333", "b": "16.6667", "c": "50"}

    def test_puts_what_is_not_named_last_and_ignores_what_is_not_there(self) -> None:
        assert read("ordering", "o=b&o=x&o=b&rule=none").order == ("b", "a", "c")

    def test_ties_with_the_one_above(self) -> None:
        assert points("ordering", "o=c&o=a&o=b&tie=a&tie=c&rule=rank_sum")["a"] == "41.6667"
        assert read("ordering", "o=c&o=a&tie=c").ties == frozenset()

    @pytest.mark.parametrize(
        ("move", "order"),
        [("up:b", "bac"), ("down:a", "bac"), ("up:a", "abc"), ("down:c", "abc"), ("off:a", "abc")],
    )
    def test_moves_one_at_a_time(self, move: str, order: str) -> None:
        assert "".join(read("ordering", f"o=a&o=b&o=c&move={move}").order) == order


class TestPairs:
    def test_say_what_is_still_to_be_compared(self) -> None:
        assert read("pairwise").todo == "Compare the first two."
        assert read("pairwise", "p.a.b=3").todo == "Compare C with one of the others."
        todo = read("pairwise", "&".join(f"p.c0.c{i}=3" for i in range(1, 5)), many(9)).todo
        assert todo == "4 comparisons more, and all criteria are connected."

    def test_give_weights_as_soon_as_they_are_connected(self) -> None:
        assert points("pairwise", "p.a.b=2&p.b.c=2") == {"a": "57.1429", "b": "28.5714", "c": "14.2857"}

    def test_point_at_the_one_that_disturbs(self) -> None:
        sheet = read("pairwise", "p.a.b=3&p.b.c=3&p.a.c=1/5")
        found = find(sheet)
        assert found is not None
        (figure,) = figures_of(found, sheet)
        assert figure.kind == "warn"
        worst = worst_of(found, sheet)
        assert worst is not None
        assert worst.control.startswith("p-")
        assert "times as important" in worst.given

    def test_that_agree_point_at_nothing(self) -> None:
        sheet = read("pairwise", "p.a.b=3&p.b.c=3&p.a.c=9")
        found = find(sheet)
        assert found is not None
        assert worst_of(found, sheet) is None
        assert figures_of(found, sheet)[0].value == "0.00"

    def test_take_only_the_steps_that_are_offered(self) -> None:
        sheet = read("pairwise", "p.a.b=4000&p.b.c=2&p.a.c=2")
        assert sheet.problems[0].control == "p-a-b"

    def test_of_two_hundred_criteria_give_weights_and_are_never_asked_all_at_once(self) -> None:
        group = many(200)
        asked = read("pairwise", "all=1", group).pairs
        assert len(asked) == 300
        assert not screen_of(read("pairwise", "all=1", group)).can_show_all
        assert len(read("pairwise", "all=1", many(40)).pairs) == pair_count(40)
        assert len(points("pairwise", "&".join(f"p.{a}.{b}=1" for a, b in asked), group)) == 200

    def test_of_many_criteria_are_asked_in_part_which_connects_them_all(self) -> None:
        group = many(40)
        sheet = read("pairwise", "", group)
        assert len(sheet.pairs) == asked_pairs(40) == 60
        full = "&".join(f"p.{first}.{second}=1" for first, second in sheet.pairs)
        assert find(read("pairwise", full, group)) is not None
        assert "780" in screen_of(sheet).count_text
        assert len(read("pairwise", "all=1", group).pairs) == pair_count(40)

    def test_asks_no_pair_twice(self) -> None:
        for count in range(2, 30):
            pairs = read("pairwise", "", many(count)).pairs
            assert len({frozenset(pair) for pair in pairs}) == len(pairs) == asked_pairs(count)


class TestBestWorst:
    def test_asks_first_for_the_two_ends(self) -> None:
        assert read("best-worst", "best=a").todo.startswith("Choose the most")
        assert read("best-worst", "best=a&worst=a").problems[0].control == "worst"
        assert screen_of(read("best-worst")).questions == ()

    def test_then_for_all_comparisons(self) -> None:
        sheet = read("best-worst", "best=a&worst=c&b.b=2")
        assert (sheet.asked, sheet.answered) == (3, 1)
        assert sheet.todo == "2 comparisons to go."
        assert len(screen_of(sheet).also) == 1

    def test_gives_weights(self) -> None:
        assert points("best-worst", "best=a&worst=c&b.b=2&b.c=6&t.b=3") == {"a": "60", "b": "30", "c": "10"}

    def test_takes_one_to_nine(self) -> None:
        assert read("best-worst", "best=a&worst=c&b.b=10").problems


class TestTradeOffs:
    def test_exchange_against_the_weightiest_unless_told(self) -> None:
        assert dict(read("trade-off").extra)["ref"] == "a"
        assert dict(read("trade-off", "ref=c").extra)["ref"] == "c"

    def test_give_half_the_weight_where_two_points_are_given_for_one(self) -> None:
        assert points("trade-off", "k.b=2&k.c=4") == {"a": "57.1429", "b": "28.5714", "c": "14.2857"}
        assert read("trade-off", "k.b=2").todo == "1 exchange to go."
        assert read("trade-off", "k.b=0&k.c=1").problems


class TestWays:
    @pytest.mark.parametrize("way", [way.key for way in WAYS])
    def test_write_down_what_they_read(self, way: str) -> None:
        numbers, order, pairs = "v.a=10&v.b=20&v.c=30", "o=b&o=a&o=c&tie=a", "p.a.b=3&p.b.c=1/3"
        query = f"{numbers}&{order}&{pairs}&best=a&worst=b&b.b=3&b.c=2&t.c=2&ref=b&k.a=2&k.c=3"
        sheet = read(way, query)
        again = QueryDict(mutable=True)
        for key, value in sheet.fields:
            again.appendlist(key, value)
        assert read_sheet(again, sheet.way, sheet.group) == sheet
        assert find(sheet) is not None

    def test_that_do_not_exist_are_not_there(self) -> None:
        with pytest.raises(NotThere):
            way_of("dice")

    def test_say_how_long_they_take(self) -> None:
        assert [way.minutes(7) for way in WAYS] == [1, 2, 1, 3, 2, 2]
