"""Who said it first, who said it differently, and on which days did nobody say anything?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reconcile.plots.naming import name_ends
from reconcile.plots.style import (
    FAINT,
    INK,
    PAPER,
    SIDES,
    WARNING,
    axes,
    bounds,
    day_label,
    finish,
    ink_on,
    moment_of,
    name_rows,
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
from reconcile.report.voices import name_of, voice

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.patches import Rectangle

__all__ = ["coverage", "outlets", "revisions"]

_TOLD = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00")


@styled
def revisions(claims: pd.DataFrame, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw the figures of one night in the order they were told (`as_of`, else `published`), a step line a source and metric."""
    ax = axes(ax, height=3.0)
    drawn = claims.assign(told=claims["as_of"].fillna(claims["published"])).dropna(subset=["told"])
    drawn = drawn.sort_values(["told", "statement_id", "start"], kind="stable")
    ends = []
    for place, ((source, metric, weapon), series) in enumerate(drawn.groupby(["source", "metric", "weapon"], sort=True, dropna=False)):
        named = plain(name_of("" if source is None or source != source else str(source), lang), 24)
        kind = "" if weapon == "drone" else f" ({say(f'weapon.{weapon}', lang)})"
        name = f"{named}:\n{say(f'metric.{metric}', lang)}{kind}"
        ends.append((*_told(ax, series, _TOLD[place % len(_TOLD)]), name))
    ax.set_ylabel(say("axis.drones", lang))
    if drawn.empty:
        nothing(ax, lang)
        return finish(ax, say("title.revisions", lang), [sources(drawn, lang)], lang)
    _told_axis(ax, drawn, lang)
    name_ends(ax, ends)
    notes = [sources(drawn, lang), *([say("note.plus", lang)] if drawn["high"].isna().any() else [])]
    return finish(ax, say("title.revisions", lang), notes, lang)


def _told(ax: Axes, series: pd.DataFrame, colour: str) -> tuple[float, float]:
    """Draw how one figure was told and told again; return where it ends."""
    times, low = list(series["told"]), [float(value) for value in series["low"]]
    ax.step(times, low, where="post", color=colour, lw=1.6, marker="o", ms=5, gid="told")
    before: float | None = None
    for place, (moment, value, high) in enumerate(zip(times, low, series["high"], strict=True)):
        if value != before:
            change = "" if before is None else f" ({value - before:+.0f})".replace("-", "−")
            words = f"{bounds(value, high)}{change}"
            # The last stands left of its point: the series' name stands right of it.
            side, shift = ("right", 2) if place and place == len(times) - 1 else ("center", 0)
            ax.annotate(words, (moment, value), (shift, 6), textcoords="offset points", ha=side, fontsize=8, gid="figure")
        before = value
    return number_of(times[-1]), low[-1]


def _told_axis(ax: Axes, drawn: pd.DataFrame, lang: str) -> None:
    from matplotlib.dates import AutoDateLocator

    if drawn["told"].nunique() == 1:
        ax.set_xticks([number_of(drawn["told"].iloc[0])])
    else:
        ax.xaxis.set_major_locator(AutoDateLocator(minticks=2, maxticks=max(2, min(5, int(width(ax) * 0.7)))))  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_formatter(lambda value, _: f"{day_label(moment_of(value).date(), lang)}\n{moment_of(value):%H:%M} UTC")
    ax.margins(x=0.12, y=0.3)
    ax.autoscale_view()
    whole_numbers(ax, "y")


@styled
def outlets(relays: pd.DataFrame, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw each relayed figure (`low`, `high`) against the speaker's own (`own_low`, `own_high`); those that cannot meet in red."""
    drawn = relays.reset_index(drop=True)
    ax = axes(ax, height=1.7 + 0.34 * max(len(drawn), 1))
    names = []
    for row, (day, source, metric, low, high, own_low, own_high) in enumerate(_relay_rows(drawn)):
        differs = (high is not None and high < own_low) or (own_high is not None and low > own_high)
        colour = WARNING if differs else SIDES["UA"]
        ax.plot([own_low, low], [row, row], "-", lw=2.2, color=colour, alpha=0.7)
        ax.plot([own_low], [row], "D", ms=7, mfc=PAPER, mec=INK, mew=1.4, gid="own")
        ax.plot([low], [row], "o", ms=6.5, color=colour, gid="differs" if differs else "agrees")
        gap = f" ({low - own_low:+.0f})".replace("-", "−") if differs else ""
        ax.annotate(
            f"{bounds(low, high)}{gap}",
            (max(low, own_low), row),
            xytext=(9, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5,
            color=WARNING if differs else INK,
            weight="bold",
        )
        names.append(f"{plain(name_of(source, lang), 20)}, {day_label(day, lang)}\n{say(f'metric.{metric}', lang)}")
    ax.set_ylim(max(len(names), 1) - 0.4, -0.8)
    ax.margins(x=0.2)
    whole_numbers(ax, "x")
    name_rows(ax, names, 0.2)
    ax.grid(axis="x", color=FAINT, alpha=0.25)
    if drawn.empty:
        nothing(ax, lang)
    notes = [sources(drawn, lang), f"◇ {say('note.own', lang)}", *([say("note.plus", lang)] if drawn["high"].isna().any() else [])]
    return finish(ax, say("title.outlets", lang), notes, lang)


def _relay_rows(drawn: pd.DataFrame) -> Any:
    def number(value: Any) -> float | None:
        return None if unbounded(value) else float(value)

    for _, row in drawn.iterrows():
        low, own_low = float(row["low"]), float(row["own_low"])
        yield row["day"], str(row["source"]), str(row["metric"]), low, number(row["high"]), own_low, number(row["own_high"])


@styled
def coverage(frame: pd.DataFrame, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw one square per day and source (`day`, `source`, `reports`), filled where there is a report, empty where there is none."""
    days = sorted(frame["day"].dropna().unique())
    names = sorted(frame["source"].dropna().unique(), key=lambda source: (voice(str(source)) is None, str(source)))
    ax = axes(ax, height=1.3 + 0.42 * max(len(names), 1))
    column = {day: place for place, day in enumerate(days)}
    for day, source, reports in zip(frame["day"], frame["source"], frame["reports"], strict=True):
        known = voice(str(source))
        colour = SIDES[known.side if known else None]
        row, there = names.index(source), int(reports) > 0
        ax.add_patch(_square(column[day], row, colour if there else "none", colour if there else FAINT, there))
        if len(days) <= 31:
            ax.text(
                column[day],
                row,
                f"{reports}" if there else "–",
                ha="center",
                va="center",
                fontsize=8.5,
                color=ink_on(colour) if there else FAINT,
            )
    ax.set_xlim(-0.6, max(len(days), 1) - 0.4)
    ax.set_ylim(max(len(names), 1) - 0.4, -0.85)
    step = max(1, -(-len(days) // max(2, int(width(ax) / 0.72))))
    ax.set_xticks(range(0, len(days), step), [day_label(day, lang) for day in days[::step]])
    ax.tick_params(length=0)
    name_rows(ax, [plain(name_of(str(source), lang), 30) for source in names], 0.42)
    for spine in ax.spines.values():
        spine.set_visible(False)
    return finish(ax, say("title.coverage", lang), [say("note.reports", lang), f"– {say('note.missing', lang)}"], lang)


def _square(column: int, row: int, face: str, edge: str, there: bool) -> Rectangle:
    from matplotlib.patches import Rectangle

    return Rectangle(
        (column - 0.44, row - 0.4),
        0.88,
        0.8,
        facecolor=face,
        edgecolor=edge,
        lw=1,
        ls="-" if there else (0, (2, 2)),
        gid="report" if there else "missing",
    )
