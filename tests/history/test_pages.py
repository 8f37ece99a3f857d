"""Pages of looking back: the history, two revisions compared, undo, and a decision as it was."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from criteria.models import Scale
from decision.matrix.models import Decision, Revision, Weight
from decision.matrix.services import ScoreChange, remove_criterion, set_scores, set_weights
from tests.cast import Cast

HOME = "/decisions/public-choice/"
HISTORY = f"{HOME}history/"
UNDO = f"{HISTORY}undo/"


def weigh(cast: Cast, points: int, name: str = "edgar") -> None:
    set_weights(decision="public-choice", points={"performance": Decimal(points)}, by=cast.actor(name))


def text_of(content: bytes) -> str:
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", content.decode()).replace("&nbsp;", " ").split())


class TestHistory:
    def test_says_who_did_what_through_which_door(self, cast: Cast) -> None:
        weigh(cast, 30)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE matrix_score SET value = 5 WHERE value = 3 AND decision_id = %s", [cast.public.pk]
            )
        said = text_of(cast.client("victor").get(HISTORY).content)
        assert "edgar over the API Weight Performance 25 → 30" in said
        assert "in the database, past Steelyard Score Tornado on Documentation 3 → 5" in said
        assert "Opened as “Public-Choice”" in said
        assert "It came with 4 alternatives, 7 criteria and 28 scores." in said

    def test_writes_numbers_as_every_page_does(self, cast: Cast) -> None:
        weigh(cast, 3200)
        assert "Performance 25 → 3,200" in text_of(cast.visitor.get(HISTORY).content)

    def test_shows_one_kind_one_person_and_one_revision(self, cast: Cast) -> None:
        weigh(cast, 30)
        change = ScoreChange(framework="flask", criterion="performance", value=Decimal(1))
        set_scores(decision="public-choice", changes=[change], by=cast.actor("olga"))
        assert "Flask on Performance" not in text_of(cast.visitor.get(f"{HISTORY}?what=weight").content)
        assert "25 → 30" not in text_of(cast.client("victor").get(f"{HISTORY}?who=olga").content)
        assert "Performance 25 → 30" in text_of(cast.visitor.get(f"{HISTORY}?revision=2").content)
        assert "Nothing of this kind" in text_of(cast.visitor.get(f"{HISTORY}?what=gate").content)
        for query in ("revision=9", "revision=x", "before=-1", "revision=99999999999"):
            assert cast.visitor.get(f"{HISTORY}?{query}").status_code == 404

    def test_a_removed_criterion_is_one_line_and_a_count(self, cast: Cast) -> None:
        remove_criterion(decision="public-choice", criterion="documentation", by=cast.actor("edgar"))
        said = text_of(cast.visitor.get(HISTORY).content)
        assert "Documentation removed, had 15 points" in said
        assert "All in all 1 criterion removed and 4 scores removed." in said
        assert "Flask on Documentation score removed, was 6" in text_of(
            cast.visitor.get(f"{HISTORY}?revision=2").content
        )

    def test_pages_twenty_revisions_at_a_time_with_few_queries(self, cast: Cast) -> None:
        for points in range(30, 52):
            weigh(cast, points)
        with CaptureQueriesContext(connection) as asked:
            first = cast.visitor.get(HISTORY).content.decode()
        assert len(asked) <= 9, [one["sql"][:90] for one in asked.captured_queries]
        assert 'id="r4"' in first
        assert 'id="r3"' not in first
        older = re.search(r'href="\?(before=\d+)"', first)
        assert older
        assert "Opened as" in text_of(cast.visitor.get(f"{HISTORY}?{older[1]}").content)

    @pytest.mark.parametrize("name", ["visitor", "otto"])
    def test_names_nobody_to_who_may_not_know_the_team(self, cast: Cast, name: str) -> None:
        weigh(cast, 30)
        cast.client("olga").post(UNDO, {"revision": "2"})
        for path in (HISTORY, f"{HISTORY}compare/", f"{HOME}revisions/2/"):
            content = cast.client(name).get(path).content.decode()
            assert "edgar" not in content, path
            assert "olga" not in content, path
        said = text_of(cast.client(name).get(f"{HISTORY}?who=edgar").content)
        assert "A member over the API Undone in revision 3 Weight Performance 25 → 30" in said
        assert "A member on the page Undo of revision 2 Weight" in said
        assert "by a member" in text_of(cast.client(name).get(f"{HOME}revisions/2/").content)

    def test_outsiders_learn_nothing(self, cast: Cast) -> None:
        for path in ("", "compare/"):
            assert cast.client("otto").get(f"/decisions/private-choice/history/{path}").status_code == 404
        assert cast.client("otto").post("/decisions/private-choice/history/undo/").status_code == 404


class TestCompare:
    def test_puts_two_revisions_side_by_side_the_earlier_first(self, cast: Cast) -> None:
        change = ScoreChange(framework="flask", criterion="documentation", value=Decimal(9))
        set_scores(decision="public-choice", changes=[change], by=cast.actor("olga"))
        said = text_of(cast.visitor.get(f"{HISTORY}compare/?from=2&to=1").content)
        assert "Revision 1 against revision 2" in said
        assert "Flask 6.85 rank 3 7.30 rank 3 +0.45" in said
        assert "+0.45 for Flask: Documentation 6 → 9 (+0.45)." in said

    def test_says_which_cannot_be_ranked(self, cast: Cast) -> None:
        Weight.objects.filter(decision=cast.public).update(points=0)
        assert "cannot be ranked" in text_of(cast.visitor.get(f"{HISTORY}compare/").content)


class TestUndo:
    def test_goes_back_and_returns_to_where_the_reader_was(self, cast: Cast) -> None:
        weigh(cast, 30)
        answer = cast.client("olga").post(UNDO, {"revision": "2", "next": HOME})
        assert (answer.status_code, answer["Location"]) == (302, HOME)
        assert Revision.objects.get(decision=cast.public, number=3).door == "page"
        assert "Undo of revision 2 by edgar" in text_of(cast.client("victor").get(HISTORY).content)
        assert "Undone in revision 3" in text_of(cast.visitor.get(HISTORY).content)

    def test_takes_back_what_the_reader_did_last_for_the_toast_after_saving(self, cast: Cast) -> None:
        weigh(cast, 30, "olga")
        weigh(cast, 35)
        change = ScoreChange(framework="flask", criterion="documentation", value=Decimal(9))
        set_scores(decision="public-choice", changes=[change], by=cast.actor("olga"))
        weigh(cast, 40)
        answer = cast.client("olga").post(UNDO, {"mine": "1"}, headers={"HX-Request": "true"})
        assert answer.status_code == 204
        assert Revision.objects.get(decision=cast.public, number=6).undoes == 4
        assert cast.client("stella").post(UNDO, {"mine": "1"}).status_code == 404

    def test_leads_to_the_address_that_it_brought_back(self, cast: Cast) -> None:
        for slug in ("one-choice", "other-choice"):
            Decision.objects.filter(pk=cast.public.pk).update(slug=slug)
        there = "/decisions/other-choice/history/"
        answer = cast.client("olga").post(f"{there}undo/", {"revision": "3", "next": there})
        assert answer["Location"] == "/decisions/one-choice/history/"
        answer = cast.client("olga").post(
            "/api/v1/decisions/one-choice/history/undo/",
            {"revision": 2},
            content_type="application/json",
            headers={"If-Match": "*"},
        )
        assert answer.status_code == 200, answer.content
        assert answer.json()["decision"] == "public-choice"

    def test_never_leads_elsewhere(self, cast: Cast) -> None:
        weigh(cast, 30)
        answer = cast.client("olga").post(UNDO, {"revision": "2", "next": "https://elsewhere.example/"})
        assert answer["Location"] == HISTORY

    def test_shows_both_and_offers_to_go_back_anyway(self, cast: Cast) -> None:
        weigh(cast, 30)
        weigh(cast, 35, "olga")
        client = cast.client("olga")
        answer = client.post(UNDO, {"revision": "2"})
        assert answer.status_code == 409
        said = text_of(answer.content)
        assert "Performance: 25 → 30 revision 3 by olga: Performance: 30 → 35 Go back anyway" in said
        assert client.post(UNDO, {"revision": "2", "anyway": "1"}).status_code == 302
        assert Weight.objects.get(decision=cast.public, criterion__slug="performance").points == 25

    def test_is_offered_to_editors_of_what_can_be_undone(self, cast: Cast) -> None:
        weigh(cast, 30)
        Scale.objects.update(high=20)
        page = cast.client("olga").get(HISTORY).content.decode()
        assert page.count('name="revision" value="2"') == 1
        assert 'name="revision" value="3"' not in page  # the catalogue's
        assert 'name="revision" value="1"' not in page
        Decision.objects.filter(pk=cast.public.pk).update(status="in_review")
        page = cast.client("olga").get(HISTORY).content.decode()
        assert 'name="revision" value="4"' not in page  # done on the sign-off page
        assert UNDO not in cast.client("victor").get(HISTORY).content.decode()
        assert cast.client("victor").post(UNDO, {"revision": "2"}).status_code == 403
        Decision.objects.filter(pk=cast.public.pk).update(status="decided")
        assert UNDO not in cast.client("olga").get(HISTORY).content.decode()

    @pytest.mark.parametrize(
        "sent", [{}, {"revision": "x"}, {"revision": "77"}, {"change": "weight-0-points"}]
    )
    def test_knows_only_what_was(self, cast: Cast, sent: dict[str, str]) -> None:
        assert cast.client("olga").post(UNDO, sent).status_code == 404


class TestAsOf:
    def test_shows_that_day_s_totals_and_says_so(self, cast: Cast) -> None:
        change = ScoreChange(
            framework="flask", criterion="documentation", value=Decimal(9), rationale="Grown up."
        )
        set_scores(decision="public-choice", changes=[change], by=cast.actor("olga"))
        weigh(cast, 30)
        Decision.objects.filter(pk=cast.public.pk).update(title="Renamed", status="decided")
        answer = cast.client("edgar").get(f"{HOME}?revision=2", follow=True)
        said = text_of(answer.content)
        assert answer.redirect_chain == [(f"{HOME}revisions/2/", 302)]
        assert "As of revision 2" in said
        assert "by olga" in said
        assert "7.30" in said
        assert "Public-Choice Draft" in said
        assert 'action="/decisions/public-choice/weights/' not in answer.content.decode()  # nothing to save
        assert "export/?as=" not in answer.content.decode()  # nor to take along as if it were today's

    def test_plays_what_if_and_stays_in_the_past(self, cast: Cast) -> None:
        weigh(cast, 30)
        moved = cast.visitor.get(
            f"{HOME}revisions/1/?moved=documentation&to=90", headers={"HX-Request": "true"}
        )
        assert moved.status_code == 200
        assert moved["HX-Replace-Url"].startswith(f"{HOME}revisions/1/?w.performance=")

    def test_opens_the_evidence_of_that_day(self, cast: Cast) -> None:
        for value, why in ((5, "Early days."), (9, "Grown up.")):
            change = ScoreChange(
                framework="flask", criterion="documentation", value=Decimal(value), rationale=why
            )
            set_scores(decision="public-choice", changes=[change], by=cast.actor("olga"))
        said = text_of(cast.visitor.get(f"{HOME}revisions/2/cells/documentation/flask/").content)
        assert "Early days." in said
        assert "Grown up." not in said

    def test_the_current_revision_is_the_page_itself_and_others_never_were(self, cast: Cast) -> None:
        assert cast.visitor.get(f"{HOME}revisions/1/?scenario=x")["Location"] == f"{HOME}?scenario=x"
        for path in ("revisions/2/", "revisions/0/", "?revision=x", "revisions/99999999999/"):
            assert cast.visitor.get(HOME + path, follow=True).status_code == 404
        assert cast.client("otto").get("/decisions/private-choice/revisions/1/").status_code == 404
