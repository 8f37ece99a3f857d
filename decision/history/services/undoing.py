"""Taking a change back, as a new change of its own: who wants to must be allowed to edit, and the rules hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, transaction

from decision.matrix.models import Decision, Revision
from decision.matrix.services import describe_decision
from decision.matrix.services.editing import editing, revision_of
from decision.problems import Conflicting, NotThere
from decision.record.naming import names_of
from decision.record.selectors import Asked, Change, changes_in
from decision.record.trail import PARTS, Entry, entries
from decision.teams.actors import Actor
from decision.teams.models import Team
from decision.teams.recording import recording

from ..words import said
from .checking import check, contradiction, require_own_scenarios
from .rows import MODELS, Obstacle, refuse_missing, standing, value_of, write_back
from .steps import RowStep, only, steps_in

MOST = 100_000
LOOKED_THROUGH = 2_000
NAMED_AT_MOST = 5
CHANGE_ID = re.compile(r"([a-z_]+?)-([0-9]{1,18})-([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Something that was changed again after the revision: what that made of it, and what later revisions did."""

    then: str
    later: str

    @property
    def sentence(self) -> str:
        """Both, one after the other."""
        return f"{self.then}; {self.later}" if self.then else self.later


class ChangedSince(Conflicting):
    """Later changes touched the same thing. `meanwhile` shows both; going back anyway gives up the later ones."""

    title = "Changed again since"

    def __init__(self, what: str, meanwhile: Sequence[Meanwhile]) -> None:
        super().__init__(
            f"{what} cannot simply be undone: later changes touched the same thing. Going back anyway gives those up.",
            errors=[("", one.sentence) for one in meanwhile],
        )
        self.meanwhile = tuple(meanwhile)


def undo_revision(
    *, decision: str, revision: int, by: Actor, anyway: bool = False, if_revision: int | None = None
) -> int:
    """Bring back what a whole revision replaced. Returns the new revision.

    Raises `NotThere` for an unknown revision, `ChangedSince` where later changes touched the same thing unless
    `anyway`, `Conflicting` where nothing can be or is left to be undone, and what every change to a decision raises.
    """
    return _undo(decision, revision, None, by=by, anyway=anyway, if_revision=if_revision)


def undo_change(
    *, decision: str, change: str, by: Actor, anyway: bool = False, if_revision: int | None = None
) -> int:
    """Bring back what one change (by its id in the history) replaced. Returns the new revision; raises as
    `undo_revision`."""
    return _undo(decision, None, change, by=by, anyway=anyway, if_revision=if_revision)


def _undo(
    slug: str, revision: int | None, change: str | None, *, by: Actor, anyway: bool, if_revision: int | None
) -> int:
    with editing(slug, by=by, if_revision=if_revision) as locked:
        target, wanted = _found(locked, revision, change)
        found, _ = entries(locked.pk, Asked(low=target.number, high=target.number), size=MOST)
        _refuse_beginning(target, found)
        own = [entry for entry in found if entry.what in (*MODELS, "decision")]
        steps = steps_in(own)
        if wanted is not None:
            entry = next((one for one in own if (one.what, one.event) == wanted[:2]), None)
            steps = only(steps, entry, wanted[2]) if entry else []
        name = f"Revision {target.number}" if wanted is None else "This change"
        _refuse_foreign(name, steps, found)
        note = _note(target, None if wanted is None else _one(found, wanted))
        with recording(by, note=note, undoes=target.number if wanted is None else None):
            _apply(locked, steps, found, name, by=by, anyway=anyway)
    return revision_of(locked)


def _found(
    locked: Decision, revision: int | None, change: str | None
) -> tuple[Revision, tuple[str, int, str] | None]:
    """The revision to undo, and which change of it (kind, event, field) where only one is meant."""
    wanted = None
    if change is not None:
        match = CHANGE_ID.fullmatch(change)
        if match is None or match[1] not in PARTS:
            raise NotThere(f"This decision's history has no change “{change}”.")
        wanted = match[1], int(match[2]), match[3]
        revision = _revision_of_event(locked.pk, *wanted[:2])
    target = (
        Revision.objects.filter(decision=locked, number=revision).first() if revision is not None else None
    )
    if target is None:
        named = f"change “{change}”" if change is not None else f"revision {revision}"
        raise NotThere(f"This decision's history has no {named}.")
    return target, wanted


def _revision_of_event(decision_id: int, what: str, event: int) -> int | None:
    table = PARTS[what][0]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT revision.number FROM {table}event event JOIN matrix_revision revision"
            " ON (revision.transaction, revision.at) = (event.pgh_transaction, event.pgh_created_at)"
            " WHERE event.pgh_id = %s AND revision.decision_id = %s",
            [event, decision_id],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def _refuse_beginning(target: Revision, found: Sequence[Entry]) -> None:
    if any(entry.what == "decision" and entry.label == "insert" for entry in found):
        raise Conflicting(
            f"Revision {target.number} opened the decision: there is nothing before it to go back to."
        )


def _refuse_foreign(name: str, steps: Sequence[RowStep], found: Sequence[Entry]) -> None:
    """Refuse what a decision's editors cannot take back: the catalogue's changes, and where the decision stands."""
    if any(step.what == "decision" and "status" in step.fields for step in steps):
        raise Conflicting(f"{name} changed where the decision stands; that is done on its sign-off page.")
    if not steps and any(entry.what not in MODELS for entry in found):
        raise Conflicting(
            f"{name} was made in the catalogue, which many decisions share: curators correct it there."
        )
    if not steps:
        raise Conflicting(f"{name} left nothing to undo.")


def _note(target: Revision, change: Change | None) -> str:
    """What the new change is called: `Undo of revision 9 by edgar`."""
    whose = f" by {target.actor}" if target.actor else ""
    of = f"revision {target.number}{whose}"
    return f"Undo of {of}" if change is None else f"Undo of “{said(change).sentence}” in {of}"


def _one(found: Sequence[Entry], wanted: tuple[str, int, str]) -> Change | None:
    entry = [one for one in found if (one.what, one.event) == wanted[:2]]
    return next((one for one in changes_in(entry) if one.id.endswith(f"-{wanted[2]}")), None)


def _apply(
    locked: Decision, steps: list[RowStep], found: Sequence[Entry], name: str, *, by: Actor, anyway: bool
) -> None:
    pending, obstacles = standing(steps)
    fields, met = _decision_fields(locked, steps)
    if not pending and not fields:
        raise Conflicting(f"{name} is already undone: everything is as it was before.")
    if met or obstacles:
        meanwhile = _meanwhile(locked, [*obstacles, *met], found)
        gone = [one for one in obstacles if one.now is None]
        if gone or not anyway:
            raise ChangedSince(name, meanwhile)
    refuse_missing(pending, names_of(found))
    if any(step.what in ("scenario", "scenario_weight") for step in pending):
        require_own_scenarios(pending, by)
    if fields:
        describe_decision(decision=locked.slug, fields=fields, by=by)
    was_whole = contradiction(locked) is None
    try:
        with transaction.atomic():
            write_back(pending, [one for one in obstacles if not one.field and one.now is not None])
            check(locked, pending, is_whole=was_whole)
    except IntegrityError as error:
        raise Conflicting(
            f"{name} cannot be undone: what it replaced no longer fits what is there now."
        ) from error


def _decision_fields(locked: Decision, steps: Sequence[RowStep]) -> tuple[dict[str, Any], list[Obstacle]]:
    """The decision's own fields as they were before, and those that changed again since."""
    fields: dict[str, Any] = {}
    met = []
    for step in steps:
        if step.what != "decision" or step.before is None or step.after is None:
            continue
        for field in step.fields:
            before, after = (value_of(Decision, field, side[field]) for side in (step.before, step.after))
            now = getattr(locked, field)
            if now == before:
                continue
            if now != after:
                met.append(Obstacle("decision", locked.pk, field, now))
            fields[field.removesuffix("_id")] = _team(before) if field == "team_id" else before
    return fields, met


def _team(pk: int | None) -> Team | None:
    team = Team.objects.filter(pk=pk).first() if pk is not None else None
    if pk is not None and team is None:
        raise Conflicting("This cannot be brought back: the team that the decision belonged to is gone.")
    return team


def _meanwhile(locked: Decision, obstacles: Sequence[Obstacle], found: Sequence[Entry]) -> list[Meanwhile]:
    """What the revision did to each thing, and what later ones did to it."""
    after, _ = entries(locked.pk, Asked(low=found[0].revision + 1), size=LOOKED_THROUGH)
    places = {(one.what, one.row): one for one in reversed(obstacles)}
    then = {(entry.what, entry.row): entry for entry in found}
    told = []
    for place in places:
        fields = {one.field for one in obstacles if (one.what, one.row) == place} - {""}
        mine = [entry for entry in after if (entry.what, entry.row) == place]
        before = [said(one).sentence for one in changes_in([then[place]])] if place in then else []
        later = [
            f"revision {one.revision} by {one.who}: {said(one).sentence}"
            for one in changes_in(mine)
            if not fields or any(one.id.endswith(f"-{field}") for field in fields) or one.action != "changed"
        ]
        told.append(Meanwhile("; ".join(before), "; ".join(later[:NAMED_AT_MOST]) or "changed again since"))
    return told
