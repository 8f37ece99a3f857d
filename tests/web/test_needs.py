"""“What do you need?”: needs, who meets them, and the decision that starts from them."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from decision.matrix.models import Decision
from decision.teams.models import Membership, Role, Team
from frameworks.models import Claim, Need
from frameworks.needs import Rules
from frameworks.needs.finding import find_matches
from tests.cast import signed_in


def matched(*needs: str) -> list[str]:
    return [match.framework.slug for match in find_matches(needs).matches]


@pytest.mark.usefixtures("seeded")
class TestMatching:
    @pytest.mark.parametrize(
        ("need", "first"),
        [
            ("serverless", "fastapi"),
            ("many-connections", "tornado"),
            ("admin-panel", "django-rest-framework"),
            ("small", "flask"),
            ("long-polling", "tornado"),
            ("sites", "django"),
            ("api-documents", "fastapi"),
        ],
    )  # fmt: skip
    def test_what_documents_advise_comes_first(self, need: str, first: str) -> None:
        assert matched(need)[0] == first

    def test_every_published_choose_it_if_is_met_by_a_need(self) -> None:
        advice = Claim.objects.filter(key__contains="-choose-", kind="use_case")
        spoken: set[int] = set()
        for match in find_matches([need.slug for need in Need.objects.all()]).matches:
            spoken |= {claim.id for answer in match.answers for claim in answer.pro}
        assert not [claim.key for claim in advice if claim.pk not in spoken]

    def test_claims_for_and_against_make_a_need_contested(self) -> None:
        (match,) = (
            one for one in find_matches(["many-connections"]).matches if one.framework.slug == "fastapi"
        )
        assert match.answers[0].word == "contested"
        assert any("3,200" in claim.text for claim in match.answers[0].con)

    def test_most_needs_met_come_first_and_fewest_not_met_next(self) -> None:
        matches = find_matches(["real-time", "serverless", "many-connections"]).matches
        assert [(match.met, -match.missed) for match in matches] == sorted(
            ((match.met, -match.missed) for match in matches), reverse=True
        )

    def test_takes_as_many_queries_for_all_needs_as_for_one(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        every = "&".join(f"need={need.slug}" for need in Need.objects.all())
        for query in ("need=serverless", every):
            with django_assert_num_queries(2):
                client.get(f"/needs/?{query}")

    def test_what_is_only_proposed_speaks_for_nobody(self) -> None:
        Claim.objects.filter(framework__slug="flask").update(status="proposed")
        assert "flask" not in matched("small")


@pytest.mark.usefixtures("seeded")
class TestPage:
    def test_shows_each_claim_with_its_place_and_keeps_the_choice_in_the_address(
        self, client: Client
    ) -> None:
        html = client.get("/needs/?need=serverless").content.decode()
        assert re.search(r'value="serverless" checked', html)
        assert "Python REST API Frameworks Comparison 2025, line 139" in html
        assert "/start/?with=fastapi" in html
        assert "need=serverless" in html

    def test_is_found_from_the_first_page_by_anybody(self, client: Client) -> None:
        assert 'href="/needs/"' in client.get("/").content.decode()

    @pytest.mark.parametrize("query", ["need=none", "need=%00", "need=%3Cscript%3E"])
    def test_an_unknown_need_is_named(self, client: Client, query: str) -> None:
        answer = client.get(f"/needs/?{query}")
        assert answer.status_code == 400
        assert "There is no need" in answer.content.decode()
        assert "<script>" not in answer.content.decode()


@pytest.fixture
def edgar(seeded: None) -> Client:
    from django.contrib.auth.models import User

    user = User.objects.create_user("starter")
    Membership.objects.create(team=Team.objects.create(slug="ours", name="Ours"), user=user, role=Role.EDITOR)
    return signed_in(user)


START = (
    "/start/?with=fastapi&with=tornado&need=serverless&need=websockets&need=many-connections&need=real-time"
)


class TestStarting:
    def test_stores_a_draft_with_weights_by_need_and_every_score_that_documents_give(
        self, edgar: Client
    ) -> None:
        team = Team.objects.get(slug="ours")
        answer = edgar.post(START, {"title": "Ours", "team": team.pk})
        decision = Decision.objects.get(title="Ours")
        assert answer.headers["Location"] == f"/decisions/{decision.slug}/"
        assert (decision.status, decision.visibility, decision.team) == ("draft", "team", team)
        assert [row.framework.slug for row in decision.alternatives.all()] == ["fastapi", "tornado"]
        assert {row.criterion.slug: row.points for row in decision.weights.all()} == {
            "websocket-connections": 2, "ten-thousand-connections": 1, "aws-lambda": 1,
        }  # fmt: skip
        cells = {
            (row.alternative.framework.slug, row.weight.criterion.slug): (row.value, row.rule)
            for row in decision.scores.all()
        }  # fmt: skip
        assert cells["tornado", "websocket-connections"] == (10000, "measured")
        assert cells["tornado", "aws-lambda"] == (2, "rating_level")
        assert all(row.claims.exists() for row in decision.scores.all())
        assert edgar.get(f"/decisions/{decision.slug}/").status_code == 200

    def test_shows_before_what_it_would_hold(self, edgar: Client) -> None:
        html = edgar.get(START).content.decode()
        assert "6 of 6 scores stand in documents" in html
        assert 'value="Framework for real-time updates, WebSockets' in html

    def test_every_score_leads_to_the_words_it_comes_from(self, edgar: Client) -> None:
        html = edgar.get("/start/?with=tornado&need=serverless").content.decode()
        poor = Claim.objects.get(framework__slug="tornado", criterion__slug="aws-lambda", kind="rating")
        href = f"{poor.source.get_absolute_url()}?claim={poor.pk}#claim-{poor.pk}"
        assert f'<a class="plain" href="{href}">2</a><small class="sub">Poor</small>' in html

    def test_without_needs_weighs_what_documents_mark(self, edgar: Client) -> None:
        html = edgar.get("/start/?with=fastapi&with=tornado").content.decode()
        assert "14 of 14 scores" in html
        assert (
            "No criterion on which documents mark"
            in edgar.get("/start/?with=redis&with=java").content.decode()
        )

    def test_keeps_what_was_typed_where_it_is_refused(self, edgar: Client) -> None:
        before = Decision.objects.count()
        for sent, status in (
            ({"title": ""}, 400),
            ({"title": "Kept", "team": "0"}, 403),
            ({"title": "\x00"}, 400),
        ):
            answer = edgar.post(START, sent)
            assert answer.status_code == status
        assert 'value="Kept"' in edgar.post(START, {"title": "Kept"}).content.decode()
        assert Decision.objects.count() == before

    @pytest.mark.parametrize(
        "query",
        ["", "with=none", "with=flask&need=none", "with=%00", "&".join(f"with=x{n}" for n in range(13))],
    )
    def test_what_cannot_be_started_is_said(self, edgar: Client, query: str) -> None:
        answer = edgar.get(f"/start/?{query}")
        assert answer.status_code == 400
        assert 'role="alert"' in answer.content.decode()

    def test_visitors_are_led_to_sign_in_and_back(self, client: Client, db: None) -> None:
        place = client.get("/start/?with=flask").headers["Location"]
        assert place == "/sign-in/?next=/start/%3Fwith%3Dflask"


class TestRules:
    def test_meet_what_they_say_and_nothing_else(self) -> None:
        rules = Rules.model_validate(
            {"for": [{"criterion": "c", "kinds": ["feature"], "words": ["real-time"]}]}
        )
        claim = {
            "key": None,
            "kind": "feature",
            "criterion": "c",
            "metric": None,
            "text": "For real time",
            "number": None,
        }
        (rule,) = rules.every()
        assert rule.holds(**claim)  # type: ignore[arg-type]
        for change in ({"criterion": "d"}, {"kind": "strength"}, {"text": "surreal times"}):
            assert not rule.holds(**{**claim, **change})  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        "wrong",
        [
            {},
            {"words": ["x y"]},
            {"kinds": ["feature"]},
            {"criterion": "c", "unknown": 1},
            {"criterion": "a b"},
        ],
    )
    def test_that_would_mean_everything_or_nothing_are_refused(self, wrong: dict[str, object]) -> None:
        with pytest.raises(ValueError, match=r"rule|Extra|words|pattern|kind"):
            Rules.model_validate({"for": [wrong]})
