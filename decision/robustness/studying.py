"""What one study computes, step by step, and how it is put down and taken up again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Self

import orjson

from decision import engine
from decision.api.encoding import encode
from decision.matrix.loading import LoadedMatrix
from decision.matrix.selectors import matrix_at, open_decision
from decision.teams.actors import command

from .answers import OF_EACH, Json, first_places, places_answer
from .asking import Asked
from .assessing import drawing
from .models import Study
from .selectors import points_of
from .serializers import FRAMEWORK, assembled, frame_answer
from .stages import STAGES, Task
from .varying import varied

DRAWING = "Drawing weights and scores"
LISTED = 50


class Work:
    """The work of one study: the draws first, then each further part of the answer in turn.

    Everything is as in `robustness_of`, and the answer has the same form; a study only takes its time. Its state holds
    whole counts and finished parts of the answer, so that the same comes out however often it is put down.
    """

    def __init__(self, loaded: LoadedMatrix, asked: Asked, state: Mapping[str, Any] | None = None) -> None:
        self.loaded, self.asked = loaded, asked
        points = points_of(loaded, asked)
        self.task = Task(loaded, points, asked)
        self.draws = drawing(loaded.matrix, points, asked)
        self.draws_done = 0
        self.parts: dict[str, Json] = {}
        self.complete: list[str] = []
        if state:
            self._take_up(state)
        self._steps: Iterator[int] = self.draws.steps()

    def _take_up(self, state: Mapping[str, Any]) -> None:
        """Go on from a state; what another version of the engine counted is counted anew."""
        try:
            if state["draws"]:
                self.draws.resume(state["draws"])
        except engine.InvalidStudy:
            return
        self.draws_done, self.parts, self.complete = state["draws_done"], state["parts"], state["complete"]

    @classmethod
    def of(cls, study: Study) -> Self:
        """The work of a stored study, as far as it got. Raises `NotThere` where its revision cannot be read, and
        `Conflicting` where its evidence is no longer what it was."""
        opened = open_decision(study.decision.slug, by=command())
        state = orjson.loads(study.state) if study.state else None
        asked = Asked.restored(study.asked)
        return cls(varied(matrix_at(opened, study.revision), asked), asked, state)

    @property
    def has_all_draws(self) -> bool:
        return self.draws_done >= (self.asked.draws or 0)

    @property
    def waiting(self) -> list[str]:
        """The parts of the answer that are not there yet."""
        return [name for name in STAGES if name not in self.complete]

    @property
    def is_done(self) -> bool:
        return self.has_all_draws and not self.waiting

    @property
    def step(self) -> str:
        """What comes next, in words."""
        if not self.has_all_draws:
            return DRAWING
        if not self.waiting:
            return ""
        name = self.waiting[0]
        done, wanted = len(self.parts.get(name, {}).get(OF_EACH, ())), len(self.loaded.alternatives)
        return f"{STAGES[name].words}: {done:,} of {wanted:,}" if done else STAGES[name].words

    def advance(self) -> None:
        """Do one step: a chunk of draws, or of another part."""
        if not self.has_all_draws:
            self.draws_done = next(self._steps)
            return
        name = self.waiting[0]
        self.parts[name], is_complete = STAGES[name].step(self.task, self.parts.get(name))
        if is_complete:
            self.complete.append(name)

    def first(self) -> list[Json]:
        """Who comes first most often so far."""
        if not self.draws_done:
            return []
        return first_places(self.draws.answer(), FRAMEWORK, LISTED)

    def state(self) -> bytes:
        """What is needed to go on."""
        draws = self.draws.state() if self.draws_done else None
        return encode(
            {"draws": draws, "draws_done": self.draws_done, "parts": self.parts, "complete": self.complete}
        )

    def result(self) -> bytes:
        """The whole answer, in the form of `robustness_answer`."""
        places = places_answer(self.draws.answer())
        parts = [places, *(self.parts[name] for name in STAGES)]
        whole = assembled(self.loaded.matrix.alternatives, parts, FRAMEWORK)
        return encode({**frame_answer(self.loaded, self.asked), **whole})
