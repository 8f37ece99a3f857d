"""Changing cells: value, range, confidence, rationale, rule and the claims a score rests on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import nullcontext
from decimal import Decimal

from decision.problems import Invalid
from decision.teams.actors import Actor
from decision.teams.names import clean_line
from decision.teams.recording import recording
from frameworks.models import Claim

from ..models import Alternative, Decision, Score, Weight
from ..rules import invalid_score
from .editing import editing, revision_of, summary
from .seen import Overwriting, ScoreChange, merged_score

LONGEST_REASON = 600


def set_scores(
    *,
    decision: str,
    changes: Sequence[ScoreChange],
    by: Actor,
    if_revision: int | None = None,
    reason: str = "",
) -> int:
    """Change many cells, all or nothing. Returns the revision; a `reason` stands beside it in the history.

    Raises `Invalid` naming each cell that is unknown, twice there, outside its scale or cites a claim
    that does not exist; `Overwriting` where somebody else changed what the writer changed too.
    """
    note = clean_line(reason, field="reason", longest=LONGEST_REASON) if reason.strip() else ""
    with editing(decision, by=by, if_revision=if_revision) as locked:
        writer = _checked(locked, changes)
        if writer.overwritten:
            raise Overwriting(revision_of(locked), writer.overwritten)
        with recording(by, note=note) if note else nullcontext():
            writer.write()
    return revision_of(locked)


def check_scores(*, decision: Decision, changes: Sequence[ScoreChange]) -> None:
    """Raise `Invalid` for changes that `set_scores` would refuse now; nothing is written."""
    _checked(decision, changes)


def _checked(decision: Decision, changes: Sequence[ScoreChange]) -> _ScoreWriter:
    writer = _ScoreWriter(decision, changes)
    for index, change in enumerate(changes):
        writer.take(index, change)
    writer.check_claims(changes)
    if writer.errors:
        raise Invalid(summary(writer.errors), errors=writer.errors, title="Invalid scores")
    return writer


class _ScoreWriter:
    """Collects the cells of one change and everything wrong with them, then writes or refuses all."""

    def __init__(self, decision: Decision, changes: Sequence[ScoreChange]) -> None:
        self.decision = decision
        self.errors: list[tuple[str, str]] = []
        self.alternatives = {
            row.framework.slug: row for row in decision.alternatives.select_related("framework")
        }
        weights = list(decision.weights.select_related("criterion__scale"))
        groups = {row.parent_id for row in weights}
        self.weights = {row.criterion.slug: row for row in weights}
        self.groups = {slug for slug, row in self.weights.items() if row.pk in groups}
        touched = decision.scores.filter(
            alternative__framework__slug__in={change.framework for change in changes},
            weight__criterion__slug__in={change.criterion for change in changes},
        )
        self.scores = {(row.alternative_id, row.weight_id): row for row in touched}
        self.seen: set[tuple[int, int]] = set()
        self.overwritten: set[str] = set()
        self.to_save: list[Score] = []
        self.to_remove: list[int] = []
        self.to_cite: list[tuple[Score, Collection[int]]] = []
        self.to_change: list[tuple[Score, ScoreChange]] = []

    def take(self, index: int, change: ScoreChange) -> None:
        """Check one cell and remember what to do with it."""
        alternative, weight = self._place(index, change)
        if alternative is None or weight is None:
            return
        place = (alternative.pk, weight.pk)
        if place in self.seen:
            self._refuse(index, "", f"The cell {change.framework} × {change.criterion} is given twice.")
            return
        self.seen.add(place)
        score = self.scores.get(place)
        change, both = merged_score(change, score)
        self.overwritten |= both
        if change.remove:
            if score is not None:
                self.to_remove.append(score.pk)
            return
        score = score or Score(decision=self.decision, alternative=alternative, weight=weight)
        _apply(score, change)
        for field, sentence in invalid_score(score, weight.criterion.scale):
            self._refuse(index, field, sentence)
        self.to_save.append(score)
        if change.claims is not None:
            self.to_cite.append((score, change.claims))
        if change.cite or change.uncite:
            self.to_change.append((score, change))

    def check_claims(self, changes: Sequence[ScoreChange]) -> None:
        """Name every cited claim that does not exist, or that no curator accepts."""
        wanted = {claim for change in changes for claim in _cited_by(change)}
        known = dict(Claim.objects.filter(pk__in=wanted).values_list("pk", "status")) if wanted else {}
        for index, change in enumerate(changes):
            for claim in sorted(_cited_by(change)):
                if claim not in known:
                    self._refuse(index, "claims", f"There is no claim {claim}.")
                elif known[claim] not in Claim.EVIDENCE:
                    self._refuse(
                        index, "claims", f"Claim {claim} is {known[claim]}: only accepted ones are cited."
                    )

    def write(self) -> None:
        """Save, remove and cite; unchanged rows are left alone by the database's triggers."""
        if self.to_remove:
            Score.objects.filter(pk__in=self.to_remove).delete()
        for score in self.to_save:
            score.save()
        for score, claims in self.to_cite:
            Score.claims.through.objects.filter(score=score).exclude(claim__in=claims).delete()
            _cite(score, claims)
        for score, change in self.to_change:
            score.claims.remove(*change.uncite)
            _cite(score, change.cite)

    def _place(self, index: int, change: ScoreChange) -> tuple[Alternative | None, Weight | None]:
        alternative, weight = self.alternatives.get(change.framework), self.weights.get(change.criterion)
        if alternative is None:
            self._refuse(index, "framework", f"“{change.framework}” is not an alternative of this decision.")
        if weight is None:
            self._refuse(index, "criterion", f"“{change.criterion}” is not a criterion of this decision.")
        elif change.criterion in self.groups:
            self._refuse(
                index, "criterion", f"“{change.criterion}” is a group: score the criteria beneath it."
            )
            weight = None
        return alternative, weight

    def _refuse(self, index: int, field: str, sentence: str) -> None:
        self.errors.append((f"/{index}/{field}".rstrip("/"), sentence))


def _cite(score: Score, claims: Collection[int]) -> None:
    """In the order of their ids, as the record names them; Django's own `add` goes through a set."""
    through = Score.claims.through
    through.objects.bulk_create(
        (through(score=score, claim_id=claim) for claim in sorted(claims)), ignore_conflicts=True
    )


def _cited_by(change: ScoreChange) -> set[int]:
    return {*(change.claims or ()), *change.cite}


def _apply(score: Score, change: ScoreChange) -> None:
    if change.clear_range:
        score.low = score.high = None
    elif change.value is not None:
        score.low = _still(score.low, at_most=change.value)
        score.high = _still(score.high, at_least=change.value)
    for field in ("value", "low", "high", "rationale", "rule"):
        if (given := getattr(change, field)) is not None:
            setattr(score, field, given)
    if change.confidence is not None:
        score.confidence = change.confidence or None


def _still(
    bound: Decimal | None, *, at_most: Decimal | None = None, at_least: Decimal | None = None
) -> Decimal | None:
    """A remembered end of a range, dropped where the new value has passed it."""
    if (
        bound is None
        or (at_most is not None and bound > at_most)
        or (at_least is not None and bound < at_least)
    ):
        return None
    return bound
