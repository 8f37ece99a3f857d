"""A framework's page: everything that documents say about it, each statement with its sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from . import selectors
from .agreeing import contradicted, subject_of
from .citing import (
    Cite,
    NumberedSource,
    Statement,
    cites_of,
    merged,
    numbered,
    numbered_sources,
    verdict_words,
)
from .claims import ClaimView, claim_view, figure_text
from .models import Claim, Framework
from .selectors import page_claims_about, page_figures_of
from .strips import Peer, Strip, Vote, strip, votes

SHAPES = 8
VOTES = "votes"
Kind = Claim.Kind
_JUDGED_ORDER = {Kind.SCORE: 0, Kind.RATING: 1, Kind.FEATURE: 2}


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact with the other figures that documents give for it."""

    name: str
    href: str
    text: str
    note: str
    aside: str
    cites: tuple[Cite, ...]
    others: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What documents say on one criterion: verdict words, features, scores."""

    name: str
    href: str
    ratings: tuple[Statement, ...]
    features: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """Another technology, and who says so."""

    name: str
    href: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """How it relates to other technologies, or, where it is not `is_ours`, how each of them relates to it."""

    how: str
    is_ours: bool
    others: tuple[Related, ...]


@dataclass(frozen=True, slots=True)
class FrameworkPage:
    """Everything that the catalogue knows of one framework."""

    slug: str
    name: str
    label: str
    glyph: str
    summary: str
    category: str
    claim_count: int
    is_cut: bool
    compare: str
    facts: tuple[Fact, ...]
    peers: tuple[Peer, ...]
    strips: tuple[Strip, ...]
    strengths: tuple[Statement, ...]
    weaknesses: tuple[Statement, ...]
    disagreements: tuple[Statement, ...]
    votes: tuple[Vote, ...]
    votes_cites: tuple[Cite, ...]
    uses: tuple[Statement, ...]
    judged: tuple[Judged, ...]
    others: tuple[Statement, ...]
    relations: tuple[Relation, ...]
    about_it: tuple[ClaimView, ...]
    sources: tuple[NumberedSource, ...]


def framework_page(framework: Framework) -> FrameworkPage:
    """The page of a framework; two queries, whatever its number of claims."""
    return _Builder(framework, page_claims_about(framework)).build()


class _Builder:
    """Sorts the claims of one framework into the parts of its page."""

    def __init__(self, framework: Framework, claims: list[Claim]) -> None:
        self.framework = framework
        self.claims = [claim for claim in claims if claim.framework_id == framework.pk]
        self.elsewhere = [claim for claim in claims if claim.framework_id != framework.pk]
        self.numbers = numbered([*self.claims, *self.elsewhere])

    def build(self) -> FrameworkPage:
        """All parts."""
        strips, peers = self._strips()
        framework = self.framework
        voted = [claim for claim in self._of(Kind.STRENGTH, Kind.WEAKNESS) if claim.unit == VOTES]
        return FrameworkPage(
            slug=framework.slug, name=framework.name, label=framework.label, glyph=framework.label[:2],
            summary=framework.summary, category=framework.category, claim_count=len(self.claims),
            is_cut=len(self.claims) + len(self.elsewhere) >= selectors.CLAIMS_ON_A_PAGE,
            compare=f"{reverse('framework-compare')}?with={framework.slug}",
            facts=self._facts(), peers=peers, strips=strips,
            strengths=self._merged(claim for claim in self._of(Kind.STRENGTH) if claim.unit != VOTES),
            weaknesses=self._merged(claim for claim in self._of(Kind.WEAKNESS) if claim.unit != VOTES),
            disagreements=self._disagreements(), votes=votes(voted), votes_cites=self._cites(voted)[:1],
            uses=self._merged(self._of(Kind.USE_CASE)), judged=self._judged(),
            others=self._merged(self._others(), verdict_words), relations=self._relations(),
            about_it=tuple(claim_view(c) for c in self.elsewhere if c.measured_on_id == framework.pk),
            sources=numbered_sources([*self.claims, *self.elsewhere], self.numbers),
        )  # fmt: skip

    def _of(self, *kinds: Claim.Kind) -> list[Claim]:
        return [claim for claim in self.claims if claim.kind in kinds]

    def _cites(self, claims: Iterable[Claim]) -> tuple[Cite, ...]:
        return cites_of(claims, self.numbers)

    def _merged(
        self, claims: Iterable[Claim], text_of: Callable[[Claim], str] | None = None
    ) -> tuple[Statement, ...]:
        return merged(claims, self.numbers, text_of)

    def _facts(self) -> tuple[Fact, ...]:
        named: dict[str, list[Claim]] = {}
        for claim in self._of(Kind.RELEASE, Kind.LICENSE, Kind.STATISTIC, Kind.PUBLISHED_TOTAL):
            named.setdefault(_fact_name(claim), []).append(claim)
        facts = []
        for name, claims in named.items():
            stated = self._merged(claims)
            text, _, aside = stated[0].text.partition(" (")
            href = claims[0].metric.get_absolute_url() if claims[0].metric else ""
            facts.append(
                Fact(name, href, text, stated[0].note, aside.removesuffix(")"), stated[0].cites, stated[1:])
            )
        return tuple(facts)

    def _disagreements(self) -> tuple[Statement, ...]:
        """Figures on the same metric, of the same subject, that cannot be true at once."""
        figures = self._of(Kind.STATISTIC, Kind.MEASUREMENT)
        rivals = contradicted(figures, figures)
        by_subject: dict[object, list[Claim]] = {}
        for claim in figures:
            if claim.pk in rivals:
                by_subject.setdefault(subject_of(claim), []).append(claim)
        found = []
        for claims in by_subject.values():
            if claims[0].metric:
                words = " against ".join(dict.fromkeys(claim.text or figure_text(claim) for claim in claims))
                found.append(Statement(f"{claims[0].metric.name}: {words}", self._cites(claims)))
        return tuple(found)

    def _judged(self) -> tuple[Judged, ...]:
        """Ratings, features and printed scores under the criterion they belong to."""
        groups: dict[str, list[Claim]] = {}
        hrefs: dict[str, str] = {}
        for claim in self._of(Kind.RATING, Kind.FEATURE, Kind.SCORE):
            criterion = claim.criterion
            if criterion is None:
                continue
            above = criterion.parent if claim.kind == Kind.FEATURE and criterion.parent else criterion
            groups.setdefault(above.name, []).append(claim)
            hrefs[above.name] = reverse("criterion-detail", args=[above.slug])
        ordered = sorted(
            groups.items(), key=lambda item: min(_JUDGED_ORDER[Kind(claim.kind)] for claim in item[1])
        )
        return tuple(
            Judged(
                name, hrefs[name],
                self._merged(c for c in claims if c.kind != Kind.FEATURE),
                self._merged((c for c in claims if c.kind == Kind.FEATURE), _feature_words),
            )
            for name, claims in ordered
        )  # fmt: skip

    def _others(self) -> list[Claim]:
        free = [claim for claim in self._of(Kind.FEATURE) if claim.criterion_id is None]
        return [*self._of(Kind.VERDICT), *free]

    def _relations(self) -> tuple[Relation, ...]:
        groups: dict[tuple[bool, str], dict[Framework, list[Claim]]] = {}
        for claim in [*self.claims, *self.elsewhere]:
            if claim.kind != Kind.RELATION or not claim.related or not claim.framework:
                continue
            is_ours = claim.framework_id == self.framework.pk
            other = claim.related if is_ours else claim.framework
            how = claim.text if is_ours else f"{claim.text} {self.framework.label}"
            groups.setdefault((is_ours, how), {}).setdefault(other, []).append(claim)
        return tuple(
            Relation(how[:1].upper() + how[1:] if is_ours else how, is_ours, self._related(others))
            for (is_ours, how), others in groups.items()
        )

    def _related(self, others: Mapping[Framework, list[Claim]]) -> tuple[Related, ...]:
        rows = sorted(others.items(), key=lambda item: item[0].label.casefold())
        return tuple(
            Related(other.label, other.get_absolute_url(), self._cites(claims)) for other, claims in rows
        )

    def _strips(self) -> tuple[tuple[Strip, ...], tuple[Peer, ...]]:
        mine = {
            claim.metric_id: claim
            for claim in self._of(Kind.MEASUREMENT)
            if claim.metric_id and claim.number is not None
        }
        if not mine:
            return (), ()
        figures: dict[int, dict[int, Claim]] = {}
        names: dict[int, str] = {}
        for claim in page_figures_of([key for key in mine if key]):
            assert claim.framework is not None
            assert claim.metric_id is not None
            figures.setdefault(claim.metric_id, {})[claim.framework.pk] = claim
            names.setdefault(claim.framework.pk, claim.framework.label)
        shapes = {key: index % SHAPES + 1 for index, key in enumerate(names)}
        peers = tuple(Peer(name, shapes[key], key == self.framework.pk) for key, name in names.items())
        strips = [
            strip(claim, figures[key], shapes, self.framework.pk)
            for key, claim in mine.items()
            if key in figures
        ]
        return tuple(strips), peers


def _feature_words(claim: Claim) -> str:
    name = claim.criterion.name if claim.criterion and claim.criterion.parent_id else ""
    return f"{name}: {claim.text}" if name else claim.text


def _fact_name(claim: Claim) -> str:
    if claim.metric:
        return claim.metric.name
    if claim.kind == Kind.RELEASE:
        return "Released" if claim.number is not None else "Version"
    return "Licence" if claim.kind == Kind.LICENSE else "Printed total"
