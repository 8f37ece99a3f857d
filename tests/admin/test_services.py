"""The services behind the admin ask who acts, whatever the door."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model

from criteria import services as criteria
from criteria.models import Criterion, Metric, Scale
from decision.matrix import services as matrix
from decision.matrix.models import Decision
from decision.problems import Forbidden, Invalid, NotThere
from decision.teams import rosters
from decision.teams.actors import Actor, command, visitor
from decision.teams.models import Membership, Team
from frameworks import services as frameworks
from frameworks.models import Claim, Framework, Source

pytestmark = pytest.mark.django_db

READER = Actor(user_id=1, name="token", is_staff=True, can_write=False, door="api")
SOMEBODY = Actor(user_id=1, name="somebody", can_write=True)

CURATING = {
    "save_framework": lambda by: frameworks.save_framework(framework=None, fields={"name": "X"}, by=by),
    "delete_framework": lambda by: frameworks.delete_framework(framework=1, by=by),
    "save_source": lambda by: frameworks.save_source(source=None, fields={"title": "X"}, by=by),
    "delete_source": lambda by: frameworks.delete_source(source=1, by=by),
    "save_claim": lambda by: frameworks.save_claim(claim=None, fields={"text": "X"}, by=by),
    "delete_claim": lambda by: frameworks.delete_claim(claim=1, by=by),
    "save_scale": lambda by: criteria.save_scale(scale=None, fields={"name": "X"}, by=by),
    "delete_scale": lambda by: criteria.delete_scale(scale=1, by=by),
    "save_metric": lambda by: criteria.save_metric(metric=None, fields={"name": "X"}, by=by),
    "delete_metric": lambda by: criteria.delete_metric(metric=1, by=by),
    "save_value_function": lambda by: criteria.save_value_function(value_function=None, fields={}, by=by),
    "delete_value_function": lambda by: criteria.delete_value_function(value_function=1, by=by),
    "save_criterion": lambda by: criteria.save_criterion(criterion=None, fields={"name": "X"}, by=by),
    "delete_criterion": lambda by: criteria.delete_criterion(criterion=1, by=by),
    "save_team": lambda by: rosters.save_team(team=None, fields={"name": "X"}, by=by),
    "delete_team": lambda by: rosters.delete_team(team=1, by=by),
    "set_role": lambda by: rosters.set_role(team=1, username="x", role="owner", by=by),
    "remove_member": lambda by: rosters.remove_member(team=1, username="x", by=by),
}

EDITING = {
    "add_alternative": {"framework": "left", "fields": {}},
    "change_alternative": {"framework": "left", "fields": {"label": "L"}},
    "remove_alternative": {"framework": "left"},
    "set_published_totals": {"totals": {"left": 1}},
    "add_criterion": {"criterion": "speed", "fields": {}},
    "change_criterion": {"criterion": "speed", "fields": {"position": 3}},
    "remove_criterion": {"criterion": "speed"},
    "save_gate": {"gate": None, "fields": {}},
    "remove_gate": {"gate": 1},
    "change_matrix": {"points": {}, "scores": [], "published_totals": {}},
    "delete_decision": {},
}


class TestCuratingTheCatalogue:
    @pytest.mark.parametrize("by", [visitor(), SOMEBODY, READER], ids=["visitor", "somebody", "reader"])
    @pytest.mark.parametrize("service", CURATING.values(), ids=CURATING.keys())
    def test_is_for_staff_who_may_write(self, service: Callable[[Actor], object], by: Actor) -> None:
        with pytest.raises(Forbidden, match="Only staff may change the catalogue"):
            service(by)

    @pytest.mark.parametrize("model", [Framework, Source, Claim, Scale, Metric, Criterion])
    def test_says_when_the_row_is_gone(self, model: type, db: None) -> None:
        name = model.__name__.lower()
        part = frameworks if model in (Framework, Source, Claim) else criteria
        with pytest.raises(NotThere, match=f"This {name} is gone."):
            getattr(part, f"delete_{name}")(**{name: 404, "by": command()})

    def test_names_every_wrong_field(self) -> None:
        with pytest.raises(Invalid) as refused:
            frameworks.save_framework(framework=None, fields={"slug": "two words"}, by=command())
        assert {pointer for pointer, _ in refused.value.errors} == {"/slug", "/name"}
        assert not Framework.objects.exists()


class TestEditingADecision:
    @pytest.mark.parametrize("by", [visitor(), SOMEBODY, READER], ids=["visitor", "somebody", "reader"])
    @pytest.mark.parametrize("service", EDITING)
    def test_is_refused_to_readers_and_hidden_from_outsiders(
        self, decision: Decision, service: str, by: Actor
    ) -> None:
        change = getattr(matrix, service)
        with pytest.raises(Forbidden):
            change(decision=decision.slug, by=by, **EDITING[service])
        Decision.objects.filter(pk=decision.pk).update(visibility="private")
        with pytest.raises(Forbidden if by.is_staff else NotThere):
            change(decision=decision.slug, by=by, **EDITING[service])
        assert decision.scores.count() == 4

    def test_says_what_is_not_part_of_it(self, decision: Decision) -> None:
        slug, by = decision.slug, command()
        for change in (
            lambda: matrix.change_alternative(decision=slug, framework="nobody", fields={}, by=by),
            lambda: matrix.remove_criterion(decision=slug, criterion="nothing", by=by),
            lambda: matrix.remove_gate(decision=slug, gate=404, by=by),
        ):
            with pytest.raises(NotThere):
                change()
        for change in (
            lambda: matrix.add_alternative(decision=slug, framework="nobody", fields={}, by=by),
            lambda: matrix.add_criterion(decision=slug, criterion="nothing", fields={}, by=by),
            lambda: matrix.add_alternative(decision=slug, framework="left", fields={}, by=by),
            lambda: matrix.set_published_totals(decision=slug, totals={"nobody": None}, by=by),
        ):
            with pytest.raises(Invalid):
                change()


class TestOpeningADecision:
    FIELDS = {"slug": "new", "title": "New"}

    def test_is_for_staff(self) -> None:
        assert matrix.create_decision(fields=self.FIELDS, by=command()).revision == 1
        for by in (visitor(), SOMEBODY, READER):
            with pytest.raises(Forbidden):
                matrix.create_decision(fields={**self.FIELDS, "slug": "other"}, by=by)

    @pytest.mark.parametrize(("role", "allowed"), [("owner", True), ("editor", True), ("viewer", False)])
    def test_is_for_those_who_edit_for_its_team(self, role: str, allowed: bool) -> None:
        user = get_user_model().objects.create_user("emma")
        team = Team.objects.create(slug="blue", name="Blue")
        Membership.objects.create(team=team, user=user, role=role)
        by = Actor(user_id=user.pk, name="emma", can_write=True)
        if allowed:
            assert matrix.create_decision(fields={**self.FIELDS, "team": team}, by=by).team == team
        else:
            with pytest.raises(Forbidden):
                matrix.create_decision(fields={**self.FIELDS, "team": team}, by=by)
        assert Decision.objects.filter(slug="new").exists() == allowed


class TestRemovingAPerson:
    def test_puts_the_lost_membership_on_record_under_the_remover(self, client: object) -> None:
        admin = get_user_model().objects.create_superuser("root")
        client.force_login(admin)  # type: ignore[attr-defined]
        user = get_user_model().objects.create_user("gone")
        member = Membership.objects.create(team=Team.objects.create(slug="b", name="B"), user=user)
        client.post(f"/admin/auth/user/{user.pk}/delete/", {"post": "yes"})  # type: ignore[attr-defined]
        event = member.events.get(pgh_label="delete")
        assert event.pgh_context.metadata["actor"] == "root"
