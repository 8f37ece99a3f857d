"""What to measure next: the scores that are not known exactly, the one most likely to change the winner first."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from decision import engine
from decision.matrix.page.bars import slot_of
from decision.matrix.page.numbers import listed
from decision.matrix.page.scene import Scene

from .figures import error_text, share_text

MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class UnknownRow:
    """A score to find out about."""

    name: str
    shape: int
    criterion: str
    number: int
    slot: int
    href: str
    kind: str
    alone: str
    alone_error: str
    together: str
    mostly: str


@dataclass(frozen=True, slots=True)
class Measuring:
    """The list, and how likely knowing everything would change the winner."""

    rows: tuple[UnknownRow, ...]
    left_out: int
    idle: int
    changes: str
    error: str
    leaders: str
    draws: str
    seed: int


def measuring(scene: Scene, found: engine.Unknowns) -> Measuring:
    """The scores worth knowing, as far as they fit; `idle` counts those that changed the winner in no draw."""
    labels, loaded = scene.loaded.labels, scene.loaded
    numbers = {row.key: number for number, row in enumerate(loaded.leaves, 1)}
    worth = [cell for cell in found.cells if cell.alone or cell.together]
    rows = tuple(
        UnknownRow(
            name=labels[cell.alternative], shape=scene.shape(cell.alternative), criterion=labels[cell.criterion],
            number=numbers[cell.criterion], slot=slot_of(numbers[cell.criterion]),
            href=reverse("cell-detail", args=[loaded.slug, cell.criterion, cell.alternative]),
            kind="missing" if cell.is_missing else "uncertain",
            alone=share_text(cell.alone), alone_error=error_text(cell.alone_error),
            together=share_text(cell.together), mostly=labels[cell.mostly] if cell.mostly else "–",
        )
        for cell in worth[:MOST_SHOWN]
    )  # fmt: skip
    return Measuring(
        rows=rows, left_out=len(worth) - len(rows), idle=len(found.cells) - len(worth),
        changes=share_text(found.changes),
        error=error_text(found.changes_error), leaders=listed([labels[key] for key in found.leaders]),
        draws=f"{found.draws:,}", seed=found.seed,
    )  # fmt: skip
