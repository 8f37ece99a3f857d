"""A stated order of criteria, as the address and numbered fields say it."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from decision.robustness.forms import asked_of, read_look
from decision.robustness.ordering import parsed, places_in, read_order, written
from decision.robustness.page.choosing import drawing_of
from tests.robustness.loaded import loaded_of, scene, what_if

ABC = ("a", "b", "c")


def read(query: str) -> tuple[tuple[tuple[str, ...], ...], list[str]]:
    problems: list[str] = []
    return read_order(QueryDict(query), ABC, problems), problems


def test_is_written_as_it_is_read() -> None:
    assert written(parsed("c, a=b")) == "c,a=b"
    assert read("order=c,a=b") == ((("c",), ("a", "b")), [])


@pytest.mark.parametrize("order", ["a,b", "a,b,c,c", "a,b,d", "a,b,c,d"])
def test_one_that_does_not_place_every_criterion_once_is_said_and_left_out(order: str) -> None:
    found, problems = read(f"order={order}")
    assert found == ()
    assert "every criterion" in problems[0]


def test_numbers_place_criteria_equal_ones_together_and_none_last() -> None:
    assert read("place.a=2&place.b=1&place.c=2") == ((("b",), ("a", "c")), [])
    assert read("place.b=7&place.c=") == ((("b",), ("a", "c")), [])
    found, problems = read("place.a=first&place.b=2&place.c=1")
    assert found == (("c",), ("b",), ("a",))
    assert problems == ["“first” is no place in an order; it stands last here."]


def test_places_are_numbered_as_ranks_are() -> None:
    assert places_in((("b",), ("a", "c"), ("d",))) == {"b": 1, "a": 2, "c": 2, "d": 4}


def test_is_asked_for_and_shown_as_stated_or_else_as_the_weights_have_it() -> None:
    loaded = loaded_of()
    for query, order in (
        ("&order=docs,scale=speed,auth,comfort,cloud,people", "docs,scale=speed,auth,comfort,cloud,people"),
        ("", "speed,scale,docs=auth,comfort=cloud,people"),
    ):
        moved = what_if(loaded)
        look = read_look(QueryDict(f"weights=ordered{query}"), loaded, moved)
        assert written(asked_of(look, loaded, moved).order) == order
        shown = drawing_of(scene(loaded), look).order
        assert {row.key: row.place for row in shown} == places_in(parsed(order))
        assert [row.place for row in shown] == sorted(row.place for row in shown)
        assert ("order=" in look.query()) is bool(query)


def test_counts_for_nothing_where_weights_are_drawn_otherwise() -> None:
    loaded = loaded_of()
    look = read_look(QueryDict("order=docs&weights=uniform"), loaded, what_if(loaded))
    assert (look.order, look.problems) == ((), ())
