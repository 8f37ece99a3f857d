"""One claim at a time, by whoever may: a curator's counts at once, others' once a curator accepts it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from decision.problems import Invalid
from decision.teams.actors import Actor
from decision.teams.curating import curating

from ..models import Claim
from ..transfer.comparing import Names
from ..transfer.shapes import REFERENCES, ClaimChange, Statement
from .review import propose_claim, require_state, review_claims
from .rows import save_claim


def add_claim(*, fields: Mapping[str, object], by: Actor) -> Claim:
    """Store a claim, as accepted or as proposed. Raises what `save_claim` and `propose_claim` do."""
    return (
        save_claim(claim=None, fields=fields, by=by) if by.is_staff else propose_claim(fields=fields, by=by)
    )


def state_claim(*, statement: Statement, by: Actor) -> Claim:
    """The same of a statement that names what it refers to. Raises `Invalid` for what is not there."""
    require_state(by)
    return add_claim(fields=_fields(statement, Statement.model_fields, by), by=by)


def change_claim(*, claim: int, change: ClaimChange, by: Actor) -> None:
    """Change what a stored claim says, and give a verdict on it. Raises what `save_claim` and `review_claims` do."""
    with curating(by):
        if given := change.model_fields_set & Statement.model_fields.keys():
            save_claim(claim=claim, fields=_fields(change, given, by), by=by)
        if change.status is not None:
            review_claims(claims=[claim], status=change.status, reason=change.reason, by=by)


def _fields(statement: Statement, given: Collection[str], by: Actor) -> dict[str, object]:
    """The model's values of these fields; criteria of one decision alone are told to curators only."""
    found, wrong = Names(only_shared=not by.is_staff).resolve(statement)
    if wrong:
        errors = [(f"/{name}", sentence) for name, sentence in wrong]
        raise Invalid(wrong[0][1], errors=errors, title="Invalid claim")
    values: dict[str, object] = {name: getattr(statement, name) for name in given if name not in REFERENCES}
    if "lines" in values:
        values["lines"] = [list(place) for place in statement.lines]
    return values | {name: found[name] for name in REFERENCES if name in given}
