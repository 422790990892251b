"""Over which regions? A tile grid of both countries, so that small regions are seen and no map is downloaded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reconcile.plots.style import (
    FAINT,
    INK,
    NARROW,
    PAPER,
    axes,
    bounds,
    finish,
    ink_on,
    nothing,
    plain,
    say,
    sources,
    styled,
    tile_name,
    unbounded,
    width,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.patches import FancyBboxPatch

__all__ = ["height_of", "regions"]

Grid = Mapping[str, tuple[int, int]]

# One hue from pale to deep; text is black on the pale half and white on the deep half.
_STEPS = ("#fdebdc", "#fbc79a", "#f69a55", "#dd6a1c", "#a8430a", "#6e2602")
_GROUND = {"UA": "#d9e6f0", "RU": "#f1e4dc", "SEA": "#dfeef2"}
_SEAS = ("SEA-AZOV", "SEA-BALTIC", "SEA-BLACK", "SEA-CASPIAN")
_GLYPH = 0.66  # width of a letter over its size, on average and with some room
_FEWEST = 7  # columns; fewer would make tiles larger than a reader needs
_SMALLEST = 4.9  # points; a name that does not fit at this size is cut


@styled
def regions(frame: pd.DataFrame, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw the count over each region (`region`, `low`, `high`), darker for more; bounds stand in the tile, places off the grid below.

    A `region` of several codes, separated by blanks, is one place drawn over all their tiles. The grid is cut to where there
    is something to see: all of Ukraine and what the frame names or, on narrow axes, what the frame names alone.
    """
    ax = axes(ax, height=height_of(frame))
    inches = width(ax)
    grid = _shown(frame, inches)
    left, right, top, bottom = _edges(grid)
    tall = ax.get_window_extent().height / (ax.figure.dpi or 100)
    tile = min(inches / (right - left + 1.2), max(tall, 1) / (bottom - top + 1.2))
    most = max([1.0, *(float(value) for value in frame["low"])])
    for code, (column, row) in grid.items():
        ax.add_patch(_tile((column, row), (column, row), _GROUND["SEA" if code.startswith("SEA") else code[:2]], 0.55))
    unplaced = []
    for region, low, high in zip(frame["region"], frame["low"], frame["high"], strict=True):
        codes = str(region).split()
        stated = f"≤{high}" if low == 0 and not unbounded(high) and high > 0 else bounds(low, high)
        if not all(code in grid for code in codes):
            unplaced.append(f"{', '.join(tile_name(code, lang) for code in codes)} {stated}")
            continue
        colour = _STEPS[min(len(_STEPS) - 1, int(float(low) / most * len(_STEPS)))]
        _place(ax, [grid[code] for code in codes], (tile_name(codes[0], lang), stated), colour, tile, " ".join(codes))
    _frame_grid(ax, grid)
    if frame.empty:
        nothing(ax, lang)
    notes = [sources(frame, lang), *([f"{say('note.unplaced', lang)}: {plain('; '.join(unplaced), 120)}"] if unplaced else [])]
    if frame["high"].isna().any():
        notes.append(say("note.plus", lang))
    return finish(ax, say("title.regions", lang), notes, lang)


def height_of(frame: pd.DataFrame, inches: float = 8.0) -> float:
    """Return the height, with title and footer, of a figure so wide that the map fills."""
    inside = inches - 0.2
    left, right, top, bottom = _edges(_shown(frame, inside))
    return inside * (bottom - top + 1.2) / (right - left + 1.2) + (0.75 if inside >= NARROW else 0.95)


def _place(ax: Axes, tiles: list[tuple[int, int]], words: tuple[str, str], colour: str, tile: float, codes: str) -> None:
    """Draw one place with its name and count, over all its tiles; tiles side by side are one."""
    joined = len(tiles) == 2 and tiles[0][1] == tiles[1][1] and abs(tiles[0][0] - tiles[1][0]) == 1
    for first, last in [(min(tiles), max(tiles))] if joined else [(at, at) for at in tiles]:
        ax.add_patch(_tile(first, last, colour, 1.0, gid=f"region {codes}"))
        column, room = (first[0] + last[0]) / 2, tile * (0.92 if first == last else 1.92) * 72
        name, size = _fitted(words[0], room, 7.5)
        number, bold = _fitted(words[1], room * 0.94, 9.0, smallest=3.5)
        ink = ink_on(colour)
        ax.text(column, first[1] - 0.2, name, ha="center", va="center", fontsize=size, color=ink, gid="region name")
        ax.text(column, first[1] + 0.17, number, ha="center", va="center", fontsize=bold, weight="bold", color=ink, gid="count")


def _fitted(text: str, room: float, largest: float, smallest: float = _SMALLEST) -> tuple[str, float]:
    """Return a text and the size at which it fits into so many points; cut where even the smallest size is too wide."""
    size = min(largest, room / (_GLYPH * max(len(text), 1)))
    if size >= smallest:
        return text, size
    return text[: max(2, int(room / (_GLYPH * smallest)) - 1)] + "." if smallest == _SMALLEST else text, smallest


def _grid() -> dict[str, tuple[int, int]]:
    from reconcile import places

    return {code: tile for code in (*places.codes("UA"), *places.codes("RU"), *_SEAS) if (tile := places.tile(code)) is not None}


def _shown(frame: pd.DataFrame, inches: float) -> dict[str, tuple[int, int]]:
    """Return the tiles to draw: those around what the frame names and, where there is room, all of Ukraine."""
    grid = _grid()
    named = [grid[code] for region in frame["region"] for code in str(region).split() if code in grid]
    home = [tile for code, tile in grid.items() if code.startswith("UA-")]
    kept = named if named and inches < NARROW else [*named, *home]
    columns, rows = [column for column, _ in kept], [row for _, row in kept]
    around = 0 if inches < NARROW else 1
    left, right, top, bottom = min(columns) - around, max(columns) + around, min(rows) - around, max(rows) + around
    left, right = left - max(0, _FEWEST - 1 - (right - left) + 1) // 2, right + max(0, _FEWEST - 1 - (right - left)) // 2
    return {code: (column, row) for code, (column, row) in grid.items() if left <= column <= right and top <= row <= bottom}


def _tile(first: tuple[int, int], last: tuple[int, int], colour: str, alpha: float, gid: str = "ground") -> FancyBboxPatch:
    from matplotlib.patches import FancyBboxPatch

    return FancyBboxPatch(
        (first[0] - 0.46, first[1] - 0.46),
        last[0] - first[0] + 0.92,
        0.92,
        boxstyle="round,pad=0,rounding_size=0.1",
        facecolor=colour,
        edgecolor=PAPER,
        lw=0.8,
        alpha=alpha,
        gid=gid,
    )


def _edges(grid: Grid) -> tuple[int, int, int, int]:
    columns, rows = [column for column, _ in grid.values()], [row for _, row in grid.values()]
    return min(columns), max(columns), min(rows), max(rows)


def _frame_grid(ax: Axes, grid: Grid) -> None:
    left, right, top, bottom = _edges(grid)
    ax.set_xlim(left - 0.6, right + 0.6)
    ax.set_ylim(bottom + 0.6, top - 0.6)
    ax.set_aspect("equal", anchor="NW")
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.tick_params(colors=FAINT, labelcolor=INK)
