"""Reads the fixture files and checks shapes, doubles and references before anything is written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from .entries import (
    ClaimEntry,
    CriterionEntry,
    DecisionEntry,
    FrameworkEntry,
    MetricEntry,
    NeedEntry,
    ScaleEntry,
    SourceEntry,
    ValueFunctionEntry,
)

Kind = TypeVar("Kind", bound=BaseModel)
SHOWN_AT_MOST = 20


class BadFixture(Exception):
    """Fixtures that cannot be loaded; every message names the file, the entry and what is wrong."""

    def __init__(self, messages: Sequence[str]) -> None:
        more = len(messages) - SHOWN_AT_MOST
        shown = [*messages[:SHOWN_AT_MOST], *([f"… and {more} more"] if more > 0 else [])]
        super().__init__("\n".join(shown))
        self.messages = tuple(messages)


@dataclass(frozen=True)
class Fixtures:
    """Everything the files say, checked; claims come with the slug of their source."""

    sources: tuple[SourceEntry, ...]
    scales: tuple[ScaleEntry, ...]
    metrics: tuple[MetricEntry, ...]
    value_functions: tuple[ValueFunctionEntry, ...]
    criteria: tuple[CriterionEntry, ...]
    frameworks: tuple[FrameworkEntry, ...]
    needs: tuple[NeedEntry, ...]
    claims: tuple[tuple[str, ClaimEntry], ...]
    decisions: tuple[DecisionEntry, ...]


@dataclass
class _Reader:
    root: Path
    errors: list[str] = field(default_factory=list)
    places: dict[tuple[str, str], str] = field(default_factory=dict)

    def entries(
        self, name: str, model: type[Kind], key_of: Callable[[Kind], str], *, may_lack: bool = False
    ) -> tuple[Kind, ...]:
        """The valid entries of a file that holds a list; none of a file that `may_lack`."""
        read: list[Kind] = []
        if may_lack and not (self.root / name).exists():
            return ()
        for index, raw in enumerate(self._list(name), start=1):
            entry = self._entry(name, index, raw, model)
            if entry is None:
                continue
            place = f"{name}: entry {index} ({key_of(entry)})"
            if first := self.places.get((model.__name__, key_of(entry))):
                self.errors.append(f"{place}: already there as {first}")
                continue
            self.places[(model.__name__, key_of(entry))] = place
            read.append(entry)
        return tuple(read)

    def one(self, name: str, model: type[Kind]) -> Kind | None:
        """The entry of a file that holds one object."""
        raw = self._json(name)
        return None if raw is None else self._entry(name, None, raw, model)

    def files(self, folder: str) -> list[str]:
        """The names of the JSON files in a folder, relative to the root."""
        return sorted(f"{folder}/{path.name}" for path in (self.root / folder).glob("*.json"))

    def place(self, model: type[BaseModel], key: str) -> str:
        """Where the entry stands, for messages."""
        return self.places[(model.__name__, key)]

    def _entry(self, name: str, index: int | None, raw: object, model: type[Kind]) -> Kind | None:
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            where = name if index is None else f"{name}: entry {index}{_named(raw)}"
            for item in error.errors():
                path = ".".join(str(part) for part in item["loc"])
                self.errors.append(f"{where}: {path or 'entry'}: {item['msg']}")
            return None

    def _list(self, name: str) -> list[object]:
        raw = self._json(name)
        if raw is None or isinstance(raw, list):
            return raw or []
        self.errors.append(f"{name}: holds {type(raw).__name__}, not a list of entries")
        return []

    def _json(self, name: str) -> object:
        path = self.root / name
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            self.errors.append(f"{name}: there is no such file in {self.root}")
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            self.errors.append(f"{name}: is not JSON in UTF-8 ({error})")
        return None


def _named(raw: object) -> str:
    if isinstance(raw, dict) and (name := raw.get("key") or raw.get("slug")):
        return f" ({name})"
    return ""


def read_fixtures(root: Path) -> Fixtures:
    """Everything under `root`. Raises `BadFixture` listing every wrong entry by file and place."""
    reader = _Reader(root)
    fixtures = Fixtures(
        sources=reader.entries("sources.json", SourceEntry, lambda entry: entry.slug),
        scales=reader.entries("scales.json", ScaleEntry, lambda entry: entry.slug),
        metrics=reader.entries("metrics.json", MetricEntry, lambda entry: entry.slug),
        value_functions=reader.entries("value_functions.json", ValueFunctionEntry, lambda entry: entry.slug),
        criteria=reader.entries("criteria.json", CriterionEntry, lambda entry: entry.slug),
        frameworks=reader.entries("frameworks.json", FrameworkEntry, lambda entry: entry.slug),
        needs=reader.entries("needs.json", NeedEntry, lambda entry: entry.slug, may_lack=True),
        claims=tuple(
            (Path(name).stem, entry)
            for name in reader.files("claims")
            for entry in reader.entries(name, ClaimEntry, lambda entry: entry.key)
        ),
        decisions=tuple(
            entry
            for name in reader.files("decisions")
            if (entry := reader.one(name, DecisionEntry)) is not None
        ),
    )
    if errors := reader.errors or list(_wrong_references(fixtures, reader)):
        raise BadFixture(errors)
    return fixtures


def _wrong_references(fixtures: Fixtures, reader: _Reader) -> Iterator[str]:
    known = {
        "source": {entry.slug for entry in fixtures.sources},
        "scale": {entry.slug for entry in fixtures.scales},
        "metric": {entry.slug for entry in fixtures.metrics},
        "value_function": {entry.slug for entry in fixtures.value_functions},
        "criterion": {entry.slug for entry in fixtures.criteria},
        "parent": {entry.slug for entry in fixtures.criteria},
        "framework": {entry.slug for entry in fixtures.frameworks},
        "claim": {entry.key for _, entry in fixtures.claims},
    }
    known["measured_on"] = known["related"] = known["framework"]

    def missing(place: str, entry: BaseModel, *fields: str) -> Iterator[str]:
        for name in fields:
            value = getattr(entry, name)
            if value is not None and value not in known[name]:
                yield f"{place}: {name}: there is no “{value}”"

    for function in fixtures.value_functions:
        yield from missing(reader.place(ValueFunctionEntry, function.slug), function, "metric")
    for criterion in fixtures.criteria:
        yield from missing(
            reader.place(CriterionEntry, criterion.slug), criterion, "scale", "parent", "metric"
        )
    if circle := _circle(fixtures.criteria):
        yield f"criteria.json: these stand beneath each other in a circle: {', '.join(circle)}"
    for source, claim in fixtures.claims:
        place = reader.place(ClaimEntry, claim.key)
        if source not in known["source"]:
            yield f"{place}: source: there is no “{source}”"
        yield from missing(place, claim, "framework", "measured_on", "related", "metric", "criterion")
    for need in fixtures.needs:
        yield from _wrong_in_need(need, reader.place(NeedEntry, need.slug), known)
    for decision in fixtures.decisions:
        yield from _wrong_in_decision(decision, known, missing)


def _wrong_in_need(need: NeedEntry, place: str, known: dict[str, set[str]]) -> Iterator[str]:
    named = [("criterion", slug) for slug in (need.criterion, *(rule.criterion for rule in need.every()))]
    named += [("metric", rule.metric) for rule in need.every()]
    named += [("claim", key) for rule in need.every() for key in rule.keys]
    for what, slug in named:
        if slug is not None and slug not in known[what]:
            yield f"{place}: {what}: there is no “{slug}”"


def _circle(criteria: Sequence[CriterionEntry]) -> list[str]:
    """The criteria from which no way leads up to one without a parent."""
    left = {entry.slug: entry.parent for entry in criteria}
    while ready := [slug for slug, parent in left.items() if parent not in left]:
        for slug in ready:
            del left[slug]
    return list(left)


def _wrong_in_decision(
    decision: DecisionEntry, known: dict[str, set[str]], missing: Callable[..., Iterator[str]]
) -> Iterator[str]:
    place = f"decisions/{decision.slug}.json"
    frameworks = {entry.framework for entry in decision.alternatives}
    criteria = {entry.criterion for entry in decision.weights}
    for alternative in decision.alternatives:
        yield from missing(f"{place}: alternative {alternative.framework}", alternative, "framework")
    for weight in decision.weights:
        yield from missing(f"{place}: weight {weight.criterion}", weight, "criterion", "value_function")
        if weight.parent is not None and weight.parent not in criteria:
            yield f"{place}: weight {weight.criterion}: parent: “{weight.parent}” has no weight here"
    for scenario in decision.scenarios:
        yield from missing(f"{place}: scenario {scenario.slug}", scenario, "source")
        for key in scenario.points.keys() - criteria:
            yield f"{place}: scenario {scenario.slug}: “{key}” has no weight here"
    for gate in decision.gates:
        yield from missing(f"{place}: must-have {gate.name}", gate, "metric")
        if gate.feature is not None and gate.feature not in known["criterion"]:
            yield f"{place}: must-have {gate.name}: feature: there is no “{gate.feature}”"
        if gate.criterion is not None and gate.criterion not in criteria:
            yield f"{place}: must-have {gate.name}: “{gate.criterion}” has no weight here"
    for score in decision.scores:
        cell = f"{place}: score {score.framework} × {score.criterion}"
        if score.framework not in frameworks:
            yield f"{cell}: “{score.framework}” is not an alternative here"
        if score.criterion not in criteria:
            yield f"{cell}: “{score.criterion}” has no weight here"
        for key in score.claims:
            if key not in known["claim"]:
                yield f"{cell}: claims: there is no “{key}”"
