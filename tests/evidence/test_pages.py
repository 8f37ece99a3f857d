"""The pages of evidence, as they are without JavaScript."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from criteria.models import Metric
from decision.evidence import kept
from decision.evidence.models import Acknowledgement
from decision.evidence.services import acknowledge_finding
from decision.matrix.models import Decision, Score
from frameworks.models import Claim, Source
from tests.builders import make_decision, make_wide_decision
from tests.cast import Cast

SLUG = "public-choice"
AUDIT = f"/decisions/{SLUG}/audit/"
SOURCES = f"/decisions/{SLUG}/sources/"
KEY = "published_total_differs:flask"
HOSTILE = '<script>alert("x")</script>'

pytestmark = pytest.mark.django_db


def cite(decision: Decision, framework: str, place: str, **more: object) -> Claim:
    """A claim behind one score."""
    score = Score.objects.get(
        decision=decision, alternative__framework__slug=framework, weight__criterion__slug=place
    )
    source, _ = Source.objects.get_or_create(slug=more.pop("source", "paper"), defaults={"title": "Paper"})
    claim = Claim.objects.create(
        **{
            "source": source,
            "framework": score.alternative.framework,
            "kind": "strength",
            "text": "Quick",
            **more,
        }
    )
    score.claims.add(claim)
    return claim


class TestTheAudit:
    def test_says_what_where_why_it_matters_and_what_to_do(self, cast: Cast) -> None:
        page = cast.visitor.get(AUDIT).content.decode()
        assert "The printed total of Flask is 7.0, but its weights and scores give 6.85." in page
        assert "Whoever reads the printed totals sees Flask +0.15 off; its place is the same." in page
        assert 'href="/decisions/public-choice/#totals"' in page

    def test_offers_to_acknowledge_to_editors_alone(self, cast: Cast) -> None:
        assert "Why it may stand" in cast.client("edgar").get(AUDIT).content.decode()
        for who in ("visitor", "otto", "victor", "cora"):
            assert "Why it may stand" not in cast.client(who).get(AUDIT).content.decode()

    def test_takes_an_acknowledgement_and_takes_it_back(self, cast: Cast) -> None:
        client = cast.client("edgar")
        form = {"finding": KEY, "reason": "The document rounds."}
        page = client.post(f"{AUDIT}acknowledgements/", form, follow=True).content.decode()
        assert "“The document rounds.”" in page
        row = Acknowledgement.objects.get()
        page = client.post(f"{AUDIT}acknowledgements/{row.pk}/", follow=True).content.decode()
        assert "The finding is open again." in page
        assert not Acknowledgement.objects.exists()

    def test_shows_a_refusal_where_it_was_typed_and_keeps_what_was(self, cast: Cast) -> None:
        answer = cast.client("edgar").post(f"{AUDIT}acknowledgements/", {"finding": KEY, "reason": " "})
        assert answer.status_code == 400
        assert "Give a reason of 1 to 600 characters." in answer.content.decode()
        form = {"finding": KEY, "reason": "Typed.", "fingerprint": "0" * 16}
        answer = cast.client("edgar").post(f"{AUDIT}acknowledgements/", form)
        assert answer.status_code == 409
        assert 'value="Typed."' in answer.content.decode()

    def test_names_who_acknowledged_to_members_alone_and_the_reason_to_all(self, cast: Cast) -> None:
        acknowledge_finding(decision=SLUG, finding=KEY, reason="It rounds.", by=cast.actor("edgar"))
        member, visitor = (cast.client(who).get(AUDIT).content.decode() for who in ("victor", "visitor"))
        assert "edgar, " in member
        assert "It rounds." in visitor
        assert "edgar" not in visitor

    def test_shows_hostile_texts_as_they_are_written(self, cast: Cast) -> None:
        cite(
            cast.public,
            "flask",
            "performance",
            kind="measurement",
            number=1,
            unit="x",
            text=HOSTILE,
        )
        Source.objects.filter(slug="paper").update(title=HOSTILE)
        client = cast.client("edgar")
        client.post(f"{AUDIT}acknowledgements/", {"finding": KEY, "reason": HOSTILE})
        for path in (AUDIT, SOURCES, f"/decisions/{SLUG}/missing/"):
            assert "<script>alert" not in client.get(path).content.decode()
        assert "&lt;script&gt;alert" in client.get(AUDIT).content.decode()

    def test_needs_a_ranking_and_says_so(self) -> None:
        make_decision("weightless", weights=(("speed", 0), ("price", 0)))
        assert "The audit needs a ranking" in Client().get("/decisions/weightless/audit/").content.decode()
        assert "Without a ranking" in Client().get("/decisions/weightless/sources/").content.decode()
        assert "Without a ranking" in Client().get("/decisions/weightless/missing/").content.decode()
        assert b"hidden" in Client().get("/decisions/weightless/audit/line/").content

    def test_has_nothing_to_say_of_an_empty_decision(self) -> None:
        make_decision("blank", frameworks=(), weights=(), scores=())
        for part in ("audit", "sources", "missing"):
            assert Client().get(f"/decisions/blank/{part}/").status_code == 200


class TestTheDecisionPage:
    def test_leaves_the_audit_to_a_fragment_until_it_is_known_and_then_counts_it(self, cast: Cast) -> None:
        page = cast.visitor.get(f"/decisions/{SLUG}/").content.decode()
        assert '<li class="info" id="audit-line" data-keep hidden></li>' in page
        assert "The audit has 5 open findings." in cast.visitor.get(f"{AUDIT}line/").content.decode()
        page = cast.visitor.get(f"/decisions/{SLUG}/").content.decode()
        assert 'Evidence <span class="count">5</span>' in page
        facts = page.partition('<ul class="facts">')[2].partition("</ul>")[0]
        assert "The audit has 5 open findings." in facts

    def test_says_how_many_scores_disagree_with_figures(self, cast: Cast) -> None:
        for framework, number in (("fastapi", 3200), ("tornado", 10000)):
            cite(cast.public, framework, "scalability", kind="measurement", number=number, unit="connections",
                 criterion=cast.public.weights.get(criterion__slug="scalability").criterion)  # fmt: skip
        line = cast.visitor.get(f"{AUDIT}line/").content.decode()
        assert "2 scores disagree with measured figures." in line
        assert 'data-cells="cell-scalability-fastapi cell-scalability-tornado"' in line

    def test_takes_no_more_queries_for_it(self, cast: Cast) -> None:
        from django.db import connection

        cast.visitor.get(AUDIT)
        with CaptureQueriesContext(connection) as queries:
            cast.visitor.get(f"/decisions/{SLUG}/")
        assert len(queries) <= 8


class TestSources:
    def test_unticked_ones_stand_in_the_address(self, cast: Cast) -> None:
        cite(cast.public, "fastapi", "performance")
        cite(cast.public, "flask", "performance", source="blog")
        answer = cast.visitor.get(SOURCES, {"ticked": "1", "use": ["blog"]})
        assert answer.status_code == 302
        assert answer["Location"] == f"{SOURCES}?without=paper"
        page = cast.visitor.get(answer["Location"]).content.decode()
        assert "7.15" in page  # FastAPI without its 10 at 25 %
        assert "−2.50" in page
        assert f'href="/decisions/{SLUG}/?without=paper"' in page

    def test_are_left_out_of_the_matrix_by_the_same_address(self, cast: Cast) -> None:
        cite(cast.public, "fastapi", "performance")
        page = cast.visitor.get(f"/decisions/{SLUG}/?without=paper").content.decode()
        assert "Without “Paper”: scores that rest on nothing else count as missing" in page
        assert "7.15" in page
        assert '<input type="hidden" name="without" value="paper">' in page

    def test_agree_with_the_what_if_of_the_api(self, cast: Cast) -> None:
        cite(cast.public, "fastapi", "performance")
        answer = cast.visitor.post(
            f"/api/v1/decisions/{SLUG}/evaluate/",
            {"exclude_sources": ["paper"]},
            content_type="application/json",
        ).json()
        first = next(row for row in answer["ranking"] if row["framework"] == "fastapi")
        assert first["total"] == 7.15

    def test_that_nothing_cites_are_named_and_ignored(self, cast: Cast) -> None:
        page = cast.visitor.get(f"/decisions/{SLUG}/?without={HOSTILE}&without=").content.decode()
        assert "No score here cites a source" in page
        assert "<script>alert" not in page
        assert "it was ignored" in cast.visitor.get(f"{SOURCES}?without=nothing").content.decode()

    def test_let_nothing_be_saved_while_some_are_left_out(self, cast: Cast) -> None:
        cite(cast.public, "fastapi", "performance")
        page = cast.client("edgar").get(f"/decisions/{SLUG}/?without=paper&w.performance=40").content.decode()
        assert "Save weights" not in page
        assert (
            "Save weights"
            in cast.client("edgar").get(f"/decisions/{SLUG}/?w.performance=40").content.decode()
        )


class TestTheMissingCriterion:
    @pytest.mark.django_db
    def test_that_helps_none_of_several_is_said_once_of_them_all(self) -> None:
        make_decision("bare", frameworks=("a", "b", "c"), scores=((9, 9), (8, 8), (7, 7)))
        page = Client().get("/decisions/bare/missing/").content.decode()
        assert page.count("Nothing on record that is no criterion yet would make any of them win.") == 1
        assert "1.00 behind" in page
        assert "2.00 behind" in page

    @pytest.mark.usefixtures("seeded")
    def test_that_makes_tornado_win_is_found_by_itself_and_one_click_shows_it(self) -> None:
        client = Client()
        page = client.get("/decisions/python-rest-api-framework/missing/").content.decode()
        assert (
            "judged by Concurrent WebSocket connections too, Tornado would lead from 66\u00a0% of the weight"
            in page
        )
        assert 'Leads from <b class="num">24\u00a0%</b>' in page  # what is said for its WebSockets
        answer = client.get("/api/v1/decisions/python-rest-api-framework/missing-criteria/").json()
        (tornado,) = [row for row in answer["missing"] if row["framework"] == "tornado"]
        first = tornado["criteria"][0]
        assert first["plus"] == "metric.websocket-connections"
        query = parse_qs(first["query"])
        shown = client.get("/decisions/python-rest-api-framework/", query).content.decode()
        assert '<span class="who">Tornado</span> leads' in shown
        assert "Judged by Concurrent WebSocket connections too" in shown
        below = client.get(
            "/decisions/python-rest-api-framework/", {**query, "w._plus": "65"}
        ).content.decode()
        assert '<span class="who">FastAPI</span> leads' in below

    @pytest.mark.usefixtures("seeded")
    def test_becomes_a_real_one_by_an_editor_scored_by_the_figures_that_it_cites(self, cast: Cast) -> None:
        slug = "python-rest-api-framework"
        Decision.objects.filter(slug=slug).update(team=cast.team)
        form = {"criterion": "websocket-connections", "percent": "66"}
        assert cast.client("cora").post(f"/decisions/{slug}/missing/add/", form).status_code == 403
        answer = cast.client("edgar").post(f"/decisions/{slug}/missing/add/", form)
        assert urlsplit(answer["Location"]).path == f"/decisions/{slug}/"
        rows = Score.objects.filter(decision__slug=slug, weight__criterion__slug="websocket-connections")
        assert {row.alternative.framework.slug: row.value for row in rows}["tornado"] == 10000
        assert all(row.claims.exists() and row.rule == "measured" for row in rows)
        ranking = cast.visitor.get(f"/api/v1/decisions/{slug}/ranking/").json()
        assert ranking["recommendation"]["framework"] == "tornado"
        assert ranking["weights"]["websocket-connections"] == pytest.approx(0.66, abs=1e-4)

    @pytest.mark.usefixtures("seeded")
    @pytest.mark.parametrize("percent", ["", "0", "100", "-3", "NaN", "x" * 40])
    def test_with_no_share_of_the_weight_is_refused(self, cast: Cast, percent: str) -> None:
        slug = "python-rest-api-framework"
        form = {"criterion": "websocket-connections", "percent": percent}
        answer = cast.client("stella").post(f"/decisions/{slug}/missing/add/", form)
        assert answer.status_code == 400
        assert "The share is a number above 0 and below 100." in answer.content.decode()

    @pytest.mark.parametrize(
        "plus", ["nothing", "metric.none", "criterion.none", "metric.", HOSTILE, "x" * 500, "metric.\x00"]
    )
    def test_that_is_none_is_named_and_ignored(self, cast: Cast, plus: str) -> None:
        answer = cast.visitor.get(f"/decisions/{SLUG}/", {"plus": plus})
        assert answer.status_code == 200
        page = answer.content.decode()
        assert "Nothing is on record about" in page
        assert "<script>alert" not in page


def test_the_queries_stay_the_same_however_large_the_decision(cast: Cast) -> None:
    from django.db import connection

    counts = []
    for decision in (cast.public, make_wide_decision(20, 10)):
        first = decision.scores.select_related("alternative__framework", "weight__criterion").first()
        assert first is not None
        cite(decision, first.alternative.framework.slug, first.weight.criterion.slug)
        for part in ("audit/", "sources/", "missing/"):
            kept._kept._kept.clear()
            with CaptureQueriesContext(connection) as queries:
                assert cast.visitor.get(f"/decisions/{decision.slug}/{part}").status_code == 200
            counts.append((part, len(queries)))
    assert counts[:3] == counts[3:]
    assert dict(counts)["audit/"] <= 9


class TestTheWhatIf:
    def test_names_the_sources_that_are_left_out_by_their_titles(self, cast: Cast) -> None:
        cite(cast.public, "fastapi", "performance")
        Source.objects.filter(slug="paper").update(title="The paper of 2025")
        page = cast.visitor.get(f"/decisions/{SLUG}/?without=paper").content.decode()
        assert "Without “The paper of 2025”: scores that rest on nothing else" in page

    def test_goes_along_from_tab_to_tab(self, cast: Cast) -> None:
        cite(cast.public, "fastapi", "performance")
        query = "?without=paper&amp;scenario=equal"
        page = cast.visitor.get(f"/decisions/{SLUG}/?without=paper&scenario=equal").content.decode()
        assert f'href="/decisions/{SLUG}/robustness/{query}"' in page
        page = cast.visitor.get(
            f"/decisions/{SLUG}/robustness/?without=paper&scenario=equal"
        ).content.decode()
        assert f'href="/decisions/{SLUG}/{query}"' in page

    def test_is_what_robustness_is_about(self, cast: Cast) -> None:
        cite(cast.public, "fastapi", "performance")
        there = f"/decisions/{SLUG}/robustness/"
        page = cast.visitor.get(f"{there}?without=paper&seed=2&weights=around").content.decode()
        assert "Without “Paper”: scores that rest on nothing else count as missing" in page
        assert f'href="{there}?weights=around&amp;spread=0.5&amp;seed=2">As it is stored' in page
        assert "1 score missing" in page
        assert "As it is stored" not in cast.visitor.get(there).content.decode()
        assert (
            "Nothing is on record about “metric.x”"
            in cast.visitor.get(f"{there}?plus=metric.x").content.decode()
        )


class TestManyFindings:
    def test_of_one_kind_have_an_address_of_their_own_and_the_page_shows_the_first(self, cast: Cast) -> None:
        decision = make_wide_decision(criteria=60, alternatives=3, slug="many")
        cite(decision, "option-0", "viewpoint-0")
        page = cast.visitor.get("/decisions/many/audit/").content.decode()
        assert page.count("cite no claim.") == 40
        assert '<a href="?kind=score_without_claim">Show the other 20 too</a>' in page
        page = cast.visitor.get("/decisions/many/audit/?kind=score_without_claim").content.decode()
        assert page.count("cite no claim.") == 60
        assert "All kinds of findings" in page

    @pytest.mark.parametrize("kind", ["none", "<script>", "%00", "claims_stale"])
    def test_are_shown_as_ever_where_the_address_names_no_kind_that_there_is(
        self, cast: Cast, kind: str
    ) -> None:
        page = cast.visitor.get(f"{AUDIT}?kind={kind}")
        assert page.status_code == 200
        assert "Printed totals" in page.content.decode()


def test_the_audit_is_made_anew_when_a_metric_of_its_claims_is_another(cast: Cast) -> None:
    metric = Metric.objects.create(slug="open-connections", name="Open connections", unit="connections")
    for framework, number in (("fastapi", 3200), ("tornado", 10000)):
        cite(
            cast.public,
            framework,
            "scalability",
            kind="measurement",
            number=number,
            unit="connections",
            metric=metric,
        )
    key = '"order_contradicted:scalability:open-connections"'
    assert key in cast.visitor.get(f"/api/v1{AUDIT}").content.decode()
    metric.direction = "cost"
    metric.save()
    assert key not in cast.visitor.get(f"/api/v1{AUDIT}").content.decode()


def test_a_refused_reason_has_the_focus(cast: Cast) -> None:
    page = cast.client("edgar").post(f"{AUDIT}acknowledgements/", {"finding": KEY, "reason": ""})
    assert page.status_code == 400
    assert page.content.decode().count("autofocus aria-invalid") == 1
