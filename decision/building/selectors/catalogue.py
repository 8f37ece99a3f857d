"""What of the catalogue a decision can be built of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from criteria.models import Criterion, Metric, Scale, ScaleLevel
from decision.matrix.loading import LoadedMatrix

from .facts import Topic


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that a must-have can be on: `value` is what the form's list sends."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Subjects:
    """The form's lists; those with something on record about the alternatives first."""

    criteria: tuple[Subject, ...]
    metrics: tuple[Subject, ...]
    features: tuple[Subject, ...]
    levels: tuple[str, ...]


def subjects_of(loaded: LoadedMatrix, topics: Sequence[Topic]) -> Subjects:
    """Criteria of the decision, metrics, and features with the words that claims have for them; two queries."""
    known = {(topic.kind, topic.slug) for topic in topics}
    metrics = [(row.slug, str(row)) for row in Metric.objects.order_by("name")]
    ordered = Criterion.objects.filter(scale__kind=Scale.Kind.ORDERED, is_shared=True).order_by("name")
    features = list(ordered.values_list("slug", "name"))
    words = {
        topic.words[word]: value
        for topic in topics
        if topic.kind == "feature"
        for word, value in topic.levels.items()
        if word in topic.words
    }
    return Subjects(
        criteria=tuple(
            Subject(f"criterion:{row.key}", f"{row.name} ({row.low.normalize():f}–{row.high.normalize():f})")
            for row in loaded.leaves
        ),
        metrics=_subjects("metric", metrics, known), features=_subjects("feature", features, known),
        levels=tuple(sorted(words, key=lambda word: (-words[word], word))),
    )  # fmt: skip


def _subjects(kind: str, rows: Sequence[tuple[str, str]], known: set[tuple[str, str]]) -> tuple[Subject, ...]:
    """Of a long catalogue only those that something is on record about."""
    return tuple(Subject(f"{kind}:{slug}", name) for slug, name in rows if (kind, slug) in known)


def levels_of_features(features: Iterable[str]) -> dict[str, list[str]]:
    """The words of each feature's scale, the highest first; one query, none for no features."""
    wanted, found = set(features), dict[str, list[str]]()
    if wanted:
        rows = ScaleLevel.objects.filter(scale__criteria__slug__in=wanted).order_by("-value", "position")
        for feature, word in rows.values_list("scale__criteria__slug", "word"):
            if feature in wanted:
                found.setdefault(feature, []).append(word)
    return found
