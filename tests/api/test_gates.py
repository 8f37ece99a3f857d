"""…/gates/"""

from __future__ import annotations

import pytest

from criteria.models import Criterion, Metric, Scale, ScaleLevel
from decision.matrix import shapes
from decision.matrix.models import Gate
from frameworks.models import Claim, Framework, Source
from tests.api.asking import address, refused, send
from tests.cast import Cast, add_gate

pytestmark = pytest.mark.django_db(transaction=True)
PATH = address("public-choice", "gates/")


def metric() -> Metric:
    return Metric.objects.create(slug="connections", name="Open connections", unit="connections", low=0)


def feature() -> Criterion:
    scale = Scale.objects.create(slug="words", name="Words", kind=Scale.Kind.ORDERED, low=0, high=10)
    for position, (word, value) in enumerate((("Good", 8), ("Some", 4), ("None", 0))):
        ScaleLevel.objects.create(scale=scale, word=word, value=value, position=position)
    return Criterion.objects.create(slug="openapi", name="OpenAPI", scale=scale)


def claim(framework: str, **fields: object) -> Claim:
    source, _ = Source.objects.get_or_create(slug="paper", defaults={"title": "A paper"})
    return Claim.objects.create(source=source, framework=Framework.objects.get(slug=framework), **fields)


class TestGates:
    def test_on_a_criterion_is_kept_by_editors_and_named(self, cast: Cast) -> None:
        body = {"criterion": "documentation", "threshold": 8}
        answer = send(cast.client("edgar"), "POST", PATH, body)
        assert (answer.status_code, answer["ETag"]) == (201, '"2"')
        shapes.GateInDecision.model_validate_json(answer.content)
        assert answer.json()["name"] == "Documentation: at least 8"
        assert cast.visitor.get(answer["Location"]).json() == answer.json()

    def test_on_a_metric_puts_out_whoever_measures_less(self, cast: Cast) -> None:
        connections = metric()
        claim("fastapi", kind="measurement", metric=connections, number=3200, text="3,200")
        claim("tornado", kind="measurement", metric=connections, number=10_000, qualifier="at_least")
        body = {"metric": "connections", "threshold": 10_000, "name": "Ten thousand"}
        assert send(cast.client("edgar"), "POST", PATH, body).status_code == 201
        ranking = cast.visitor.get(address("public-choice", "ranking/")).json()
        assert [(one["framework"], one["failed_gates"]) for one in ranking["excluded"]] == [
            ("fastapi", ["Ten thousand"])
        ]

    def test_what_is_at_least_less_than_the_threshold_is_unknown(self, cast: Cast) -> None:
        claim("fastapi", kind="measurement", metric=metric(), number=3200, qualifier="at_least")
        send(cast.client("edgar"), "POST", PATH, {"metric": "connections", "threshold": 10_000})
        assert cast.visitor.get(address("public-choice", "ranking/")).json()["excluded"] == []

    def test_on_a_feature_goes_by_the_word_of_a_claim(self, cast: Cast) -> None:
        words = feature()
        claim("flask", kind="rating", criterion=words, text="some")
        claim("fastapi", kind="rating", criterion=words, text="Good")
        answer = send(cast.client("edgar"), "POST", PATH, {"feature": "openapi", "level": "good"})
        assert answer.status_code == 201, answer.content
        assert (answer.json()["level"], answer.json()["threshold"]) == ("Good", 8)
        ranking = cast.visitor.get(address("public-choice", "ranking/")).json()
        assert [one["framework"] for one in ranking["excluded"]] == ["flask"]

    def test_a_new_word_for_a_feature_raises_the_revision(self, cast: Cast) -> None:
        words = feature()
        send(cast.client("edgar"), "POST", PATH, {"feature": "openapi", "level": "Some"})
        claim("flask", kind="rating", criterion=words, text="None")
        assert cast.visitor.get(address("public-choice", "ranking/")).json()["revision"] == 3
        ScaleLevel.objects.filter(word="None").update(value=1)
        assert cast.visitor.get(address("public-choice", "ranking/")).json()["revision"] == 4

    def test_of_a_past_revision_are_as_they_were(self, cast: Cast) -> None:
        words = feature()
        said = claim("flask", kind="rating", criterion=words, text="None")
        send(cast.client("edgar"), "POST", PATH, {"feature": "openapi", "level": "Some"})
        Claim.objects.filter(pk=said.pk).update(text="Good")
        ranking = address("public-choice", "ranking/")
        assert cast.visitor.get(ranking).json()["excluded"] == []
        (then,) = cast.visitor.get(ranking, {"revision": 2}).json()["excluded"]
        assert then["framework"] == "flask"

    @pytest.mark.parametrize(
        ("body", "place"),
        [({"criterion": "beauty", "threshold": 1}, "/criterion"), ({"metric": "none", "threshold": 1}, "/metric"),
         ({"feature": "none", "level": "Good"}, "/feature"), ({"criterion": "performance"}, "/threshold"),
         ({"criterion": "performance", "threshold": 11}, "/threshold"),
         ({"criterion": "performance", "threshold": 1, "mode": "kills"}, "/mode"),
         ({"criterion": "performance", "threshold": "x"}, "/threshold"),
         ({"criterion": "performance", "threshold": 1, "color": 1}, "/color"),
         ({"criterion": "performance", "threshold": 1, "level": "Good"}, "")],
    )  # fmt: skip
    def test_that_cannot_be_are_refused_by_place(self, cast: Cast, body: object, place: str) -> None:
        refused(send(cast.client("edgar"), "POST", PATH, body), 400, place)
        assert not Gate.objects.exists()

    def test_on_a_feature_need_one_of_its_words(self, cast: Cast) -> None:
        feature()
        answer = send(cast.client("edgar"), "POST", PATH, {"feature": "openapi", "level": "Superb"})
        assert "“Good”, “Some”, “None”" in refused(answer, 400, "/level")["detail"]

    def test_are_changed_and_removed_at_the_revision_that_was_seen(self, cast: Cast) -> None:
        gate = add_gate(cast.public, "performance", 7)
        edgar, path = cast.client("edgar"), f"{PATH}{gate.pk}/"
        answer = send(edgar, "PATCH", path, {"threshold": 6.5, "mode": "warns"}, **{"If-Match": '"2"'})
        assert (answer.status_code, answer.json()["threshold"], answer.json()["mode"]) == (200, 6.5, "warns")
        refused(send(edgar, "PATCH", path, {"threshold": 1}, **{"If-Match": '"2"'}), 412)
        refused(send(edgar, "PATCH", path, {"threshold": None}), 400)
        refused(edgar.delete(path, headers={"If-Match": '"2"'}), 412)
        assert edgar.delete(path).status_code == 204
        refused(cast.visitor.get(path), 404)


class TestSuggestions:
    def test_say_who_would_fall_and_by_which_claim(self, cast: Cast) -> None:
        connections = metric()
        low = claim("fastapi", kind="measurement", metric=connections, number=3200, text="3,200")
        claim("tornado", kind="measurement", metric=connections, number=10_000)
        (one,) = cast.visitor.get(f"{PATH}suggestions/").json()["results"]
        assert (one["metric"], one["comparison"], one["threshold"]) == ("connections", "at_least", 10_000)
        found = {row["framework"]: (row["result"], row["claim"]) for row in one["outcomes"]}
        assert found["fastapi"] == ("fail", low.pk)
        assert found["flask"] == ("unknown", None)

    def test_leave_out_what_is_a_must_have_already(self, cast: Cast) -> None:
        connections = metric()
        claim("fastapi", kind="measurement", metric=connections, number=3200)
        claim("tornado", kind="measurement", metric=connections, number=10_000)
        send(cast.client("edgar"), "POST", PATH, {"metric": "connections", "threshold": 5000})
        assert cast.visitor.get(f"{PATH}suggestions/").json()["results"] == []
