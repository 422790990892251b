"""Over which regions? A tile grid of both countries, so that small regions are seen and no map is downloaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconcile.plots.style import FAINT, INK, PAPER, axes, finish, plain, say, sources, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.patches import FancyBboxPatch

__all__ = ["regions"]

# One hue from pale to deep; text is black on the pale half and white on the deep half.
_STEPS = ("#fdebdc", "#fbc79a", "#f69a55", "#dd6a1c", "#a8430a", "#6e2602")
_GROUND = {"UA": "#d9e6f0", "RU": "#f1e4dc", "SEA": "#dfeef2"}


@styled
def regions(frame: pd.DataFrame, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw the count over each region (`region`, `low`, `high`), darker for more; bounds stand in the tile, places off the grid below.

    A `region` of several codes, separated by blanks, is one place drawn over all their tiles.
    """
    from reconcile import places

    ax = axes(ax, height=5.4)
    grid = _grid()
    top = max([1.0, *(float(value) for value in frame["low"])])
    for code, (column, row) in grid.items():
        ax.add_patch(_tile(column, row, _GROUND["SEA" if code.startswith("SEA") else code[:2]], 0.55))
    unplaced = []
    for region, low, high in zip(frame["region"], frame["low"], frame["high"], strict=True):
        codes = str(region).split()
        stated = f"{low}" if high == high and low == high else f"{low}–{high}" if high == high else f"{low}.."
        if not all(code in grid for code in codes):
            unplaced.append(f"{', '.join(places.name(code, lang) for code in codes)} {stated}")
            continue
        step = min(len(_STEPS) - 1, int(float(low) / top * len(_STEPS)))
        for place, code in enumerate(codes):
            column, row = grid[code]
            ax.add_patch(_tile(column, row, _STEPS[step], 1.0, gid=f"region {code}"))
            ax.text(column, row - 0.18, _short(code), ha="center", va="center", fontsize=5.5, color="#000000" if step < 3 else "#ffffff")
            if place == 0:
                size = 8 if len(stated) <= 3 else 6
                ax.text(
                    column,
                    row + 0.16,
                    stated,
                    ha="center",
                    va="center",
                    fontsize=size,
                    weight="bold",
                    color="#000000" if step < 3 else "#ffffff",
                )
    _frame_grid(ax, grid)
    notes = [sources(frame, lang), *([f"{say('note.unplaced', lang)}: {plain('; '.join(unplaced), 120)}"] if unplaced else [])]
    return finish(ax, say("title.regions", lang), notes, lang)


_SEAS = ("SEA-AZOV", "SEA-BALTIC", "SEA-BLACK", "SEA-CASPIAN")


def _grid() -> dict[str, tuple[int, int]]:
    from reconcile import places

    return {code: tile for code in (*places.codes("UA"), *places.codes("RU"), *_SEAS) if (tile := places.tile(code)) is not None}


def _short(code: str) -> str:
    return code.split("-", 1)[1][:4]


def _tile(column: int, row: int, colour: str, alpha: float, gid: str = "ground") -> FancyBboxPatch:
    from matplotlib.patches import FancyBboxPatch

    return FancyBboxPatch(
        (column - 0.46, row - 0.46),
        0.92,
        0.92,
        boxstyle="round,pad=0,rounding_size=0.1",
        facecolor=colour,
        edgecolor=PAPER,
        lw=0.8,
        alpha=alpha,
        gid=gid,
    )


def _frame_grid(ax: Axes, grid: dict[str, tuple[int, int]]) -> None:
    columns, rows = [column for column, _ in grid.values()], [row for _, row in grid.values()]
    ax.set_xlim(min(columns) - 0.6, max(columns) + 0.6)
    ax.set_ylim(max(rows) + 0.6, min(rows) - 0.6)
    ax.set_aspect("equal")
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.tick_params(colors=FAINT, labelcolor=INK)
