"""Who is told of what: only those who may see it, never oneself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from decision.matrix.models import Decision
from decision.talk.models import Notification, Often
from decision.talk.services import notify
from decision.talk.timing import due_at
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SATURDAY = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def tell(cast: Cast, decision: Decision, kind: str = "status", by: str = "edgar") -> set[str]:
    """Tell everybody of the cast; who was told."""
    notify(
        decision=decision.pk, kind=kind, to=[user.pk for user in cast.users.values()], text="News", path="/",
        by=cast.actor(by),
    )  # fmt: skip
    return set(Notification.objects.filter(decision=decision).values_list("user__username", flat=True))


def test_members_are_told_except_who_did_it_and_outsiders_never(cast: Cast) -> None:
    assert tell(cast, cast.shared) == {"olga", "cora", "victor", "stella"}
    assert tell(cast, cast.public, by="olga") == {"edgar", "cora", "victor", "stella"}


def test_only_editors_are_told_of_a_private_decision(cast: Cast) -> None:
    assert tell(cast, cast.private) == {"olga", "stella"}


def test_a_private_decision_beside_open_ones_of_the_team_does_not_hide_them(cast: Cast) -> None:
    Decision.objects.filter(pk=cast.public.pk).update(visibility="private")
    assert "victor" in tell(cast, cast.shared)


@pytest.mark.parametrize(
    ("often", "due"),
    [
        (Often.AT_ONCE, SATURDAY),
        (Often.DAILY, datetime(2026, 11, 22, 7, tzinfo=UTC)),
        (Often.WEEKLY, datetime(2026, 11, 23, 7, tzinfo=UTC)),
        (Often.NEVER, None),
    ],
)
def test_mails_are_due_at_once_the_next_morning_or_the_next_monday(
    often: Often, due: datetime | None
) -> None:
    assert due_at(often, SATURDAY) == due
