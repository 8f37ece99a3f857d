"""Two people at the same moment: one of them is first, the other is told who, and nothing is in between."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from decision.lifecycle import services
from decision.lifecycle.models import Line, Outcome
from decision.matrix.models import Decision, Weight
from decision.matrix.services import set_weights
from decision.problems import Refused
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)

SLUG = "shared-choice"
NEXT_YEAR = timezone.localdate() + timedelta(days=365)


def together(*acts: Callable[[], object]) -> list[Refused]:
    """How those were refused that were, all begun at the same moment on connections of their own."""
    start = Barrier(len(acts))

    def act(do: Callable[[], object]) -> Refused | None:
        start.wait()
        try:
            do()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(acts)) as threads:
        return [refusal for refusal in threads.map(act, acts) if refusal]


def deciding(cast: Cast, who: str, framework: str) -> Callable[[], object]:
    return lambda: services.decide(
        decision=SLUG, framework=framework, reason="We know it.", review_on=NEXT_YEAR, by=cast.actor(who)
    )


def test_of_two_who_decide_one_does_and_the_other_is_told_who_was_first() -> None:
    cast = make_cast()
    [refusal] = together(deciding(cast, "olga", "fastapi"), deciding(cast, "edgar", "flask"))
    outcome = Outcome.objects.get()
    assert Line.objects.get().outcome == outcome
    assert outcome.framework.slug == {"olga": "fastapi", "edgar": "flask"}[outcome.decided_by]
    assert outcome.decided_by in refusal.detail
    assert Decision.objects.get(slug=SLUG).status == "decided"


def test_a_weight_is_changed_before_the_decision_or_not_at_all() -> None:
    cast = make_cast()

    def change() -> object:
        return set_weights(decision=SLUG, points={"performance": Decimal(99)}, by=cast.actor("edgar"))

    refusals = together(deciding(cast, "olga", "fastapi"), change)
    points = Weight.objects.get(decision=cast.shared, criterion__slug="performance").points
    assert points == (25 if refusals else 99)
    first = Outcome.objects.get().standings[0]["total"]
    assert (first == "9.65") == bool(
        refusals
    )  # the totals on record are those of the weights that were frozen
