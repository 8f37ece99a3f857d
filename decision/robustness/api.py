"""Robustness over the API: at once and kept by revision, or as a study that runs aside."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zlib import decompress

from django.http import HttpResponse
from django.urls import reverse
from rest_framework.request import Request

from decision import engine
from decision.api.describing import PAGING, described
from decision.api.encoding import encode
from decision.api.pagination import page_of
from decision.api.problems import Conflict
from decision.api.reading import read
from decision.matrix.api.base import VARY, DecisionView, body_answer, unkept
from decision.matrix.api.kept import kept_bytes
from decision.matrix.selectors import OpenDecision, matrix_of
from decision.teams.authentication import actor_of

from . import services, shapes
from .asking import Asked
from .models import Study
from .reading import OPTIONS, has_what_if, read_asked, read_new_study, read_what_if_of
from .room import room_to_compute
from .selectors import result_of, robustness_of, studies_of, study_of
from .serializers import robustness_answer, study_answer
from .varying import as_varied

answers = kept_bytes()


class DecisionRobustness(DecisionView):
    """How far the winner can be trusted, what would unseat it, and how often it holds."""

    @described(
        "get_robustness",
        shapes.Robustness,
        parameters=OPTIONS,
        refusals=[409, 503],
        tag="decision",
        revision=True,
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        """Computed once for each revision and each set of options, then answered from memory."""
        decision = self.open(request, slug)
        asked, loaded = read_asked(request), None
        if has_what_if(request):
            loaded, asked = read_what_if_of(request, matrix_of(decision), asked)
            asked = as_varied(loaded, asked)
        # an added criterion's figures may change without the revision
        if not asked.plus and (unchanged := self.unchanged(request, decision)) is not None:
            return unchanged
        body = answers.get((decision.id, decision.revision, asked))
        if body is not None:
            return body_answer(body, decision.revision)
        loaded = loaded or matrix_of(decision)
        body = encode(robustness_answer(loaded, _robustness(loaded, asked)))
        answers.keep((loaded.decision_id, loaded.revision, asked), body)
        return body_answer(body, loaded.revision)


def _robustness(loaded: Any, asked: Asked) -> Any:
    """As `robustness_of`. Raises `Conflict` where the stored rows allow no ranking."""
    try:
        with room_to_compute():
            return robustness_of(loaded, asked)
    except engine.EngineError as error:
        raise Conflict(error.detail, errors=error.errors) from None


class _StudyView(DecisionView):
    """Studies change without the decision's revision, and whoever may read the decision may have it studied."""

    computes_only = True

    def shown(self, request: Request, study: Study, opened: OpenDecision, status: int = 200) -> HttpResponse:
        """A study as it stands."""
        return unkept(_study_answer(study, opened), status)


def _study_answer(study: Study, opened: OpenDecision) -> dict[str, Any]:
    return study_answer(study, opened, reverse("api:decision-study", args=[opened.slug, study.pk]))


class StudyList(_StudyView):
    """Studies of a decision: robustness with more draws, or of a larger matrix, than one request can compute."""

    ordering = ("-created_at", "-id")

    @described("list_studies", shapes.StudyPage, parameters=PAGING, refusals=[400, 404], tag="decision")
    def get(self, request: Request, slug: str) -> HttpResponse:
        """Your own, the newest first. Visitors have none in the list: they keep the address."""
        opened = self.open(request, slug)
        studies = studies_of(opened, actor_of(request))
        return unkept(page_of(studies, request, self, lambda study: _study_answer(study, opened)))

    @described(
        "begin_study", shapes.Study, body=shapes.NewStudy, refusals=[400, 404, 409, 413, 415], status=202,
        tag="decision",
    )  # fmt: skip
    def post(self, request: Request, slug: str) -> HttpResponse:
        """Have the decision studied as it stands. Asking for the same again finds the same study."""
        asked = read_new_study(read(shapes.NewStudy, request.data, title="Invalid study"))
        begun = services.begin_study(decision=slug, asked=asked, by=actor_of(request))
        response = self.shown(request, begun.study, self.open(request, slug), status=202)
        response["Location"] = reverse("api:decision-study", args=[slug, begun.study.pk])
        return response


class StudyDetail(_StudyView):
    """One study: how far it is, and who comes first most often so far."""

    @described("get_study", shapes.Study, refusals=[404], tag="decision")
    def get(self, request: Request, slug: str, study: UUID) -> HttpResponse:
        opened = self.open(request, slug)
        return self.shown(request, study_of(opened, study), opened)

    @described("cancel_study", None, refusals=[401, 403, 404], status=204, tag="decision")
    def delete(self, request: Request, slug: str, study: UUID) -> HttpResponse:
        """Call it off. What was counted stays for a while: asking for the same again goes on from there."""
        services.cancel_study(decision=slug, study=study, by=actor_of(request))
        return HttpResponse(status=204)


class StudyResult(_StudyView):
    """What a finished study found, in the form of the robustness answer, at the revision that was studied."""

    @described("get_study_result", shapes.Robustness, refusals=[404, 409], tag="decision", revision=True)
    def get(self, request: Request, slug: str, study: UUID) -> HttpResponse:
        opened = self.open(request, slug)
        found = study_of(opened, study)
        if found.status != Study.Status.DONE:
            raise Conflict("This study is not finished: its address says how far it is.")
        compressed = result_of(found)
        if "deflate" not in request.headers.get("Accept-Encoding", ""):
            return body_answer(decompress(compressed), found.revision)
        response = body_answer(compressed, found.revision)  # zlib's form, as it is stored
        response["Content-Encoding"] = "deflate"
        response["Vary"] = f"Accept-Encoding, {VARY}"
        return response
