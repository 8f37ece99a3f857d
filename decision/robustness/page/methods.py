"""Do other methods agree? Ranks side by side, how alike the orders are, and why they differ where they do."""

from __future__ import annotations

from dataclasses import dataclass, replace

from decision import engine
from decision.matrix.page.columns import split_names
from decision.matrix.page.scene import Scene

MOST_COLUMNS = 10
HEADS = {
    "weights": "The weighted sum under other weights",
    "data": "The weighted sum under weights taken from the scores: "
    "they say what tells the alternatives apart, not what anybody values.",
}


@dataclass(frozen=True, slots=True)
class Column:
    """An alternative at the head of a column."""

    name: str
    rest: str
    shape: int
    is_lead: bool


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank; `is_first` and `is_moved` (against the decision's own order) are told apart by form too."""

    text: str
    is_first: bool
    is_moved: bool


@dataclass(frozen=True, slots=True)
class MethodRow:
    """One way to rank; `head` begins a group of another kind, `refusal` says why it does not rank these scores (several
    that follow each other with the same one are told together)."""

    head: str
    name: str
    note: str
    ranks: tuple[Rank, ...]
    tau: str
    why: str
    refusal: str


@dataclass(frozen=True, slots=True)
class Methods:
    """The section."""

    columns: tuple[Column, ...]
    left_out: int
    rows: tuple[MethodRow, ...]
    summary: str
    same: int
    compared: int
    order: int

    @property
    def is_wide(self) -> bool:
        """Whether it needs the whole width of the page."""
        return len(self.columns) > 5

    @property
    def width(self) -> int:
        """The columns of the table."""
        return len(self.columns) + 2


def methods(scene: Scene, found: engine.MethodComparison) -> Methods:
    """The comparison, the alternatives in the decision's own order."""
    order = [one.alternative for one in scene.ranking.standings]
    shown = order[:MOST_COLUMNS]
    names = split_names({key: scene.loaded.labels[key] for key in order})
    head = ""
    rows: list[MethodRow] = []
    for one in found.methods:
        begun = HEADS.get(one.kind, "")
        row = _row(one, shown, begun if begun != head else "")
        same = rows and row.refusal and not row.head and row.refusal == rows[-1].refusal
        if same:
            rows[-1] = replace(rows[-1], name=f"{rows[-1].name}, {row.name}", note="")
        else:
            rows.append(row)
        head = begun
    return Methods(
        columns=tuple(Column(*names[key], scene.shape(key), key == scene.leader) for key in shown),
        left_out=len(order) - len(shown), rows=tuple(rows), summary=found.summary,
        same=found.same_winner, compared=found.compared, order=found.same_order,
    )  # fmt: skip


def _name(one: engine.ComparedMethod) -> str:
    """What it is called; beneath a head that says whose weights they are, only these."""
    if one.kind not in HEADS:
        return one.label
    name = one.label.removeprefix("Weighted sum, ")
    return name[:1].upper() + name[1:]


def _row(one: engine.ComparedMethod, shown: list[str], head: str) -> MethodRow:
    ranks = tuple(
        Rank(str(rank) if rank else "–", rank == 1, key in one.moved)
        for key in shown
        for rank in [one.ranks.get(key)]
    )
    return MethodRow(
        head=head, name=_name(one), note=one.note, ranks=() if one.refusal else ranks,
        tau="–" if one.kendall_tau is None else f"{one.kendall_tau:.2f}".replace("-", "−"),
        why=one.why, refusal=one.refusal,
    )  # fmt: skip
