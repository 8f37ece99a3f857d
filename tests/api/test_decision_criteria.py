"""…/criteria/ of a decision, and the value functions of what is measured"""

from __future__ import annotations

import pytest

from criteria.models import Criterion, Metric, Scale, ValueFunction
from decision.building.api.criteria import DecisionCriterionPage, MeasuredBy
from frameworks.models import Claim, Framework, Source
from tests.api.asking import address, refused, send
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
PATH = address("public-choice", "criteria/")
ANCHORS = {"kind": "linear", "points": [[0, 0], [5000, 10]]}


def connections() -> Metric:
    """A metric with figures about two of the alternatives."""
    metric = Metric.objects.create(slug="connections", name="Open connections", unit="connections", low=0)
    source = Source.objects.create(slug="paper", title="A paper")
    for slug, number in (("fastapi", 3200), ("tornado", 10_000)):
        framework = Framework.objects.get(slug=slug)
        Claim.objects.create(
            source=source, framework=framework, kind="measurement", metric=metric, number=number
        )
    return metric


class TestCriteria:
    def test_are_listed_as_they_stand(self, cast: Cast) -> None:
        answer = cast.visitor.get(PATH)
        page = DecisionCriterionPage.model_validate_json(answer.content)
        assert answer["ETag"] == '"1"'
        assert [row.criterion for row in page.results] == list(
            cast.visitor.get(address("public-choice", "weights/")).json()
        )
        one = cast.visitor.get(f"{PATH}performance/").json()
        assert (one["points"], one["parent"], one["is_measured"]) == (page.results[0].points, None, False)
        assert cast.visitor.get(PATH, headers={"If-None-Match": '"1"'}).status_code == 304

    def test_of_the_catalogue_are_added_and_removed(self, cast: Cast) -> None:
        scale = Scale.objects.first()
        Criterion.objects.create(slug="beauty", name="Beauty", scale=scale)
        edgar = cast.client("edgar")
        answer = send(edgar, "POST", PATH, {"criterion": "beauty"})
        assert (answer.status_code, answer["ETag"], answer.json()["criterion"]) == (201, '"2"', "beauty")
        assert cast.visitor.get(answer["Location"]).json() == answer.json()
        assert edgar.delete(answer["Location"]).status_code == 204
        refused(cast.visitor.get(answer["Location"]), 404)

    def test_made_of_a_metric_take_its_figures_as_scores(self, cast: Cast) -> None:
        connections()
        answer = send(cast.client("edgar"), "POST", PATH, {"metric": "connections"})
        assert (answer.status_code, answer.json()["is_measured"]) == (201, True)
        scores = cast.visitor.get(address("public-choice", "scores/")).json()["scores"]
        key = answer.json()["criterion"]
        assert {row["framework"]: row["value"] for row in scores if row["criterion"] == key} == {
            "fastapi": 3200, "tornado": 10_000,
        }  # fmt: skip

    def test_change_their_points_at_the_revision_that_was_seen(self, cast: Cast) -> None:
        edgar, path = cast.client("edgar"), f"{PATH}performance/"
        answer = send(edgar, "PATCH", path, {"points": 12.5, "parent": None}, **{"If-Match": '"1"'})
        assert (answer.status_code, answer.json()["points"], answer["ETag"]) == (200, 12.5, '"2"')
        refused(send(edgar, "PATCH", path, {"points": 1}, **{"If-Match": '"1"'}), 412)

    @pytest.mark.parametrize(
        ("body", "place"),
        [({"points": -1}, "/points"), ({"points": None}, "/points"), ({"points": "x"}, "/points"), ({}, ""),
         ({"parent": "nobody"}, "/parent"), ({"parent": "performance"}, "/parent"),
         ({"parent": "documentation"}, "/parent"), ({"colour": 1}, "/colour"), ([], "")],
    )  # fmt: skip
    def test_that_cannot_be_are_refused_by_place(self, cast: Cast, body: object, place: str) -> None:
        refused(send(cast.client("edgar"), "PATCH", f"{PATH}performance/", body), 400, *filter(None, [place]))
        assert cast.visitor.get(f"{PATH}performance/")["ETag"] == '"1"'

    @pytest.mark.parametrize(
        "body",
        [{}, {"criterion": "performance", "metric": "x"}, {"criterion": "none"}, {"metric": "none"},
         {"criterion": "performance"}],
    )  # fmt: skip
    def test_that_are_not_there_or_are_already_are_not_added(self, cast: Cast, body: object) -> None:
        refused(send(cast.client("edgar"), "POST", PATH, body), 400)
        refused(send(cast.client("edgar"), "PATCH", f"{PATH}none/", {"points": 1}), 404)


class TestValueFunctions:
    @pytest.fixture
    def path(self, cast: Cast) -> str:
        connections()
        made = send(cast.client("edgar"), "POST", PATH, {"metric": "connections"})
        return f"{made['Location']}value-function/"

    def test_are_told_and_replaced_by_a_copy(self, cast: Cast, path: str) -> None:
        before = cast.visitor.get(path)
        MeasuredBy.model_validate_json(before.content)
        answer = send(cast.client("edgar"), "PUT", path, ANCHORS, **{"If-Match": before["ETag"]})
        assert (answer.status_code, answer.json()["points"]) == (200, ANCHORS["points"])
        assert cast.visitor.get(path).json() == answer.json()
        assert cast.visitor.get(path)["ETag"] == answer["ETag"] == '"3"'
        assert ValueFunction.objects.count() == 2

    def test_may_be_three_on_one_curve_whose_bend_is_told(self, cast: Cast, path: str) -> None:
        curve = {"kind": "exponential", "points": [[0, 0], [2500, 5], [10000, 10]]}
        answer = send(cast.client("edgar"), "PUT", path, curve).json()
        assert (answer["kind"], answer["points"]) == ("exponential", curve["points"])
        assert answer["bend"] == pytest.approx(2.4375114537)
        assert send(cast.client("edgar"), "PUT", path, ANCHORS).json()["bend"] is None

    def test_that_hardly_bend_bend_by_0_and_not_by_less(self, cast: Cast, path: str) -> None:
        straight = {"kind": "exponential", "points": [[-99999999999, 0], [1e-10, 5], [99999999999, 10]]}
        assert b'"bend":0.0' in send(cast.client("edgar"), "PUT", path, straight).content

    @pytest.mark.parametrize(
        ("body", "place"),
        [({**ANCHORS, "points": [[0, 0]]}, "/points"), ({**ANCHORS, "points": [[0, 0], [1, 11]]}, "/points"),
         ({**ANCHORS, "points": [[0, 0], [0, 10]]}, "/points"), ({**ANCHORS, "kind": "steep"}, "/kind"),
         ({**ANCHORS, "kind": "logarithmic"}, "/points"), ({**ANCHORS, "points": [[0, 0], [1, "NaN"]]}, ""),
         ({**ANCHORS, "kind": "exponential"}, "/points"),
         ({"kind": "exponential", "points": [[0, 0], [5, 10], [9, 10]]}, "/points"), ({}, "/kind")],
    )  # fmt: skip
    def test_that_cannot_be_are_refused_by_place(
        self, cast: Cast, path: str, body: object, place: str
    ) -> None:
        refused(send(cast.client("edgar"), "PUT", path, body), 400, *filter(None, [place]))

    def test_of_the_catalogue_are_staffs_alone(self, cast: Cast, path: str) -> None:
        refused(send(cast.client("edgar"), "PUT", path, {**ANCHORS, "for_all": True}), 403)

    def test_of_what_is_judged_are_none(self, cast: Cast) -> None:
        path = f"{PATH}performance/value-function/"
        refused(cast.visitor.get(path), 404)
        refused(send(cast.client("edgar"), "PUT", path, ANCHORS), 400, "/points")
