"""How do the week's figures look on the page, wide and narrow, in light and dark, and beside it as files?"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import regex

from reconcile import places
from reconcile.attacks import day_of
from reconcile.frames import cells_of, claims_frame, findings_frame
from reconcile.plots.style import FAINT, INK, PAPER, WARNING, drawing, say, unbounded
from reconcile.report import measures
from reconcile.report.digest import Digest
from reconcile.report.evidence import Evidence
from reconcile.report.tallies import Report, brought_down, union
from reconcile.report.voices import name_of
from reconcile.report.week import Week

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["Picture", "pictures"]

Draw = Callable[["Axes | None"], "Axes"]
Plan = tuple[str, str, Draw, tuple[float, float]]

_WIDE, _NARROW = 8.2, 3.7  # inches
_IDS = regex.compile(r'(?<=id="|href="#|url\(#)(?=[A-Za-z])')
_USED = regex.compile(r'(?:href="#|url\(#)([^")]{1,99})')
_OWN = regex.compile(r' id="([^"]{1,99})"')
_SIZE = regex.compile(r'<svg [^>]{0,400}?width="(?P<width>[0-9.]{1,9})pt" height="(?P<height>[0-9.]{1,9})pt"')


@dataclass(frozen=True, slots=True)
class Picture:
    """One figure: its file name, words for those who cannot see it, SVG for the page (wide, narrow), and files."""

    name: str
    alternative: str
    wide: str
    narrow: str
    png: bytes
    svg: bytes


def pictures(evidence: Evidence, found: Digest) -> tuple[Picture, ...]:
    """Return the figures that the week has material for, in the order of the page."""
    made = []
    for name, alternative, draw, heights in [
        *_told(evidence, found),
        *_shares(evidence, found),
        *_elsewhere(evidence, found),
        *_revised(evidence, found),
    ]:
        made.append(_picture(name, alternative, draw, heights))
    return tuple(made)


def _told(evidence: Evidence, found: Digest) -> list[Plan]:
    """Plan what each side says by day, and what became of the drones."""
    from reconcile import plots

    week = found.week
    claims = evidence.in_week(week)
    findings = findings_frame(evidence.found_in(week))
    plans: list[Plan] = []
    for side in found.sides:
        daily = _daily(side.reports)
        if len(daily):
            name = "over-time-ukraine" if side.attacker == "RU" else "over-time-russia"
            told = "; ".join(f"{row.day:%d %b}: {say(f'metric.{row.metric}')} {_bounds(row.low, row.high)}" for row in daily.itertuples())
            plans.append((name, f"Day by day, {side.speaker}: {told}", partial(_over_time, daily, findings), (3.0, 3.3)))
    accounts = measures.accounts_frame(claims)
    if len(accounts):
        bars = accounts.groupby(["day", "source", "statement_id"], dropna=False).ngroups
        told = "; ".join(
            f"{row.day:%d %b} {name_of(str(row.source))} {say(f'metric.{row.part}')} {_bounds(row.low, row.high)}"
            for row in accounts.itertuples()
        )
        plans.append(
            (
                "account",
                f"What became of the drones: {told}",
                lambda ax: plots.account(accounts, ax),
                (1.7 + 0.46 * bars, 2.2 + 0.56 * bars),
            )
        )
    return plans


def _shares(evidence: Evidence, found: Digest) -> list[Plan]:
    """Plan rates, what stays unaccounted for, and the windows of the reports."""
    from reconcile import plots

    week = found.week
    claims = evidence.in_week(week)
    plans: list[Plan] = []
    rates = measures.rates_frame(evidence.in_week(Week(week.before(4).first, week.last)))
    if len(rates) and rates["day"].max() >= _stamp(week):
        last = rates[rates["day"] >= rates["day"].max()]
        told = ", ".join(f"{say(f'rate.{row.definition}')} {_shares_of(row.low, row.high)}" for row in last.itertuples())
        plans.append(
            (
                "rate",
                f"Share of the launched said to be brought down, five weeks; on the last day {told}",
                lambda ax: plots.rate(rates, ax),
                (3.0, 3.4),
            )
        )
    left = measures.residuals_frame(evidence.in_week(Week(week.before(4).first, week.last)))
    if len(left) and left["day"].max() >= _stamp(week):
        told = "; ".join(f"{row.day:%d %b} {_bounds(row.low, row.high)}" for row in left[left["day"] >= _stamp(week)].itertuples())
        plans.append(("residuals", f"Launched less every stated outcome: {told}", lambda ax: plots.residuals(left, ax), (2.6, 2.9)))
    windows = measures.windows_frame(
        claim for claim in claims if claim.attacker == "UA" and claim.source in {r.source for r in found.sides[1].reports}
    )
    if len(windows):
        told = "; ".join(f"{row.start:%d %b %H:%M} to {row.end:%d %b %H:%M}: {_bounds(row.low, row.high)}" for row in windows.itertuples())
        rows = min(40, windows["day"].nunique() + len(windows) // 4)
        plans.append(
            (
                "windows",
                f"Hours that each report counts, Moscow time: {told}",
                lambda ax: plots.windows(windows, ax),
                (1.7 + 0.3 * rows, 2 + 0.3 * rows),
            )
        )
    return plans


def _elsewhere(evidence: Evidence, found: Digest) -> list[Plan]:
    """Plan places, outlets and coverage."""
    from reconcile import plots
    from reconcile.plots.places import height_of

    week = found.week
    claims = evidence.in_week(week)
    plans: list[Plan] = []
    regions = measures.regions_frame(claims)
    if len(regions):
        told = "; ".join(
            f"{' and '.join(places.name(code, 'en') for code in region.split())} {_bounds(low, high)}"
            for region, low, high in zip(regions["region"], regions["low"], regions["high"], strict=True)
        )
        plans.append(
            (
                "regions",
                f"Drones brought down by region, tile grid: {told}",
                lambda ax: plots.regions(_sourced(regions, found), ax),
                (height_of(regions, _WIDE), height_of(regions, _NARROW)),
            )
        )
    relayed = _wholes(measures.relays_frame(claims))
    if len(relayed):
        told = "; ".join(
            f"{row.day:%d %b} {name_of(str(row.source))} {say(f'metric.{row.metric}')} {_bounds(row.low, row.high)}, "
            f"the speaker {_bounds(row.own_low, row.own_high)}"
            for row in relayed.itertuples()
        )
        plans.append(
            (
                "outlets",
                f"Outlets against the speaker: {told}",
                lambda ax: plots.outlets(relayed, ax),
                (1.6 + 0.36 * len(relayed), 1.9 + 0.55 * len(relayed)),
            )
        )
    days = measures.coverage_frame(claims, week)
    if len(days):
        lines = days["source"].nunique()
        told = "; ".join(f"{name_of(str(row.source))} {row.day:%d %b}: {row.reports or 'none'!s}" for row in days.itertuples())
        plans.append(
            (
                "coverage",
                f"Statements with figures, by day: {told}",
                lambda ax: plots.coverage(days, ax),
                (1.3 + 0.42 * lines, 1.5 + 0.68 * lines),
            )
        )
    return plans


def _revised(evidence: Evidence, found: Digest) -> list[Plan]:
    """Plan the night whose figures were changed most, told and told again."""
    from reconcile import plots

    changes = [finding for finding in evidence.found_in(found.week) if finding.kind == "revision" and finding.claims]
    if not changes:
        return []
    most = max(changes, key=lambda finding: finding.by).claims[0]
    alike = (most.source, most.attacker, most.weapon, most.scope, most.regions, day_of(most))
    night = [
        claim
        for claim in evidence.in_week(found.week)
        if (claim.source, claim.attacker, claim.weapon, claim.scope, claim.regions, day_of(claim)) == alike and claim.outcome
    ]
    frame = claims_frame(night)
    told = "; ".join(f"{say(f'metric.{row.metric}')} {_bounds(row.low, row.high)}" for row in frame.itertuples())
    return [("revisions", f"One night as it was told and told again: {told}", lambda ax: plots.revisions(frame, ax), (3.0, 3.4))]


def _over_time(daily: pd.DataFrame, findings: pd.DataFrame, ax: Axes | None) -> Axes:
    from reconcile import plots

    return plots.over_time(daily, findings, ax)


def _sourced(frame: pd.DataFrame, found: Digest) -> pd.DataFrame:
    source = next((report.source for report in found.sides[1].reports), None)
    return frame.assign(source=source) if source else frame


def _wholes(relayed: pd.DataFrame) -> pd.DataFrame:
    """Return the relayed totals, and of the parts those that differ."""

    apart = (relayed["high"] < relayed["own_low"]) | (relayed["low"] > relayed["own_high"])
    kept: pd.DataFrame = relayed[(relayed["scope"] == "total") | apart.fillna(False)].reset_index(drop=True)
    return kept


def _shares_of(low: float, high: float) -> str:
    return f"{low:.0%}" if high - low < 0.005 else f"{low:.0%} to {high:.0%}"


def _stamp(week: Week) -> pd.Timestamp:
    import pandas as pd

    return pd.Timestamp(week.first)


def _bounds(low: object, high: object) -> str:
    return f"{low} or more" if unbounded(high) else f"{low}" if low == high else f"{low} to {high}"


def _daily(reports: Sequence[Report]) -> pd.DataFrame:
    """Return one row per day and metric of a side's own reports, windows joined; a single claim keeps its place for the ring."""
    rows = []
    for day in sorted({report.day for report in reports}):
        of_day = [report for report in reports if report.day == day]
        for metric in ("launched", "brought"):
            tally = union(
                [
                    (r.hours, r.figures["launched"] if metric == "launched" else brought_down(r))
                    for r in of_day
                    if metric != "launched" or "launched" in r.figures
                ]
            )
            if tally.count is None:
                continue
            first = next(claim for claim in tally.claims if metric != "launched" or claim.metric == "launched")
            row = claims_frame([first]).iloc[0].to_dict() | {
                "day": _midnight(day),
                **dict(zip(("low", "high"), cells_of(tally.count), strict=True)),
            }
            named = "neutralized" if len({claim.metric for claim in tally.claims}) > 1 else first.metric
            rows.append(row | {"metric": named if metric == "brought" else metric, "approximate": tally.count.approximate})
    empty = claims_frame([])
    if not rows:
        return empty
    import pandas as pd

    frame = pd.DataFrame(rows)[list(empty.columns)]
    for name, kind in empty.dtypes.items():
        frame[name] = (
            pd.to_datetime(frame[name], utc=True).astype(kind) if isinstance(kind, pd.DatetimeTZDtype) else frame[name].astype(kind)
        )
    return frame


def _midnight(day: object) -> pd.Timestamp:
    import pandas as pd

    return pd.Timestamp(day)  # type: ignore[arg-type]


def _picture(name: str, alternative: str, draw: Draw, heights: tuple[float, float]) -> Picture:
    with drawing():
        svg, png = _drawn(draw, _WIDE, heights[0])
        narrow, _ = _drawn(draw, _NARROW, heights[1])
    return Picture(name, alternative, _for_page(svg, f"{name}-"), _for_page(narrow, f"{name}-narrow-"), png, svg)


def _drawn(draw: Draw, width: float, height: float) -> tuple[bytes, bytes]:
    """Draw at a size and return SVG and PNG, free of dates and machine names."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    draw(figure.subplots())
    vector, pixels = io.BytesIO(), io.BytesIO()
    figure.savefig(vector, format="svg", facecolor="none", metadata={"Date": None, "Creator": None})
    if width == _WIDE:
        figure.savefig(pixels, format="png", dpi=150, facecolor="white", metadata={"Software": None})
    return vector.getvalue(), pixels.getvalue()


def _for_page(svg: bytes, prefix: str) -> str:
    """Return the SVG for the page: its own ids, the page's ink and paper, no size of its own, hidden from screen readers."""
    text = svg.decode("utf-8")
    text = text[text.index("<svg ") :]
    size = _SIZE.match(text)
    used = set(_USED.findall(text))
    text = _OWN.sub(lambda own: own[0] if own[1] in used else "", text)  # what nothing refers to needs no name, and names must differ
    text = _IDS.sub(prefix, text)
    for fixed, themed in ((INK, "currentColor"), (FAINT, "var(--faint)"), (PAPER, "var(--paper)"), (WARNING, "var(--bad)")):
        text = text.replace(fixed, themed)
    if size:
        text = text.replace(f' width="{size["width"]}pt" height="{size["height"]}pt"', "", 1)
    return text.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
