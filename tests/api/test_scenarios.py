"""…/scenarios/"""

from __future__ import annotations

import pytest

from decision.matrix import shapes
from decision.matrix.models import Scenario
from tests.api.asking import address, refused, send
from tests.cast import Cast, add_scenario

pytestmark = pytest.mark.django_db(transaction=True)
PATH = address("public-choice", "scenarios/")


class TestScenarios:
    def test_are_listed_and_found_by_slug(self, cast: Cast) -> None:
        add_scenario(cast.public, "fast", performance=90)
        page = cast.visitor.get(PATH)
        shapes.ScenarioPage.model_validate_json(page.content)
        (row,) = page.json()["results"]
        assert row == {
            "slug": "fast",
            "name": "Fast",
            "kind": "custom",
            "source": None,
            "weights": {"performance": 90},
        }
        assert cast.visitor.get(PATH + "fast/").json() == row
        refused(cast.visitor.get(PATH + "slow/"), 404)

    def test_are_kept_by_editors(self, cast: Cast) -> None:
        answer = send(
            cast.client("edgar"), "POST", PATH, {"name": "Latency first", "weights": {"performance": 80.5}}
        )
        assert (answer.status_code, answer["ETag"]) == (201, '"2"')
        assert answer.json()["slug"] == "latency-first"
        assert cast.visitor.get(answer["Location"]).json()["weights"] == {"performance": 80.5}

    @pytest.mark.parametrize(
        ("body", "place"),
        [({"name": "x", "weights": {"performance": -1}}, "/weights/performance"),
         ({"name": "x", "weights": {"beauty": 1}}, "/weights/beauty"), ({"name": "x"}, "/weights"),
         ({"name": "!", "weights": {}}, "/name"), ({"name": "", "weights": {}}, "/name"),
         ({"name": "x", "slug": "A B", "weights": {}}, "/slug"), ({"name": "x" * 121, "weights": {}}, "/name")],
    )  # fmt: skip
    def test_that_cannot_be_are_refused_by_place(self, cast: Cast, body: object, place: str) -> None:
        refused(send(cast.client("edgar"), "POST", PATH, body), 400, place)
        assert not Scenario.objects.exists()

    def test_that_a_source_published_stay(self, cast: Cast) -> None:
        add_scenario(cast.public, "document", kind=Scenario.Kind.PUBLISHED, performance=25)
        edgar = cast.client("edgar")
        refused(send(edgar, "POST", PATH, {"name": "Document", "weights": {"performance": 1}}), 400, "/name")
        refused(edgar.delete(PATH + "document/"), 400)

    def test_made_here_are_removed_by_editors(self, cast: Cast) -> None:
        add_scenario(cast.public, "fast", performance=90)
        answer = cast.client("edgar").delete(PATH + "fast/")
        assert (answer.status_code, answer.content) == (204, b"")
        refused(cast.visitor.get(PATH + "fast/"), 404)
        refused(cast.client("edgar").delete(PATH + "fast/"), 404)
