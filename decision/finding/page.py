"""The search page: what was asked, what was found of each kind, and the filters of its claims."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from decision.problems import Invalid
from decision.teams.actors import Actor
from frameworks.claims import claim_view
from frameworks.models import Claim
from frameworks.search import ClaimHits, Found, Words, find_claims, find_names, marked, read_words
from frameworks.selectors import claims_in_order

from .decisions import find_decisions
from .reading import FILTERS, LAST_PAGE, MODELS, read_choice, read_filters, read_page
from .shapes import ClaimLine, Filter, Hit, SearchPage, Section, Tab, Value

PER_PAGE = 25
FEW = 5
MANY = 100
VALUES_AT_MOST = 12
SECTIONS = {
    "frameworks": ("Technologies", "framework"), "criteria": ("Criteria", "criterion"),
    "metrics": ("Metrics", "metric"), "sources": ("Documents", "source"),
    "decisions": ("Decisions", ""), "claims": ("Claims", ""),
}  # fmt: skip


def search_page(query: QueryDict, actor: Actor) -> SearchPage:
    """What the address asks for; a fixed number of queries. What cannot be asked is said in `problem`."""
    text = query.get("q", "")
    try:
        wanted = read_words(text)
        return _Asked(query, wanted, actor).page()
    except Invalid as invalid:
        return SearchPage(text=text[:200].replace("\x00", ""), problem=invalid.detail)


class _Asked:
    """One search, read from its address."""

    def __init__(self, query: QueryDict, wanted: Words, actor: Actor) -> None:
        self.wanted, self.actor = wanted, actor
        self.within = read_choice(query, "in", SECTIONS)
        self.number = read_page(query)
        self.given = {name: value for name in FILTERS if (value := query.get(name, "").strip())}
        self.filters, self.rows = read_filters(self.given)

    def page(self) -> SearchPage:
        if not self.wanted and not self.filters:
            return SearchPage(text="")
        names = find_names(self.wanted)
        first = (self.number - 1) * PER_PAGE
        hits = find_claims(names, self.filters, limit=PER_PAGE, offset=first)
        labels = self._labels(hits, names.found)
        sections = () if self.filters else self._sections(names.found, labels)
        decisions = [] if self.filters else find_decisions(self.wanted, names, self.actor)
        if decisions:
            sections += (self._section("decisions", decisions, len(decisions)),)
        shows_claims = self.within in ("", "claims")
        lines = self._lines(hits) if shows_claims else ()
        has_more = first + PER_PAGE < hits.total and self.number < LAST_PAGE
        return SearchPage(
            text=self.wanted.text, tabs=self._tabs(sections, hits.total), within=self.within,
            sections=tuple(one for one in sections if self.within in ("", one.key)), claims=lines,
            claim_count=hits.total if shows_claims else 0, is_cut=hits.is_cut,
            filters=self._filters(hits, labels) if shows_claims else (), chosen=self._chosen(),
            kept=tuple({**({"in": self.within} if self.within else {}), **self.given}.items()), number=self.number,
            first=first + 1 if lines else 0, last=first + len(lines), is_asked=True,
            before=self._href(page=str(self.number - 1)) if self.number > 1 else "",
            after=self._href(page=str(self.number + 1)) if has_more else "",
        )  # fmt: skip

    def _href(self, **changed: str) -> str:
        """The address of this search with something changed; an empty value leaves it out."""
        query = QueryDict(mutable=True)
        values = {"q": self.wanted.text, "in": self.within, **self.given, **changed}
        query.update({key: value for key, value in values.items() if value})
        return f"?{query.urlencode()}"

    def _labels(self, hits: ClaimHits, found: dict[str, tuple[Found, ...]]) -> dict[str, dict[int, Any]]:
        """Every row that the page names, by kind and id: a query for each kind."""
        wanted: dict[str, set[int]] = {
            kind: {row.id for row in found[kind][: MANY if self.within else FEW]} for kind in MODELS
        }
        for facet in hits.facets:
            if facet.name in wanted:
                wanted[facet.name].add(int(facet.value))
        return {kind: model.objects.in_bulk(wanted[kind]) for kind, model in MODELS.items()}

    def _sections(
        self, found: dict[str, tuple[Found, ...]], labels: dict[str, dict[int, Any]]
    ) -> tuple[Section, ...]:
        made = []
        for key, (_, kind) in SECTIONS.items():
            if kind and found[kind]:
                rows = [labels[kind][row.id] for row in found[kind] if row.id in labels[kind]]
                most = MANY if self.within == key else FEW
                made.append(self._section(key, [self._hit(row) for row in rows[:most]], len(found[kind])))
        return tuple(made)

    def _section(self, key: str, hits: list[Any], count: int) -> Section:
        shown = hits if self.within == key else hits[:FEW]
        more = self._href(**{"in": key}) if count > len(shown) and self.within != key else ""
        return Section(key, SECTIONS[key][0], tuple(shown), count, more)

    def _hit(self, row: Any) -> Hit:
        about = getattr(row, "summary", "") or getattr(row, "question", "") or getattr(row, "description", "")
        name = getattr(row, "title", "") or row.name
        return Hit(row.get_absolute_url(), marked(name, self.wanted), marked(about, self.wanted))

    def _tabs(self, sections: tuple[Section, ...], claims: int) -> tuple[Tab, ...]:
        counts = {one.key: one.count for one in sections} | ({"claims": claims} if claims else {})
        every = Tab("All", self._href(**{"in": ""}), sum(counts.values()), not self.within)
        return (
            every,
            *(
                Tab(name, self._href(**{"in": key}), counts.get(key, 0), self.within == key)
                for key, (name, _) in SECTIONS.items()
                if key in counts or key == self.within
            ),
        )

    def _lines(self, hits: ClaimHits) -> tuple[ClaimLine, ...]:
        views = [claim_view(claim) for claim in claims_in_order(hits.ids)]
        return tuple(
            ClaimLine(
                view, marked(view.text or view.figure, self.wanted), marked(view.subject, self.wanted),
                marked(view.about, self.wanted),
            )
            for view in views
        )  # fmt: skip

    def _filters(self, hits: ClaimHits, labels: dict[str, dict[int, Any]]) -> tuple[Filter, ...]:
        made = []
        for name, title in FILTERS.items():
            values = [
                self._value(name, facet.value, facet.count, labels)
                for facet in hits.facets
                if facet.name == name
            ]
            if len(values) > 1 or name in self.given:
                made.append(Filter(title, tuple(values[:VALUES_AT_MOST]), tuple(values[VALUES_AT_MOST:])))
        return tuple(made)

    def _value(self, name: str, value: str, count: int, labels: dict[str, dict[int, Any]]) -> Value:
        if name == "kind":
            key, label = value, Claim.Kind(value).label.capitalize()
        else:
            row = labels[name][int(value)]
            key, label = row.slug, _label(row)
        is_current = self.given.get(name) == key
        return Value(label, self._href(**{name: "" if is_current else key}), count, is_current)

    def _chosen(self) -> tuple[Value, ...]:
        labels = {name: _label(row) for name, row in self.rows.items()}
        if self.filters.kind:
            labels["kind"] = Claim.Kind(self.filters.kind).label.capitalize()
        return tuple(
            Value(f"{FILTERS[name]}: {labels[name]}", self._href(**{name: ""}), 0, is_current=True)
            for name in self.given
        )


def _label(row: Any) -> str:
    return getattr(row, "label", "") or getattr(row, "title", "") or str(row.name)
