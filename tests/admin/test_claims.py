"""Claims: what is said, where it stands, and which scores rest on it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from decision.matrix.models import Decision
from frameworks.forms import parsed_lines
from frameworks.models import Claim, Framework, Source
from frameworks.places import written_lines

from .pages import change_url, form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(decision: Decision) -> Claim:
    source = Source.objects.create(slug="paper", title="Paper")
    left = Framework.objects.get(slug="left")
    return Claim.objects.create(source=source, framework=left, kind="strength", text="Quick", lines=[[3, 3]])


class TestLinesAsText:
    @pytest.mark.parametrize(
        ("typed", "places"),
        [
            ("46; 112-114", [[46, 46], [112, 114]]),
            ("46, 112–114", [[46, 46], [112, 114]]),
            ("7", [[7, 7]]),
            (" 7 - 9 ;", [[7, 9]]),
            ("", []),
        ],
    )
    def test_become_places(self, typed: str, places: list[list[int]]) -> None:
        assert parsed_lines(typed) == places
        assert parsed_lines(written_lines(places)) == places

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("about 46", "“about 46” is not a line or a range of lines"),
            ("9-7", "“9-7” runs backwards: did you mean 7-9?"),
            ("0", "lines are counted from 1"),
            ("1-2-3", "“1-2-3” is not a line"),
        ],
    )
    def test_say_what_is_wrong(self, typed: str, said: str) -> None:
        with pytest.raises(ValidationError) as refused:
            parsed_lines(typed)
        assert said in str(refused.value)


class TestTheClaimPage:
    def test_saves_what_was_changed(self, client: Client, claim: Claim) -> None:
        form = form_of(client, change_url(claim))
        assert form["lines"] == "3"
        changes = {"lines": "46; 112-114", "number": "17.5", "unit": "req/s", "qualifier": "about"}
        assert client.post(change_url(claim), {**form, **changes}).status_code == 302
        claim.refresh_from_db()
        assert (claim.lines, claim.number, claim.text) == ([[46, 46], [112, 114]], 17.5, "Quick")

    def test_adds_a_claim_without_a_key(self, client: Client, claim: Claim) -> None:
        for text in ("One", "Two"):
            form = form_of(client, "/admin/frameworks/claim/add/")
            form |= {"source": str(claim.source_id), "kind": "strength", "text": text, "lines": "1"}
            assert client.post("/admin/frameworks/claim/add/", form).status_code == 302
        assert Claim.objects.filter(key=None).count() == 3

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"text": ""}, "A claim needs a number or a text."),
            ({"number": "5", "number_to": "3"}, "A range needs its lower end first."),
            ({"lines": "later"}, "“later” is not a line"),
            ({"kind": "relation"}, "A relation needs the framework and the related framework."),
            ({"number": "NaN"}, "Enter a number."),
        ],
    )
    def test_says_what_is_wrong_and_saves_nothing(
        self, client: Client, claim: Claim, changes: dict[str, str], said: str
    ) -> None:
        form = {**form_of(client, change_url(claim)), "version": "9", **changes}
        assert said in client.post(change_url(claim), form).content.decode()
        claim.refresh_from_db()
        assert (claim.text, claim.version) == ("Quick", "")

    def test_names_the_scores_that_rest_on_it(self, client: Client, decision: Decision, claim: Claim) -> None:
        decision.scores.get(value=8).claims.add(claim)
        assert "Left on Speed: 8" in client.get(change_url(claim)).content.decode()

    def test_history_tells_who_changed_it(self, client: Client, claim: Claim) -> None:
        client.post(change_url(claim), {**form_of(client, change_url(claim)), "text": "Quicker"})
        page = client.get(change_url(claim).replace("change", "history")).content.decode()
        assert "text: Quick → Quicker" in page
        assert "carol" in page


class TestDeletingClaims:
    def test_is_refused_for_a_cited_one_with_the_scores_named(
        self, client: Client, decision: Decision, claim: Claim
    ) -> None:
        decision.scores.get(value=8).claims.add(claim)
        answer = client.post(change_url(claim).replace("change", "delete"), {"post": "yes"}, follow=True)
        assert "Left on Speed: 8 in “Pick-One” cite it" in answer.content.decode()
        assert Claim.objects.filter(pk=claim.pk).exists()

    def test_in_bulk_deletes_none_when_one_is_cited(
        self, client: Client, decision: Decision, claim: Claim
    ) -> None:
        free = Claim.objects.create(source=claim.source, kind="strength", text="Free")
        decision.scores.get(value=8).claims.add(claim)
        chosen = {"action": "delete_selected", "_selected_action": [free.pk, claim.pk], "post": "yes"}
        answer = client.post("/admin/frameworks/claim/", chosen, follow=True)
        assert "cite it" in answer.content.decode()
        assert Claim.objects.count() == 2

    def test_in_bulk_goes_on_record_under_the_curator(self, client: Client, claim: Claim) -> None:
        chosen = {"action": "delete_selected", "_selected_action": [claim.pk], "post": "yes"}
        client.post("/admin/frameworks/claim/", chosen)
        event = claim.events.filter(pgh_label="delete").get()
        assert event.pgh_context.metadata["actor"] == "carol"
        assert event.pgh_context.metadata["door"] == "admin"


class TestFindingClaims:
    @pytest.mark.parametrize("term", ["quick", "left", "paper"])
    def test_by_text_framework_and_source(self, client: Client, claim: Claim, term: str) -> None:
        page = client.get("/admin/frameworks/claim/", {"q": term}).content.decode()
        assert f"/admin/frameworks/claim/{claim.pk}/change/" in page

    @pytest.mark.parametrize("about", ["9" * 5000, "9" * 30, "x", ""])
    def test_to_cite_passes_over_a_framework_that_cannot_be(
        self, client: Client, claim: Claim, about: str
    ) -> None:
        asked = {"app_label": "matrix", "model_name": "score", "field_name": "claims", "term": "quick"}
        answer = client.get("/admin/autocomplete/", {**asked, "about": about})
        assert [row["id"] for row in answer.json()["results"]] == [str(claim.pk)]

    @pytest.mark.parametrize(("field", "term"), [("framework", "left"), ("source", "paper")])
    def test_is_offered_what_it_may_be_about(
        self, client: Client, claim: Claim, field: str, term: str
    ) -> None:
        asked = {"app_label": "frameworks", "model_name": "claim", "field_name": field, "term": term}
        answer = client.get("/admin/autocomplete/", asked)
        assert [row["id"] for row in answer.json()["results"]] == [str(getattr(claim, field).pk)]

    def test_costs_the_same_for_many_as_for_few(
        self, client: Client, claim: Claim, django_assert_max_num_queries: object
    ) -> None:
        Claim.objects.bulk_create(
            Claim(source=claim.source, framework=claim.framework, kind="strength", text=f"Point {number}")
            for number in range(80)
        )
        with django_assert_max_num_queries(14):  # type: ignore[operator]
            client.get("/admin/frameworks/claim/")
