"""What others changed, in one sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from decision.live.notes import by_others, note_of
from decision.record.selectors import Change
from decision.teams.actors import Actor

WEIGHT = Change(
    id="1", who="edgar", when=datetime(2026, 1, 1, tzinfo=UTC), door="page", revision=2, action="changed",
    what="weight", framework=None, criterion="performance", name=None, field="points", old=25, new=30,
    criterion_name="Performance",
)  # fmt: skip
SCORE = replace(
    WEIGHT, what="score", field="value", framework="flask", framework_name="Flask", old="7.0000", new="8.5000"
)
NAMES = {"edgar": "Edgar E", "cora": "Cora"}


def said(*changes: Change, names_people: bool = True) -> str:
    return note_of(changes, NAMES, names_people=names_people).sentence


def siblings(*moves: tuple[str, float, float]) -> list[Change]:
    return [
        replace(WEIGHT, criterion=key, criterion_name=key.title(), old=old, new=new)
        for key, old, new in moves
    ]


class TestANote:
    def test_says_who_set_what_from_what_to_what(self) -> None:
        assert said(WEIGHT) == "Edgar E set Performance from 25 to 30."
        assert said(SCORE) == "Edgar E set Flask on Performance from 7 to 8.5."
        assert said(replace(SCORE, old=None)) == "Edgar E set Flask on Performance to 8.5."
        assert (
            said(replace(SCORE, new=None, action="removed"))
            == "Edgar E removed the score of Flask on Performance."
        )

    def test_names_the_claim_that_a_score_rests_on_or_no_more(self) -> None:
        cited = replace(
            SCORE, what="citation", action="added", field="claim", old=None, new=7, new_name="Quick"
        )
        gone = replace(cited, action="removed", old=7, new=None, old_name="Slow", new_name=None)
        assert said(cited) == "Edgar E cited another claim for Flask on Performance, “Quick”."
        assert said(gone) == "Edgar E took a claim from Flask on Performance, “Slow”."
        assert said(cited, gone) == "Edgar E changed what Flask on Performance rests on."

    def test_spans_several_changes_of_the_same(self) -> None:
        assert (
            said(SCORE, replace(SCORE, old="8.5", new="9")) == "Edgar E set Flask on Performance from 7 to 9."
        )

    def test_credits_whoever_left_it_as_it_is_now(self) -> None:
        there = replace(SCORE, who="cora", old="8.5", new="9")
        assert said(SCORE, there) == "Cora set Flask on Performance from 7 to 9."
        back = replace(SCORE, old="9", new="7.0000")
        assert said(SCORE, there, back) == "Edgar E set Flask on Performance back to 7."

    def test_names_the_one_weight_that_was_moved_while_its_siblings_gave_way(self) -> None:
        moved = siblings(("performance", 25, 40), ("price", 50, 40), ("docs", 25, 20))
        assert said(*moved) == "Edgar E set Performance from 25 to 40."
        assert (
            said(*moved, SCORE)
            == "Edgar E set Performance from 25 to 40 and set Flask on Performance from 7 to 8.5."
        )

    def test_counts_what_is_too_much_to_name(self) -> None:
        many = [replace(SCORE, criterion=f"c{number}") for number in range(6)]
        assert said(*many) == "Edgar E changed 6 scores."
        assert said(*many, WEIGHT) == "Edgar E changed 6 scores and a weight."

    def test_names_nobody_to_outsiders(self) -> None:
        assert said(WEIGHT, names_people=False) == "Somebody set Performance from 25 to 30."
        assert said(replace(WEIGHT, who="postgres", door="sql")) == "Somebody set Performance from 25 to 30."

    def test_points_at_cells_and_rows(self) -> None:
        assert note_of([WEIGHT, SCORE], NAMES, names_people=True).cells == [
            "c-performance",
            "cell-performance-flask",
        ]

    def test_leaves_out_ones_own_changes_but_not_those_of_a_namesake_in_the_database(self) -> None:
        edgar = Actor(user_id=1, name="edgar")
        assert by_others([WEIGHT], edgar) == []
        assert by_others([replace(WEIGHT, door="sql")], edgar) != []
