"""Frameworks, sources, metrics, scales, value functions and criteria."""

from __future__ import annotations

import pytest
from django.test import Client

from criteria.models import Criterion, Metric, Scale, ValueFunction
from decision.matrix.models import Decision
from frameworks.models import Framework, Source
from tests.builders import make_scale

from .pages import change_url, form_of

pytestmark = pytest.mark.django_db


def save(client: Client, row: object, **changes: str) -> str:
    """Post a row's form with changes; what the page says when it was refused."""
    url = change_url(row)
    response = client.post(url, {**form_of(client, url), **changes})
    return "" if response.status_code == 302 else response.content.decode()


class TestScales:
    @pytest.fixture
    def scale(self) -> Scale:
        scale = Scale.objects.create(slug="words", name="Words", kind="ordered", low=0, high=10)
        scale.levels.create(word="Strong", value=8)
        return scale

    def test_show_and_take_their_levels_as_lines(self, client: Client, scale: Scale) -> None:
        assert form_of(client, change_url(scale))["levels"] == "Strong = 8"
        assert save(client, scale, levels="Excellent = 10\nStrong = 8.5\nN/A: none = 0") == ""
        levels = scale.levels.values_list("word", "value", "position")
        assert list(levels) == [("Excellent", 10, 0), ("Strong", 8.5, 1), ("N/A: none", 0, 2)]

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("Strong", "Line 1, “Strong”: write it like “Strong = 8”."),
            ("Strong = 11", "Level “Strong” (11) is outside 0 to 10."),
            ("Strong = 8\nStrong = 7", "“Strong” is given twice."),
            ("", "An ordered scale needs its levels."),
        ],
    )
    def test_say_which_level_is_wrong(self, client: Client, scale: Scale, typed: str, said: str) -> None:
        assert said in save(client, scale, levels=typed)
        assert list(scale.levels.values_list("word", "value")) == [("Strong", 8)]

    def test_do_not_leave_stored_scores_outside(self, client: Client, decision: Decision) -> None:
        page = save(client, make_scale(), high="7")
        assert "lie outside 0 to 7: change those first." in page
        assert Scale.objects.get(slug="zero-to-ten").high == 10

    def test_are_not_turned_around(self, client: Client, scale: Scale) -> None:
        assert "The low end of a scale must be below its high end." in save(client, scale, low="10")


class TestValueFunctions:
    @pytest.fixture
    def value_function(self) -> ValueFunction:
        metric = Metric.objects.create(slug="speed", name="Speed", unit="req/s")
        return ValueFunction.objects.create(
            slug="by-speed", name="By speed", metric=metric, points=[[500, 0], [3000, 10]]
        )

    def test_show_and_take_their_anchors_as_lines(
        self, client: Client, value_function: ValueFunction
    ) -> None:
        assert form_of(client, change_url(value_function))["points"] == "500 → 0\n3000 → 10"
        assert save(client, value_function, points="100 -> 0; 2500.5 = 9") == ""
        value_function.refresh_from_db()
        assert value_function.points == [[100, 0], [2500.5, 9]]

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("fast → 10", "“fast” is not a measurement"),
            ("500 → ", "write it like “500 → 0”"),
            ("3000 → 0; 500 → 10", "These anchors cannot be used"),
            ("500 → NaN", "write it like “500 → 0”"),
            ("500 → 1e999999", "write it like “500 → 0”"),
        ],
    )
    def test_say_what_is_wrong_with_an_anchor(
        self, client: Client, value_function: ValueFunction, typed: str, said: str
    ) -> None:
        assert said in save(client, value_function, points=typed)
        value_function.refresh_from_db()
        assert value_function.points == [[500, 0], [3000, 10]]


class TestMetrics:
    def test_take_a_range_that_no_stored_figure_lies_outside(self, client: Client) -> None:
        metric = Metric.objects.create(slug="speed", name="Speed", unit="req/s")
        source = Source.objects.create(slug="paper", title="Paper")
        claim = source.claims.create(kind="measurement", metric=metric, number=50, unit="req/s")
        said = f"Claim {claim.pk} gives 50, outside this range: change it first."
        assert said in save(client, metric, low="60")
        assert said in save(client, metric, high="40")
        assert "must be below its high end" in save(client, metric, low="9", high="8")
        assert save(client, metric, low="0", high="100") == ""


class TestCriteria:
    def test_do_not_stand_beneath_themselves(self, client: Client) -> None:
        upper = Criterion.objects.create(slug="upper", name="Upper", scale=make_scale())
        lower = Criterion.objects.create(slug="lower", name="Lower", scale=make_scale(), parent=upper)
        assert "A criterion cannot stand beneath itself." in save(client, upper, parent=str(lower.pk))

    def test_do_not_take_a_scale_that_leaves_scores_outside(self, client: Client, decision: Decision) -> None:
        narrow = make_scale("narrow", low=0, high=7)
        speed = Criterion.objects.get(slug="speed")
        assert "lie outside 0 to 7" in save(client, speed, scale=str(narrow.pk))


class TestWhatIsInUse:
    def test_is_not_deleted(self, client: Client, decision: Decision) -> None:
        for row in (Framework.objects.get(slug="left"), Criterion.objects.get(slug="speed"), make_scale()):
            client.post(change_url(row).replace("change", "delete"), {"post": "yes"})
            assert type(row).objects.filter(pk=row.pk).exists()

    def test_is_free_to_go_when_nothing_names_it(self, client: Client) -> None:
        framework = Framework.objects.create(slug="lonely", name="Lonely")
        source = Source.objects.create(slug="lonely", title="Lonely")
        for row in (framework, source):
            client.post(change_url(row).replace("change", "delete"), {"post": "yes"})
            assert not type(row).objects.filter(pk=row.pk).exists()

    def test_keeps_its_short_name_unique(self, client: Client, decision: Decision) -> None:
        assert "already exists" in save(client, Framework.objects.get(slug="left"), slug="right")


class TestAChoice:
    @pytest.mark.parametrize("typed", ["<script>", "9" * 10_000])
    def test_that_is_no_row_at_all_is_refused_on_the_form(self, client: Client, typed: str) -> None:
        criterion = Criterion.objects.create(slug="speed", name="Speed", scale=make_scale())
        assert "Select a valid choice" in save(client, criterion, scale=typed)
