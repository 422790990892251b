"""What became of an attack, what stays open, and which hours does each report count?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reconcile.plots.style import (
    FAINT,
    INK,
    OUTCOMES,
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
from reconcile.report.voices import name_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["account", "residuals", "windows"]


@styled
def account(accounts: pd.DataFrame, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw each report as a bar: the parts stacked from zero against the whole; what is missing open, what is too much hatched.

    The frame has one row per report and part (`day`, `source`, `part`, `low`, `high`); `part` "launched" is the whole.
    """
    groups = list(accounts.groupby(["day", "source", "statement_id"], sort=True, dropna=False)) if len(accounts) else []
    ax = axes(ax, height=1.7 + 0.46 * max(len(groups), 1))
    widest = max([1.0, *(float(value) for value in accounts["high"].fillna(accounts["low"]))])
    inches = width(ax)
    names, seen = [], []
    for row, ((_, source, _), parts) in enumerate(groups):
        seen += _bar(ax, row, parts, widest, inches)
        names.append(f"{day_label(parts['day'].iloc[0], lang)}\n{plain(name_of(str(source), lang), 24)}")
    ax.set_yticks(range(len(names)), names, fontsize=8)
    ax.set_ylim(max(len(names), 1) - 0.4, -0.6)
    ax.set_xlim(0, widest * 1.16)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    if not groups:
        ax.text(0.5, 0.5, say("note.none", lang), transform=ax.transAxes, ha="center", color=FAINT)
    _key(ax, seen, inches, lang)
    return finish(ax, say("title.account", lang), [sources(accounts, lang)], lang)


def _bar(ax: Axes, row: int, parts: pd.DataFrame, widest: float, inches: float) -> list[str]:
    """Draw one report; return what it shows, for the key."""
    counts = {part: (float(low), None if high != high or high is None else float(high)) for part, low, high in _rows(parts)}
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
                color="#000000" if part != "hit" else "#ffffff",
                weight="bold",
            )
        at += low
        seen.append(part)
    if whole is None:
        return seen
    low, high = whole
    if at < low:
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
    stated = f"{low:.0f}" if high == low else f"{low:.0f}.." if high is None else f"{low:.0f}–{high:.0f}"
    ax.text(edge + widest * 0.012, row, stated + excess, va="center", fontsize=9, weight="bold", color=WARNING if excess else INK)
    return seen


def _rows(parts: pd.DataFrame) -> Any:
    return zip(parts["part"], parts["low"], parts["high"].astype("Float64").astype(object).where(parts["high"].notna(), None), strict=True)


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
            ncols=2 if inches < 3.4 else 4,
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
        if high is None or high != high or high is getattr(high, "NA", object()):
            ax.annotate("", (day, float(low) + 5), (day, float(low)), arrowprops={"arrowstyle": "->", "color": colour})
            continue
        ax.vlines(day, 0, low if low < 0 else high, colors=colour, lw=5 if len(frame) < 60 else 1.5, alpha=0.45)
        ax.plot([day], [high], "o", ms=5 if len(frame) < 60 else 2, color=colour, gid="residual")
        if len(frame) <= 31:
            ax.annotate(
                f"{low}" if low == high else f"{low}–{high}",
                (day, high),
                xytext=(0, 6),
                textcoords="offset points",
                ha="center",
                fontsize=8,
            )
    from reconcile.plots.time import _days_axis

    _days_axis(ax, list(frame["day"]), lang)
    ax.margins(y=0.2)
    ax.set_ylabel(say("axis.drones", lang))
    notes = [sources(frame, lang), *([say("note.excess", lang)] if len(frame) and (frame["low"] < 0).any() else [])]
    return finish(ax, say("title.residuals", lang), notes, lang)


@styled
def windows(frame: pd.DataFrame, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw the hours that each report counts (`start`, `end`, `exact`, `low`, `high`), one bar a report; hours counted twice are shaded."""

    drawn = frame.sort_values(["start", "end", "statement_id"], kind="stable").reset_index(drop=True)
    ax = axes(ax, height=1.6 + 0.3 * max(len(drawn), 1))
    for row, (start, end, exact, low, high) in enumerate(
        zip(*(drawn[name] for name in ("start", "end", "exact", "low", "high")), strict=True)
    ):
        left, right = number_of(start), number_of(end)
        side = SIDES["RU"] if str(drawn["side"][row]) == "RU" else SIDES["UA"]
        ax.barh(row, right - left, 0.66, left=left, color=side, alpha=0.9 if exact else 0.4, gid="window")
        stated = f"{low}" if high == high and low == high else f"{low}.."
        ax.text(right, row, f" {stated}", va="center", fontsize=8, weight="bold")
    overlapping = _overlaps(drawn)
    for first, last in overlapping:
        ax.axvspan(number_of(first), number_of(last), color=WARNING, alpha=0.1, lw=0, gid="overlap")
    ax.set_ylim(max(len(drawn), 1) - 0.4, -0.6)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    notes = [sources(drawn, lang), say("axis.moscow_time", lang)]
    if len(drawn):
        _hours_axis(ax, drawn, lang)
        notes += [say("note.unsure", lang)] if not drawn["exact"].all() else []
        notes += [say("note.overlap", lang)] if overlapping else []
    else:
        ax.text(0.5, 0.5, say("note.none", lang), transform=ax.transAxes, ha="center", color=FAINT)
    return finish(ax, say("title.windows", lang), notes, lang)


def _hours_axis(ax: Axes, drawn: pd.DataFrame, lang: str) -> None:
    import pandas as pd
    from matplotlib.ticker import FuncFormatter

    first, last = drawn["start"].min().floor("h"), drawn["end"].max()
    spread = last - first
    ax.set_xlim(first - spread * 0.01, last + spread * 0.07)
    inches = width(ax)
    wanted = spread / pd.Timedelta(hours=1) / max(3.0, inches / 0.65)
    step = next((hours for hours in (1, 2, 3, 6, 12, 24, 48) if hours >= wanted), 168)
    ticks = pd.date_range(first.floor(f"{min(step, 24)}h"), last, freq=f"{step}h")
    ax.set_xticks([number_of(tick) for tick in ticks if tick >= first])
    midnight = FuncFormatter(
        lambda value, _: day_label(moment_of(value).date(), lang) if moment_of(value).hour == 0 else moment_of(value).strftime("%H:%M")
    )
    ax.xaxis.set_major_formatter(midnight)
    ax.tick_params(axis="x", labelsize=8)


def _overlaps(drawn: pd.DataFrame) -> list[tuple[Any, Any]]:
    """Return the stretches that two or more reports of one source surely or possibly count, merged."""
    edges = sorted([(start, 1) for start in drawn["start"]] + [(end, -1) for end in drawn["end"]], key=lambda edge: (edge[0], edge[1]))
    depth, opened, found = 0, None, []
    for moment, change in edges:
        depth += change
        if depth >= 2 and opened is None:
            opened = moment
        elif depth < 2 and opened is not None:
            if moment > opened:
                found.append((opened, moment))
            opened = None
    return found
