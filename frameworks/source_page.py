"""A source's page: what it claims, by kind and page by page, and how its claims fare beside the others."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import QueryDict

from decision.problems import Invalid

from .agreeing import Rivals, contradicted
from .claims import ClaimView, claim_href, claim_view, figure_text
from .models import Claim, Source
from .paging import whole
from .search import ClaimFilters, Piece, Words, find_claims, find_names, marked, read_words
from .selectors import claims_in_order
from .source_selectors import (
    count_before,
    figures_of_source,
    kinds_of_source,
    page_claims_of_source,
    rival_figures,
)

PER_PAGE = 200
CHECKS = {"proxies": Q(measured_on__isnull=False), "stale": Q(status=Claim.Status.STALE)}
CONTRADICTED = "contradicted"
NO_RIVALS = Rivals((), 0)


@dataclass(frozen=True, slots=True)
class Rival:
    """Another document's figure that cannot stand beside this one."""

    text: str
    source: str
    href: str


@dataclass(frozen=True, slots=True)
class SourceClaim:
    """A claim on its source's page."""

    view: ClaimView
    text: tuple[Piece, ...]
    rivals: tuple[Rival, ...]
    more: int


@dataclass(frozen=True, slots=True)
class KindOfClaims:
    """The claims of one kind that stand on this page."""

    name: str
    claims: tuple[SourceClaim, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind or a check to look at alone."""

    name: str
    href: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class SourcePage:
    """Everything on the page; `problem` says why its claims could not be searched."""

    source: Source
    total: int
    text: str
    problem: str
    kinds: tuple[Choice, ...]
    checks: tuple[Choice, ...]
    groups: tuple[KindOfClaims, ...]
    shown: int
    count: int
    number: int
    pages: int
    before: str
    after: str
    hidden: tuple[tuple[str, str], ...]


def source_page(source: Source, query: QueryDict) -> SourcePage:
    """The page of a source that the address asks for; a fixed number of queries."""
    return _Builder(source, query).build()


class _Builder:
    """One source, read by its address: `q`, `kind`, `check`, `page`, or the `claim` to open at."""

    def __init__(self, source: Source, query: QueryDict) -> None:
        self.source = source
        self.problem = ""
        try:
            self.wanted = read_words(query.get("q", ""))
        except Invalid as invalid:
            self.wanted, self.problem = Words("", (), ()), invalid.detail
        self.kind = query.get("kind", "") if query.get("kind", "") in Claim.Kind.values else ""
        self.check = query.get("check", "") if query.get("check", "") in (*CHECKS, CONTRADICTED) else ""
        self.counts = kinds_of_source(source)
        figures = figures_of_source(source)
        self.rivals = contradicted(figures, rival_figures(figures))
        self.number = whole(query.get("page", "")) or self._page_of(whole(query.get("claim", ""))) or 1

    def build(self) -> SourcePage:
        claims, count = self._read()
        pages = max(1, -(-count // PER_PAGE))
        if self.number > pages:
            self.number = pages
            claims, count = self._read()
        return SourcePage(
            source=self.source, total=sum(self.counts.values()), text=self.wanted.text, problem=self.problem,
            kinds=self._kinds(), checks=self._checks(), groups=self._groups(claims), shown=len(claims), count=count,
            number=self.number, pages=pages,
            before=self._href(page=str(self.number - 1)) if self.number > 1 else "",
            after=self._href(page=str(self.number + 1)) if self.number < pages else "",
            hidden=tuple((key, value) for key, value in (("kind", self.kind), ("check", self.check)) if value),
        )  # fmt: skip

    def _read(self) -> tuple[list[Claim], int]:
        """The claims of the page, and how many there are on all."""
        return self._found() if self.wanted else self._stored()

    def _stored(self) -> tuple[list[Claim], int]:
        first = (self.number - 1) * PER_PAGE
        wanted = Q(kind=self.kind) if self.kind else Q()
        if self.check == CONTRADICTED:
            wanted &= Q(pk__in=list(self.rivals))
        elif self.check:
            wanted &= CHECKS[self.check]
        return page_claims_of_source(self.source, wanted, first, PER_PAGE)

    def _found(self) -> tuple[list[Claim], int]:
        first = (self.number - 1) * PER_PAGE
        filters = ClaimFilters(kind=self.kind or None)
        hits = find_claims(
            find_names(self.wanted), filters, limit=PER_PAGE, offset=first, of_source=self.source.pk
        )
        return sorted(claims_in_order(hits.ids), key=lambda claim: claim.kind), hits.total

    def _groups(self, claims: list[Claim]) -> tuple[KindOfClaims, ...]:
        groups: dict[str, list[SourceClaim]] = {}
        for claim in claims:
            view = claim_view(claim)
            others = self.rivals.get(claim.pk, NO_RIVALS)
            rivals = tuple(
                Rival(one.text or figure_text(one), one.source.title, claim_href(one)) for one in others.shown
            )
            groups.setdefault(view.kind, []).append(
                SourceClaim(view, marked(view.text, self.wanted), rivals, others.count - len(rivals))
            )
        return tuple(KindOfClaims(kind, tuple(same)) for kind, same in groups.items())

    def _kinds(self) -> tuple[Choice, ...]:
        every = Choice("All", self._href(kind=""), sum(self.counts.values()), not self.kind)
        return (
            every,
            *(
                Choice(Claim.Kind(kind).label.capitalize(), self._href(kind=kind), count, kind == self.kind)
                for kind, count in self.counts.items()
            ),
        )

    def _checks(self) -> tuple[Choice, ...]:
        counts = {
            CONTRADICTED: ("contradicted by other figures", len(self.rivals)),
            "proxies": ("measured on a relative", self.source.proxy_count),  # type: ignore[attr-defined]
            "stale": ("marked as out of date", self.source.stale_count),  # type: ignore[attr-defined]
        }
        return tuple(
            Choice(
                name, self._href(check="" if self.check == key else key, kind=""), count, self.check == key
            )
            for key, (name, count) in counts.items()
        )

    def _page_of(self, claim: int | None) -> int | None:
        """The page on which a claim stands where nothing is filtered."""
        if claim is None or self.wanted or self.kind or self.check:
            return None
        place = count_before(self.source, claim)
        return None if place is None else place // PER_PAGE + 1

    def _href(self, **changed: str) -> str:
        query = QueryDict(mutable=True)
        values = {"q": self.wanted.text, "kind": self.kind, "check": self.check, **changed}
        query.update({key: value for key, value in values.items() if value})
        return f"?{query.urlencode()}"
