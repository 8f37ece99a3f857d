"""What others changed, in one sentence: `Edgar set Performance from 25 to 30.`, `Edgar changed 6 scores.`"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from decision.engine.wording import raw_text
from decision.record.selectors import Change
from decision.teams.actors import Actor

Row = tuple[str, str | None, str | None, str | None]
"""What a change is about: its kind, the framework, the criterion and the name."""

SOMEBODY = "Somebody"
MOST_PEOPLE = MOST_ROWS = 2
GAVE_WAY = Decimal("0.001")
PLURALS = {
    "weight": "weights", "score": "scores", "citation": "cited claims", "gate": "must-haves", "scenario": "scenarios",
    "scenario_weight": "scenario weights", "alternative": "alternatives", "decision": "settings", "claim": "claims",
    "criterion": "criteria", "framework": "frameworks", "source": "sources", "metric": "metrics", "scale": "scales",
    "value_function": "value functions",
}  # fmt: skip
SINGULARS = {
    "citation": "a cited claim", "gate": "a must-have", "scenario": "a scenario", "scenario_weight": "a scenario",
    "alternative": "an alternative", "decision": "the decision’s settings", "claim": "a claim", "scale": "a scale",
    "criterion": "a criterion", "framework": "a framework", "source": "a source", "metric": "a metric",
    "value_function": "a value function", "weight": "a weight", "score": "a score",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Note:
    """What to say, empty for nothing, and the ids of the cells and rows to point at."""

    sentence: str
    cells: list[str]


def by_others(changes: Iterable[Change], reader: Actor) -> list[Change]:
    """The changes that the reader did not make, the earliest first."""
    own = {"page", "api", "admin"}
    theirs = [c for c in changes if reader.user_id is None or c.who != reader.name or c.door not in own]
    return theirs[::-1]


def note_of(changes: Sequence[Change], names: Mapping[str, str], *, names_people: bool) -> Note:
    """One sentence on others’ changes, the earliest first; `names` are shown names by user name.

    Only who may see the team learns of whom it speaks.
    """
    people: dict[str, list[Change]] = {}
    last = {_row(change): change.who for change in changes}  # of several in a row, who left it as it is now
    for change in changes:
        who = names.get(last[_row(change)], SOMEBODY) if names_people else SOMEBODY
        people.setdefault(who, []).append(change)
    said = [f"{who} {_did(theirs)}" for who, theirs in people.items()]
    if len(said) > MOST_PEOPLE:
        said = [f"{len(people)} people {_counted(changes)}"]
    cells = {_place(change) for change in changes if change.what in ("score", "weight", "citation")}
    return Note(f"{' and '.join(said)}." if said else "", sorted(cells - {""}))


def _row(change: Change) -> Row:
    return change.what, change.framework, change.criterion, change.name


def _did(changes: Sequence[Change]) -> str:
    weights = [change for change in changes if change.what == "weight"]
    if moved := _moved_weight(weights):
        changes = [change for change in changes if change.what != "weight" or change is moved]
    rows: dict[Row, list[Change]] = {}
    for change in changes:
        rows.setdefault(_row(change), []).append(change)
    if len(rows) <= MOST_ROWS:
        return " and ".join(map(_single, rows.values()))
    return _counted(changes)


def _single(changes: Sequence[Change]) -> str:
    """One row: from what to what, over all of its changes."""
    by_field: dict[str, list[Change]] = {}
    for change in changes:
        by_field.setdefault(change.field, []).append(change)
    main = by_field.get("value") or by_field.get("points") or changes
    first, last = main[0], main[-1]
    line = first.criterion_name or first.criterion or ""
    if first.what == "weight" and first.field == "points":
        return f"set {line} {_from_to(first.old, last.new)}"
    if first.what == "score":
        cell = f"{first.framework_name or first.framework} on {line}"
        if first.field != "value":
            return f"changed the {first.field} of {cell}"
        if last.new is None:
            return f"removed the score of {cell}"
        return f"set {cell} {_from_to(first.old, last.new)}"
    if first.what == "citation":
        return _cited(changes, f"{first.framework_name or first.framework} on {line}")
    return f"{last.action} {_thing(last)}"


def _cited(changes: Sequence[Change], cell: str) -> str:
    """What one did to the claims of a cell."""
    if len(changes) > 1:
        return f"changed what {cell} rests on"
    (one,) = changes
    text = one.new_name or one.old_name
    said = f", “{text}”" if text else ""
    return (
        f"cited another claim for {cell}{said}"
        if one.action == "added"
        else f"took a claim from {cell}{said}"
    )


def _from_to(old: object, new: object) -> str:
    if old is None:
        return f"to {_number(new)}"
    if _number(old) == _number(new):
        return f"back to {_number(new)}"
    return f"from {_number(old)} to {_number(new)}"


def _thing(change: Change) -> str:
    name = change.name or change.framework_name or change.criterion_name
    return (
        f"{SINGULARS[change.what]}, “{name}”"
        if name and change.what != "decision"
        else SINGULARS[change.what]
    )


def _moved_weight(changes: Sequence[Change]) -> Change | None:
    """The one weight that somebody moved while its siblings gave way in proportion, None for anything else."""
    if len(changes) < 3 or any(change.field != "points" for change in changes):
        return None
    factors = []
    for change in changes:
        old, new = _decimal(change.old), _decimal(change.new)
        if not old or new is None:
            return None
        factors.append(new / old)
    for index, change in enumerate(changes):
        rest = factors[:index] + factors[index + 1 :]
        if max(rest) - min(rest) < GAVE_WAY and abs(factors[index] - rest[0]) >= GAVE_WAY:
            return change
    return None


def _counted(changes: Collection[Change]) -> str:
    rows = Counter(what for what, *_ in {_row(change) for change in changes})
    parts = [
        f"{count} {PLURALS[what]}" if count > 1 else SINGULARS[what] for what, count in rows.most_common()
    ]
    return "changed " + " and ".join(parts if len(parts) < 3 else [", ".join(parts[:-1]), parts[-1]])


def _place(change: Change) -> str:
    if change.what == "weight":
        return f"c-{change.criterion}" if change.criterion else ""
    return f"cell-{change.criterion}-{change.framework}" if change.criterion and change.framework else ""


def _decimal(value: object) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _number(value: object) -> str:
    number = _decimal(value)
    if number is None:
        return str(value)
    return raw_text(round(number, 2))
