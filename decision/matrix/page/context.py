"""What the decision page is given: everything computed, every number written, nothing left to ask."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince

from decision import engine

from ..forms import Problem, WhatIf, percents_of, same_percents, write_seen_weights
from ..loading import LoadedMatrix
from ..models import Decision
from .known import known_of, rank_or_none
from .lines import Feature
from .meanwhile import Other, Row
from .numbers import plural, short, two_decimals, whole_percent
from .rail import Chip, rail
from .result import Result, result
from .rows import MatrixView, matrix_view
from .scene import Scene, path_of
from .varied import Varied, varied_of

LAST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Status:
    """A decision's status as a chip."""

    name: str
    kind: str
    icon: str


@dataclass(frozen=True, slots=True)
class Export:
    """A form in which the decision can be taken along."""

    name: str
    icon: str
    ending: str
    href: str


FORMS = (
    ("madr", "Decision record", "i-doc", "MADR .md"), ("xlsx", "Spreadsheet", "i-table", ".xlsx"),
    ("markdown", "Tables", "i-table", "Markdown .md"), ("csv", "Matrix", "i-table", ".csv"),
    ("json", "Everything", "i-code", ".json"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Conflict:
    """Stored weights against those somebody tried to save; `keep` is the query that lets go of the latter."""

    other: Other
    rows: tuple[Row, ...]
    keep: str


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the numbers, read from the decision's row; `titles` are of the sources that are left out."""

    question: str = ""
    description: str = ""
    team: str = ""
    updated_at: datetime | None = None
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DecisionPage:
    """The decision page."""

    slug: str
    path: str
    absolute: str
    title: str
    question: str
    description: str
    team: str
    status: Status
    meta: tuple[str, ...]
    revision: int
    query: str
    scenario: str
    was: str
    saw: str
    moved: str | None
    at_reference: bool
    differs_from_own: bool
    document_name: str
    reference_query: str
    can_edit: bool
    is_zero: bool
    last_totals: str
    problems: tuple[Problem, ...]
    chips: tuple[Chip, ...]
    result: Result
    matrix: MatrixView
    foot: str
    conflict: Conflict | None
    varied: Varied | None
    evidence: tuple[tuple[str, str], ...]
    ranking: engine.Ranking

    @property
    def exports(self) -> tuple[Export, ...]:
        """The decision as files, at the weights shown."""
        path = reverse("api:decision-export", args=[self.slug])
        rest = f"&{self.query}" if self.query else ""
        return tuple(
            Export(name, icon, ending, f"{path}?as={form}{rest}") for form, name, icon, ending in FORMS
        )

    @property
    def leader_sentences(self) -> dict[str, str]:
        """What a screen reader hears once the numbers rest: if the leader is another, and if it is the same."""
        found = self.ranking.recommendation
        if found.alternative is None or found.margin is None:
            heading = f"{self.result.verdict.headline}."
            return {"now": heading, "still": heading}
        name = next(line.name for line in self.result.lines if line.is_lead)
        total = two_decimals(self.ranking.standings[0].total)
        second = next(line.name for line in self.result.lines if line.key == found.runner_up)
        margin, so_far = two_decimals(found.margin), found.so_far
        return {
            "now": f"{name} now leads with {total}, {margin} ahead of {second}{so_far}.",
            "still": f"{name} still leads, by {margin}{so_far}.",
        }


STATUSES = {
    Decision.Status.DRAFT: Status("Draft", "", ""),
    Decision.Status.IN_REVIEW: Status("In review", "accent", "i-clock"),
    Decision.Status.DECIDED: Status("Decided", "ok", "i-check"),
    Decision.Status.SUPERSEDED: Status("Superseded", "", "i-clock"),
}


def decision_page(
    loaded: LoadedMatrix,
    what_if: WhatIf,
    *,
    status: str,
    can_edit: bool,
    origin: str = "",
    header: Header | None = None,
    rationales: Mapping[int, str] | None = None,
    features: Mapping[str, tuple[Feature, ...]] | None = None,
    conflict: Conflict | None = None,
    saw: str = "",
    with_cells: bool = True,
) -> DecisionPage:
    """The page of a matrix at the weights of `what_if`. Pure: whatever comes from the database is passed in.

    A moved slider changes no cell: `with_cells` leaves them out. `saw` are the decision's own weights as its reader
    saw them before moving any, where they were sent along.
    """
    scene = scene_of(loaded, what_if)
    header = header or Header()
    path = path_of(loaded)
    is_zero = scene.is_stale
    own = percents_of(loaded.points, what_if.groups)
    return DecisionPage(
        slug=loaded.slug, path=path, absolute=f"{origin}{path}{'?' if what_if.query else ''}{what_if.query}",
        title=loaded.title, question=header.question, description=header.description, team=header.team,
        status=STATUSES[Decision.Status(status)], meta=_meta(loaded, header), revision=loaded.revision,
        query=what_if.query, scenario=what_if.scenario.slug if what_if.scenario else "",
        was="_".join(whole_percent(what_if.percents[row.key]) for row in loaded.criteria),
        saw=saw or write_seen_weights(loaded), moved=what_if.moved,
        at_reference=scene.at_reference, differs_from_own=not same_percents(what_if.percents, own),
        document_name=scene.document_name, reference_query=scene.reference_query, can_edit=can_edit,
        is_zero=is_zero, last_totals=_last_totals(scene) if is_zero else "",
        problems=tuple(problem for problem in what_if.problems if problem.criterion is None),
        chips=rail(scene), result=result(scene),
        matrix=matrix_view(
            scene, can_edit=can_edit, rationales=rationales or {}, features=features or {}, with_cells=with_cells
        ),
        foot=_foot(loaded), conflict=conflict, varied=varied_of(loaded, what_if, header.titles),
        evidence=what_if.evidence, ranking=scene.ranking,
    )  # fmt: skip


def scene_of(loaded: LoadedMatrix, what_if: WhatIf) -> Scene:
    """The ranking at the weights asked for, or at equal ones where no ranking can be formed."""
    ranking = rank_or_none(loaded, what_if.points) or rank_or_none(loaded)
    if ranking is None:
        ranking = engine.rank(loaded.matrix, dict.fromkeys(loaded.points, Decimal(1)), loaded.labels)
    return Scene(loaded, what_if, known_of(loaded), ranking)


def conflict_of(loaded: LoadedMatrix, what_if: WhatIf, criteria: Collection[str], other: Other) -> Conflict:
    """The weights of `criteria`, as stored and as `what_if` has them."""
    stored = percents_of(loaded.points, what_if.groups)
    rows = [
        Row(loaded.labels[key], f"{whole_percent(stored[key])}\u00a0%", f"{whole_percent(mine)}\u00a0%")
        for key, mine in what_if.percents.items()
        if key in criteria
    ]
    own = {parent for parent in what_if.moved_groups if not set(what_if.groups[parent]) & set(criteria)}
    keep = replace(what_if, moved_groups=frozenset(own)).query if what_if.scenario is None else ""
    return Conflict(other, tuple(rows), keep)


def differing(loaded: LoadedMatrix, what_if: WhatIf) -> frozenset[str]:
    """The criteria whose stored weights are not those of `what_if`."""
    stored = percents_of(loaded.points, what_if.groups)
    return frozenset(key for key, mine in what_if.percents.items() if not same_percents({key: mine}, stored))


def _last_totals(scene: Scene) -> str:
    shown = scene.everybody()[:LAST_NAMED]
    return ", ".join(f"{scene.loaded.labels[one.alternative]} {two_decimals(one.total)}" for one in shown)


def _meta(loaded: LoadedMatrix, header: Header) -> tuple[str, ...]:
    sources = {source for cell in loaded.cells.values() for source in cell.sources}
    counts = [
        plural(len(loaded.leaves), "criterion", "criteria"),
        plural(len(loaded.alternatives), "alternative"),
        plural(len(sources), "source document"),
    ]
    if header.updated_at is not None:
        counts.append(f"edited {ago(header.updated_at)}")
    return tuple(counts)


def ago(moment: datetime) -> str:
    """How long ago, in the largest unit: `4 minutes ago`."""
    if (timezone.now() - moment).total_seconds() < 60:
        return "just now"
    return f"{timesince(moment, depth=1)} ago".replace("\u00a0", " ")


def _foot(loaded: LoadedMatrix) -> str:
    scales = {(row.low, row.high) for row in loaded.leaves if not row.is_measured}
    if len(scales) != 1:
        return "Scores run on the scale of their criterion."
    low, high = scales.pop()
    return f"Scores run {short(low)}–{short(high)}."
