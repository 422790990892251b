"""How do claims and rates run over the days?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from reconcile.plots.naming import ROOM, name_ends
from reconcile.plots.style import (
    FAINT,
    INK,
    PALER,
    PAPER,
    SIDES,
    WARNING,
    axes,
    bounds,
    day_label,
    finish,
    moment_of,
    nothing,
    number_of,
    plain,
    say,
    sources,
    styled,
    unbounded,
    whole_numbers,
    width,
)
from reconcile.report.accounts import MERGED_SINCE
from reconcile.report.voices import name_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["over_time", "rate"]

_MARKS = {"launched": "o", "intercepted": "s", "neutralized": "s", "jammed": "D", "hit": "X", "airborne": "P", "left": "v"}
_CROWDED = 120  # points; beyond them marks shrink
_NUMBERED = 16  # points of a series; up to so many carry their numbers
_DIRECT = 4  # series; up to so many are named at their ends where there is room


@dataclass(frozen=True, slots=True)
class Named:
    """A series as it is named on the plot: where it ends, and its looks."""

    end: Any
    height: float
    colour: str
    mark: str
    label: str


@styled
def over_time(claims: pd.DataFrame, findings: pd.DataFrame | None = None, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw claims by the day that names their attack; those of a contradiction among the findings are ringed.

    Claims of one source, metric and weapon are a series; a line joins its days where each has one claim and none is missing
    between. Give it totals: parts beside their total would be points of the same series.
    """
    ax = axes(ax)
    drawn = claims[claims["day"].notna()].sort_values(["day", "statement_id", "start"], kind="stable")
    notes = [sources(drawn, lang)]
    named, full = [], set[str | None]()
    one = drawn["source"].nunique() == 1
    for (source, metric, weapon), series in sorted(drawn.groupby(["source", "metric", "weapon"], dropna=False), key=_launched_first):
        side = series["side"].iloc[0] if series["side"].iloc[0] in SIDES else None
        colour = PALER[side] if side in full else SIDES[side]
        full.add(side)
        told = say(f"metric.{metric}", lang) + ("" if weapon == "drone" else f" ({say(f'weapon.{weapon}', lang)})")
        label = told if one else f"{plain(name_of('' if source is None or source != source else str(source), lang))}: {told}"
        named.append(_series(ax, series, colour, _MARKS.get(str(metric), "o"), label))
    _days_axis(ax, list(drawn["day"]), lang)
    ax.set_ylim(0, max(1.0, _top(drawn) * 1.15))
    whole_numbers(ax, "y")
    _number(ax, drawn, named)
    _name_series(ax, named)
    if findings is not None and _ring(ax, drawn, findings):
        notes.append(say("note.flagged", lang))
    notes += [say(f"note.{note}", lang) for note, there in _looks(drawn) if there]
    ax.set_ylabel(say("axis.drones" if set(drawn["weapon"]) <= {"drone"} else "axis.count", lang))
    if drawn.empty:
        nothing(ax, lang)
    sides = set(drawn["side"].dropna())
    return finish(ax, say(f"title.over_time_{sides.pop()}" if len(sides) == 1 else "title.over_time", lang), notes, lang)


def _launched_first(group: tuple[Any, Any]) -> tuple[bool, str, str, str]:
    source, metric, weapon = group[0]
    return metric != "launched", str(source), str(metric), str(weapon)


def _looks(drawn: pd.DataFrame) -> list[tuple[str, bool]]:
    """Return which looks of the marks need a word in the footer."""
    open_ended = drawn["high"].isna()
    spread = bool(((drawn["high"] > drawn["low"]).fillna(False) | drawn["approximate"] | open_ended).any())
    return [("hollow", spread), ("open", bool(open_ended.any())), ("apart", drawn["side"].nunique() > 1)]


def _top(frame: pd.DataFrame) -> float:
    return 1.0 if frame.empty else float(max(frame["low"].max(), frame["high"].fillna(0).max() or 0))


def _series(ax: Axes, series: pd.DataFrame, colour: str, mark: str, label: str) -> Named:
    """Draw one series: filled where a figure is exact, hollow where it is an interval or hedged, an arrow where it has no upper bound."""
    days, low = list(series["day"]), [float(value) for value in series["low"]]
    high = [None if missing else float(value) for value, missing in zip(series["high"], series["high"].isna(), strict=True)]
    middle = [bottom if top is None else (bottom + top) / 2 for bottom, top in zip(low, high, strict=True)]
    hedged = [bool(about) or top is None or top > bottom for bottom, top, about in zip(low, high, series["approximate"], strict=True)]
    size = 5.5 if len(days) <= _CROWDED else 2.5
    for face, gid in ((colour, "exact"), (PAPER, "hedged")):
        chosen = [place for place, about in enumerate(hedged) if about == (gid == "hedged")]
        if chosen:
            at = [days[place] for place in chosen], [middle[place] for place in chosen]
            ax.plot(*at, mark, ms=size, color=colour, mfc=face, zorder=3, gid=gid)
    spread = [(day, bottom, top) for day, bottom, top in zip(days, low, high, strict=True) if top is not None and top > bottom]
    if spread:
        at_days, lows, highs = (list(column) for column in zip(*spread, strict=True))
        ax.vlines(at_days, lows, highs, colors=colour, lw=2, zorder=2, gid="interval")
    reach = max([*low, *(value for value in high if value is not None), 1.0]) * 0.12
    for day, bottom in ((day, bottom) for day, bottom, top in zip(days, low, high, strict=True) if top is None):
        ax.annotate("", (day, bottom + reach), (day, bottom), arrowprops={"arrowstyle": "->", "color": colour, "lw": 1.4}, gid="open")
    if len(set(days)) == len(days):
        _join(ax, days, middle, colour)
    ax.plot([], [], mark, color=colour, label=label)
    return Named(days[-1], middle[-1], colour, mark, label)


def _join(ax: Axes, days: Sequence[Any], values: Sequence[float], colour: str) -> None:
    """Join neighbouring days; a missing day breaks the line."""
    along: list[Any] = []
    heights: list[float] = []
    for place, (day, value) in enumerate(zip(days, values, strict=True)):
        if place and (day - days[place - 1]).days != 1:
            along.append(day)
            heights.append(float("nan"))
        along.append(day)
        heights.append(value)
    if len(days) > 1:
        ax.plot(along, heights, "-", lw=1.2, color=colour, alpha=0.65, zorder=1, gid="line")


def _number(ax: Axes, drawn: pd.DataFrame, named: Sequence[Named]) -> None:
    """Write the numbers beside the points where a reader can still tell them apart: the highest of a day above, the lowest below."""
    crowded = drawn.groupby("day").size().max() if len(drawn) else 0
    if not named or len(named) > 2 or crowded > len(named) or len(drawn) / len(named) > min(_NUMBERED, width(ax) * 2.6):
        return
    for _, points in drawn.groupby("day"):
        ordered = points.sort_values("low", ascending=False, kind="stable")
        seen: set[str] = set()
        for place, (day, low, high) in enumerate(zip(ordered["day"], ordered["low"], ordered["high"], strict=True)):
            words = bounds(low, high)
            at = float(low if words.endswith("+") else high) if place == 0 else float(low)
            if words not in seen:
                shift, align = ((0, 7), "bottom") if place == 0 and not unbounded(high) else ((0, -7), "top")
                ax.annotate(words, (day, at), shift, textcoords="offset points", ha="center", va=align, fontsize=7.5, gid="number")
            seen.add(words)


def _ring(ax: Axes, claims: pd.DataFrame, findings: pd.DataFrame) -> bool:
    """Ring the claims that findings above a note rest on; tell whether any was."""
    flagged = {name for listed in findings.loc[findings["severity"] != "note", "claims"] for name in str(listed).split()}
    names = claims["statement_id"] + "[" + claims["start"].astype("string") + ":" + claims["end"].astype("string") + "]"
    hit = claims[names.isin(flagged)]
    for day, low, high in zip(hit["day"], hit["low"], hit["high"].fillna(hit["low"]), strict=True):
        ax.plot([day], [(low + high) / 2], "o", ms=13, mfc="none", mec=WARNING, mew=1.8, zorder=4, gid="flagged")
    return not hit.empty


def _days_axis(ax: Axes, days: list[Any], lang: str) -> None:
    """Label days in the language, as many as there is room for."""
    import pandas as pd
    from matplotlib.ticker import FuncFormatter

    if not days:
        ax.set_xticks([])
        return
    first, last = min(days), max(days)
    margin = pd.Timedelta(hours=14) if first == last else max(pd.Timedelta(hours=12), (last - first) * 0.03)
    ax.set_xlim(first - margin, last + margin)
    room = max(2, int(width(ax) / 0.75))
    span = (last - first).days + 1
    step = -(-span // room)
    ax.set_xticks([number_of(first) + offset for offset in range(0, span, step)])
    years = span > 330
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _tick(moment_of(value).date(), years, lang)))


def _tick(day: date, years: bool, lang: str) -> str:
    return f"{day_label(day, lang)}\n{day.year}" if years else day_label(day, lang)


def _name_series(ax: Axes, named: Sequence[Named]) -> None:
    """Name the series at their ends where there is room, else in a key above the plot with their marks."""
    inches = width(ax)
    if not named:
        return
    if inches < ROOM or len(named) > _DIRECT:
        key = ax.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=1 if inches < ROOM else 2, borderaxespad=0, handletextpad=0.3)
        key.set_gid("key")
        return
    name_ends(ax, [(number_of(name.end), name.height, name.label.replace(": ", ":\n")) for name in named])


@styled
def rate(rates: pd.DataFrame, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw the share of the launched said to be brought down, one line a definition, never joined across the merge of 2025-07-24."""
    import pandas as pd

    ax = axes(ax)
    merged = pd.Timestamp(MERGED_SINCE)
    drawn = rates.sort_values(["day", "definition"], kind="stable")
    looks = {"shot_down": ("#009e73", "s"), "brought_down": (SIDES["UA"], "o")}
    named = []
    for definition, series in drawn.groupby("definition", sort=True):
        colour, mark = looks.get(str(definition), (FAINT, "o"))
        for side in (series[series["day"] < merged], series[series["day"] >= merged]):
            _rate_line(ax, side, colour, mark)
        label = say(f"rate.{definition}", lang)
        ax.plot([], [], mark, color=colour, label=label)
        last = series.iloc[-1]
        named.append(Named(last["day"], (last["low"] + last["high"]) / 2, colour, mark, label.replace(" ÷", "\n÷", 1)))
    _days_axis(ax, list(drawn["day"]), lang)
    if not drawn.empty and drawn["day"].min() < merged <= drawn["day"].max():
        ax.axvline(number_of(merged - pd.Timedelta(hours=12)), color=INK, lw=1, ls=(0, (4, 3)), gid="break")
        ax.annotate(
            say("rate.break", lang), (merged - pd.Timedelta(hours=12), 0.04), xytext=(5, 0), textcoords="offset points", fontsize=7.5
        )
    ax.set_ylim(0, 1.04)
    ax.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    _name_series(ax, named)
    notes = [sources(drawn, lang), *([say("note.bounds", lang)] if (drawn["high"] > drawn["low"]).any() else [])]
    if drawn.empty:
        nothing(ax, lang)
    return finish(ax, say("title.rate", lang), notes, lang)


def _rate_line(ax: Axes, series: pd.DataFrame, colour: str, mark: str) -> None:
    days = list(series["day"])
    if not days:
        return
    middle = [(low + high) / 2 for low, high in zip(series["low"], series["high"], strict=True)]
    ax.plot(days, middle, mark, ms=5.5 if len(days) <= _CROWDED else 2.5, color=colour, zorder=3, gid="rate")
    spread = series[series["high"] > series["low"]]
    if len(spread):
        ax.vlines(list(spread["day"]), list(spread["low"]), list(spread["high"]), colors=colour, lw=2, alpha=0.6, gid="bounds")
    if len(set(days)) == len(days):
        _join(ax, days, middle, colour)
