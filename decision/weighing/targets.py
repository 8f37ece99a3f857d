"""What guided weights may be kept for besides the decision itself: parts above this one register here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from decision.problems import NotThere
from decision.teams.actors import Actor
from decision.teams.permissions import Guarded, may_contribute


class Save(Protocol):
    """Keeps points (percents among siblings, by criterion; only those of the group that was judged) and the
    record of how they came about, and answers the address to go on at. Raises what services raise.
    """

    def __call__(
        self, *, decision: str, points: Mapping[str, Decimal], record: Mapping[str, Any], by: Actor
    ) -> str: ...


@dataclass(frozen=True, slots=True)
class Target:
    """Something that weights may be found for: how a sentence calls it, who may keep weights for it, and how."""

    key: str
    name: str
    save: Save
    may_save: Callable[[Actor, Guarded], bool]


_registered: dict[str, Target] = {}


def register(
    key: str,
    save: Save,
    *,
    name: str = "your ballot",
    may_save: Callable[[Actor, Guarded], bool] = may_contribute,
) -> None:
    """Let guided weights be found with `?for=<key>` and kept by `save`. Call it once, when the app is ready."""
    _registered[key] = Target(key, name, save, may_save)


def target(key: str) -> Target:
    """What was registered as `key`. Raises `NotThere`."""
    if key not in _registered:
        raise NotThere("There is nothing here that weights could be found for.")
    return _registered[key]
