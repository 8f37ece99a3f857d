"""What the page is given: everything computed, every number written, nothing left to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.urls import reverse

from decision import engine
from decision.api.problems import Busy
from decision.matrix.forms import Problem, WhatIf
from decision.matrix.loading import LoadedMatrix
from decision.matrix.page.context import scene_of
from decision.matrix.page.rail import Chip, rail
from decision.matrix.page.scene import Scene, path_of
from decision.matrix.page.varied import varied_of
from decision.problems import Invalid

from ..asking import QUICK_DRAWS, Asked
from ..checking import settled, usual_draws
from ..forms import REFINED, STUDIED, Look, asked_of
from ..limiting import written as limits_written
from ..ordering import written
from ..room import room_to_compute
from ..selectors import robustness_of
from .addresses import encoded, with_query
from .choosing import Choice, Drawing, drawing_of
from .finishes import Finishes
from .lines import LineSection, line_section
from .rest import Rest, rest_of, rest_of_study
from .study import StudyView

GONE = (
    "The study in this address is no longer there: studies are kept for a month after their last turn, those of "
    "visitors for a week."
)
ONCE_TWO = "Once two alternatives are scored, this page says how far the winner can be trusted."
TOO_MUCH = "take longer to examine than a page should: it is done aside, and found here again."
BUSY = "Other decisions are being examined just now: load the page again in a moment, or have it done aside."
AT_ONCE = 600
"""Alternatives x criteria up to which everything is worked out before the page is sent."""
EVIDENCE = ("without", "plus", "gate.")


@dataclass(frozen=True)
class RobustnessPage:
    """The robustness of a decision at the weights in the address; `rest` is None as long as it is worked out aside."""

    slug: str
    path: str
    matrix_path: str
    api_href: str
    begin_path: str
    query: str
    is_moved: bool
    look: Look
    revision: int
    can_edit: bool
    chips: tuple[Chip, ...]
    problems: tuple[Problem, ...]
    varied: str
    drawing: Drawing
    nothing: str
    too_much: str
    choices: tuple[Choice, ...]
    lines: LineSection | None
    rest: Rest | None
    study: StudyView | None
    of_study: Finishes | None

    @property
    def finishes(self) -> Finishes | None:
        """The shares of a finished study where one is looked at, else those of the page's own draws."""
        return self.of_study or (self.rest.finishes if self.rest else None)

    @property
    def drawn_href(self) -> str:
        """Where the API answers with the shares that are shown."""
        return self.study.result_href if self.study and self.of_study else self.api_href

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """What a form that chooses a criterion carries on."""
        return self.look.without("criterion")

    @property
    def study_fields(self) -> tuple[tuple[str, str], ...]:
        """What a form that begins a study carries on."""
        return self.look.without("study")

    @property
    def rival_fields(self) -> tuple[tuple[str, str], ...]:
        """What a form that looks for a rival carries on."""
        return self.look.without("rival", "nearest")

    @property
    def unsought(self) -> str:
        """This page with the nearest rivals."""
        return with_query(self.path, self.look.query("rival"), at="changes")

    @property
    def stored(self) -> str:
        """This page with the evidence that is stored; an added criterion's weight is nobody's there."""
        evidence = [name for name, _ in self.look.fields if name.startswith(EVIDENCE)]
        is_plus = any(name == "plus" for name in evidence)
        query = "" if is_plus else self.look.query(*evidence, "study")
        return with_query(self.path, query)

    @property
    def choosing(self) -> str:
        """An address that ends where the chosen criterion is to be named."""
        return _open_ended(self.path, self.look.query("criterion"))

    @property
    def unchosen(self) -> str:
        """This page without a chosen criterion."""
        return with_query(self.path, self.look.query("criterion"), at="lines")

    @property
    def choosing_nearest(self) -> str:
        """An address that ends where a rival is to be named."""
        return _open_ended(self.path, self.look.query("nearest"))

    @property
    def unlocked(self) -> str:
        """This page without locks."""
        return with_query(self.path, self.look.query("lock"), at="changes")

    @property
    def full(self) -> str:
        """This page with everything worked out before it is sent."""
        return with_query(self.path, self.look.query(), "full=1", at="figures")

    @property
    def refined(self) -> tuple[Choice, ...]:
        """The numbers of draws that a study may be asked for."""
        answer = self.study.answer if self.study and self.of_study else None
        so_far = answer["draws"] if answer else 0
        drawn = [draws for draws in (STUDIED if self.too_much else REFINED) if draws > so_far]
        return tuple(Choice(str(draws), f"{draws:,} draws") for draws in drawn)


def robustness_page(
    loaded: LoadedMatrix,
    what_if: WhatIf,
    look: Look,
    *,
    can_edit: bool,
    titles: Mapping[str, str] | None = None,
    is_whole: bool = False,
    study: StudyView | None = None,
) -> RobustnessPage:
    """The page of a matrix at the weights of `what_if`; a large one only when it `is_whole`, else without `rest`."""
    scene = scene_of(loaded, what_if)
    nothing = _nothing(scene)
    lines = () if nothing else engine.criterion_lines(loaded.matrix, what_if.points)
    found = Found(None) if nothing else _rest(scene, look, lines, study, is_whole=is_whole)
    varied = varied_of(loaded, what_if, titles or {})
    return RobustnessPage(
        slug=loaded.slug,
        path=reverse("decision-robustness", args=[loaded.slug]),
        matrix_path=path_of(loaded),
        api_href=found.href,
        begin_path=reverse("robustness-study", args=[loaded.slug]),
        query=what_if.query,
        is_moved=what_if.is_moved,
        look=look,
        revision=loaded.revision,
        can_edit=can_edit,
        chips=rail(scene),
        problems=(*what_if.problems, *(Problem(None, "", sentence) for sentence in _odd(look, study))),
        varied=varied.sentence if varied else "",
        drawing=drawing_of(scene, look),
        nothing=nothing,
        too_much=found.too_much,
        choices=tuple(Choice(row.key, row.name, row.key == look.criterion) for row in loaded.leaves),
        lines=line_section(scene, lines, look.criterion) if lines else None,
        rest=found.rest,
        study=study,
        of_study=study.finishes(scene) if study and not nothing else None,
    )


def _odd(look: Look, study: StudyView | None) -> tuple[str, ...]:
    """What of the address makes no sense, in sentences."""
    return (*look.problems, GONE) if look.study is not None and study is None else look.problems


@dataclass(frozen=True, slots=True)
class Found:
    """The sections that take computing, and where the API answers with their figures; without sections `too_much` says
    why a study has to find them, if it does not say that they come aside."""

    rest: Rest | None
    href: str = ""
    too_much: str = ""


def _rest(
    scene: Scene, look: Look, lines: tuple[engine.CriterionLines, ...], study: StudyView | None, *, is_whole: bool
) -> Found:  # fmt: skip
    loaded = scene.loaded
    asked = _quickly(look, loaded, scene.what_if)
    href = _api_href(loaded, scene.what_if, look)
    try:
        settled(loaded, asked)
        if len(loaded.alternatives) * len(loaded.leaves) <= AT_ONCE:
            return Found(rest_of(scene, look, robustness_of(loaded, asked)), href)
        if not is_whole:
            return Found(None, href)
        with room_to_compute():
            return Found(rest_of(scene, look, robustness_of(loaded, asked)), href)
    except Busy:
        return Found(None, too_much=BUSY)
    except Invalid:
        if study is not None and study.answer is not None and study.is_of_this:
            return Found(rest_of_study(scene, look, study.answer, lines), study.result_href)
        size = f"{len(loaded.alternatives):,} alternatives by {len(loaded.leaves):,} criteria"
        return Found(None, too_much=f"{size} {TOO_MUCH}")


def _quickly(look: Look, loaded: LoadedMatrix, what_if: WhatIf) -> Asked:
    """The question with as many draws as a page may wait for."""
    asked = asked_of(look, loaded, what_if)
    return replace(asked, draws=min(QUICK_DRAWS, usual_draws(loaded.matrix, asked)))


def _nothing(scene: Scene) -> str:
    """Why there is nothing to say at these weights, if there is nothing."""
    if scene.is_stale:
        return (
            "The weights add up to nothing, so no alternative leads. Give at least one criterion some weight."
        )
    if not scene.loaded.alternatives:
        return f"There is no alternative yet. {ONCE_TWO}"
    if not scene.loaded.leaves:
        return f"There is no criterion yet. {ONCE_TWO}"
    told = scene.ranking.recommendation
    if not scene.ranking.standings or told.outcome == "undecidable":
        return told.summary
    if len(scene.ranking.standings) == 1:
        return f"{told.summary} Whatever the weights, nothing else could lead: there is nothing to examine."
    return ""


def _open_ended(path: str, query: str) -> str:
    return f"{path}?{query}{'&' if query else ''}"


def _api_href(loaded: LoadedMatrix, what_if: WhatIf, look: Look) -> str:
    """Where the API answers with these figures, moved weights and other evidence included."""
    asked = _quickly(look, loaded, what_if)
    weights = replace(what_if, locked=frozenset()).query
    pairs = [
        ("draws", str(asked.draws)), ("seed", str(asked.seed) if asked.seed else ""),
        ("weights", asked.weights if asked.weights != "uniform" else ""),
        ("spread", f"{asked.spread:g}" if asked.weights == "around" else ""), ("order", written(asked.order)),
        ("limits", limits_written(asked.limits)),
        ("scores", asked.scores if asked.scores != "ranges" else ""), ("locked", ",".join(asked.locked)),
        ("nearest", "distance" if look.nearest else ""),
    ]  # fmt: skip
    return with_query(f"/api/v1/decisions/{loaded.slug}/robustness/", weights, encoded(pairs))
