"""What a benchmark measured, how it is printed, and which bar it has to clear."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """What a figure must reach or must not exceed."""

    at_least: float | None = None
    at_most: float | None = None

    def holds(self, value: float) -> bool:
        """Whether `value` clears the bar."""
        enough = self.at_least is None or value >= self.at_least
        return enough and (self.at_most is None or value <= self.at_most)

    def __str__(self) -> str:
        if self.at_least is not None:
            return f"at least {self.at_least:g}"
        return f"at most {self.at_most:g}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number; `bar` is None where it is only told."""

    name: str
    value: float
    unit: str
    bar: Bar | None = None
    note: str = ""

    @property
    def is_missed(self) -> bool:
        return self.bar is not None and not self.bar.holds(self.value)

    def __str__(self) -> str:
        verdict = "" if self.bar is None else f"  [{'MISSED' if self.is_missed else 'ok'}: {self.bar}]"
        note = f"  ({self.note})" if self.note else ""
        return f"{self.name:<40} {self.value:>9.2f} {self.unit}{verdict}{note}"


def machine() -> dict[str, object]:
    """Where and under which load the figures were taken."""
    return {
        "cores": os.cpu_count(),
        "load_average": [round(load, 2) for load in os.getloadavg()],
        "python": platform.python_version(),
        "machine": platform.machine(),
    }


def report(figures: Sequence[Figure], *, as_json: bool) -> None:
    """Print the figures: a line each, or one JSON document."""
    if as_json:
        body = {"machine": machine(), "figures": [asdict(figure) for figure in figures]}
        sys.stdout.write(json.dumps(body, indent=2) + "\n")
        return
    told = machine()
    sys.stdout.write(f"{told['cores']} cores, load average {told['load_average']}, Python {told['python']}\n")
    for figure in figures:
        sys.stdout.write(f"{figure}\n")


def options(description: str | None) -> argparse.ArgumentParser:
    """The options every benchmark has."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of lines")
    parser.add_argument("--check", action="store_true", help="end with status 1 when a bar is missed")
    return parser


def finish(figures: Sequence[Figure], given: argparse.Namespace) -> None:
    """Report, and end with status 1 where --check asks for it and a bar is missed."""
    report(figures, as_json=given.json)
    if given.check and any(figure.is_missed for figure in figures):
        sys.exit(1)


def benchmark(description: str | None, measure: Callable[[], Sequence[Figure]]) -> None:
    """The command line of a benchmark without options of its own."""
    given = options(description).parse_args()
    finish(measure(), given)
