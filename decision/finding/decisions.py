"""Decisions by words of their title, question, alternatives and criteria, and by the totals that they come to."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from criteria.words import plain
from decision.matrix.models import Alternative, Decision, Weight
from decision.matrix.page.known import known_of
from decision.matrix.page.listing import visible_decisions
from decision.matrix.page.numbers import two_decimals
from decision.matrix.selectors import matrices_of
from decision.teams.actors import Actor
from decision.teams.permissions import visible_to
from frameworks.search import Names, Piece, Words, marked

SHOWN_AT_MOST = 50
TOTALS_OF_AT_MOST = 50


@dataclass(frozen=True, slots=True)
class DecisionHit:
    """A decision that holds the words, or comes to a total that was asked for."""

    href: str
    title: tuple[Piece, ...]
    about: tuple[Piece, ...]


def find_decisions(wanted: Words, names: Names, actor: Actor) -> list[DecisionHit]:
    """Decisions that `actor` may find; one query for words, and for numbers the totals of the latest decisions."""
    if not wanted:
        return []
    return _by_words(wanted, names, actor) if wanted.words else _by_totals(wanted, actor)


def _by_words(wanted: Words, names: Names, actor: Actor) -> list[DecisionHit]:
    rows = Decision.objects.filter(visible_to(actor))
    named_by = names.named_by
    for word in named_by:
        own = Q(title__icontains=word) | Q(question__icontains=word)
        named = named_by[word]
        if frameworks := named["framework"]:
            own |= Q(Exists(Alternative.objects.filter(decision=OuterRef("pk"), framework__in=frameworks)))
        judged_by = Q(criterion__in=named["criterion"]) | Q(
            criterion__is_shared=False, criterion__name__icontains=word
        )
        own |= Q(Exists(Weight.objects.filter(judged_by, decision=OuterRef("pk"))))
        rows = rows.filter(own)
    found = rows.order_by("title", "slug").values_list("slug", "title", "question")[:SHOWN_AT_MOST]
    return [
        DecisionHit(reverse("decision-detail", args=[slug]), marked(title, wanted), marked(question, wanted))
        for slug, title, question in found
    ]


def _by_totals(wanted: Words, actor: Actor) -> list[DecisionHit]:
    hits = []
    opened = [one for one, _ in visible_decisions(actor)][:TOTALS_OF_AT_MOST]
    for loaded in matrices_of(opened).values():
        ranking = known_of(loaded).own
        if ranking is None:
            continue
        for standing in (*ranking.standings, *ranking.excluded):
            total = two_decimals(standing.total)
            if plain(total) in wanted.numbers:
                said = f"{loaded.labels[standing.alternative]} comes to a total of {total}"
                href = reverse("decision-detail", args=[loaded.slug])
                hits.append(DecisionHit(href, marked(loaded.title, wanted), marked(said, wanted)))
    return hits
