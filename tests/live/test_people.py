"""Who is here, as the database knows it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from decision.live.models import Presence, Process
from decision.live.readers import Arrival
from decision.live.selectors import people_on
from decision.live.services import leave, note_pages, say_alive, say_doing
from decision.matrix.selectors import open_decision
from decision.problems import Forbidden, Invalid, NotThere
from tests.cast import Cast


def arrives(cast: Cast, name: str, view: str = "matrix") -> Arrival:
    return Arrival(uuid4(), cast.shared.pk, cast.users[name].pk, view)


def seen(cast: Cast, by: str) -> list[tuple[str, str]]:
    opened = open_decision(cast.shared.slug, by=cast.actor(by))
    return [(one.name, one.doing) for one in people_on(opened, besides=cast.users[by].pk).shown]


class TestPeople:
    def test_are_named_once_with_what_they_are_at_and_without_oneself(self, cast: Cast) -> None:
        pages = [
            arrives(cast, "edgar"),
            arrives(cast, "edgar", "talk"),
            arrives(cast, "olga"),
            arrives(cast, "cora", "team"),
        ]
        note_pages(uuid4(), opened=pages, closed=[])
        assert seen(cast, "olga") == [("cora", "on the team page"), ("edgar", "viewing the matrix")]
        say_doing(decision=cast.shared.slug, criterion="performance", by=cast.actor("edgar"))
        assert ("edgar", "editing Performance") in seen(cast, "olga")
        note_pages(uuid4(), opened=[], closed=[page.id for page in pages[:2]])
        assert seen(cast, "olga") == [("cora", "on the team page")]

    def test_of_a_process_that_died_are_missed_and_taken_away_by_another(self, cast: Cast) -> None:
        dead, living = uuid4(), uuid4()
        note_pages(dead, opened=[arrives(cast, "edgar")], closed=[])
        note_pages(living, opened=[arrives(cast, "cora")], closed=[])
        Process.objects.filter(pk=dead).update(seen_at=timezone.now() - timedelta(minutes=1))
        assert [name for name, _ in seen(cast, "olga")] == ["cora"]
        assert say_alive(living)
        assert list(Presence.objects.values_list("user", flat=True)) == [cast.users["cora"].pk]
        assert not say_alive(dead)
        leave(living)
        assert not Presence.objects.exists()

    def test_who_left_the_team_are_not_shown(self, cast: Cast) -> None:
        note_pages(uuid4(), opened=[arrives(cast, "edgar"), arrives(cast, "otto")], closed=[])
        assert [name for name, _ in seen(cast, "olga")] == ["edgar"]
        cast.team.memberships.filter(user=cast.users["edgar"]).delete()
        assert seen(cast, "olga") == []

    def test_say_what_they_edit_only_to_their_team(self, cast: Cast) -> None:
        for name, refusal in (("otto", NotThere), ("stella", Forbidden)):
            with pytest.raises(refusal):
                say_doing(decision=cast.shared.slug, criterion="performance", by=cast.actor(name))
        with pytest.raises(Invalid):
            say_doing(decision=cast.shared.slug, criterion="nothing", by=cast.actor("edgar"))
