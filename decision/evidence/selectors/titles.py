"""What sources are called."""

from __future__ import annotations

from decision.matrix.loading import LoadedMatrix
from frameworks.models import Source


def titles_of(loaded: LoadedMatrix) -> dict[str, str]:
    """The title of every source that a score cites, by slug; one query."""
    cited = frozenset[str]().union(*(cell.sources for cell in loaded.cells.values()))
    return dict(Source.objects.filter(slug__in=cited).order_by("title").values_list("slug", "title"))
