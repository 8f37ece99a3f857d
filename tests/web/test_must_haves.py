"""Must-haves and anchors from the form to the page that follows; what is removed comes back."""

from __future__ import annotations

import pytest
from django.test import Client

from criteria.models import Metric
from decision.matrix.models import Decision, Gate, Weight
from frameworks.models import Claim, Framework, Source
from tests.builders import make_decision
from tests.cast import Cast, add_gate

pytestmark = pytest.mark.django_db(transaction=True)
HOME = "/decisions/public-choice/"


def measure(**figures: int) -> Metric:
    metric = Metric.objects.create(slug="connections", name="Open connections", unit="connections")
    source = Source.objects.create(slug="paper", title="A paper")
    for framework, number in figures.items():
        Claim.objects.create(
            source=source, framework=Framework.objects.get(slug=framework.replace("_", "-")), metric=metric,
            kind="measurement", number=number, lines=[[7, 7]],
        )  # fmt: skip
    return metric


class TestMustHaves:
    def test_suggested_name_the_first_eight_who_would_fall(self) -> None:
        options = [f"option-{number}" for number in range(12)]
        make_decision("many", frameworks=options, weights=[("speed", 1)], scores=[[1]] * 12)
        Decision.objects.update(visibility="public")
        measure(**{f"option_{number}": 1000 if number == 11 else 10 for number in range(12)})
        html = Client().get("/decisions/many/must-haves/").content.decode()
        assert html.count("would fall</span>") == 8
        assert "3 more would fall. Met by Option-11." in html

    def test_put_out_and_say_by_which_claim(self, cast: Cast) -> None:
        measure(fastapi=3200, tornado=10_000)
        edgar = cast.client("edgar")
        sent = {"on": "metric:connections", "comparison": "at_least", "threshold": "10,000"}
        answer = edgar.post(f"{HOME}must-haves/", sent)
        html = edgar.get(answer["Location"]).content.decode()
        assert "FastAPI is out." in html or "Fastapi is out." in html
        assert "2 alternatives cannot be judged: unknown never excludes." in html
        assert "line 7" in html
        assert "Saved as revision" in html

    def test_named_after_what_they_ask_are_named_anew_with_it(self, cast: Cast) -> None:
        measure(fastapi=3200, tornado=10_000)
        edgar = cast.client("edgar")
        edgar.post(f"{HOME}must-haves/", {"on": "metric:connections", "threshold": "10000"})
        gate = Gate.objects.get()
        asked = {"name": gate.name, "saw_name": gate.name, "threshold": "3000", "saw_threshold": "10000"}
        assert edgar.post(f"{HOME}must-haves/{gate.pk}/", asked).status_code == 302
        gate.refresh_from_db()
        assert gate.name == "Open connections: at least 3,000 connections"
        asked = {"name": "Crowds", "saw_name": gate.name, "threshold": "9000", "saw_threshold": "3000"}
        assert edgar.post(f"{HOME}must-haves/{gate.pk}/", asked).status_code == 302
        gate.refresh_from_db()
        assert (gate.name, gate.threshold) == ("Crowds", 9000)

    def test_that_are_removed_come_back_with_undo(self, cast: Cast) -> None:
        gate = add_gate(cast.public, "performance", 7, name="Fast")
        edgar = cast.client("edgar")
        answer = edgar.post(f"{HOME}must-haves/{gate.pk}/remove/")
        assert not Gate.objects.exists()
        revision = answer["Location"].rpartition("done=")[2]
        assert f'name="revision" value="{revision}"' in edgar.get(answer["Location"]).content.decode()
        assert edgar.post(f"{HOME}history/undo/", {"revision": revision}).status_code == 302
        assert Gate.objects.get().name == "Fast"


class TestAnchors:
    def test_of_a_metric_are_proposed_and_their_change_is_undone(self, cast: Cast) -> None:
        measure(fastapi=3200, tornado=10_000)
        edgar = cast.client("edgar")
        assert edgar.post(f"{HOME}criteria/", {"metric": "connections"}).status_code == 302
        row = Weight.objects.select_related("value_function").get(criterion__slug="connections")
        assert row.value_function is not None
        assert row.value_function.points == [[0, 0], [10_000, 10]]
        assert list(row.scores.order_by("value").values_list("value", flat=True)) == [3200, 10_000]
        form = {"kind": "linear", "x0": "0", "v0": "0", "x1": "20000", "v1": "10"}
        answer = edgar.post(f"{HOME}criteria/connections/", form)
        revision = answer["Location"].rpartition("done=")[2]
        assert edgar.post(f"{HOME}history/undo/", {"revision": revision}).status_code == 302
        row.refresh_from_db()
        assert row.value_function.points == [[0, 0], [10_000, 10]]


class TestWhatIf:
    def test_a_must_have_is_off_or_only_warns_in_the_address(self, cast: Cast) -> None:
        gate = add_gate(cast.public, "performance", 7, name="Fast")

        def page(query: str) -> str:
            return cast.visitor.get(f"{HOME}?{query}").content.decode()

        assert "Out: Fast not met" in page("")
        assert "With 1 must-have off." in page(f"gate.{gate.pk}=off")
        assert "Out: Fast" not in page(f"gate.{gate.pk}=off")
        assert "“Fast” only warns here." in page(f"gate.{gate.pk}=warns")
        assert f"gate.{gate.pk}=off" in page(f"gate.{gate.pk}=off&w.performance=50")

    def test_what_names_no_must_have_is_said(self, cast: Cast) -> None:
        gate = add_gate(cast.public, "performance", 7, name="Fast")
        for query in (f"gate.{gate.pk}=maybe", "gate.x=off", "gate.999999999=off"):
            html = cast.visitor.get(f"{HOME}?{query}").content.decode()
            assert "names no must-have here" in html
            assert "Out: Fast not met" in html
