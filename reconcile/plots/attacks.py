"""What became of an attack, what stays open, and which hours does each report count?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reconcile.plots.style import (
    FAINT,
    INK,
    NARROW,
    OUTCOMES,
    SIDES,
    WARNING,
    axes,
    bounds,
    day_label,
    finish,
    ink_on,
    name_rows,
    nothing,
    plain,
    say,
    sources,
    styled,
    unbounded,
    whole_numbers,
    width,
)
from reconcile.report.voices import name_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["account", "residuals", "windows"]

_LETTER, _HOURS = 0.085, 31  # inches that a bold digit of 8 points takes; hours that the timeline shows


@styled
def account(accounts: pd.DataFrame, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw each report as a bar: the parts stacked from zero against the whole; what is missing open, what is too much hatched.

    The frame has one row per report and part (`day`, `source`, `part`, `low`, `high`); `part` "launched" is the whole.
    """
    ordered = accounts.sort_values("day", kind="stable")  # reports of one day stay as they come: the speaker's own first
    groups = list(ordered.groupby(["day", "source", "statement_id"], sort=False, dropna=False)) if len(accounts) else []
    ax = axes(ax, height=1.7 + 0.46 * max(len(groups), 1))
    widest = max([1.0, *(float(value) for value in accounts["high"].fillna(accounts["low"]))])
    inches = width(ax)
    names, seen = [], []
    for row, ((_, source, _), parts) in enumerate(groups):
        seen += _bar(ax, row, parts, widest, inches)
        names.append(f"{day_label(parts['day'].iloc[0], lang)}\n{plain(name_of(str(source), lang), 24)}")
    ax.set_ylim(max(len(names), 1) - 0.4, -0.85)
    ax.set_xlim(0, widest * (1.16 if inches >= NARROW else 1.3))
    name_rows(ax, names, 0.36)
    whole_numbers(ax, "x")
    if not groups:
        nothing(ax, lang)
    _key(ax, seen, inches, lang)
    notes = [sources(accounts, lang), *([say("note.plus", lang)] if accounts["high"].isna().any() else [])]
    return finish(ax, say("title.account", lang), notes, lang)


def _bar(ax: Axes, row: int, parts: pd.DataFrame, widest: float, inches: float) -> list[str]:
    """Draw one report; return what it shows, for the key."""
    counts = {part: (float(low), None if unbounded(high) else float(high)) for part, low, high in _rows(parts)}
    whole = counts.pop("launched", None)
    at, seen = 0.0, []
    for part in (name for name in OUTCOMES if name in counts):
        low, high = counts[part]
        ax.barh(row, low, 0.62, left=at, color=OUTCOMES[part], gid=part)
        if high is None or high > low:
            ax.barh(
                row,
                (widest * 0.06 if high is None else high - low),
                0.62,
                left=at + low,
                color=OUTCOMES[part],
                alpha=0.35,
                gid=f"{part} at most",
            )
        if low / widest * inches > 0.24:
            ax.text(
                at + low / 2,
                row,
                f"{low:.0f}",
                ha="center",
                va="center",
                fontsize=8.5,
                color=ink_on(OUTCOMES[part]),
                weight="bold",
            )
        at += low
        seen.append(part)
    if whole is None:
        return seen
    low, high = whole
    if at < low and seen:  # a report that states no outcome leaves nothing open: it does not speak of outcomes
        ax.barh(row, low - at, 0.62, left=at, facecolor="none", edgecolor=FAINT, hatch="////", lw=0, gid="unaccounted")
        seen.append("unaccounted")
    ax.barh(row, low, 0.62, facecolor="none", edgecolor=INK, lw=1.3, gid="launched")
    edge = max(at, low)
    if high is None:
        ax.annotate("", (low + widest * 0.09, row), (low, row), arrowprops={"arrowstyle": "->", "color": INK, "lw": 1.4})
        edge = low + widest * 0.09
    elif at > high:
        ax.barh(row, at - high, 0.74, left=high, facecolor="none", edgecolor=WARNING, hatch="xxxx", lw=1.6, gid="excess")
        seen.append("excess")
    excess = f"  (+{at - high:.0f})" if high is not None and at > high else ""
    ax.text(
        edge + widest * 0.012, row, bounds(low, high) + excess, va="center", fontsize=9, weight="bold", color=WARNING if excess else INK
    )
    return seen


def _rows(parts: pd.DataFrame) -> Any:
    return zip(parts["part"], parts["low"], parts["high"], strict=True)


def _key(ax: Axes, seen: list[str], inches: float, lang: str) -> None:
    from matplotlib.patches import Patch

    special: dict[str, dict[str, Any]] = {
        "unaccounted": {"facecolor": "none", "edgecolor": FAINT, "hatch": "////"},
        "excess": {"facecolor": "none", "edgecolor": WARNING, "hatch": "xxxx"},
    }
    kinds = [*(part for part in OUTCOMES if part in seen), *(kind for kind in special if kind in seen)]
    whole = Patch(facecolor="none", edgecolor=INK, label=say("metric.launched", lang))
    patches = [Patch(label=say(f"metric.{kind}", lang), **special.get(kind, {"facecolor": OUTCOMES.get(kind, FAINT)})) for kind in kinds]
    if kinds:
        ax.legend(
            handles=[whole, *patches],
            loc="lower left",
            bbox_to_anchor=(0, 1),
            ncols=2 if inches < NARROW else 4,
            columnspacing=1.2,
            borderaxespad=0,
        )


@styled
def residuals(frame: pd.DataFrame, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw what each report leaves open: launched less every stated outcome (`low`, `high`); below zero it contradicts itself."""
    ax = axes(ax, height=2.8)
    ax.axhline(0, color=INK, lw=1)
    for day, low, high in zip(frame["day"], frame["low"], frame["high"], strict=True):
        colour = WARNING if low < 0 else SIDES["UA"]
        if unbounded(high):
            ax.annotate("", (day, float(low) + 5), (day, float(low)), arrowprops={"arrowstyle": "->", "color": colour})
            continue
        ax.vlines(day, 0, low if low < 0 else high, colors=colour, lw=5 if len(frame) < 60 else 1.5, alpha=0.45)
        ax.plot([day], [high], "o", ms=5 if len(frame) < 60 else 2, color=colour, gid="residual")
        if len(frame) <= width(ax) * 3.5:
            ax.annotate(
                f"−{-low}" if low < 0 else bounds(low, high),
                (day, high),
                xytext=(0, 6),
                textcoords="offset points",
                ha="center",
                fontsize=8,
            )
    from reconcile.plots.time import _days_axis

    _days_axis(ax, list(frame["day"]), lang)
    ax.margins(y=0.2)
    ax.autoscale_view()
    low, high = ax.get_ylim()
    ax.set_ylim(min(low, 0) if low < 0 else -0.5, max(high, 4))  # at least a few whole numbers high
    whole_numbers(ax, "y")
    ax.set_ylabel(say("axis.drones", lang))
    if frame.empty:
        nothing(ax, lang)
    notes = [sources(frame, lang), *([say("note.excess", lang)] if len(frame) and (frame["low"] < 0).any() else [])]
    return finish(ax, say("title.residuals", lang), notes, lang)


@styled
def windows(frame: pd.DataFrame, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw the hours that each report counts (`day`, `start`, `end`, `exact`, `low`, `high`), a row a day; hours counted twice are shaded.

    A row runs from 18:00 on the eve to midnight after the day that names the reports.
    """
    import pandas as pd

    drawn = frame.sort_values(["day", "start", "end", "statement_id"], kind="stable").reset_index(drop=True)
    hour = pd.Timedelta(hours=1)
    spans = [((start - day) / hour, (end - day) / hour) for day, start, end in zip(drawn["day"], drawn["start"], drawn["end"], strict=True)]
    ax = axes(ax, height=1.6 + 0.3 * (drawn["day"].nunique() + len(drawn) // 4 + 1))
    words = [bounds(low, high) for low, high in zip(drawn["low"], drawn["high"], strict=True)]
    lanes = _lanes(list(drawn["day"]), spans, [(_LETTER * len(word) + 0.08) / width(ax) * _HOURS for word in words])
    for place, ((left, right), lane) in enumerate(zip(spans, lanes, strict=True)):
        row = drawn.iloc[place]
        colour = SIDES["RU"] if str(row["side"]) == "RU" else SIDES["UA"]
        ax.barh(lane, max(right - left, 0.12), 0.7, left=left, color=colour, alpha=0.9 if row["exact"] else 0.4, gid="window")
        ax.annotate(
            words[place], (max(right, left + 0.12), lane), (3, 0), textcoords="offset points", va="center", fontsize=8, weight="bold"
        )
    shaded = _shade(ax, list(drawn["day"]), spans, lanes)
    _hours_axis(ax, drawn, spans, lanes, lang)
    notes = [sources(drawn, lang), say("axis.moscow_time", lang)]
    notes += [say("note.unsure", lang)] if not drawn["exact"].all() else []
    notes += [say("note.overlap", lang)] if shaded else []
    notes += [say("note.plus", lang)] if drawn["high"].isna().any() else []
    if drawn.empty:
        nothing(ax, lang)
    return finish(ax, say("title.windows", lang), notes, lang)


def _lanes(days: list[Any], spans: list[tuple[float, float]], room: list[float]) -> list[int]:
    """Return a lane for each window: a new one for each day, and for each window that overlaps one of its day or its number's `room`."""
    lanes: list[int] = []
    base, busy = -1, list[float]()
    for place, (day, (left, right)) in enumerate(zip(days, spans, strict=True)):
        if place == 0 or day != days[place - 1]:
            base, busy = base + max(len(busy), 1), []
        free = next((lane for lane, until in enumerate(busy) if until <= left), len(busy))
        busy[free : free + 1] = [max(right, left + 0.12) + room[place]]
        lanes.append(base + free)
    return lanes


def _shade(ax: Axes, days: list[Any], spans: list[tuple[float, float]], lanes: list[int]) -> bool:
    """Shade, across the lanes of a day, the hours that several of its windows count; tell whether there are any."""
    shaded = False
    for day in dict.fromkeys(days):
        mine = [place for place, other in enumerate(days) if other == day]
        for first, last in _overlaps([spans[place] for place in mine]):
            top, bottom = min(lanes[place] for place in mine), max(lanes[place] for place in mine)
            ax.barh(
                (top + bottom) / 2, last - first, bottom - top + 0.9, left=first, color=WARNING, alpha=0.14, lw=0, gid="overlap", zorder=0
            )
            shaded = True
    return shaded


def _hours_axis(ax: Axes, drawn: pd.DataFrame, spans: list[tuple[float, float]], lanes: list[int], lang: str) -> None:
    first = min([-3.0, *(left for left, _ in spans)])
    last = max([24.0, *(right for _, right in spans)])
    ax.set_xlim(first - 0.2, last + 1.6)
    step = 3 if width(ax) > 4.5 else 6
    ticks = [hour for hour in range(-48, 72, step) if first <= hour <= last]
    ax.set_xticks(ticks, [f"{hour % 24:02d}:00" if hour != 24 else "24:00" for hour in ticks], fontsize=8)
    for midnight in (0, 24):
        ax.axvline(midnight, color=FAINT, lw=0.6, alpha=0.6, zorder=0)
    heads = [place for place, day in enumerate(drawn["day"]) if place == 0 or day != drawn["day"][place - 1]]
    ax.set_yticks([lanes[place] for place in heads], [day_label(drawn["day"][place], lang) for place in heads], fontsize=8.5)
    ax.set_ylim(max(lanes, default=0) + 0.6, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)


def _overlaps(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the stretches that two or more spans cover."""
    edges = sorted([(left, 1) for left, _ in spans] + [(right, -1) for _, right in spans])
    depth, opened = 0, 0.0
    found: list[tuple[float, float]] = []
    for moment, change in edges:
        if depth + change >= 2 > depth:
            opened = moment
        elif depth >= 2 > depth + change and moment > opened:
            found.append((opened, moment))
        depth += change
    return found
