"""The claims that a score could cite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, Exists, OuterRef, Q, Value, When

from decision.matrix.loading import LoadedMatrix
from decision.matrix.models import Score
from decision.teams.actors import Actor
from frameworks.models import Claim

SHOWN_AT_MOST = 40
LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True)
class Citable:
    """Claims about one framework that a score does not cite yet, those about its criterion first; `has_more` than
    are shown."""

    claims: Sequence[Claim]
    has_more: bool


def citable_claims(
    loaded: LoadedMatrix, criterion: str, framework: str, *, search: str, by: Actor
) -> Citable:
    """One query. `by` sees their own proposed ones too."""
    score = loaded.cells.get((framework, criterion))
    through = Score.claims.through.objects.filter(score=score.id if score else 0, claim=OuterRef("pk"))
    about = (
        Q(criterion__slug=criterion)
        | Q(criterion__parent__slug=criterion)
        | Q(metric__criteria__slug=criterion)
    )
    seen = Q(status__in=Claim.EVIDENCE)
    if by.user_id is not None:
        seen |= Q(status=Claim.Status.PROPOSED, proposed_by=by.user_id)
    rows = Claim.objects.filter(seen, framework__slug=framework).exclude(Exists(through))
    for word in search[:LONGEST_SEARCH].split():
        rows = rows.filter(
            Q(text__icontains=word) | Q(metric__name__icontains=word) | Q(criterion__name__icontains=word)
            | Q(source__title__icontains=word)
        )  # fmt: skip
    near = Claim.objects.filter(about, pk=OuterRef("pk"))
    nearest_first = Case(When(Exists(near), then=Value(0)), default=Value(1))
    found = list(
        rows.select_related("source", "framework", "measured_on", "metric", "criterion")
        .order_by(nearest_first, "status", "-id")[: SHOWN_AT_MOST + 1]
    )  # fmt: skip
    return Citable(found[:SHOWN_AT_MOST], len(found) > SHOWN_AT_MOST)
