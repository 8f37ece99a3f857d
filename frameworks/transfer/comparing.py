"""What a file of claims would change: new, changed, unchanged, and refused by line and column."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from django.db.models import Model

from criteria.models import Criterion, Metric

from ..models import Claim, Framework, Merge, Source
from ..rules import broken_rules, circles_through, one_way, stored_edges
from .reading import ReadRow, Refusal
from .shapes import COLUMNS, IDENTITY, REFERENCES, ClaimRow, Statement, row_of

COLUMN_OF = {"reason": "review_reason"}
# The columns in their order, for claims made by place: Django takes four times as long to make one by name.
BLANK = [(field.attname, field.get_default()) for field in Claim._meta.concrete_fields]
GUESSES_AT_MOST = 200  # as many faults as the desk's page tells


@dataclass(frozen=True, slots=True)
class Change:
    """A stored claim as the file would have it, unsaved, with what differs: (column, before, after)."""

    line: int
    claim: Claim
    fields: tuple[tuple[str, Any, Any], ...]


@dataclass
class Comparison:
    """What a file, known by its checksum, would do. Where anything is refused, nothing is done."""

    file: str = ""
    new: list[tuple[int, Claim]] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether everything is as the file says already."""
        return not (self.new or self.changed or self.refused)

    @property
    def refused_rows(self) -> int:
        """How many rows are refused, whatever the number of their faults."""
        return len({one.line for one in self.refused})

    @property
    def digest(self) -> str:
        """Tells this difference from any other: of new claims the file says all but what its names lead to."""
        told = hashlib.sha256(self.file.encode())
        for line, claim in self.new:
            told.update(repr((line, *(getattr(claim, f"{name}_id") for name in REFERENCES))).encode())
        for change in self.changed:
            told.update(repr((change.line, change.claim.pk, change.fields)).encode())
        told.update(repr((self.unchanged, len(self.refused))).encode())
        return told.hexdigest()


def compare(rows: list[ReadRow], refused: Sequence[Refusal], *, file: str = "", today: date) -> Comparison:
    """Hold the rows of a file against what is stored; a known number of queries whatever their number.

    Uses the rows up, so that a long file is not in memory twice.
    """
    return _Comparer(today, Comparison(file=file, refused=list(refused))).compare(rows)


class _Comparer:
    def __init__(self, today: date, found: Comparison) -> None:
        self.today, self.found = today, found
        self.known = Names()
        self.claims: list[tuple[int, Claim]] = []
        self.by_key: dict[str, Claim] = {}
        self.by_words: dict[tuple[Any, ...], list[Claim]] = defaultdict(list)

    def compare(self, rows: list[ReadRow]) -> Comparison:
        self._load(rows)
        seen: dict[str, int] = {}
        rows.reverse()
        while rows:
            read = rows.pop()
            key = read.row.key
            if key is not None and (first := seen.setdefault(key, read.line)) != read.line:
                self._refuse(read.line, "key", f"“{key}” is there already, in line {first}.")
                continue
            self._take(read)
        self._refuse_circles()
        self.found.refused.sort(key=lambda one: one.line)
        return self.found

    def _load(self, rows: Sequence[ReadRow]) -> None:
        """Stored claims with a key of the file, and of those without the ones of its sources and texts; two queries."""
        keys = {read.row.key for read in rows if read.row.key is not None}
        keyed = self._stored_claims(key__in=keys) if keys else ()
        self.by_key = {claim.key or "": claim for claim in keyed}
        nameless = [read.row for read in rows if read.row.key is None]
        if nameless:
            sources = {self.known.current("source", row.source) for row in nameless}
            texts = {row.text for row in nameless}
            for claim in self._stored_claims(key__isnull=True, source__slug__in=sources, text__in=texts):
                self.by_words[_identity(row_of(claim))].append(claim)

    def _stored_claims(self, **which: Any) -> Iterator[Claim]:
        """The latest first, each with what it refers to: the same few rows for all of them, not a copy for each."""
        for claim in Claim.objects.filter(**which).order_by("-id"):
            self.known.attach(claim)
            yield claim

    def _take(self, read: ReadRow) -> None:
        references, wrong = self.known.resolve(read.row)
        for column, sentence in wrong:
            self._refuse(read.line, column, sentence)
        if wrong:
            return
        row = _with_current_names(read.row, references)
        stored = self._stored(row)
        fields: tuple[tuple[str, Any, Any], ...] = ()
        if stored is None:
            claim = _made(row, references)
        elif not (fields := _differences(stored, row, references, read.given)):
            self.found.unchanged += 1
            return
        else:
            claim = stored
        faults = list(_faults(claim, self.today))
        for column, sentence in faults:
            self._refuse(read.line, column, sentence)
        if faults:
            return
        self.claims.append((read.line, claim))
        if stored is None:
            self.found.new.append((read.line, claim))
        else:
            self.found.changed.append(Change(read.line, claim, fields))

    def _stored(self, row: ClaimRow) -> Claim | None:
        if row.key is not None:
            return self.by_key.get(row.key)
        alike = self.by_words.get(_identity(row))
        return alike.pop() if alike else None

    def _refuse_circles(self) -> None:
        """Relations of the file that close a circle with each other or with what is stored; one query if any."""
        relations = [
            (line, group, claim)
            for line, claim in self.claims
            if claim.status != Claim.Status.REJECTED
            and (group := one_way(claim.kind, claim.text)) is not None
        ]
        if not relations:
            return
        edges = stored_edges(without=[claim.pk for _, claim in self.claims if claim.pk])
        edges += [(group, _edge(claim)) for _, group, claim in relations]
        circles = circles_through(edges)
        closing = {line: claim for line, group, claim in relations if _edge(claim) in circles.get(group, ())}
        for line, claim in closing.items():
            self._refuse(
                line, "related", f"“{claim.framework} {claim.text} {claim.related}” is part of a circle."
            )
        self.found.new = [one for one in self.found.new if one[0] not in closing]
        self.found.changed = [one for one in self.found.changed if one.line not in closing]

    def _refuse(self, line: int, column: str, sentence: str) -> None:
        self.found.refused.append(Refusal(line, column, sentence))


class Names:
    """Everything that rows refer to by slug, former slugs included; five queries."""

    def __init__(self, *, only_shared: bool = False) -> None:
        criteria = Criterion.objects.filter(is_shared=True) if only_shared else Criterion.objects.all()
        frameworks = {row.slug: row for row in Framework.objects.all()}
        self.guesses = GUESSES_AT_MOST
        self.rows: dict[str, dict[str, Any]] = {
            "source": {row.slug: row for row in Source.objects.all()},
            "framework": frameworks, "measured_on": frameworks, "related": frameworks,
            "metric": {row.slug: row for row in Metric.objects.all()},
            "criterion": {row.slug: row for row in criteria},
        }  # fmt: skip
        for merge in Merge.objects.leading_on().select_related("framework", "source").order_by("id"):
            self.rows[merge.kind].setdefault(merge.slug, merge.into)

    @cached_property
    def by_id(self) -> dict[str, dict[int, Model]]:
        """The same by id, without former slugs."""
        return {name: {row.pk: row for row in rows.values()} for name, rows in self.rows.items()}

    def attach(self, claim: Claim) -> None:
        """Let a claim refer to these rows; it fetches for itself what came after them."""
        for name in REFERENCES:
            number = getattr(claim, f"{name}_id")
            if number is None or number in self.by_id[name]:
                claim._state.fields_cache[name] = None if number is None else self.by_id[name][number]

    def current(self, name: str, slug: str) -> str:
        """The slug that a possibly former one leads to."""
        return getattr(self.rows[name].get(slug), "slug", slug)

    def resolve(self, row: Statement) -> tuple[dict[str, Model | None], list[tuple[str, str]]]:
        """What a row refers to, and a sentence about each reference that leads nowhere."""
        found: dict[str, Model | None] = {}
        wrong = []
        for name in REFERENCES:
            slug = getattr(row, name)
            found[name] = None if slug is None else self.rows[name].get(slug)
            if slug is not None and found[name] is None:
                wrong.append((name, f"There is no “{slug}”{self._guess(name, slug)}"))
        return found, wrong

    def _guess(self, name: str, slug: str) -> str:
        """The end of the sentence: what may have been meant, for the first few faults, as a guess takes its time."""
        self.guesses -= 1
        near = get_close_matches(slug, self.rows[name], n=1) if self.guesses >= 0 else []
        return f": did you mean “{near[0]}”?" if near else "."


def _identity(row: ClaimRow) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in IDENTITY)


def _with_current_names(row: ClaimRow, references: Mapping[str, Model | None]) -> ClaimRow:
    """A row with the slugs that its former ones lead to."""
    current = {name: getattr(found, "slug", None) for name, found in references.items()}
    if all(getattr(row, name) == slug for name, slug in current.items()):
        return row
    return row.model_copy(update=current)


def _made(row: ClaimRow, references: Mapping[str, Model | None]) -> Claim:
    """A new claim that says what a row says, unsaved."""
    said = {COLUMN_OF.get(name, name): getattr(row, name) for name in COLUMNS if name not in references}
    said["lines"] = [list(place) for place in row.lines]
    there = {name: found for name, found in references.items() if found is not None}
    said |= {f"{name}_id": found.pk for name, found in there.items()}
    claim = Claim(*(said.get(name, default) for name, default in BLANK))
    claim._state.fields_cache.update(there)
    return claim


def _differences(
    claim: Claim, row: ClaimRow, references: Mapping[str, Model | None], given: Collection[str]
) -> tuple[tuple[str, Any, Any], ...]:
    """Let a stored claim say what is given of a row; what differs."""
    before = row_of(claim)
    differing = [name for name in COLUMNS if name in given and getattr(before, name) != getattr(row, name)]
    for name in differing:
        setattr(claim, COLUMN_OF.get(name, name), _value(row, name, references))
    return tuple((name, getattr(before, name), getattr(row, name)) for name in differing)


def _value(row: ClaimRow, name: str, references: Mapping[str, Model | None]) -> Any:
    if name in references:
        return references[name]
    return [list(place) for place in row.lines] if name == "lines" else getattr(row, name)


def _edge(claim: Claim) -> tuple[int, int]:
    return (claim.framework_id or 0, claim.related_id or 0)


def _faults(claim: Claim, today: date) -> Iterator[tuple[str, str]]:
    if claim.number is None and not claim.text.strip():
        yield "text", "A claim needs a number or a text."
    if claim.number_to is not None and (claim.number is None or claim.number > claim.number_to):
        yield "number_to", "A range needs its lower end first."
    if claim.kind == Claim.Kind.RELATION and not (claim.framework_id and claim.related_id):
        yield "related", "A relation needs the framework and the related framework."
    if claim.status in (Claim.Status.REJECTED, Claim.Status.STALE) and not claim.review_reason:
        yield "reason", f"Say why it is {claim.status}."
    yield from broken_rules(claim, today)
