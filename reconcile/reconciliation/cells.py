"""Into which disjoint cells do the sets named by some claims cut an attack?

An *extent* is a set of things: outcome × kind × place × aim × hours. A *row* bounds the number of things in an
extent. Atoms that lie in exactly the same rows are one cell, and a cell is written as the bit mask of its rows, so that
systems stay tiny however many regions and hours the texts name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reconcile.attacks import Hours, Stretch
from reconcile.model import Outcome

__all__ = ["Extent", "Row", "cut"]

_OTHER = ""
_MAX_UNSURE = 7  # sets of unsure hours that may cover one moment at once: 2**7 combinations


@dataclass(frozen=True, slots=True)
class Extent:
    """A set of things; None in a dimension is the whole of it.

    A place code covers its items: `RU-ROS` covers `RU-ROS#2`, the second figure that one list gives for Rostov.
    All of the launched, and a set with `rest`, also hold the things whose outcome nobody states.
    """

    outcomes: Outcome = Outcome.LAUNCHED
    weapons: frozenset[str] | None = None
    models: frozenset[str] | None = None
    places: frozenset[str] | None = None
    aims: frozenset[str] | None = None
    hours: Hours | None = None
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Bounds on how many things an extent holds; `claim` is the place of the claim that sets them in its list."""

    claim: int
    extent: Extent
    low: int = 0
    high: int | None = None


def _masks(rows: Sequence[Row], atoms: Iterable[str], attribute: str) -> set[int]:
    """Return, for every atom of a dimension, which rows hold it; atoms alike in that are one."""
    sets = [getattr(row.extent, attribute) for row in rows]
    found: set[int] = set()
    for atom in atoms:
        base = atom.partition("#")[0]
        mask = 0
        for bit, members in enumerate(sets):
            if members is None or atom in members or base in members:
                mask |= 1 << bit
        found.add(mask)
    return found


def _named(rows: Sequence[Row], attribute: str) -> list[str]:
    return sorted({atom for row in rows for atom in getattr(row.extent, attribute) or ()} | {_OTHER})


def _outcome_masks(rows: Sequence[Row]) -> set[int]:
    stated = {sum(1 << bit for bit, row in enumerate(rows) if outcome in row.extent.outcomes) for outcome in Outcome.LAUNCHED}
    open_to_all = (row.extent.rest or row.extent.outcomes == Outcome.LAUNCHED for row in rows)
    return stated | {sum(1 << bit for bit, member in enumerate(open_to_all) if member)}


def _joined(stretches: Sequence[Stretch | None], ends: tuple[int, int]) -> Stretch:
    known = [stretch if stretch is not None else ends for stretch in stretches]
    return min(low for low, _ in known), max(high for _, high in known)


def _hour_masks(rows: Sequence[Row]) -> set[int]:
    """Return which rows can hold a moment together, over all moments and all that is unsure about the hours."""
    bits: dict[tuple[str, ...], int] = {}
    named: dict[tuple[str, ...], list[Hours]] = {}
    always = 0
    for bit, row in enumerate(rows):
        if row.extent.hours is None:
            always |= 1 << bit
        else:
            name = row.extent.hours.name
            bits[name] = bits.get(name, 0) | 1 << bit
            named.setdefault(name, []).append(row.extent.hours)
    everything = [point for group in named.values() for when in group for stretch in (when.core, when.hull) if stretch for point in stretch]
    ends = (min(everything, default=0), max(everything, default=1))
    hulls = {name: _joined([when.hull for when in group], ends) for name, group in named.items()}
    cores = {name: [when.core for when in group if when.core] for name, group in named.items()}
    points = sorted({*everything, *ends})
    found = {always}
    for low in points[:-1]:
        sure = always
        unsure: list[int] = []
        for name in sorted(named):
            if any(core[0] <= low < core[1] for core in cores[name]):
                sure |= bits[name]
            elif hulls[name][0] <= low < hulls[name][1]:
                unsure.append(bits[name])
        found |= _choices(sure, unsure)
    # Hours of which no row speaks are no part of the attack, not even for rows on the whole of it.
    return found - {always} if bits else found


def _choices(sure: int, unsure: Sequence[int]) -> set[int]:
    if len(unsure) > _MAX_UNSURE:
        raise OverflowError("too many sets of unsure hours at one moment")
    combined = {sure}
    for bits in unsure:
        combined |= {mask | bits for mask in combined}
    return combined


def cut(rows: Sequence[Row]) -> tuple[int, ...]:
    """Return the cells, each the bit mask of the rows that hold it; things outside every row are left out.

    Raises OverflowError where more hours are unsure at one moment than can be told apart.
    """
    kinds = _kind_masks(rows)
    cells = _hour_masks(rows)
    for dimension in (_outcome_masks(rows), kinds, *(_masks(rows, _named(rows, axis), axis) for axis in ("places", "aims"))):
        cells = {cell & mask for cell in cells for mask in dimension} - {0}
    return tuple(sorted(cells))


def _kind_masks(rows: Sequence[Row]) -> set[int]:
    weapons = _masks(rows, _named(rows, "weapons"), "weapons")
    models = _masks(rows, _named(rows, "models"), "models")
    return {weapon & model for weapon in weapons for model in models}
