"""Building a decision in the browser: criteria and alternatives, measured criteria, must-haves."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.test import Client

from criteria.models import Criterion, ValueFunction
from decision.matrix.models import Decision, Gate, Score, Weight

HOME = "/decisions/python-rest-api-framework/"
MEASURED = "/decisions/measured-performance/"
pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture
def editor(signed_in: Callable[..., Client]) -> Client:
    return signed_in("stella", is_staff=True)


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content[:2000]
    return response.content.decode()


class TestMustHaves:
    def test_are_suggested_with_who_would_fall_and_by_which_claim(self, client: Client) -> None:
        html = text(client, f"{HOME}must-haves/")
        assert "Nothing has to be met here" in html
        assert "<b>Concurrent WebSocket connections</b> at least 10,000 connections" in html
        assert "FastAPI would fall" in html
        assert "line 123" in html
        assert "measured on Flask-SocketIO" in html
        assert "Add a must-have" not in html

    def test_taken_from_a_suggestion_get_a_name(self, editor: Client) -> None:
        sent = {"on": "metric:websocket-connections", "comparison": "at_least", "threshold": "10000"}
        answer = editor.post(f"{HOME}must-haves/", sent)
        assert answer.status_code == 302
        gate = Gate.objects.get(metric__slug="websocket-connections")
        assert gate.name == "Concurrent WebSocket connections: at least 10,000 connections"

    def test_on_a_feature_go_by_the_verdict_word(self, editor: Client) -> None:
        answer = editor.post(
            f"{HOME}must-haves/", {"on": "feature:openapi-standard", "level": "supported", "mode": "warns"}
        )
        assert answer.status_code == 302
        gate = Gate.objects.get(feature__slug="openapi-standard")
        assert (gate.mode, gate.level) == ("warns", "Supported")

    def test_keep_what_was_typed_where_it_cannot_be(self, editor: Client) -> None:
        answer = editor.post(
            f"{HOME}must-haves/", {"on": "metric:websocket-connections", "threshold": "many", "name": "Lots"}
        )
        html = answer.content.decode()
        assert answer.status_code == 400
        assert "The threshold is a number" in html
        assert 'value="many"' in html
        assert 'value="Lots"' in html

    def test_changed_by_somebody_else_meanwhile_are_not_overwritten(self, editor: Client) -> None:
        weight = Weight.objects.get(
            decision__slug="python-rest-api-framework", criterion__slug="documentation"
        )
        gate = Gate.objects.create(decision=weight.decision, criterion=weight, name="Docs", threshold=7)
        form = {
            "name": "Docs", "saw_name": "Docs", "comparison": "at_least", "saw_comparison": "at_least",
            "mode": "excludes", "saw_mode": "excludes", "threshold": "9", "saw_threshold": "8",
        }  # fmt: skip
        assert editor.post(f"{HOME}must-haves/{gate.pk}/", form).status_code == 409
        assert editor.post(f"{HOME}must-haves/{gate.pk}/", form | {"saw_threshold": "7"}).status_code == 302
        gate.refresh_from_db()
        assert gate.threshold == 9
        stale = editor.post(f"{HOME}must-haves/{gate.pk}/remove/", {"revision": "999"})
        assert stale.status_code == 409
        assert "at revision" in stale.content.decode()
        assert editor.post(f"{HOME}must-haves/{gate.pk}/remove/").status_code == 302
        assert not Gate.objects.filter(pk=gate.pk).exists()


class TestCriteria:
    def test_of_the_catalogue_are_found_and_added(self, editor: Client) -> None:
        html = text(editor, f"{HOME}criteria/?q=learning")
        assert 'value="learning-curve"' in html
        answer = editor.post(f"{HOME}criteria/", {"criterion": "learning-curve"})
        assert answer.status_code == 302
        assert "Learning curve" in text(editor, answer["Location"])
        assert editor.post(f"{HOME}criteria/", {"criterion": "beauty"}).status_code == 400

    def test_of_a_metric_are_scored_by_the_figures_on_record(self, editor: Client) -> None:
        assert editor.post(f"{HOME}criteria/", {"metric": "memory-peak"}).status_code == 302
        weight = Weight.objects.get(
            decision__slug="python-rest-api-framework", criterion__metric__slug="memory-peak"
        )
        assert weight.value_function is not None
        scores = Score.objects.filter(weight=weight)
        assert {score.rule for score in scores} == {"measured"}
        assert all(score.claims.count() == 1 for score in scores)
        assert editor.post(f"{HOME}criteria/", {"metric": "memory-peak"}).status_code == 400

    def test_made_of_a_metric_stay_with_their_decision(self, editor: Client, client: Client) -> None:
        Weight.objects.filter(criterion__slug="memory-peak").delete()
        Criterion.objects.filter(slug="memory-peak").delete()
        Decision.objects.filter(slug="python-rest-api-framework").update(visibility="team")
        assert editor.post(f"{HOME}criteria/", {"metric": "memory-peak"}).status_code == 302
        made = Criterion.objects.get(metric__slug="memory-peak")
        assert not made.is_shared
        assert "Memory use, peak" in text(editor, made.get_absolute_url())
        text(client, made.get_absolute_url(), status=404)
        for address in (
            "/criteria/",
            "/search/?q=memory+peak",
            "/metrics/memory-peak/",
            "/api/v1/criteria/?search=peak",
        ):
            assert made.get_absolute_url() not in text(client, address), address
        assert client.get(f"/api/v1/criteria/{made.slug}/").status_code == 404
        assert HOME in text(editor, "/search/?q=memory+peak")
        assert HOME not in text(client, "/search/?q=memory+peak")
        assert editor.post(f"{MEASURED}criteria/", {"metric": "memory-peak"}).status_code == 302
        assert Criterion.objects.filter(metric__slug="memory-peak").count() == 2

    def test_of_the_catalogue_that_have_a_metric_are_measured(self, editor: Client) -> None:
        assert editor.post(f"{HOME}criteria/", {"criterion": "memory-peak"}).status_code == 302
        weight = Weight.objects.get(decision__slug="python-rest-api-framework", criterion__slug="memory-peak")
        assert weight.value_function is not None
        assert set(weight.scores.values_list("rule", flat=True)) == {"measured"}

    def test_anchors_are_tried_without_carrying_a_token_into_the_address(self, editor: Client) -> None:
        form = (
            text(editor, f"{MEASURED}criteria/websocket-connections/")
            .partition('id="anchors"')[2]
            .partition("</form>")[0]
        )
        tried, _, saved = form.partition('formmethod="get">Try</button>')
        assert saved.count("csrfmiddlewaretoken") == 1
        assert "csrfmiddlewaretoken" not in tried

    def test_what_was_typed_as_an_anchor_is_kept_where_it_cannot_be(self, editor: Client) -> None:
        sent = {"kind": "piecewise", "x0": "many", "v0": "0", "x1": "20,000", "v1": "10"}
        answer = editor.post(f"{MEASURED}criteria/websocket-connections/", sent)
        html = answer.content.decode()
        assert answer.status_code == 400
        assert 'name="x0" value="many"' in html
        assert 'name="x1" value="20,000"' in html
        assert '<option value="piecewise" selected>' in html

    def test_weigh_as_much_as_the_others_do_on_average(self, editor: Client) -> None:
        assert editor.post(f"{HOME}criteria/", {"criterion": "learning-curve"}).status_code == 302
        weight = Weight.objects.get(
            decision__slug="python-rest-api-framework", criterion__slug="learning-curve"
        )
        assert weight.points == Decimal("14.2857")

    def test_come_last_where_others_were_removed(self, editor: Client) -> None:
        for criterion in ("performance", "scalability"):
            assert editor.post(f"{HOME}criteria/{criterion}/change/", {"do": "remove"}).status_code == 302
        assert editor.post(f"{HOME}criteria/", {"criterion": "learning-curve"}).status_code == 302
        last = Weight.objects.filter(decision__slug="python-rest-api-framework").latest("position", "id")
        assert last.criterion.slug == "learning-curve"

    @pytest.mark.parametrize(
        ("place", "sent"),
        [("criteria/scalability/change/", {"do": "remove"}), ("criteria/scalability/change/", {"do": "parent"}),
         ("alternatives/flask/", {"do": "remove"}), ("alternatives/flask/", {"label": "F"}),
         ("criteria/scalability/measured/",
          {"metric": "websocket-connections", "kind": "linear", "x0": "0", "v0": "0", "x1": "9", "v1": "9"})],
    )  # fmt: skip
    def test_seen_before_somebody_else_changed_them_are_left_as_they_are(
        self, editor: Client, place: str, sent: dict[str, str]
    ) -> None:
        before = Score.objects.filter(decision__slug="python-rest-api-framework").count()
        answer = editor.post(HOME + place, sent | {"revision": "999"})
        assert answer.status_code == 409
        assert "Somebody changed this decision meanwhile" in answer.content.decode()
        assert Score.objects.filter(decision__slug="python-rest-api-framework").count() == before
        assert 'name="revision"' in text(editor, f"{HOME}criteria/")

    def test_move_stand_beneath_another_and_leave(self, editor: Client) -> None:
        def order() -> list[str]:
            rows = Weight.objects.filter(decision__slug="python-rest-api-framework").order_by(
                "position", "id"
            )
            return list(rows.values_list("criterion__slug", flat=True))

        first, second = order()[:2]
        address = f"{HOME}criteria/{second}/change/"
        assert editor.post(address, {"do": "up"}).status_code == 302
        assert order()[:2] == [second, first]
        assert editor.post(address, {"do": "remove"}).status_code == 302
        assert second not in order()
        assert editor.post(f"{HOME}criteria/{first}/change/", {"do": "dance"}).status_code == 400
        assert (
            editor.post(f"{HOME}criteria/{first}/change/", {"do": "parent", "parent": "x"}).status_code == 400
        )

    def test_and_alternatives_come_and_go(self, editor: Client) -> None:
        assert editor.post(f"{HOME}alternatives/", {"framework": "django"}).status_code == 302
        assert editor.post(f"{HOME}alternatives/django/", {"label": "Dj"}).status_code == 302
        assert "of 7 scored" in text(editor, f"{HOME}criteria/")
        assert editor.post(f"{HOME}alternatives/django/", {"do": "remove"}).status_code == 302
        assert editor.post(f"{HOME}alternatives/", {"framework": "nothing"}).status_code == 400


class TestACriterion:
    def test_that_is_judged_stands_beside_what_was_measured(self, client: Client) -> None:
        html = text(client, f"{HOME}criteria/scalability/")
        assert "Judged and measured" in html
        assert "10,000+" in html
        assert "Use measured" not in html

    def test_takes_the_measured_score_with_its_claim(self, editor: Client) -> None:
        form = {
            "metric": "websocket-connections", "framework": "fastapi", "kind": "logarithmic",
            "x0": "100", "v0": "0", "x1": "100,000", "v1": "10",
        }  # fmt: skip
        assert editor.post(f"{HOME}criteria/scalability/measured/", form).status_code == 302
        score = Score.objects.get(
            decision__slug="python-rest-api-framework", weight__criterion__slug="scalability",
            alternative__framework__slug="fastapi",
        )  # fmt: skip
        assert (score.rule, score.value) == ("measured", Decimal("5.0172"))
        assert [claim.key for claim in score.claims.all()] == ["rest-2025-fastapi-websocket-connections"]
        assert "100 is 0, 100,000 is 10" in score.rationale

    def test_goes_by_the_same_figure_in_the_drawer(self, client: Client) -> None:
        drawer = text(client, f"{HOME}cells/scalability/fastapi/")
        measured = drawer.partition("Concurrent WebSocket connections")[2].partition("</table>")[0]
        assert "3,200</td>" in measured
        assert "3,200+" not in measured

    def test_takes_along_how_far_a_figure_may_lie_off(self, editor: Client) -> None:
        form = {
            "metric": "websocket-connections", "framework": "tornado", "kind": "logarithmic",
            "x0": "100", "v0": "0", "x1": "100,000", "v1": "10",
        }  # fmt: skip
        assert editor.post(f"{HOME}criteria/scalability/measured/", form).status_code == 302
        score = Score.objects.get(
            decision__slug="python-rest-api-framework", weight__criterion__slug="scalability",
            alternative__framework__slug="tornado",
        )  # fmt: skip
        assert "10,000+ (at least)" in score.rationale
        assert (score.low, score.value, score.high) == (Decimal("6.6667"), Decimal("6.6667"), 10)

    def test_that_is_measured_shows_its_curve_and_where_everybody_lands(self, client: Client) -> None:
        html = text(client, f"{MEASURED}criteria/websocket-connections/")
        assert "100 is worth 0, 100,000 is worth 10." in html
        assert "Tornado at 10,000 scores 6.67" in html

    def test_keeps_its_anchors_in_a_copy_for_this_decision(self, editor: Client) -> None:
        before = ValueFunction.objects.get(slug="websocket-capacity")
        form = {
            "kind": "piecewise",
            "x0": "100",
            "v0": "0",
            "x1": "5000",
            "v1": "8",
            "x2": "20000",
            "v2": "10",
        }
        answer = editor.post(f"{MEASURED}criteria/websocket-connections/", form)
        assert answer.status_code == 302
        weight = Weight.objects.get(
            criterion__slug="websocket-connections", decision__slug="measured-performance"
        )
        assert weight.value_function is not None
        assert (weight.value_function.is_shared, weight.value_function.points[1]) == (False, [5000, 8])
        assert ValueFunction.objects.get(pk=before.pk).points == before.points
        assert "websocket-connections-anchors" not in text(editor, "/metrics/websocket-connections/")

    def test_only_tries_the_anchors_of_an_address(self, editor: Client) -> None:
        query = "?kind=linear&x0=0&v0=0&x1=10000&v1=10"
        assert "only tried" in text(editor, f"{MEASURED}criteria/websocket-connections/{query}")

    def test_keeps_its_scores_beside_what_tried_anchors_would_give(self, editor: Client) -> None:
        query = "?kind=linear&x0=0&v0=0&x1=10000&v1=10"
        html = text(editor, f"{MEASURED}criteria/websocket-connections/{query}")
        assert 'data-l="now">6.67<' in html
        assert 'data-l="measured"><b>10.00</b>' in html
        assert "Use measured" not in html

    def test_tries_no_anchors_that_cannot_be(self, editor: Client) -> None:
        html = text(editor, f"{MEASURED}criteria/websocket-connections/?kind=linear&x0=0&v0=zero", 400)
        assert "only tried" not in html

    def test_may_be_valued_on_a_curve_that_says_which_figures_count_most(self, editor: Client) -> None:
        anchors = {"x0": "0", "v0": "0", "x1": "2500", "v1": "5", "x2": "10000", "v2": "10"}
        page = f"{MEASURED}criteria/websocket-connections/"
        tried = text(editor, f"{page}?{urlencode({'kind': 'exponential', **anchors})}")
        assert "Now differences near 0 count most (r = 2.44)." in tried
        assert re.search(r'<path class="c" d="M[^"]{400,}"', tried)
        assert editor.post(page, {"kind": "exponential", **anchors}).status_code == 302
        assert "2,500 is worth 5" in text(editor, page)
        assert "exponential" in text(editor, f"{page}?kind=exponential")

    @pytest.mark.parametrize(
        "form",
        [{"kind": "linear", "x0": "1", "v0": "0"},
         {"kind": "exponential", "x0": "1", "v0": "0", "x1": "9", "v1": "9"},
         {"kind": "logarithmic", "x0": "0", "v0": "0", "x1": "1", "v1": "9"},
         {"kind": "linear", "x0": "1", "v0": "0", "x1": "2", "v1": "11"},
         {"kind": "spline", "x0": "1", "v0": "0", "x1": "2", "v1": "1"},
         {"kind": "linear", "x0": "1", "v0": "", "x1": "2", "v1": "1"}, {"kind": "linear", "x0": "NaN", "v0": "1"}],
    )  # fmt: skip
    def test_refuses_anchors_that_cannot_be(self, editor: Client, form: dict[str, str]) -> None:
        answer = editor.post(f"{MEASURED}criteria/websocket-connections/", form)
        assert answer.status_code == 400
        assert "Nothing was saved." in answer.content.decode()

    def test_that_is_a_group_or_unknown_is_not_there(self, client: Client) -> None:
        text(client, f"{MEASURED}criteria/memory/", 404)
        text(client, f"{MEASURED}criteria/beauty/", 404)

    def test_of_the_catalogue_is_changed_by_staff_for_all(self, editor: Client) -> None:
        form = {"kind": "logarithmic", "x0": "10", "v0": "0", "x1": "100000", "v1": "10", "for": "all"}
        assert editor.post(f"{MEASURED}criteria/websocket-connections/", form).status_code == 302
        assert ValueFunction.objects.get(slug="websocket-capacity").points[0] == [10, 0]


def test_a_decision_that_is_decided_offers_no_forms(editor: Client) -> None:
    Decision.objects.filter(slug="measured-performance").update(status="decided")
    assert "Remove" not in text(editor, f"{MEASURED}criteria/").partition("<main")[2]
