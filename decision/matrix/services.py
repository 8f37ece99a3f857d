"""Changing decisions: one transaction each, the decision locked first, permission and rules inside.

The database raises the revision, writes the audit trail and notifies open pages; see migration 0002.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, Subquery

from decision.problems import Errors, Forbidden, Invalid, NotThere, Stale
from decision.record.context import recording
from decision.teams.actors import Actor
from decision.teams.models import Membership
from decision.teams.permissions import may_view, require_edit
from frameworks.models import Claim

from .models import Alternative, Decision, Gate, Scenario, ScenarioWeight, Score, Weight
from .rules import invalid_points, invalid_score

FROZEN = (Decision.Status.DECIDED, Decision.Status.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """What should become of one cell. `None` leaves a field as it is; `remove` makes the score missing."""

    framework: str
    criterion: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    clear_range: bool = False
    confidence: str | None = None
    rationale: str | None = None
    rule: str | None = None
    claims: Collection[int] | None = None
    remove: bool = False


@contextmanager
def _editing(slug: str, *, by: Actor, if_revision: int | None) -> Iterator[Decision]:
    """Lock the decision for one recorded change by `by`.

    Raises `NotThere` for outsiders, `Forbidden` for readers, `Stale` when it is past `if_revision`.
    """
    role = Membership.objects.filter(team=OuterRef("team"), user_id=by.user_id).values("role")[:1]
    with transaction.atomic(), recording(by):
        decision = (
            Decision.objects.select_for_update(of=("self",)).annotate(role=Subquery(role)).filter(slug=slug).first()
        )
        if decision is None or not may_view(by, decision):
            raise NotThere(f"There is no decision “{slug}” here.")
        require_edit(by, decision)
        if if_revision is not None and decision.revision != if_revision:
            raise Stale(decision.revision)
        if decision.status in FROZEN:
            raise Forbidden(f"This decision is {decision.get_status_display().lower()}: reopen it to change it.")
        yield decision


def _revision_of(decision: Decision) -> int:
    return Decision.objects.values_list("revision", flat=True).get(pk=decision.pk)


def set_weights(
    *,
    decision: str,
    points: Mapping[str, Decimal],
    by: Actor,
    if_revision: int | None = None,
    replace: bool = False,
) -> int:
    """Give criteria (by slug) their points; with `replace` all of them must be named. Returns the revision.

    Raises `Invalid` naming every criterion that is unknown, missing or negative, and when nothing would
    weigh anything; then nothing is saved.
    """
    with _editing(decision, by=by, if_revision=if_revision) as locked:
        rows = {row.criterion.slug: row for row in locked.weights.select_related("criterion", "parent__criterion")}
        if errors := invalid_points(points, rows, replace=replace):
            raise Invalid(_first(errors), errors=errors, title="Invalid weights")
        changed = []
        for key, value in points.items():
            if rows[key].points != value:
                rows[key].points = value
                changed.append(rows[key])
        Weight.objects.bulk_update(changed, ["points"])
    return _revision_of(locked)


def set_scores(
    *, decision: str, changes: Sequence[ScoreChange], by: Actor, if_revision: int | None = None
) -> int:
    """Change many cells, all or nothing. Returns the revision.

    Raises `Invalid` naming each cell that is unknown, twice there, outside its scale or cites a claim
    that does not exist.
    """
    with _editing(decision, by=by, if_revision=if_revision) as locked:
        writer = _ScoreWriter(locked)
        for index, change in enumerate(changes):
            writer.take(index, change)
        writer.check_claims(changes)
        if writer.errors:
            raise Invalid(_first(writer.errors), errors=writer.errors, title="Invalid scores")
        writer.write()
    return _revision_of(locked)


class _ScoreWriter:
    """Collects the cells of one change and everything wrong with them, then writes or refuses all."""

    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        self.errors: list[tuple[str, str]] = []
        self.alternatives = {row.framework.slug: row for row in decision.alternatives.select_related("framework")}
        weights = list(decision.weights.select_related("criterion__scale"))
        groups = {row.parent_id for row in weights}
        self.weights = {row.criterion.slug: row for row in weights}
        self.groups = {slug for slug, row in self.weights.items() if row.pk in groups}
        self.scores = {(row.alternative_id, row.weight_id): row for row in decision.scores.all()}
        self.to_save: dict[tuple[int, int], Score] = {}
        self.to_remove: list[int] = []
        self.to_cite: list[tuple[Score, Collection[int]]] = []

    def take(self, index: int, change: ScoreChange) -> None:
        """Check one cell and remember what to do with it."""
        alternative, weight = self._place(index, change)
        if alternative is None or weight is None:
            return
        place = (alternative.pk, weight.pk)
        if place in self.to_save:
            self._refuse(index, "", f"The cell {change.framework} × {change.criterion} is given twice.")
            return
        score = self.scores.get(place)
        if change.remove:
            if score is not None:
                self.to_remove.append(score.pk)
            return
        score = score or Score(decision=self.decision, alternative=alternative, weight=weight)
        _apply(score, change)
        for field, sentence in invalid_score(score, weight.criterion.scale):
            self._refuse(index, field, sentence)
        self.to_save[place] = score
        if change.claims is not None:
            self.to_cite.append((score, change.claims))

    def check_claims(self, changes: Sequence[ScoreChange]) -> None:
        """Name every cited claim that does not exist."""
        wanted = {claim for change in changes for claim in change.claims or ()}
        known = set(Claim.objects.filter(pk__in=wanted).values_list("pk", flat=True))
        for index, change in enumerate(changes):
            for claim in sorted(set(change.claims or ()) - known):
                self._refuse(index, "claims", f"There is no claim {claim}.")

    def write(self) -> None:
        """Save, remove and cite; unchanged rows are left alone by the database's triggers."""
        Score.objects.filter(pk__in=self.to_remove).delete()
        for score in self.to_save.values():
            score.save()
        for score, claims in self.to_cite:
            score.claims.set(claims)

    def _place(self, index: int, change: ScoreChange) -> tuple[Alternative | None, Weight | None]:
        alternative, weight = self.alternatives.get(change.framework), self.weights.get(change.criterion)
        if alternative is None:
            self._refuse(index, "framework", f"“{change.framework}” is not an alternative of this decision.")
        if weight is None:
            self._refuse(index, "criterion", f"“{change.criterion}” is not a criterion of this decision.")
        elif change.criterion in self.groups:
            self._refuse(index, "criterion", f"“{change.criterion}” is a group: score the criteria beneath it.")
            weight = None
        return alternative, weight

    def _refuse(self, index: int, field: str, sentence: str) -> None:
        self.errors.append((f"/{index}/{field}".rstrip("/"), sentence))


def _apply(score: Score, change: ScoreChange) -> None:
    for field in ("value", "low", "high", "confidence", "rationale", "rule"):
        if (given := getattr(change, field)) is not None:
            setattr(score, field, given)
    if change.clear_range:
        score.low = score.high = None
    elif change.value is not None:
        score.low = change.low if change.low is not None else _still(score.low, at_most=change.value)
        score.high = change.high if change.high is not None else _still(score.high, at_least=change.value)


def _still(
    bound: Decimal | None, *, at_most: Decimal | None = None, at_least: Decimal | None = None
) -> Decimal | None:
    """A remembered end of a range, dropped where the new value has passed it."""
    if bound is None or (at_most is not None and bound > at_most) or (at_least is not None and bound < at_least):
        return None
    return bound


def save_scenario(
    *, decision: str, slug: str, name: str, points: Mapping[str, Decimal], by: Actor, if_revision: int | None = None
) -> int:
    """Keep a named set of weights beside the decision's own; the same slug is written over unless a
    source published it. Returns the revision."""
    with _editing(decision, by=by, if_revision=if_revision) as locked:
        rows = {row.criterion.slug: row for row in locked.weights.select_related("criterion", "parent__criterion")}
        errors = invalid_points(points, rows, replace=False)
        if not slug or not name.strip():
            errors.append(("/name", "Give the scenario a name with a letter or a digit in it."))
        existing = locked.scenarios.filter(slug=slug).first()
        if existing is not None and existing.kind == Scenario.Kind.PUBLISHED:
            errors.append(("/name", f"“{existing.name}” is what a source published; choose another name."))
        if errors:
            raise Invalid(_first(errors), errors=errors, title="Invalid scenario")
        scenario, _ = Scenario.objects.update_or_create(
            decision=locked,
            slug=slug,
            defaults={"name": name.strip()},
            create_defaults={"name": name.strip(), "position": locked.scenarios.count()},
        )
        scenario.weights.all().delete()
        ScenarioWeight.objects.bulk_create(
            ScenarioWeight(scenario=scenario, weight=rows[key], points=value) for key, value in points.items()
        )
    return _revision_of(locked)


def remove_scenario(*, decision: str, slug: str, by: Actor, if_revision: int | None = None) -> int:
    """Remove a scenario that was made here. Returns the revision."""
    with _editing(decision, by=by, if_revision=if_revision) as locked:
        scenario = locked.scenarios.filter(slug=slug).first()
        if scenario is None:
            raise NotThere(f"This decision has no scenario “{slug}”.")
        if scenario.kind == Scenario.Kind.PUBLISHED:
            raise Invalid(f"“{scenario.name}” is what a source published and stays on record.")
        scenario.delete()
    return _revision_of(locked)


def set_gate_mode(
    *, decision: str, gate: int, mode: str, by: Actor, if_revision: int | None = None
) -> int:
    """Let a must-have exclude what fails it, or only warn. Returns the revision."""
    with _editing(decision, by=by, if_revision=if_revision) as locked:
        row = locked.gates.filter(pk=gate).first()
        if row is None:
            raise NotThere("This decision has no such must-have.")
        if mode not in Gate.Mode.values:
            raise Invalid(f"A must-have excludes or warns (got {mode!r}).", errors=[("/mode", "Unknown mode.")])
        row.mode = mode
        row.save()
    return _revision_of(locked)


def describe_decision(
    *, decision: str, fields: Mapping[str, object], by: Actor, if_revision: int | None = None
) -> int:
    """Change a decision's own fields (title, question, status, …). Returns the revision.

    Raises `Invalid` with the model's own sentences, by field.
    """
    with _editing(decision, by=by, if_revision=if_revision) as locked:
        for field, value in fields.items():
            setattr(locked, field, value)
        try:
            locked.full_clean()
        except ValidationError as error:
            errors = [(f"/{field}", text) for field, texts in error.message_dict.items() for text in texts]
            raise Invalid(_first(errors), errors=errors) from error
        locked.save(update_fields=list(fields))
    return _revision_of(locked)


def _first(errors: Errors) -> str:
    more = len(errors) - 1
    tail = f" ({more} more of the kind: see errors.)" if more else ""
    return errors[0][1] + tail

