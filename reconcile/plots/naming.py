"""Where are series named? At their ends where there is room, so that no key has to be looked up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reconcile.plots.style import width

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["ROOM", "name_ends"]

ROOM = 5.0
"""Inches; narrower axes have no room beside their series."""

_LETTER, _LINE = 0.065, 0.17  # inches that a letter and a line of 8 points take
_MOST = 0.38  # of the axes, at most, for names


def name_ends(ax: Axes, ends: Sequence[tuple[float, float, str]]) -> None:
    """Write each name right of its series' end (x, y, name), none over another; the x axis grows to hold them."""
    if not ends:
        return
    inches = width(ax)
    longest = max(len(line) for _, _, name in ends for line in name.split("\n"))
    first, last = ax.get_xlim()
    share = min(_MOST, (_LETTER * longest + 0.25) / inches)
    ax.set_xlim(first, last + (last - first) * share / (1 - share))
    low, high = ax.get_ylim()
    tall = ax.get_window_extent().height / (ax.figure.dpi or 100)
    line = (high - low) * _LINE / max(tall, 0.5)
    floor = low
    for x, y, name in sorted(ends, key=lambda end: (end[1], end[2])):
        half = line * (name.count("\n") + 1) / 2
        at = max(y, floor + half)
        ax.annotate(name, (x, at), (12, 0), textcoords="offset points", va="center", fontsize=8, gid="series name")
        floor = at + half
