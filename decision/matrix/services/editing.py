"""What every change to a decision has in common: the lock, the permission, the record, the sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import Model, OuterRef, Subquery

from decision.problems import Errors, Forbidden, Invalid, NotThere, Stale
from decision.teams.actors import Actor
from decision.teams.models import Membership
from decision.teams.names import clean_line
from decision.teams.permissions import Guarded, may_view, require_edit
from decision.teams.recording import recording

from ..models import Decision, Weight

LONGEST_TITLE = 160
FROZEN = (Decision.Status.DECIDED, Decision.Status.SUPERSEDED)


@contextmanager
def editing(
    slug: str,
    *,
    by: Actor,
    if_revision: int | None = None,
    even_frozen: bool = False,
    require: Callable[[Actor, Guarded], None] = require_edit,
) -> Iterator[Decision]:
    """Lock the decision for one recorded change by `by`; `require` raises unless they may make it.

    Raises `NotThere` for outsiders, `Forbidden` for readers and for decided decisions, `Stale` when it is
    past `if_revision`.
    """
    member = Membership.objects.filter(team=OuterRef("team"), user_id=by.user_id)  # type: ignore[misc]
    with transaction.atomic(), recording(by):
        decision = (
            Decision.objects.select_for_update(of=("self",))
            .annotate(role=Subquery(member.values("role")[:1]))
            .filter(slug=slug)
            .first()
        )
        if decision is None or not may_view(by, decision):
            raise NotThere(f"There is no decision “{slug}” here.")
        require(by, decision)
        if if_revision is not None and decision.revision != if_revision:
            raise Stale(decision.revision)
        if decision.status in FROZEN and not even_frozen:
            raise Forbidden(
                f"This decision is {decision.get_status_display().lower()}: reopen it to change it."
            )
        yield decision


def revision_of(decision: Decision) -> int:
    """Where the decision stands now, as the database's triggers counted."""
    return Decision.objects.values_list("revision", flat=True).get(pk=decision.pk)


def weights_of(decision: Decision) -> dict[str, Weight]:
    """The decision's criteria by slug, with their parents, in one query."""
    return {
        row.criterion.slug: row for row in decision.weights.select_related("criterion", "parent__criterion")
    }


def clean_title(title: str) -> str:
    """A decision's title with its blanks joined. Raises `Invalid` for what cannot be shown in one line."""
    return clean_line(title, field="title", longest=LONGEST_TITLE)


def cleaned(row: Model, *, exclude: tuple[str, ...] = ()) -> None:
    """Raise `Invalid` with the model's own sentences, by field, unless the row may be saved."""
    try:
        row.full_clean(exclude=exclude)
    except ValidationError as error:
        errors = [
            ("" if field == NON_FIELD_ERRORS else f"/{field}", text)
            for field, texts in error.message_dict.items()
            for text in texts
        ]
        raise Invalid(summary(errors), errors=errors) from error


def assign(row: Model, fields: Mapping[str, object]) -> None:
    """Give a row its new field values."""
    for field, value in fields.items():
        setattr(row, field, value)


def summary(errors: Errors) -> str:
    """The first error, and how many more there are."""
    more = len(errors) - 1
    tail = f" ({more} more of the kind: see errors.)" if more else ""
    return errors[0][1] + tail
