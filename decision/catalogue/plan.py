"""A decision to start from: what documents rated, scored and measured of the chosen technologies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict

from criteria.models import Criterion
from criteria.selectors import first_functions, levels_by_scale
from decision.matrix.page.numbers import percent_text
from decision.matrix.services import ScoreChange
from decision.matrix.services.starting import StartCriterion
from decision.problems import Invalid
from decision.typed import grouped
from frameworks.claims import claim_href
from frameworks.judging import Levels, judged_value
from frameworks.models import Claim, Framework, Need
from frameworks.needs.selectors import all_needs
from frameworks.selectors import frameworks_by_slug, page_claims_about_all

MOST_FRAMEWORKS = 12
FEWEST_MARKED = 2
LONGEST_TITLE = 160


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """A score that the documents give: in whose words, and where the first of its claims stands."""

    text: str
    said: str
    href: str


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A criterion with its share of the weight and a cell for each technology."""

    name: str
    href: str
    share: str
    because: str
    cells: tuple[PlannedCell | None, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be stored, and how it is shown before."""

    title: str
    question: str
    frameworks: tuple[Framework, ...]
    needs: tuple[Need, ...]
    rows: tuple[PlannedRow, ...]
    criteria: tuple[StartCriterion, ...]
    scores: tuple[ScoreChange, ...]

    @property
    def cell_count(self) -> int:
        return len(self.rows) * len(self.frameworks)


def read_plan(query: QueryDict) -> Plan:
    """The plan for the technologies (`with`) and needs (`need`) of an address; five queries at most.

    Raises `Invalid` for too few, too many and unknown ones.
    """
    everybody = frameworks_by_slug()
    slugs = list(dict.fromkeys(slug for slug in query.getlist("with") if slug))
    if not 1 <= len(slugs) <= MOST_FRAMEWORKS:
        raise _refused("with", f"Start with 1 to {MOST_FRAMEWORKS} technologies (got {len(slugs)}).")
    for slug in slugs:
        if slug not in everybody:
            raise _refused("with", f"There is no “{slug[:80].replace(chr(0), '')}” in the catalogue.")
    frameworks = [everybody[slug] for slug in slugs]
    wanted = set(query.getlist("need"))
    needs = [need for need in all_needs() if need.slug in wanted] if wanted else []
    if unknown := sorted(wanted - {need.slug for need in needs} - {""}):
        raise _refused("need", f"There is no need “{unknown[0][:80].replace(chr(0), '')}”.")
    return _Planner(frameworks, needs).plan()


def _refused(name: str, sentence: str) -> Invalid:
    return Invalid(sentence, errors=[(f"/{name}", sentence)])


class _Planner:
    """Turns claims into criteria and scores."""

    def __init__(self, frameworks: Sequence[Framework], needs: Sequence[Need]) -> None:
        self.frameworks, self.needs = frameworks, needs
        self.claims = page_claims_about_all([row.pk for row in frameworks])
        self.levels: Levels = levels_by_scale(
            {claim.criterion.scale_id for claim in self.claims if claim.criterion}
        )

    def plan(self) -> Plan:
        points = self._points()
        total = sum(points.values())
        measured = [row for row in points if row.metric_id is not None]
        functions = first_functions([row.metric_id for row in measured if row.metric_id]) if measured else {}
        rows, scores = [], []
        for criterion, weight in points.items():
            changes = [self._score(framework, criterion) for framework in self.frameworks]
            scores += [change for change in changes if change is not None]
            cells = tuple(self._cell(change) for change in changes)
            share = percent_text(Decimal(weight * 100) / total)
            because = self._because(criterion)
            rows.append(PlannedRow(criterion.name, criterion.get_absolute_url(), share, because, cells))
        return Plan(
            title=self._title(), question=self._question(), frameworks=tuple(self.frameworks), needs=tuple(self.needs),
            rows=tuple(rows), scores=tuple(scores),
            criteria=tuple(
                StartCriterion(row.slug, Decimal(weight), functions.get(row.metric_id or 0))
                for row, weight in points.items()
            ),
        )  # fmt: skip

    def _points(self) -> dict[Criterion, int]:
        """A point for every need that weighs the criterion; without needs, for every criterion with marks for two."""
        points: dict[Criterion, int] = {}
        for need in self.needs:
            if need.criterion:
                points[need.criterion] = points.get(need.criterion, 0) + 1
        return points if self.needs else dict.fromkeys(self._marked(), 1)

    def _marked(self) -> list[Criterion]:
        """Criteria with printed scores for several of the technologies, else those with verdict words."""
        for kind in (Claim.Kind.SCORE, Claim.Kind.RATING):
            judged: dict[Criterion, set[int | None]] = {}
            for claim in self.claims:
                if claim.kind == kind and claim.criterion and judged_value(claim, self.levels) is not None:
                    judged.setdefault(claim.criterion, set()).add(claim.framework_id)
            fewest = min(FEWEST_MARKED, len(self.frameworks))
            if found := [row for row, marked in judged.items() if len(marked) >= fewest]:
                return found
        return []

    def _score(self, framework: Framework, criterion: Criterion) -> ScoreChange | None:
        """The latest mark or figure that fits the scale, with every claim that says the same."""
        scale = criterion.scale
        fitting = [
            (claim, value)
            for claim in self.claims
            if claim.framework_id == framework.pk
            and (value := self._value(claim, criterion)) is not None
            and scale.low <= value <= scale.high
        ]
        if not fitting:
            return None
        claim, value = max(fitting, key=lambda one: (one[0].as_of is not None, one[0].as_of, one[0].pk))
        words = claim.text or grouped(value)
        return ScoreChange(
            framework=framework.slug, criterion=criterion.slug, value=value, rule=_RULES[Claim.Kind(claim.kind)],
            rationale=f"As the document has it: {words}.", claims=[one.pk for one, same in fitting if same == value],
        )  # fmt: skip

    def _value(self, claim: Claim, criterion: Criterion) -> Decimal | None:
        if criterion.metric_id is not None:
            is_figure = claim.kind in _MEASURED and claim.metric_id == criterion.metric_id
            return claim.number if is_figure else None
        return judged_value(claim, self.levels) if claim.criterion_id == criterion.pk else None

    def _cell(self, change: ScoreChange | None) -> PlannedCell | None:
        if change is None or change.value is None:
            return None
        claim = next(one for one in self.claims if one.pk in (change.claims or ()))
        value = grouped(change.value)
        return PlannedCell(value, "" if claim.text == value else claim.text, claim_href(claim))

    def _because(self, criterion: Criterion) -> str:
        return ", ".join(need.label for need in self.needs if need.criterion_id == criterion.pk)

    def _title(self) -> str:
        names = [row.label for row in self.frameworks]
        if not self.needs:
            return f"{', '.join(names[:-1])} or {names[-1]}"[:LONGEST_TITLE] if len(names) > 1 else names[0]
        return f"Framework for {', '.join(_within(need.label) for need in self.needs)}"[:LONGEST_TITLE]

    def _question(self) -> str:
        return (
            "Which of them meets these needs best?" if self.needs else "Which of them is the better choice?"
        )


_MEASURED = (Claim.Kind.MEASUREMENT, Claim.Kind.STATISTIC)
_RULES = {
    Claim.Kind.SCORE: "judged", Claim.Kind.RATING: "rating_level",
    Claim.Kind.MEASUREMENT: "measured", Claim.Kind.STATISTIC: "measured",
}  # fmt: skip


def _within(label: str) -> str:
    """A label inside a sentence: “Real-time updates” begins small there, “AWS Lambda” and “WebSockets” do not."""
    first, _, rest = label.partition(" ")
    return f"{first.lower()} {rest}".rstrip() if first[1:] == first[1:].lower() else label
