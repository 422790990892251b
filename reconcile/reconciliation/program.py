"""Can some bounds on sums of disjoint cells hold together, and if not, which of them clash and by how much?

Four questions to one small integer program (HiGHS through SciPy): is it feasible, which claims form an irreducible
conflict, what would each have to be, and how many things can a set hold. Where the sets are nested or disjoint (a
laminar family) a closed form answers without the program; tests hold the two against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reconcile.model import Count
from reconcile.reconciliation.cells import Extent, Row, cut
from reconcile.reconciliation.nesting import Forest, forest

__all__ = ["System"]


@dataclass(frozen=True)
class System:
    """Rows over the cells that they cut."""

    rows: tuple[Row, ...]

    @cached_property
    def cells(self) -> tuple[int, ...]:
        """The cells, each the bit mask of the rows that hold it."""
        return cut(self.rows)

    @cached_property
    def closed(self) -> Forest | None:
        """The rows as nested and disjoint sets; None where some of them cross."""
        return forest(self.rows, self.cells)

    def without(self, claim: int) -> System:
        """Return the system that a claim does not bind."""
        return System(tuple(row for row in self.rows if row.claim != claim))

    def only(self, claims: Sequence[int]) -> System:
        """Return the system that only these claims bind."""
        return System(tuple(row for row in self.rows if row.claim in claims))

    def feasible(self) -> bool:
        """Tell whether some whole numbers of things satisfy every row."""
        if all(row.low == 0 for row in self.rows) or all(row.high is None for row in self.rows):
            return not any(row.low > 0 and not self._holds(bit) for bit, row in enumerate(self.rows))
        closed = self.closed
        return closed.possible if closed is not None else self.slack() == 0

    def _holds(self, bit: int) -> bool:
        return any(cell >> bit & 1 for cell in self.cells)

    def slack(self) -> int:
        """Return the smallest number of things by which the bounds, all together, must give way."""
        closed = self.closed
        if closed is not None and closed.possible:
            return 0
        star = closed.star() if closed is not None else None
        if star is not None:
            return star
        return round(_solve(self, lambda cell: 0.0, loose=True) or 0)

    def conflicts(self) -> tuple[tuple[int, ...], ...]:
        """Return irreducible conflicts, as claims: each stands without the claim that would best mend those before it."""
        found: list[tuple[int, ...]] = []
        pool = self
        while pool.rows and not pool.feasible():
            conflict = pool._irreducible()
            found.append(conflict)
            pool = min((pool.without(claim) for claim in conflict), key=lambda rest: (rest.slack(), -len(rest.rows)))
        return tuple(found)

    def _irreducible(self) -> tuple[int, ...]:
        pool = self
        # Claims late in the list are dropped first: the caller lists first what a conflict should rather be told with.
        for claim in sorted({row.claim for row in self.rows}, reverse=True):
            rest = pool.without(claim)
            if rest.rows and not rest.feasible():
                pool = rest
        return tuple(sorted({row.claim for row in pool.rows}))

    def grown(self, conflict: Sequence[int]) -> tuple[int, ...]:
        """Return a conflict with all further parts of its whole that widen it, so that the arithmetic is told in full.

        An irreducible set leaves out small parts of a list that is too long already. What is added lies inside the whole,
        and the whole alone still mends all: no second conflict is drawn in.
        """
        whole = self.only(conflict).whole()
        if whole is None:
            return tuple(conflict)
        kept, slack = list(conflict), self.only(conflict).slack()
        for claim in sorted({row.claim for row in self.rows} - set(conflict)):
            wider = self.only([*kept, claim])
            if wider.whole() == whole and wider.without(whole).feasible() and (more := wider.slack()) > slack:
                kept, slack = [*kept, claim], more
        return tuple(sorted(kept))

    def whole(self) -> int | None:
        """Return the claim whose set holds all the others; None where there is none."""
        for claim in sorted({row.claim for row in self.rows}):
            bits = sum(1 << bit for bit, row in enumerate(self.rows) if row.claim == claim)
            if all(cell & bits for cell in self.cells):
                return claim
        return None

    def mend(self, claim: int) -> Count | None:
        """Return what one claim would have to be for the other rows to hold; None where no figure would do."""
        rest = tuple(row for row in self.rows if row.claim != claim)
        own = [row.extent for row in self.rows if row.claim == claim]
        inside, outside = own[-1], own[0]
        low = System(rest).least(inside)
        if low is None:
            return None
        high = System(rest).most(outside)
        return Count(low, high) if high is None or high >= low else None

    def least(self, extent: Extent) -> int | None:
        """Return the smallest number of things in a set; None where the rows cannot hold."""
        return self._extreme(extent, 1)

    def most(self, extent: Extent) -> int | None:
        """Return the largest number of things in a set; None where nothing bounds it."""
        return self._extreme(extent, -1)

    def _extreme(self, extent: Extent, sign: int) -> int | None:
        probe = type(self)((*self.rows, Row(-1, extent)))
        bit = len(self.rows)
        if probe.closed is not None:
            if not probe.closed.possible:
                return None
            members = frozenset(index for index, cell in enumerate(probe.cells) if cell >> bit & 1)
            low, high = probe.closed.reach(members) if members else (0, 0)
            return low if sign > 0 else None if high == float("inf") else round(high)
        value = _solve(probe, lambda cell: float(sign * (cell >> bit & 1)), loose=False)
        return None if value is None else round(sign * value)


def _solve(system: System, cost: Callable[[int], float], *, loose: bool) -> float | None:
    """Minimise a cost over the cells under the rows; with `loose`, the rows may give way at a cost of one a thing instead."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_matrix

    cells, rows = system.cells, system.rows
    spare = 2 * len(rows) if loose else 0
    entries = [(bit, column, 1.0) for column, cell in enumerate(cells) for bit in range(len(rows)) if cell >> bit & 1]
    if loose:
        entries += [(bit, len(cells) + 2 * bit, 1.0) for bit in range(len(rows))]
        entries += [(bit, len(cells) + 2 * bit + 1, -1.0) for bit in range(len(rows))]
    width = len(cells) + spare
    if not width:
        return 0.0 if all(row.low == 0 for row in rows) else None
    bits, columns, values = zip(*entries, strict=True) if entries else ((), (), ())
    matrix: Any = csr_matrix((values, (bits, columns)), shape=(len(rows), width))
    lows = np.array([row.low for row in rows], dtype=float)
    highs = np.array([np.inf if row.high is None else row.high for row in rows], dtype=float)
    costs = np.array([cost(cell) for cell in cells] + [1.0] * spare)
    answer = milp(
        costs, constraints=LinearConstraint(matrix, lows, highs), integrality=np.ones(width, dtype=np.int64), bounds=Bounds(0, np.inf)
    )
    return float(answer.fun) if answer.status == 0 else None
