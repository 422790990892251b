"""What do bounds on sets allow where every two sets are nested or disjoint: a closed form, without the program?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reconcile.reconciliation.cells import Row

__all__ = ["Forest", "forest"]

_ENDLESS = float("inf")


@dataclass(slots=True)
class _Node:
    """A set with the numbers of things that its own bounds and those of the sets inside it allow."""

    members: frozenset[int]
    low: int
    high: float
    inside: list[_Node] = field(default_factory=list)
    covered: bool = False
    bounds: int = 1


@dataclass(frozen=True, slots=True)
class Forest:
    """Nested and disjoint sets; `possible` tells whether all of their bounds can hold together."""

    tops: tuple[_Node, ...]
    possible: bool

    def reach(self, members: frozenset[int]) -> tuple[int, float]:
        """Return the least and the largest number of things in one of the sets, given all bounds; only where they can hold."""
        level, low, high = list(self.tops), 0, _ENDLESS
        within: _Node | None = None
        while True:
            node = next(node for node in level if members <= node.members)
            if within is None:
                low, high = node.low, node.high
            else:
                beside = [other for other in level if other is not node]
                high = min(node.high, high - sum(other.low for other in beside))
                rest = low - sum(other.high for other in beside) if within.covered else 0
                low = max(node.low, int(rest)) if rest > 0 else node.low
            if node.members == members:
                return low, high
            within, level = node, node.inside

    def star(self) -> int | None:
        """Return by how many things the bounds of one set and of the disjoint sets in it miss each other; None for other shapes."""
        if len(self.tops) != 1 or any(node.inside for node in self.tops[0].inside):
            return None
        top = self.tops[0]
        if any(node.bounds != 1 for node in (top, *top.inside)):
            return None
        over = sum(node.low for node in top.inside) - top.high
        return None if over <= 0 else int(over)


def forest(rows: Sequence[Row], cells: Sequence[int]) -> Forest | None:
    """Return the sets of some rows, small ones inside large ones; None where two of them cross, which the closed form cannot answer."""
    sets: dict[frozenset[int], tuple[int, float, int]] = {}
    for bit, row in enumerate(rows):
        members = frozenset(index for index, cell in enumerate(cells) if cell >> bit & 1)
        low, high, number = sets.get(members, (0, _ENDLESS, 0))
        sets[members] = max(low, row.low), min(high, _ENDLESS if row.high is None else row.high), number + 1
    tops: list[_Node] = []
    possible = True
    for members in sorted(sets, key=lambda members: (len(members), sorted(members))):
        inside = [top for top in tops if top.members <= members]
        if any(top.members & members and not top.members <= members for top in tops):
            return None
        low, high, number = sets[members]
        covered = sum(len(top.members) for top in inside) == len(members)
        least = max(low, sum(top.low for top in inside))
        most = min(high, sum(top.high for top in inside)) if covered else high
        possible = possible and least <= most
        tops = [top for top in tops if top not in inside] + [_Node(members, least, most, inside, covered, number)]
    return Forest(tuple(tops), possible)
