"""Anchors that several decisions use: who reads one is told of those alone that they may find."""

from __future__ import annotations

import pytest

from criteria.models import Metric, ValueFunction
from decision.matrix.models import Decision
from decision.teams.models import Team
from tests.cast import Cast, make_framework_decision

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(cast: Cast) -> None:
    """The same function behind a criterion of the public decision, the team's and another team's."""
    metric = Metric.objects.create(slug="connections", name="Connections", unit="connections")
    function = ValueFunction.objects.create(
        slug="line", name="none to ten thousand", metric=metric, kind="linear", points=[[0, 0], [10000, 10]]
    )
    others = Team.objects.create(slug="others", name="Others")
    hidden = make_framework_decision("hidden", team=others, visibility=Decision.Visibility.TEAM)
    for decision in (cast.public, cast.shared, hidden):
        decision.weights.filter(criterion__slug="performance").update(value_function=function)


@pytest.mark.usefixtures("shared")
def test_decisions_that_a_reader_cannot_find_are_not_counted(cast: Cast) -> None:
    page = f"/decisions/{cast.public.slug}/criteria/performance/"
    seen = cast.client("edgar").get(page).content.decode()
    assert "1 other decision that you can read uses these anchors too." in seen
    assert "2 other decisions that you can read use these anchors too." in (
        cast.client("stella").get(page).content.decode()
    )
    cast.shared.delete()
    alone = cast.client("edgar").get(page).content.decode()
    assert "other decision that" not in alone
    assert "other decisions may use them too. Saving makes a copy for this decision alone" in alone
