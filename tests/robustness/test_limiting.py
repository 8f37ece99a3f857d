"""Stated limits of weights, as the address and fields say them."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from decision.engine.smaa import Limit
from decision.robustness.asking import Asked
from decision.robustness.forms import asked_of, read_look
from decision.robustness.limiting import in_words, limits_in, read_limits, written
from decision.robustness.page.choosing import drawing_of
from tests.robustness.loaded import loaded_of, scene, what_if

ABC = ("a", "b", "c")


def read(query: str) -> tuple[str, list[str]]:
    problems: list[str] = []
    return written(read_limits(QueryDict(query), ABC, problems)), problems


def test_are_written_as_they_are_read() -> None:
    limits, wrong = limits_in("a >= 0.2, b<=.4,c>=2.5*a , b>=c")
    assert wrong == []
    assert limits == (
        Limit("a", "at_least", 0.2), Limit("b", "at_most", 0.4), Limit("c", "at_least", 2.5, "a"),
        Limit("b", "at_least", 1.0, "c"),
    )  # fmt: skip
    assert written(limits) == "a>=0.2,b<=0.4,c>=2.5*a,b>=c"
    assert limits_in(written(limits))[0] == limits


@pytest.mark.parametrize("text", ["a", "a>0.2", "a==1", ">=1", "a>=", "a>=x*b", "a>=2**b", "a>=-1", "<b>>=1"])
def test_a_text_that_states_none_is_named(text: str) -> None:
    assert limits_in(f"a>=0.1,{text}")[1] == [(1, text)]


def test_fields_say_shares_in_per_cent_and_numbered_ratios_and_empty_ones_nothing() -> None:
    shares = "least.a=20&most.a=&least.b=0&most.b=100&most.c=12,5"
    ratio = "ratio.0.of=a&ratio.0.is=at_most&ratio.0.times=3&ratio.0.over=b"
    assert read(f"{shares}&{ratio}") == ("a>=0.2,c<=0.125,a<=3*b", [])
    assert read("ratio.0.of=a&ratio.0.over=&ratio.3.of=a&ratio.3.over=c&ratio.3.times=") == ("a>=c", [])


def test_what_makes_no_sense_is_left_out_and_said() -> None:
    found, problems = read("least.a=much&least.b=10")
    assert (found, problems) == (
        "b>=0.1",
        ["“much” is no number of 0 or more; that limit is left out here."],
    )
    found, problems = read("limits=a>=0.1,d>=0.1,a>=2*a,b>=7,c!")
    assert found == "a>=0.1"
    assert len(problems) == 4
    assert read("limits=" + ",".join(["a>=0.1"] * 300))[0] == ""


def test_are_told_in_words() -> None:
    labels = {"a": "Auth", "b": "Docs"}
    assert in_words(Limit("a", "at_least", 2, "b"), labels) == "Auth ≥ 2\u00a0×\u00a0Docs"
    assert in_words(Limit("a", "at_most", 1, "b"), labels) == "Auth ≤ Docs"
    assert in_words(Limit("a", "at_most", 0.125), labels) == "Auth ≤ 12.5\u00a0%"


class TestOnThePage:
    def test_are_asked_for_and_shown_with_room_for_more(self) -> None:
        loaded = loaded_of()
        look = read_look(
            QueryDict("weights=limited&limits=speed>%3D0.2,docs>%3D2*auth"), loaded, what_if(loaded)
        )
        asked = asked_of(look, loaded, what_if(loaded))
        assert (asked.weights, written(asked.limits)) == ("limited", "speed>=0.2,docs>=2*auth")
        shown = drawing_of(scene(loaded), look).limits
        assert shown is not None
        assert {row.key: (row.least, row.most) for row in shown.shares if row.least or row.most} == {
            "speed": ("20", "")
        }
        assert [(row.of, row.times, row.over) for row in shown.ratios] == [
            ("docs", "2", "auth"),
            ("", "", ""),
            ("", "", ""),
        ]
        assert "limits=speed" in look.query()

    @pytest.mark.parametrize("limits", ["", "speed>%3D0.6,docs>%3D0.6"])
    def test_without_any_that_can_be_kept_any_weights_are_drawn_and_it_is_said_why(self, limits: str) -> None:
        loaded = loaded_of()
        look = read_look(QueryDict(f"weights=limited&limits={limits}"), loaded, what_if(loaded))
        asked = asked_of(look, loaded, what_if(loaded))
        assert (asked.weights, asked.limits) == ("uniform", ())
        assert look.no_room == (
            "No weights keep Speed ≥ 60\u00a0% and Docs ≥ 60\u00a0% together: change that to draw within limits."
            if limits
            else ""
        )
        assert ("limits=" in look.query()) is bool(limits)


class TestAsked:
    def test_is_stored_and_restored_with_its_limits(self) -> None:
        asked = Asked(weights="limited", limits=limits_in("a>=0.2,b<=3*a")[0])
        assert Asked.restored(asked.stored()) == asked
        assert asked.fingerprint != Asked(weights="limited", limits=limits_in("a>=0.3")[0]).fingerprint

    def test_without_limits_is_the_question_it_was_before_there_were_any(self) -> None:
        assert "limits" not in Asked().stored()
        assert Asked.restored(Asked().stored()) == Asked()
