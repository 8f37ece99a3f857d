"""What the address of the page asks for, beside the weights: hostile input included."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from django.http import QueryDict

from decision.matrix.forms import WhatIf
from decision.matrix.loading import LoadedMatrix

from .asking import QUICK_DRAWS, SCORE_KINDS, Asked, ScoreKind, WeightKind, what_if
from .limiting import Limits, no_room, read_limits
from .limiting import written as limits_written
from .ordering import Order, ordered_by, read_order, written
from .varying import varied_in

KINDS: tuple[WeightKind, ...] = ("uniform", "around", "ordered", "limited")
SPREADS = (0.1, 0.25, 0.5, 0.75)
USUAL_SPREAD = 0.5
MOST_SEED = 2**31 - 1
LONGEST_NAME = 80
REFINED = (100_000, 1_000_000)
STUDIED = (QUICK_DRAWS, *REFINED)


@dataclass(frozen=True, slots=True)
class Look:
    """What a reader looks at: how weights and scores are drawn, a chosen criterion, a rival's nearest weights, a study.

    `order` is the one that the address states, else empty: that of the weights is meant then. `limits` are those
    stated, and `no_room` says which of them no weights keep; without any that can be kept, any weights are drawn.
    `fields` are all parameters that make sense, the weights' own first, to carry on in links and forms; `problems` are
    sentences about those that make none.
    """

    weights: WeightKind
    spread: float
    order: Order
    limits: Limits
    no_room: str
    scores: ScoreKind
    seed: int
    criterion: str
    nearest: str
    rival: str
    study: UUID | None
    is_full: bool
    fields: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]

    def without(self, *names: str) -> tuple[tuple[str, str], ...]:
        """The parameters but these."""
        return tuple(pair for pair in self.fields if pair[0] not in names)

    def query(self, *names: str) -> str:
        """The parameters but these, as a query."""
        return urlencode(self.without(*names))


def read_look(query: QueryDict, loaded: LoadedMatrix, moved: WhatIf) -> Look:
    """What `query` asks of the page, beside the weights of `moved`; what makes no sense is left out, and said."""
    problems: list[str] = []
    kind = _among(query.get("weights", ""), KINDS) or "uniform"
    if query.get("weights", kind) not in KINDS:
        problems.append("Weights are drawn uniform, around, ordered or limited; they are drawn uniform here.")
    scores = _among(query.get("scores", ""), SCORE_KINDS) or "ranges"
    if query.get("scores", scores) not in SCORE_KINDS:
        problems.append("Scores are drawn from their ranges or fixed; they are drawn from their ranges here.")
    leaves = tuple(row.key for row in loaded.leaves)
    order = read_order(query, leaves, problems) if kind == "ordered" else ()
    limits = read_limits(query, leaves, problems) if kind == "limited" else ()
    spread = _spread(query.get("spread", ""), problems) if kind == "around" else USUAL_SPREAD
    seed = _seed(query.get("seed", ""), problems)
    criterion = _named("criterion", query, leaves, problems)
    nearest = _named("nearest", query, loaded.matrix.alternatives, problems)
    rival = "".join(letter for letter in query.get("rival", "") if letter.isprintable()).strip()[
        :LONGEST_NAME
    ]
    study = _study(query.get("study", ""), problems)
    own = (
        ("weights", kind if kind != "uniform" else ""), ("spread", f"{spread:g}" if kind == "around" else ""),
        ("order", written(order)), ("limits", limits_written(limits)), ("scores", scores if scores != "ranges" else ""),
        ("seed", str(seed) if seed else ""), ("criterion", criterion), ("nearest", nearest), ("rival", rival),
        ("study", str(study) if study else ""),
    )  # fmt: skip
    fields = (*parse_qsl(moved.query), *(pair for pair in own if pair[1]))
    is_full = query.get("full") == "1"
    full = no_room(limits, leaves, loaded.labels)
    return Look(
        kind, spread, order, limits, full, scores, seed, criterion, nearest, rival, study, is_full, fields,  # type: ignore[arg-type]
        tuple(problems),
    )  # fmt: skip


def asked_of(look: Look, loaded: LoadedMatrix, moved: WhatIf, draws: int = QUICK_DRAWS) -> Asked:
    """The question that the page puts, as everybody else puts it."""
    is_free = look.weights == "limited" and (look.no_room or not look.limits)
    return Asked(
        draws=draws,
        seed=look.seed,
        weights="uniform" if is_free else look.weights,
        spread=look.spread,
        limits=() if is_free else look.limits,
        order=(look.order or stated_order(loaded, moved)) if look.weights == "ordered" else (),
        scores=look.scores,
        scenario=moved.scenario.slug if moved.scenario else None,
        points=what_if(points_moved(moved)),
        locked=locked_leaves(loaded, moved),
        **varied_in(loaded),
    )


def points_moved(moved: WhatIf) -> dict[str, Decimal]:
    """The percents of the groups of criteria in which a what-if moves something."""
    return {key: moved.percents[key] for parent in moved.moved_groups for key in moved.groups[parent]}


def stated_order(loaded: LoadedMatrix, moved: WhatIf) -> Order:
    """The leaves from the heaviest to the lightest; those that weigh the same stand together."""
    return ordered_by(leaf_shares(loaded, moved))


def leaf_shares(loaded: LoadedMatrix, moved: WhatIf) -> dict[str, Decimal]:
    """Percent of all weight by leaf."""
    parents = {row.key: row.parent for row in loaded.criteria}
    found = {}
    for leaf in loaded.leaves:
        share, key = moved.percents[leaf.key], parents[leaf.key]
        while key is not None:
            share, key = share * moved.percents[key] / 100, parents[key]
        found[leaf.key] = share
    return found


def locked_leaves(loaded: LoadedMatrix, moved: WhatIf) -> tuple[str, ...]:
    """The leaves that are locked, or stand beneath a group that is."""
    parents = {row.key: row.parent for row in loaded.criteria}

    def is_locked(key: str | None) -> bool:
        return key is not None and (key in moved.locked or is_locked(parents[key]))

    return tuple(sorted(leaf.key for leaf in loaded.leaves if is_locked(leaf.key)))


def _among(given: str, known: tuple[str, ...]) -> str:
    return given if given in known else ""


def _named(name: str, query: QueryDict, known: tuple[str, ...], problems: list[str]) -> str:
    given = query.get(name, "")
    if given and given not in known:
        what = "criterion with scores" if name == "criterion" else "alternative"
        problems.append(f"There is no {what} “{given[:40]}” here.")
    return _among(given, known)


def _spread(given: str, problems: list[str]) -> float:
    if not given:
        return USUAL_SPREAD
    try:
        spread = float(given) if len(given) < 20 else -1.0
    except ValueError:
        spread = -1.0
    if 0.01 <= spread <= 0.9:
        return spread
    problems.append(f"The spread is a number from 0.01 to 0.9; {USUAL_SPREAD} is used here.")
    return USUAL_SPREAD


def _seed(given: str, problems: list[str]) -> int:
    if not given:
        return 0
    if given.isascii() and given.isdigit() and len(given) <= 10 and int(given) <= MOST_SEED:
        return int(given)
    problems.append(f"The seed is a whole number from 0 to {MOST_SEED:,}; 0 is used here.")
    return 0


def _study(given: str, problems: list[str]) -> UUID | None:
    if not given:
        return None
    try:
        return UUID(given)
    except ValueError:
        problems.append("This is no address of a study.")
        return None
