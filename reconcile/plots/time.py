"""How do claims and rates run over the days?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from reconcile.plots.style import (
    FAINT,
    INK,
    PAPER,
    SIDES,
    WARNING,
    axes,
    day_label,
    finish,
    moment_of,
    number_of,
    plain,
    say,
    sources,
    styled,
    width,
)
from reconcile.report.accounts import MERGED_SINCE
from reconcile.report.voices import name_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["over_time", "rate"]

_MARKS = {"launched": "o", "intercepted": "s", "neutralized": "s", "jammed": "D", "hit": "X", "airborne": "P", "left": "v"}
_CROWDED = 120  # points; beyond them marks shrink and numbers go


@styled
def over_time(claims: pd.DataFrame, findings: pd.DataFrame | None = None, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw claims by the day that names their attack; those of a contradiction among the findings are ringed.

    Claims of one source and metric are a series; a line joins its days where each has one claim and none is missing between.
    """
    ax = axes(ax)
    drawn = claims[claims["day"].notna()].sort_values(["day", "statement_id", "start"], kind="stable")
    notes = [sources(drawn, lang)]
    if drawn.empty:
        ax.text(0.5, 0.5, say("note.none", lang), transform=ax.transAxes, ha="center", color=FAINT)
    ends: list[tuple[float, Any, str, str]] = []
    for (source, metric), series in drawn.groupby(["source", "metric"], sort=True, dropna=False):
        side = series["side"].iloc[0]
        colour = SIDES[side if side in SIDES else None]
        label = f"{plain(name_of('' if source is None or source != source else str(source), lang))}: {say(f'metric.{metric}', lang)}"
        ends.append((*_series(ax, series, colour, _MARKS.get(str(metric), "o"), label), colour, label))
    if drawn["high"].isna().any():
        notes.append(say("note.open", lang))
    if findings is not None and _ring(ax, drawn, findings):
        notes.append(say("note.flagged", lang))
    if drawn["side"].nunique() > 1:
        notes.append(say("note.apart", lang))
    _days_axis(ax, list(drawn["day"]), lang)
    _name_series(ax, ends)
    ax.set_ylim(0, max(1.0, _top(drawn) * 1.12))
    ax.set_ylabel(say("axis.drones", lang))
    return finish(ax, say("title.over_time", lang), notes, lang)


def _top(frame: pd.DataFrame) -> float:
    return 1.0 if frame.empty else float(max(frame["low"].max(), frame["high"].fillna(0).max() or 0))


def _series(ax: Axes, series: pd.DataFrame, colour: str, mark: str, label: str) -> tuple[Any, float]:
    """Draw one series; return where its last point stands."""
    days, low = list(series["day"]), [float(value) for value in series["low"]]
    high = [None if missing else float(value) for value, missing in zip(series["high"], series["high"].isna(), strict=True)]
    size = 5.5 if len(days) <= _CROWDED else 2.5
    reach = max([*low, *(value for value in high if value is not None), 1.0])
    for day, bottom, top, hedged in zip(days, low, high, series["approximate"], strict=True):
        middle = bottom if top is None else (bottom + top) / 2
        hollow = bool(hedged) or top is None or top > bottom
        ax.plot([day], [middle], mark, ms=size, color=colour, mfc=PAPER if hollow else colour, zorder=3)
        if top is None:
            ax.annotate("", (day, bottom + reach * 0.12), (day, bottom), arrowprops={"arrowstyle": "->", "color": colour, "lw": 1.4})
        elif top > bottom:
            ax.vlines(day, bottom, top, colors=colour, lw=2, zorder=2)
    if len(set(days)) == len(days):
        _join(ax, days, [bottom if top is None else (bottom + top) / 2 for bottom, top in zip(low, high, strict=True)], colour)
    last = high[-1]
    ax.plot([], [], mark, color=colour, label=label)
    return days[-1], low[-1] if last is None else (low[-1] + last) / 2


def _join(ax: Axes, days: list[Any], values: list[float], colour: str) -> None:
    """Join neighbouring days; a missing day breaks the line."""
    for place in range(1, len(days)):
        if (days[place] - days[place - 1]).days == 1:
            ax.plot(days[place - 1 : place + 1], values[place - 1 : place + 1], "-", lw=1.2, color=colour, alpha=0.65, zorder=1)


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


def _name_series(ax: Axes, ends: list[tuple[Any, ...]]) -> None:
    """Name the series in a key above the plot, in their own colours and marks; one series needs none beside its title."""
    if not ends:
        return
    inches = width(ax)
    key = ax.legend(
        loc="lower left", bbox_to_anchor=(0, 1.0), ncols=1 if inches < 5 or len(ends) == 1 else 2, borderaxespad=0, handletextpad=0.3
    )
    key.set_gid("key")
    for text, (_, _, colour, _) in zip(key.get_texts(), ends, strict=False):
        text.set_color(colour)


@styled
def rate(rates: pd.DataFrame, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw the share of the launched said to be brought down, one line a definition, never joined across the merge of 2025-07-24."""
    import pandas as pd

    ax = axes(ax)
    merged = pd.Timestamp(MERGED_SINCE)
    drawn = rates.sort_values(["day", "definition"], kind="stable")
    looks = {"shot_down": ("#009e73", "s"), "brought_down": (SIDES["UA"], "o")}
    ends = []
    for definition, series in drawn.groupby("definition", sort=True):
        colour, mark = looks.get(str(definition), (FAINT, "o"))
        label = say(f"rate.{definition}", lang)
        for side in (series[series["day"] < merged], series[series["day"] >= merged]):
            _rate_line(ax, side, colour, mark)
        ax.plot([], [], mark, color=colour, label=label)
        ends.append((None, 0.0, colour, label))
    if drawn.empty:
        ax.text(0.5, 0.5, say("note.none", lang), transform=ax.transAxes, ha="center", color=FAINT)
    _days_axis(ax, list(drawn["day"]), lang)
    if not drawn.empty and drawn["day"].min() < merged <= drawn["day"].max():
        ax.axvline(number_of(merged - pd.Timedelta(hours=12)), color=INK, lw=1, ls=(0, (4, 3)), gid="break")
        ax.annotate(
            say("rate.break", lang), (merged - pd.Timedelta(hours=12), 0.04), xytext=(5, 0), textcoords="offset points", fontsize=7.5
        )
    ax.set_ylim(0, 1.04)
    ax.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    _name_series(ax, ends)
    return finish(ax, say("title.rate", lang), [sources(drawn, lang)], lang)


def _rate_line(ax: Axes, series: pd.DataFrame, colour: str, mark: str) -> None:
    days = list(series["day"])
    middle = [(low + high) / 2 for low, high in zip(series["low"], series["high"], strict=True)]
    for day, low, high, centre in zip(days, series["low"], series["high"], middle, strict=True):
        ax.plot([day], [centre], mark, ms=5.5 if len(days) <= _CROWDED else 2.5, color=colour, zorder=3)
        if high > low:
            ax.vlines(day, low, high, colors=colour, lw=2, alpha=0.6)
    if len(set(days)) == len(days):
        _join(ax, days, middle, colour)
