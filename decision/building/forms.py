"""Reading what people type where a decision is built."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from decision.problems import Invalid
from decision.typed import typed_number, typed_text

MOST = 10**12


def read_text(posted: Mapping[str, str], name: str) -> str:
    """A text field without blanks at its ends."""
    return typed_text(posted, name).strip()


def read_number(posted: Mapping[str, str], name: str, what: str) -> Decimal:
    """A number as people type it: `10,000`, `7.5`. Raises `Invalid`."""
    number = number_or_none(posted.get(name, ""))
    if number is None:
        sentence = f"{what} is a number with at most 4 decimals (got “{read_text(posted, name)[:40]}”)."
        raise Invalid(sentence, errors=[(f"/{name}", sentence)])
    return number


def number_or_none(text: str) -> Decimal | None:
    """The number that a text writes, commas between thousands allowed; None for anything else."""
    tidy = text.strip().replace("\u00a0", "").replace(" ", "")
    head, comma, tail = tidy.rpartition(",")
    if comma and len(tail) != 3 and "," not in head and "." not in tidy:
        tidy = f"{head}.{tail}"  # 7,5
    number = typed_number(tidy.replace(",", ""))
    if number is None or abs(number) >= MOST or number != round(number, 4):
        return None
    return number


def gate_values(posted: Mapping[str, str], prefix: str = "") -> dict[str, object]:
    """What a form says of a must-have beside what it is on; `saw_` before each name for what the form showed."""
    fields: dict[str, object] = {}
    for name in ("name", "comparison", "mode", "level"):
        if prefix + name in posted:
            fields[name] = read_text(posted, prefix + name)
    if "level" not in fields:
        fields["threshold"] = read_number(posted, f"{prefix}threshold", "The threshold")
    return fields


MOST_ROWS = 14


def typed_anchors(posted: Mapping[str, str]) -> tuple[str, list[tuple[str, str]]]:
    """The kind and the anchors as they were typed, for a form that keeps them."""
    rows = [(read_text(posted, f"x{n}"), read_text(posted, f"v{n}")) for n in range(MOST_ROWS)]
    return read_text(posted, "kind"), [row for row in rows if any(row)]


def read_anchors(posted: Mapping[str, str]) -> tuple[str, list[tuple[Decimal, Decimal]]]:
    """The kind of a value function, and its anchors from fields `x0`, `v0`, `x1`, …; rows left empty are none.

    Raises `Invalid` for a row that is filled by half or with anything but numbers.
    """
    points = []
    for number in range(MOST_ROWS):
        at, value = posted.get(f"x{number}", "").strip(), posted.get(f"v{number}", "").strip()
        if not at and not value:
            continue
        what = f"Anchor {number + 1}"
        points.append(
            (
                read_number(posted, f"x{number}", f"{what}: the figure"),
                read_number(posted, f"v{number}", f"{what}: its value"),
            )
        )
    return read_text(posted, "kind") or "linear", points
