"""How do all the plots look? One palette, one footer, words in three languages, nothing that a statement could inject."""

from __future__ import annotations

import functools
import textwrap
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, ParamSpec

import regex

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = [
    "FAINT",
    "INK",
    "NARROW",
    "OUTCOMES",
    "PALER",
    "PAPER",
    "SIDES",
    "WARNING",
    "axes",
    "bounds",
    "day_label",
    "drawing",
    "finish",
    "ink_on",
    "moment_of",
    "name_rows",
    "nothing",
    "number_of",
    "plain",
    "say",
    "sources",
    "styled",
    "tile_name",
    "unbounded",
    "whole_numbers",
    "width",
]

Labels = ParamSpec("Labels")

# Okabe and Ito's palette: told apart with every common colour blindness and in grey.
SIDES: Mapping[str | None, str] = {"UA": "#0072b2", "RU": "#d55e00", None: "#7a7a7b"}
# The second figure of a side, paler: what became of the launched.
PALER: Mapping[str | None, str] = {"UA": "#56b4e9", "RU": "#e69f00", None: "#a9a9aa"}
OUTCOMES: Mapping[str, str] = {
    "intercepted": "#009e73",
    "jammed": "#56b4e9",
    "neutralized": "#2f9fa6",
    "hit": "#d55e00",
    "left": "#cc79a7",
    "airborne": "#f0e442",
}
WARNING = "#b3003c"
# Colours that the report's page replaces by its own ink, greys and paper, dark or light; used for nothing else.
INK, FAINT, PAPER = "#1e1e1f", "#767677", "#fefefe"
NARROW = 3.9  # inches; narrower axes name their rows above them

_STYLE: Mapping[Any, Any] = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9,
    "text.parse_math": False,  # a "$" in a source's name is a "$"
    "text.color": INK,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": FAINT,
    "axes.facecolor": "none",
    "axes.grid": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.titlesize": 10.5,
    "axes.titlecolor": INK,
    "figure.facecolor": "white",
    "savefig.facecolor": "auto",
    "hatch.linewidth": 0.8,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "legend.frameon": False,
    "legend.fontsize": 8,
    "svg.fonttype": "none",
    "svg.hashsalt": "reconcile",
}
_UNPRINTABLE = regex.compile(r"[\p{C}\p{Zl}\p{Zp}\s]{1,99}")


def styled(plot: Callable[Labels, Axes]) -> Callable[Labels, Axes]:
    """Draw with the house style, whatever style the caller's notebook has set."""

    @functools.wraps(plot)
    def draw(*args: Labels.args, **kwargs: Labels.kwargs) -> Axes:
        with drawing():
            return plot(*args, **kwargs)

    return draw


@contextmanager
def drawing() -> Iterator[None]:
    """Give figures the house style; for figures and axes that are made outside the plots.

    Only the settings of the style are put back: what a notebook sets up with its first figure must outlive it.
    """
    import matplotlib as mpl

    before = {key: mpl.rcParams[key] for key in _STYLE}
    mpl.rcParams.update(_STYLE)
    try:
        yield
    finally:
        mpl.rcParams.update(before)


def axes(ax: Axes | None, height: float = 3.6) -> Axes:
    """Return the axes given, or new ones on a figure of their own, 8 inches wide."""
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=(8, height), layout="constrained")[1]


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    return tomllib.loads(files("reconcile.plots").joinpath("labels.toml").read_text(encoding="utf-8"))


def say(key: str, lang: str = "en") -> str:
    """Return the words for a key such as `metric.launched`; an unknown metric is printed as it is."""
    table, name = key.split(".", 1)
    entry = _words()[table].get(name)
    return plain(name) if entry is None else str(entry[lang])


def tile_name(code: str, lang: str = "en") -> str:
    """Return a region's name for a tile, without the words that every region has."""
    from reconcile import places

    name = places.name(code, lang)
    for word in _words()["tile"]["drop"][lang]:
        name = name.replace(word, "")
    return plain(name)


def plain(text: str, width: int = 34) -> str:
    """Return a text fit for a label: one line, no control or direction marks, cut at `width`."""
    line = _UNPRINTABLE.sub(" ", text).strip()
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def day_label(day: date, lang: str = "en") -> str:
    """Return a short date, day before month."""
    return f"{day.day} {_words()['month']['names'][lang][day.month - 1]}"


def ink_on(colour: str) -> str:
    """Return black or white, whichever is read more easily on the colour."""
    from matplotlib.colors import to_rgb

    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour))
    return "#000000" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 else "#ffffff"


def nothing(ax: Axes, lang: str) -> None:
    """Say on empty axes that nothing was stated, without a scale that could be read as zero."""
    ax.text(0.5, 0.5, say("note.none", lang), transform=ax.transAxes, ha="center", color=FAINT, gid="nothing")
    ax.set_xticks([])
    ax.set_yticks([])


def whole_numbers(ax: Axes, axis: str) -> None:
    """Mark whole numbers only on an axis, "x" or "y": there are no halves of drones."""
    from matplotlib.ticker import MaxNLocator

    (ax.xaxis if axis == "x" else ax.yaxis).set_major_locator(MaxNLocator(nbins=7, integer=True))


def unbounded(high: Any) -> bool:
    """Tell whether an upper bound is missing, in whichever way frames say so."""
    import pandas as pd

    return bool(pd.isna(high))


def bounds(low: Any, high: Any) -> str:
    """Return a count as it stands on a plot: "83", "20–30", "81+" where there is no upper bound."""
    if unbounded(high):
        return f"{low:.0f}+"
    return f"{low:.0f}" if low == high else f"{low:.0f}–{high:.0f}"


def width(ax: Axes) -> float:
    """Return the width of the axes in inches."""
    figure = ax.get_figure(root=True)
    return 6.0 if figure is None else float(ax.get_window_extent().width / figure.dpi)


def name_rows(ax: Axes, names: Sequence[str], offset: float = 0.44) -> None:
    """Name the rows beside the axes or, where these are narrow, above each row."""
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    if width(ax) >= NARROW:
        ax.set_yticks(range(len(names)), list(names), fontsize=8)
        return
    ax.set_yticks([])
    for row, name in enumerate(names):
        ax.text(0, row - offset, name.replace("\n", ", "), transform=ax.get_yaxis_transform(), fontsize=7.5, va="bottom", gid="row name")


def number_of(day: Any) -> float:
    """Return matplotlib's number for a date or time."""
    from matplotlib.dates import date2num

    return float(date2num(day))  # type: ignore[no-untyped-call]


def moment_of(number: float) -> datetime:
    """Return the time that matplotlib's number stands for."""
    from matplotlib.dates import num2date

    moment: datetime = num2date(number)  # type: ignore[no-untyped-call]
    return moment


def finish(ax: Axes, title: str, notes: Iterable[str], lang: str) -> Axes:
    """Set title and footer, both wrapped to the width of the axes."""
    inches = width(ax)
    key = ax.get_legend()
    rows = 0 if key is None else -(-len(key.get_texts()) // max(1, key._ncols))  # type: ignore[attr-defined]
    ax.set_title("\n".join(textwrap.wrap(title, max(18, int(inches * 10.5)))), pad=9 + 13 * rows)
    footer = "\n".join(
        textwrap.wrap("\u00a0\u00a0·  ".join(note for note in (*notes, say("note.claims", lang)) if note), max(24, int(inches * 16.5)))
    )
    ax.set_xlabel(footer, loc="left", fontsize=7, color=FAINT, labelpad=8)
    ax.set_gid(title)
    return ax


def sources(frame: pd.DataFrame, lang: str) -> str:
    """Return the footer's words on where the figures come from and which days they cover."""
    from reconcile.report.voices import name_of

    named = sorted({name_of(str(source), lang) for source in frame["source"].dropna()}) if "source" in frame else []
    listed = ", ".join(plain(name) for name in named[:4]) + (f" +{len(named) - 4}" if len(named) > 4 else "")
    days = list(frame["day"].dropna()) if "day" in frame else []
    span = ""
    if days:
        first, last = min(days), max(days)
        span = (
            f"{day_label(last, lang)} {last.year}"
            if first == last
            else f"{day_label(first, lang)}{f' {first.year}' if first.year != last.year else ''} – {day_label(last, lang)} {last.year}"
        )
    return "; ".join(part for part in (f"{say('note.sources', lang)}: {listed}" if listed else "", span) if part)
