"""What the address of the page asks for, beside the weights: hostile input included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from decision.matrix.loading import LoadedMatrix


@dataclass(frozen=True, slots=True)
class Look:
    """What a reader looks at: the chosen criterion; `fields` are all parameters that make sense, to carry on."""

    criterion: str
    fields: tuple[tuple[str, str], ...]

    def without(self, *names: str) -> tuple[tuple[str, str], ...]:
        """The parameters but these."""
        return tuple(pair for pair in self.fields if pair[0] not in names)


def read_look(query: QueryDict, loaded: LoadedMatrix, weights: Iterable[tuple[str, str]]) -> Look:
    """What `query` asks of the page; what makes no sense is left out. `weights` are those of the what-if."""
    criterion = query.get("criterion", "")
    if criterion not in {row.key for row in loaded.leaves}:
        criterion = ""
    own = [("criterion", criterion)] if criterion else []
    return Look(criterion, (*weights, *own))
