"""A study as the reader watches it: how far it is, and its shares once it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from decision.matrix.page.numbers import listed
from decision.matrix.page.scene import Scene

from ..forms import Look
from ..models import Study
from .addresses import with_query
from .drawn import drawn_before
from .figures import share_text, times
from .finishes import Finishes, finishes

TITLES = {
    Study.Status.WAITING: "Waiting for its turn",
    Study.Status.RUNNING: "Refining",
    Study.Status.DONE: "Refined",
    Study.Status.CANCELLED: "Cancelled",
    Study.Status.FAILED: "It could not be finished",
}


@dataclass(frozen=True, slots=True)
class StudyView:
    """One study of the decision at the address `href`; `answer` is what it found, once it is done, and `fields` what a
    form that begins or cancels one carries on."""

    title: str
    words: str
    is_running: bool
    done: str
    wanted: str
    percent: int
    cancel_path: str
    href: str
    fields: tuple[tuple[str, str], ...]
    result_href: str
    is_of_this: bool
    answer: Mapping[str, Any] | None

    def finishes(self, scene: Scene) -> Finishes | None:
        """The table of what it found; None as long as it is not done, or where it is about something else."""
        if self.answer is None or not self.is_of_this:
            return None
        drawn = drawn_before(self.answer)
        rows = self.answer["alternatives"]
        cannot = {row["framework"] for row in rows if not (row.get("can_win", True) or row.get("at_best"))}
        return finishes(scene, drawn, cannot)


def study_view(
    study: Study,
    *,
    look: Look,
    slug: str,
    is_current: bool,
    is_same: bool,
    labels: Mapping[str, str],
    answer: Mapping[str, Any] | None,
) -> StudyView:
    """The view of a stored study."""
    percent = int(100 * study.draws_done / study.draws_wanted) if study.draws_wanted else 0
    return StudyView(
        title=TITLES[Study.Status(study.status)],
        words=_words(study, labels, is_current=is_current, is_same=is_same),
        is_running=study.status in Study.UNFINISHED,
        done=times(study.draws_done),
        wanted=times(study.draws_wanted),
        percent=percent,
        cancel_path=reverse("robustness-study-cancel", args=[slug, study.pk]),
        href=with_query(reverse("decision-robustness", args=[slug]), look.query()),
        fields=look.without("study"),
        result_href=reverse("api:decision-study-result", args=[slug, study.pk]),
        is_of_this=is_current and is_same,
        answer=answer,
    )


def _words(study: Study, labels: Mapping[str, str], *, is_current: bool, is_same: bool) -> str:
    """What there is to know: who is first so far, what it is about, how to find it again."""
    said = []
    if study.error:
        said.append(study.error)
    if study.status in Study.UNFINISHED:
        first = [
            f"{labels.get(one['framework'], one['framework'])} {share_text(one['share'])}\u00a0%"
            for one in (study.first or ())[:3]
        ]
        if first:
            said.append(f"First so far: {listed(first)}.")
        said.append(f"{study.step}." if study.step else "")
        said.append("It goes on when you leave, and this address finds it again.")
    if study.status == Study.Status.FAILED:
        said.append("Asked for again below, it goes on from where it stood.")
    if study.status == Study.Status.CANCELLED:
        said.append("What was counted is kept: the same study, asked for again, goes on from there.")
    if not is_current:
        said.append(f"It studied revision {study.revision}, and the decision has changed since.")
    if not is_same:
        said.append("It is about other weights or settings than those shown here.")
    return " ".join(each for each in said if each)
