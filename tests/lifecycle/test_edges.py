"""Deciding in the browser and over the API."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from criteria.models import Metric, ValueFunction
from decision.lifecycle.models import Outcome
from decision.matrix.models import Decision, Score
from decision.matrix.selectors import matrix_of, open_decision
from decision.teams.actors import visitor
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db

STATUS = "/api/v1/decisions/public-choice/status/"
NEXT_YEAR = (timezone.localdate() + timedelta(days=365)).isoformat()


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def put(cast: Cast, who: str, **body: Any) -> Any:
    answer = cast.visitor.put(STATUS, body, content_type="application/json", headers=cast.bearer(who))
    return answer.status_code, json.loads(answer.content)


class TestTheApi:
    def test_walks_from_draft_to_superseded(self, cast: Cast) -> None:
        assert put(cast, "edgar", status="in_review")[0] == 200
        signed = cast.visitor.post(
            STATUS.replace("status", "signatures"), {"comment": "Fine"}, content_type="application/json",
            headers=cast.bearer("cora"),
        )  # fmt: skip
        assert signed.status_code == 201
        status, said = put(cast, "olga", status="decided", framework="fastapi", review_on=NEXT_YEAR)
        assert (status, said["status"], said["review_on"]) == (200, "decided", NEXT_YEAR)
        line = said["lines"][0]
        assert [row["name"] for row in line["signatures"]] == ["cora"]
        assert line["outcome"]["totals"][0] == {
            "framework": "fastapi", "label": "Fastapi", "rank": 1, "total": 9.65
        }  # fmt: skip
        assert put(cast, "olga", status="superseded", reason="Gone")[1]["status"] == "superseded"

    def test_keeps_names_to_the_team(self, cast: Cast) -> None:
        put(cast, "edgar", status="decided", framework="fastapi", review_on=NEXT_YEAR)
        outcome = json.loads(cast.visitor.get(STATUS).content)["lines"][0]["outcome"]
        assert (outcome["label"], outcome["decided_by"]) == ("Fastapi", None)

    @pytest.mark.parametrize(
        ("body", "status", "place"),
        [
            ({"status": "decided", "framework": "fastapi"}, 400, "/review_on"),
            ({"status": "decided", "framework": "flask", "review_on": NEXT_YEAR}, 400, "/reason"),
            ({"status": "decided", "review_on": "soon"}, 400, "/review_on"),
            (
                {"status": "decided", "framework": "performance", "reason": "x", "review_on": NEXT_YEAR},
                400,
                "/framework",
            ),
            ({"status": "done"}, 400, "/status"),
            ({"status": "superseded", "reason": "x"}, 409, None),
        ],
    )
    def test_names_what_is_wrong(self, cast: Cast, body: Any, status: int, place: str | None) -> None:
        found, said = put(cast, "edgar", **body)
        assert found == status, said
        assert [error["pointer"] for error in said["errors"]] == ([place] if place else [])

    def test_moves_the_review_only_of_what_one_has_seen(self, cast: Cast) -> None:
        put(cast, "edgar", status="decided", framework="fastapi", review_on=NEXT_YEAR)
        answer = cast.visitor.put(
            STATUS, {"status": "decided", "review_on": NEXT_YEAR}, content_type="application/json",
            headers={**cast.bearer("edgar"), "If-Match": '"99"'},
        )  # fmt: skip
        assert answer.status_code == 412


class TestThePage:
    def test_says_where_it_stands_to_everybody_and_offers_acts_to_editors(self, cast: Cast) -> None:
        page = "/decisions/public-choice/status/"
        assert "Decide and freeze" not in cast.visitor.get(page).content.decode()
        assert "Decide and freeze" in cast.client("edgar").get(page).content.decode()

    def test_keeps_what_was_typed_when_it_cannot_be_accepted(self, cast: Cast) -> None:
        form = {"framework": "flask", "reason": "", "review_on": NEXT_YEAR}
        answer = cast.client("edgar").post("/decisions/public-choice/status/decide/", form)
        assert answer.status_code == 400
        assert "not ranked first" in answer.content.decode()
        assert f'value="{NEXT_YEAR}"' in answer.content.decode()

    def test_decides_signs_and_reopens(self, cast: Cast) -> None:
        client = cast.client("edgar")

        def act(name: str, **form: str) -> str:
            assert client.post(f"/decisions/public-choice/status/{name}/", form).status_code == 302
            return Decision.objects.get(slug="public-choice").status

        assert act("review") == "in_review"
        assert "Nobody has signed" in client.get("/decisions/public-choice/status/").content.decode()
        assert act("sign", comment="<script>alert(1)</script>") == "in_review"
        assert act("decide", framework="fastapi", review_on=NEXT_YEAR) == "decided"
        page = client.get("/decisions/public-choice/status/").content.decode()
        assert "&lt;script&gt;alert(1)" in page
        assert act("reopen", reason="New figures.") == "draft"
        assert "Earlier lines" in client.get("/decisions/public-choice/status/").content.decode()

    def test_lists_reviews(self, cast: Cast) -> None:
        cast.client("edgar").post(
            "/decisions/shared-choice/status/decide/", {"framework": "fastapi", "review_on": NEXT_YEAR}
        )
        assert "Shared-Choice" in cast.client("victor").get("/reviews/").content.decode()
        assert "Nothing to review" in cast.visitor.get("/reviews/").content.decode()

    def test_lists_reviews_page_by_page(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("decision.lifecycle.views.PER_PAGE", 1)
        client = cast.client("edgar")
        for slug in ("shared-choice", "public-choice"):
            client.post(f"/decisions/{slug}/status/decide/", {"framework": "fastapi", "review_on": NEXT_YEAR})
        first, second = (client.get(f"/reviews/?page={page}").content.decode() for page in (1, 2))
        assert ("Public-Choice" in first, "Shared-Choice" in first) == (True, False)
        assert ("Public-Choice" in second, "Shared-Choice" in second) == (False, True)
        assert "Page 2 of 2, 2 decisions" in second

    def test_tells_who_comes_second_what_the_first_decided(self, cast: Cast) -> None:
        put(cast, "olga", status="decided", framework="fastapi", review_on=NEXT_YEAR)
        form = {"framework": "flask", "reason": "No!", "review_on": NEXT_YEAR}
        answer = cast.client("edgar").post("/decisions/public-choice/status/decide/", form)
        assert answer.status_code == 409
        assert "was decided by olga" in answer.content.decode()
        assert "Set the review date" in answer.content.decode()


class TestTheSuccessor:
    def test_is_named_only_to_those_who_may_find_it(self, cast: Cast) -> None:
        put(cast, "edgar", status="decided", framework="fastapi", review_on=NEXT_YEAR)
        put(cast, "edgar", status="superseded", reason="Gone.", successor="private-choice")
        page = "/decisions/public-choice/status/"
        assert "Private-Choice" in cast.client("edgar").get(page).content.decode()
        for client in (cast.visitor, cast.client("otto"), cast.client("victor")):
            assert "rivate-" not in client.get(page).content.decode()
        for name, slug in (("edgar", "private-choice"), ("victor", None)):
            said = cast.visitor.get(STATUS, headers=cast.bearer(name)).content
            assert json.loads(said)["lines"][0]["outcome"]["superseded_by"] == slug


class TestTheHeader:
    def test_counts_signatures_of_what_was_decided_only(self, cast: Cast) -> None:
        put(cast, "edgar", status="in_review")
        cast.client("cora").post("/decisions/public-choice/status/sign/", {})
        put(cast, "edgar", status="decided", framework="fastapi", review_on=NEXT_YEAR)
        assert "signed by 1" in _text(cast.visitor, "/decisions/public-choice/")
        Outcome.objects.update(revision=9)
        for page in ("", "status/"):
            assert "signed by" not in _text(cast.visitor, f"/decisions/public-choice/{page}")

    def test_says_what_was_decided_and_when_it_is_looked_at_again(self, cast: Cast) -> None:
        client = cast.client("edgar")
        form = {"framework": "fastapi", "review_on": NEXT_YEAR}
        client.post("/decisions/public-choice/status/decide/", form)
        assert "Decided: Fastapi. To be looked at again on" in _text(
            cast.visitor, "/decisions/public-choice/"
        )
        Outcome.objects.update(review_on=timezone.localdate())
        assert "Due for review since" in _text(cast.visitor, "/decisions/public-choice/")

    @pytest.mark.django_db(transaction=True)
    def test_says_on_every_page_that_todays_totals_are_others_than_those_decided(self, cast: Cast) -> None:
        metric = Metric.objects.create(slug="speed", name="Speed", unit="req/s")
        shared = ValueFunction.objects.create(
            slug="line", name="line", metric=metric, kind="linear", points=[[0, 0], [10, 10]]
        )
        cast.public.weights.filter(criterion__slug="performance").update(value_function=shared)
        put(cast, "edgar", status="in_review")
        put(cast, "edgar", status="decided", framework="fastapi", review_on=NEXT_YEAR)
        assert "totals are others" not in _text(cast.visitor, "/decisions/public-choice/")
        shared.points = [[0, 0], [20, 10]]
        shared.save()
        for page in ("", "audit/", "status/"):
            assert "totals are others: Fastapi 9.65 → 8.40" in _text(
                cast.visitor, f"/decisions/public-choice/{page}"
            )
        assert json.loads(_text(cast.visitor, STATUS))["lines"][0]["outcome"]["totals"][0]["total"] == 9.65
        now = _text(cast.visitor, "/decisions/public-choice/")
        href = now.partition("totals are others")[2].partition('href="')[2].partition('"')[0]
        assert "9.65" in cast.visitor.get(href, follow=True).content.decode()


def _text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


class TestSettings:
    PAGE = "/decisions/public-choice/settings/"
    FORM = {"title": "New title", "visibility": "team", "close_call_margin": "0.1"}

    def test_change_the_name_and_who_may_see_it(self, cast: Cast) -> None:
        answer = cast.client("edgar").post(self.PAGE, {**self.FORM, "team": cast.team.pk})
        assert answer.status_code == 302
        row = Decision.objects.get(slug="public-choice")
        assert (row.title, row.visibility) == ("New title", "team")
        assert cast.visitor.get("/decisions/public-choice/").status_code == 404

    @pytest.mark.parametrize(
        "wrong",
        [
            {"title": ""},
            {"visibility": "mars"},
            {"close_call_margin": "NaN"},
            {"team": "999"},
            {"missing_at": "101"},
        ],
    )
    def test_keep_what_was_typed_and_name_what_is_wrong(self, cast: Cast, wrong: dict[str, str]) -> None:
        answer = cast.client("edgar").post(self.PAGE, {**self.FORM, "description": "Typed", **wrong})
        assert answer.status_code == 400
        assert "Typed" in answer.content.decode()
        assert Decision.objects.get(slug="public-choice").title == "Public-Choice"

    def test_say_what_a_missing_score_counts_and_the_page_says_it_too(self, cast: Cast) -> None:
        decision = cast.public
        Score.objects.filter(decision=decision, alternative__framework__slug="flask").first().delete()  # type: ignore[union-attr]
        form = {**self.FORM, "visibility": "public", "missing_at": "50 %"}
        assert cast.client("edgar").post(self.PAGE, form).status_code == 302
        assert 'name="missing_at" inputmode="numeric" required maxlength="5" value="50"' in (
            cast.client("edgar").get(self.PAGE).content.decode()
        )
        assert "what is missing counts in the middle of its scale" in _text(
            cast.visitor, "/decisions/public-choice/"
        )
        assert matrix_of(open_decision("public-choice", by=visitor())).matrix.missing_at == Decimal("0.5")

    def test_are_for_editors(self, cast: Cast) -> None:
        assert cast.visitor.get(self.PAGE).status_code == 302
        assert [cast.client(name).get(self.PAGE).status_code for name in ("otto", "cora")] == [403, 403]
        assert cast.client("otto").get("/decisions/private-choice/settings/").status_code == 404

    def test_deleting_takes_its_address(self, cast: Cast) -> None:
        client = cast.client("edgar")
        assert client.post("/decisions/public-choice/delete/", {"confirm": "yes"}).status_code == 400
        assert (
            client.post("/decisions/public-choice/delete/", {"confirm": "public-choice"}).status_code == 302
        )
        assert not Decision.objects.filter(slug="public-choice").exists()

    def test_copy_makes_a_draft_of_ones_team(self, cast: Cast) -> None:
        page = "/decisions/public-choice/copy/"
        answer = cast.client("edgar").post(page, {"title": "Ours", "team": cast.team.pk})
        assert answer["Location"].startswith("/decisions/ours-")
        assert "First you need a team" in cast.client("otto").get(page).content.decode()
        assert cast.client("otto").post(page, {"title": "Mine", "team": cast.team.pk}).status_code == 400
