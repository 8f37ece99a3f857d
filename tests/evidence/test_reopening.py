"""An acknowledged finding when its facts change, in transactions as in life: only then a revision rises."""

from __future__ import annotations

from decimal import Decimal

import pytest

from decision.evidence.kept import audit_of
from decision.evidence.models import Acknowledgement
from decision.evidence.services import acknowledge_finding
from decision.matrix.models import Alternative
from decision.matrix.selectors import open_decision
from tests.cast import Cast

KEY = "published_total_differs:flask"
SLUG = "public-choice"

pytestmark = pytest.mark.django_db(transaction=True)


def open_keys(cast: Cast) -> set[str]:
    return {one.key for one in audit_of(open_decision(SLUG, by=cast.actor("edgar"))).open}


def print_total(cast: Cast, framework: str, total: Decimal | None) -> None:
    Alternative.objects.filter(decision=cast.public, framework__slug=framework).update(published_total=total)


def test_it_opens_again_and_what_was_said_stays_until_it_is_said_anew(cast: Cast) -> None:
    acknowledge_finding(decision=SLUG, finding=KEY, reason="It rounds.", by=cast.actor("edgar"))
    print_total(cast, "flask", Decimal("5.5"))
    assert KEY in open_keys(cast)
    page = cast.client("victor").get(f"/decisions/{SLUG}/audit/").content.decode()
    assert "Its facts changed since edgar acknowledged it" in page
    assert "(“It rounds.”). It then said: The printed total of Flask is 7.0" in page
    acknowledge_finding(decision=SLUG, finding=KEY, reason="It rounds badly.", by=cast.actor("olga"))
    assert KEY not in open_keys(cast)
    assert [(row.reason, row.name) for row in Acknowledgement.objects.all()] == [("It rounds badly.", "olga")]


def test_it_stays_acknowledged_when_anything_else_changes(cast: Cast) -> None:
    acknowledge_finding(decision=SLUG, finding=KEY, reason="It rounds.", by=cast.actor("edgar"))
    print_total(cast, "tornado", None)
    assert KEY not in open_keys(cast)
    assert "published_total_differs:tornado" not in open_keys(cast)
