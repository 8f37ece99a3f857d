"""Opening a decision in the browser."""

from __future__ import annotations

from decision.matrix.models import Decision
from tests.cast import Cast


class TestANewDecision:
    def test_begins_with_what_is_ticked_as_a_draft_of_the_team(self, cast: Cast) -> None:
        form = {
            "title": "Queue", "question": "Which queue?", "team": str(cast.team.pk), "with": ["flask", "tornado"],
            "criterion": ["performance"],
        }  # fmt: skip
        answer = cast.client("edgar").post("/new/", form)
        made = Decision.objects.get(title="Queue")
        assert answer["Location"] == f"/decisions/{made.slug}/criteria/"
        assert (made.status, made.team, made.question) == ("draft", cast.team, "Which queue?")
        assert list(made.alternatives.values_list("framework__slug", flat=True)) == ["flask", "tornado"]
        assert [row.points for row in made.weights.all()] == [1]

    def test_may_begin_empty_and_is_built_on_its_own_page(self, cast: Cast) -> None:
        edgar = cast.client("edgar")
        home = edgar.post("/new/", {"title": "Empty", "team": str(cast.team.pk)})["Location"]
        for page in (home, home.replace("criteria", "must-haves")):
            assert edgar.get(page).status_code == 200
        assert "nothing can be weighed" in edgar.get(home).content.decode()

    def test_keeps_what_was_typed_where_it_cannot_be(self, cast: Cast) -> None:
        answer = cast.client("edgar").post("/new/", {"title": " ", "question": "Why?", "with": "flask"})
        assert answer.status_code in (400, 403)
        assert 'value="Why?"' in answer.content.decode()
        assert 'value="flask" checked' in answer.content.decode()

    def test_says_that_too_much_is_ticked_and_forgets_nothing(self, cast: Cast) -> None:
        form = {"title": "Wide", "team": str(cast.team.pk), "with": [f"x{number}" for number in range(51)]}
        answer = cast.client("edgar").post("/new/", form)
        assert answer.status_code == 400
        assert "at most 50 alternatives" in answer.content.decode()

    def test_of_somebody_elses_team_is_refused(self, cast: Cast) -> None:
        answer = cast.client("otto").post("/new/", {"title": "Mine", "team": str(cast.team.pk)})
        assert answer.status_code == 403
        assert not Decision.objects.filter(title="Mine").exists()

    def test_asks_visitors_to_sign_in(self, cast: Cast) -> None:
        assert cast.visitor.get("/new/")["Location"].startswith("/sign-in/")
