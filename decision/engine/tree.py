"""The tree of criteria and the weight of every leaf in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import gcd, lcm
from typing import Self

from decision.engine.entries import Criterion, check_points
from decision.engine.errors import AllWeightsZero, DuplicateKey, InvalidTree, UnknownCriterion, pointer
from decision.engine.exact import decimals_of, scaled


@dataclass(frozen=True, slots=True)
class LeafWeights:
    """The share of leaf j is `parts[j] / whole`, exactly; parts add up to `whole`."""

    parts: list[int]
    whole: int


@dataclass(frozen=True, slots=True)
class Tree:
    """Criteria by key, the children of each node (None: the roots), and the leaves in listed order."""

    nodes: dict[str, Criterion]
    children: dict[str | None, tuple[str, ...]]
    leaves: tuple[Criterion, ...]
    keys: tuple[str, ...]
    """Of the leaves."""
    decimals: int
    own: dict[str, int]
    """The nodes' own points x 10^decimals."""

    @classmethod
    def of(cls, criteria: Sequence[Criterion]) -> Self:
        """Build and check the tree. Raises DuplicateKey or InvalidTree."""
        nodes = {criterion.key: criterion for criterion in criteria}
        if len(nodes) != len(criteria):
            twice = next(c.key for i, c in enumerate(criteria) if c.key in {d.key for d in criteria[:i]})
            raise DuplicateKey(
                f"The criterion {twice} is listed twice: list each once.",
                [(pointer("criteria", twice), "Listed twice.")],
            )
        children: dict[str | None, list[str]] = {}
        for criterion in criteria:
            if criterion.parent is not None and criterion.parent not in nodes:
                raise InvalidTree(
                    f"{criterion.key} has the parent {criterion.parent}, which is not among the criteria: list it too.",
                    [(pointer("criteria", criterion.key, "parent"), f"Unknown parent {criterion.parent}.")],
                )
            children.setdefault(criterion.parent, []).append(criterion.key)
        reached = _reachable(children)
        if len(reached) != len(nodes):
            stray = next(key for key in nodes if key not in reached)
            raise InvalidTree(
                f"{stray} is its own ancestor: the parents of criteria must not go in a circle.",
                [(pointer("criteria", stray, "parent"), "The parents go in a circle.")],
            )
        leaves = tuple(criterion for criterion in criteria if criterion.key not in children)
        decimals = decimals_of(node.points for node in nodes.values())
        own = {key: scaled(node.points, decimals) for key, node in nodes.items()}
        below = {parent: tuple(keys) for parent, keys in children.items()}
        return cls(nodes, below, leaves, tuple([leaf.key for leaf in leaves]), decimals, own)

    def points(self, given: Mapping[str, Decimal] | None) -> dict[str, Decimal]:
        """The points of every node, with `given` in place of its own. Raises UnknownCriterion and as
        check_points.
        """
        self._check(given or {})
        return {key: node.points for key, node in self.nodes.items()} | dict(given or {})

    def _check(self, given: Mapping[str, Decimal]) -> None:
        unknown = [key for key in given if key not in self.nodes]
        if unknown:
            raise UnknownCriterion(
                f"There is no criterion {unknown[0]}: use one of {', '.join(sorted(self.nodes))}.",
                [(pointer("weights", key), "Unknown criterion.") for key in unknown],
            )
        check_points(given)

    def weights(self, given: Mapping[str, Decimal] | None = None) -> LeafWeights:
        """The exact shares of the leaves: points over the sum among siblings, multiplied down the tree.

        Raises AllWeightsZero where siblings that matter have no points at all.
        """
        whole_points = self._whole_points(given) if given else self.own
        if len(self.leaves) == len(self.nodes):
            return _lowest([whole_points[key] for key in self.keys])
        fractions = self._fractions(whole_points)
        common = lcm(*(denominator for _, denominator in fractions))
        return _lowest([numerator * (common // denominator) for numerator, denominator in fractions])

    def _whole_points(self, given: Mapping[str, Decimal]) -> dict[str, int]:
        """The points of every node in whole parts of one size."""
        self._check(given)
        decimals = max(self.decimals, decimals_of(given.values()))
        more = 10 ** (decimals - self.decimals)
        points = self.own if more == 1 else {key: own * more for key, own in self.own.items()}
        return points | {key: scaled(value, decimals) for key, value in given.items()}

    def _fractions(self, points: Mapping[str, int]) -> list[tuple[int, int]]:
        """The global share of each leaf as numerator and denominator."""
        shares: dict[str | None, tuple[int, int]] = {None: (1, 1)}
        waiting: list[str | None] = [None]
        while waiting:
            parent = waiting.pop()
            numerator, denominator = shares[parent]
            siblings = self.children.get(parent, ())
            together = sum(points[key] for key in siblings)
            if numerator and siblings and not together:
                raise _nothing_to_weigh(parent, siblings)
            for key in siblings:
                above, below = (numerator * points[key], denominator * together) if numerator else (0, 1)
                divisor = gcd(above, below)
                shares[key] = (above // divisor, below // divisor)
            waiting.extend(siblings)
        return [shares[key] for key in self.keys]


def _lowest(parts: list[int]) -> LeafWeights:
    whole = sum(parts)
    if parts and not whole:
        raise _nothing_to_weigh(None, ())
    divisor = gcd(*parts) or 1
    return LeafWeights([part // divisor for part in parts], whole // divisor)


def _nothing_to_weigh(parent: str | None, siblings: Sequence[str]) -> AllWeightsZero:
    if parent is None:
        return AllWeightsZero(
            "The weights add up to nothing: give at least one criterion more than 0 points.",
            [("/weights", "All weights are 0.")],
        )
    return AllWeightsZero(
        f"The weights within {parent} add up to nothing: give at least one of its criteria more than 0 points.",
        [(pointer("weights", key), f"All weights within {parent} are 0.") for key in siblings],
    )


def _reachable(children: Mapping[str | None, Sequence[str]]) -> set[str]:
    reached: set[str] = set()
    waiting: list[str | None] = [None]
    while waiting:
        below = children.get(waiting.pop(), ())
        reached.update(below)
        waiting.extend(below)
    return reached
