"""The drawer of one cell: its claims with what each alone would give, those that disagree side by side, what the audit
found, what is proposed, and what became of the score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from decision.matrix.forms import WhatIf, plain
from decision.matrix.loading import CriterionRow, LoadedMatrix
from decision.matrix.page import scene_of
from decision.matrix.page.cell import CellPage
from decision.matrix.page.numbers import short, two_decimals
from decision.matrix.page.reading import Beside
from decision.matrix.page.scene import Scene
from frameworks.claims import ClaimView, claim_view, figure_text
from frameworks.models import Claim

from ..alone import Alone, alone
from ..audit import disagreement, order
from ..audit.finding import Finding, digest
from ..kept import Audit
from ..selectors.cell import Behind, Kept
from .effects import Effect, RowEffect, effect_of, row_effect
from .happened import Happened, Proposal, happened, proposals

MOST_EFFECTS = 12  # different scores that the result is computed with
FEW = 4  # scores that a finding may be about and still be shown in full beside each
UNEQUAL = (order.CODE, disagreement.CODE)  # the mark that their cells have in the matrix
ICONS = {"serious": "i-bad", "warning": "i-warn", "note": "i-info"}


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One cited claim. `use` is what a button sends to take its score: `3.2 measured`."""

    view: ClaimView
    figure: str
    facts: tuple[str, ...]
    measured_on: str
    stale: str
    clashes: bool
    is_cited: bool
    gives: str
    how: str
    effect: Effect | None
    agrees: bool
    use: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding of the audit about this cell, and why it may stand where somebody said so. `uses` are the scores that
    the claims it speaks of give: what a button shows, and what it sends."""

    anchor: str
    code: str
    key: str
    fingerprint: str
    icon: str
    severity: str
    sentence: str
    effect: str
    advice: str
    is_open: bool
    kept: Kept | None
    uses: tuple[tuple[str, str], ...] = ()
    problem: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Derived:
    """A metric on which figures are known, each alternative's through the value function beside the score given; on a
    criterion measured by it (`is_criterion`) the score is that already."""

    name: str
    note: str
    is_criterion: bool
    how: str
    rows: tuple[DerivedRow, ...]
    effect: RowEffect | None


@dataclass(frozen=True, slots=True)
class DerivedRow:
    """One alternative on a metric."""

    name: str
    shape: int
    is_this: bool
    width: str
    text: str
    derived: str
    given: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was refused in the drawer: a finding's key or a proposal's id, why, and what was typed; `is_late` where
    somebody else was there before."""

    about: str
    detail: str
    typed: str = ""
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Drawer:
    """All of it; `cell` is the score itself with its form, `wider` are findings about many scores, this among them.

    Of the claims cited the `clashing` stand side by side, and the `wordy` could give no score. `problem` is why
    something was refused that does not stand here any more."""

    cell: CellPage
    clashing: tuple[ClaimLine, ...]
    claims: tuple[ClaimLine, ...]
    wordy: tuple[ClaimLine, ...]
    saw_claims: str
    derived: tuple[Derived, ...]
    findings: tuple[FindingLine, ...]
    wider: tuple[FindingLine, ...]
    kept: tuple[FindingLine, ...]
    proposals: tuple[Proposal, ...]
    settled: tuple[Proposal, ...]
    history: tuple[Happened, ...]
    rules: tuple[tuple[str, str], ...]
    problem: str

    @property
    def count(self) -> int:
        """How many claims are cited."""
        return len(self.claims) + len(self.clashing) + len(self.wordy)


def drawer(
    loaded: LoadedMatrix, what_if: WhatIf, cell: CellPage, *, claims: Sequence[Claim], beside: Beside, behind: Behind,
    audit: Audit | None, user_id: int | None, is_member: bool, can_edit: bool, refusal: Refusal | None = None,
    rules: Sequence[tuple[str, str]] = (),
) -> Drawer:  # fmt: skip
    """The drawer of `cell`. Pure: whatever comes from the database is passed in."""
    scene = scene_of(loaded, what_if)
    row = next(one for one in loaded.leaves if one.key == cell.criterion)
    place = (cell.framework, cell.criterion)
    found = [one for one in audit.findings if place in one.cells] if audit else []
    clash = {number for one in found if one.code == disagreement.CODE for number in one.claims}
    lines = _lines(scene, row, cell, claims, behind, clash)
    here = [line for line in lines if line.clashes]
    side_by_side = len(here) > 1
    rest = [line for line in lines if not (side_by_side and line.clashes)]
    marked = [_finding(one, audit, behind, refusal, lines) for one in found]
    many = {one.key for one in found if len(one.cells) > max(FEW, len(loaded.alternatives))}
    asked = (
        proposals(behind.proposals, user_id=user_id, can_edit=can_edit, refusal=refusal) if is_member else ()
    )
    stands = any(one.problem and one.is_open for one in asked) or any(
        one.problem and one.is_open for one in marked
    )
    return Drawer(
        cell=cell, clashing=tuple(here) if side_by_side else (),
        claims=tuple(line for line in rest if line.how), wordy=tuple(line for line in rest if not line.how),
        saw_claims=" ".join(str(claim.pk) for claim in claims),
        derived=_derived(scene, row, cell, claims, beside, behind),
        findings=tuple(one for one in marked if one.is_open and one.key not in many),
        wider=tuple(one for one in marked if one.is_open and one.key in many),
        kept=tuple(one for one in marked if not one.is_open),
        proposals=tuple(one for one in asked if one.is_open), settled=tuple(one for one in asked if not one.is_open),
        history=happened(behind, sees_names=is_member), rules=tuple(rules),
        problem=refusal.detail if refusal and not stands else "",
    )  # fmt: skip


def _lines(
    scene: Scene, row: CriterionRow, cell: CellPage, claims: Sequence[Claim], behind: Behind, clash: set[int]
) -> list[ClaimLine]:
    place = (cell.framework, cell.criterion)
    stored = scene.loaded.values.get(place)
    effects: dict[Decimal, Effect] = {}
    lines = []
    for claim in claims:
        says = alone(claim, row, cell.framework, behind)
        value = says.value
        if value is not None and value not in effects and len(effects) < MOST_EFFECTS:
            effects[value] = effect_of(scene, row.key, cell.framework, value)
        agrees = value is not None and stored is not None and stored.value == value
        lines.append(
            _line(claim, says, cell, effects.get(value) if value is not None else None, agrees, clash)
        )
    return lines


def _line(
    claim: Claim, says: Alone, cell: CellPage, effect: Effect | None, agrees: bool, clash: set[int]
) -> ClaimLine:
    view = claim_view(claim)
    facts = [
        f"as of {claim.as_of:%-d %B %Y}" if claim.as_of else "undated",
        f"version {claim.version}" if claim.version else "",
        "" if view.place else "no place in the document given",
    ]  # fmt: skip
    relative = claim.measured_on
    stale = (claim.review_reason or "marked as out of date") if claim.status == Claim.Status.STALE else ""
    gives = "" if says.value is None else f"{short(says.value, 4)} {cell.unit}".strip()
    use = "" if says.value is None or agrees else f"{plain(says.value)} {says.rule}"
    return ClaimLine(
        view=view, figure=figure_text(claim) if claim.number is not None else "", facts=tuple(filter(None, facts)),
        measured_on=relative.label if relative and relative.pk != claim.framework_id else "", stale=stale,
        clashes=claim.pk in clash, is_cited=claim.pk not in cell.form.uncited, gives=gives, how=says.how,
        effect=effect, agrees=agrees, use=use,
    )  # fmt: skip


def _finding(
    one: Finding, audit: Audit | None, behind: Behind, refusal: Refusal | None, lines: Sequence[ClaimLine]
) -> FindingLine:
    mine = refusal if refusal and refusal.about == one.key else None
    return FindingLine(
        anchor=f"f-{digest([one.key])}", code=one.code, key=one.key, fingerprint=one.fingerprint,
        icon="i-ne" if one.code in UNEQUAL else ICONS[one.severity], severity=one.severity,
        sentence=one.sentence, effect=one.effect.sentence, advice=one.advice.sentence,
        is_open=audit is None or audit.is_open(one), kept=behind.kept.get(one.key),
        uses=tuple(dict.fromkeys((line.gives, line.use) for line in lines if line.use and line.view.id in one.claims)),
        problem=mine.detail if mine else "", typed=mine.typed if mine else "",
    )  # fmt: skip


def _derived(
    scene: Scene, row: CriterionRow, cell: CellPage, claims: Sequence[Claim], beside: Beside, behind: Behind
) -> tuple[Derived, ...]:
    """Each table of measured figures with what they come to by fixed anchors."""
    metrics = {
        claim.metric.name: claim.metric_id for claim in claims if claim.metric and claim.number is not None
    }
    found = []
    for table in cell.measured:
        metric = metrics.get(table.name)
        says = {
            key: alone(newest, row, key, behind)
            for key, figures in beside.items()
            if (newest := next((one for one in reversed(figures) if one.metric_id == metric), None))
            is not None
        }
        values = {key: one.value for key, one in says.items() if one.value is not None}
        how = next((one.how for one in says.values() if one.value is not None), "")
        by_name = {scene.loaded.labels[key]: two_decimals(value) for key, value in values.items()}
        rows = tuple(
            DerivedRow(
                one.name, one.shape, one.is_this, one.width, one.text, by_name.get(one.name, "–"), one.given
            )
            for one in table.rows
        )
        effect = row_effect(scene, row.key, values) if len(values) > 1 and not row.is_measured else None
        found.append(Derived(table.name, table.note, row.is_measured, how if values else "", rows, effect))
    return tuple(found)
