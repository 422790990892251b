"""How many in all, when reports overlap, nest, or are missing? Sums with bounds, each with the claims it rests on.

A *report* is what one statement says in its own voice of one attack's drones: at most one figure a metric.
Reports of overlapping windows are never added up as if they were apart: the union of their windows is at
least the largest sum of reports that surely do not overlap, and at most the sum of those that surely do not
lie inside another. A later report of the same night replaces the earlier ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from reconcile.attacks import Hours, claim_order, day_of, hours, is_tally, minutes
from reconcile.model import Claim, Count
from reconcile.report.voices import own, voice

__all__ = ["Report", "Tally", "at_night", "brought_down", "latest", "once", "reports", "series", "union"]


@dataclass(frozen=True, slots=True)
class Tally:
    """A number to print: its bounds and the claims it rests on; `count` None where nobody states it."""

    count: Count | None
    claims: tuple[Claim, ...] = ()


UNKNOWN = Tally(None)


@dataclass(frozen=True, slots=True)
class Report:
    """What one statement says of one attack's drones: the day that names it, its hours, a tally per metric."""

    statement_id: str
    source: str
    attacker: str | None
    day: date
    hours: Hours
    figures: Mapping[str, Tally] = field(hash=False)

    @property
    def order(self) -> tuple[object, ...]:
        """The key that puts earlier tallies first."""
        return max(claim_order(claim) for tally in self.figures.values() for claim in tally.claims)


def reports(claims: Iterable[Claim]) -> tuple[Report, ...]:
    """Return the reports of drones among the claims: national figures of one attack, relays included, earliest first.

    Tallies of days, weeks and counters are left out, as are other weapons and the figures of regional officials.
    A list of places without a total counts as the sum of its places. Figures of one statement are one report
    unless it gives a metric for several windows.
    """
    national = [
        claim
        for claim in sorted(dict.fromkeys(claims), key=claim_order)
        if claim.weapon == "drone" and claim.outcome and not claim.reach and not is_tally(claim)
    ]
    by_statement: dict[tuple[object, ...], list[Claim]] = {}
    for claim in national:
        by_statement.setdefault((claim.source, claim.statement_id, claim.attacker), []).append(claim)
    found = [report for members in by_statement.values() for report in _of_statement(members)]
    return tuple(sorted(found, key=lambda report: (report.day, report.order)))


def _of_statement(claims: Sequence[Claim]) -> list[Report]:
    """Return the reports of one statement's claims: one, or one a window where a metric has totals for several."""
    windows: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        windows.setdefault(_window(claim), []).append(claim)
    figures = [_figures(members) for members in windows.values()]
    stated = [metric for found in figures for metric in found]
    if len(stated) == len(set(stated)):
        figures = [{metric: tally for found in figures for metric, tally in found.items()}]
    made = []
    for found in figures:
        leading = next((found[metric] for metric in ("launched", "neutralized", "intercepted") if metric in found), None)
        leading = leading or next(iter(found.values()), None)
        if leading is not None and (day := day_of(leading.claims[0])) is not None:
            first = leading.claims[0]
            made.append(Report(first.statement_id, first.source, first.attacker, day, hours(first), found))
    return made


def _window(claim: Claim) -> tuple[object, ...]:
    """Return what tells two windows of one statement apart; figures of one night share it although only some give hours."""
    period = claim.period
    return () if period.kind in {None, "night"} else (period.kind, period.start, period.end)


def _figures(claims: Sequence[Claim]) -> dict[str, Tally]:
    """Return a tally per metric: the statement's total, the one for all models before others, or its list of places added up."""
    figures = {}
    for metric, group in groupby(sorted(claims, key=lambda claim: claim.metric), key=lambda claim: claim.metric):
        members = list(group)
        totals = [claim for claim in members if claim.scope == "total"]
        totals = [claim for claim in totals if claim.model is None] or totals
        if totals:
            figures[metric] = Tally(_hull([claim.count for claim in totals]), tuple(totals))
        elif (listed := _list_sum(members)) is not None:
            figures[metric] = Tally(listed, tuple(members))
    return figures


def _list_sum(parts: Sequence[Claim]) -> Count | None:
    """Return the sum of a list of places that has no total; None where the parts are not places apart from each other."""
    places = [region for claim in parts for region in claim.regions]
    if len(places) != len(set(places)) or not all(claim.regions and claim.model is None for claim in parts):
        return None
    total = sum((claim.count for claim in parts), Count(0, 0))
    return Count(total.low, None, total.approximate) if any(claim.doubt for claim in parts) else total


def _hull(counts: Sequence[Count]) -> Count:
    highs = [count.high for count in counts]
    high = None if None in highs else max(high for high in highs if high is not None)
    return Count(min(count.low for count in counts), high, any(count.approximate for count in counts))


def at_night(report: Report) -> bool:
    """Tell whether the report counts the night that names its day: it says so, or its window holds the small hours."""
    small = minutes(report.day, (1, 4))
    usual = report.hours.usual
    return report.hours.name[0] == "night" or (usual is not None and usual[0] <= small[0] and small[1] <= usual[1])


def once(found: Iterable[Report]) -> tuple[Report, ...]:
    """Return the reports without those in which a source tells the same figures of the same day again."""
    seen: dict[tuple[object, ...], Report] = {}
    for report in found:
        told = tuple(sorted((metric, str(tally.count)) for metric, tally in report.figures.items()))
        seen.setdefault((report.source, report.attacker, report.day, told), report)
    return tuple(seen.values())


def brought_down(report: Report) -> Tally:
    """Return how many the report says were shot down or suppressed: its merged figure, else the two added, else the one given.

    Where a launch figure stands beside only one of the two, the other is unknown: at least the one, at most the launched.
    """
    if "neutralized" in report.figures:
        return report.figures["neutralized"]
    given = [report.figures[metric] for metric in ("intercepted", "jammed") if metric in report.figures]
    counts = [tally.count for tally in given if tally.count is not None]
    if not counts:
        return UNKNOWN
    claims = tuple(claim for tally in given for claim in tally.claims)
    stated = sum(counts[1:], counts[0])
    whole = report.figures.get("launched", UNKNOWN)
    if len(counts) == 2 or whole.count is None:
        return Tally(stated, claims)
    high = None if whole.count.high is None else max(stated.low, whole.count.high)
    return Tally(Count(stated.low, high, stated.approximate), (*claims, *whole.claims))


def latest(found: Iterable[Report]) -> tuple[Report, ...]:
    """Return the reports that stand: of one source's reports of the same night or the same hours, the last one."""
    standing: dict[tuple[object, ...], Report] = {}
    for report in sorted(found, key=lambda report: report.order):
        name = report.hours.name[:2] if report.hours.name[0] == "night" else report.hours.name
        # Two posts on "about 13:30" may speak of two events, and two posts on one window of two places: both stand.
        only = report.statement_id if report.hours.name[0] not in {"night", "hours"} else ""
        place = _places(report.figures.values()) if report.hours.name[0] == "hours" else frozenset()
        body = voice(report.source)
        standing[(body.source if body else report.source, report.attacker, name, only, place)] = report
    return tuple(sorted(standing.values(), key=lambda report: (report.day, report.order)))


def series(found: Iterable[Report], attacker: str) -> tuple[Report, ...]:
    """Return the standing reports in a side's own regular series; empty where these sources hold none of its own."""
    chosen = []
    for report in found:
        known = voice(report.source)
        first = next(iter(report.figures.values())).claims[0]
        if report.attacker == attacker and known is not None and known.series and known.side != attacker and own(first):
            chosen.append(report)
    return latest(chosen)


def union(parts: Sequence[tuple[Hours, Tally]]) -> Tally:
    """Return the bounds on all things counted by any of the parts, whose hours may overlap.

    Parts without hours overlap everything. The claims are those of every part, in order.
    """
    stated = [(when, tally) for when, tally in parts if tally.count is not None]
    if not stated:
        return UNKNOWN
    counts = [(when, tally.count) for when, tally in stated if tally.count is not None]
    apart = [counts[place] for place in range(len(stated)) if not _inside_another(place, stated)]
    highs = [count.high for _, count in apart]
    high = None if None in highs else sum(high for high in highs if high is not None)
    approximate = any(count.approximate for _, count in counts)
    low = _most_apart(counts)
    return Tally(
        Count(low, high if high is None else max(low, high), approximate), tuple(claim for _, tally in stated for claim in tally.claims)
    )


def _most_apart(counts: Sequence[tuple[Hours, Count]]) -> int:
    """Return the largest sum of lower bounds over parts whose hours surely do not overlap (weighted interval scheduling)."""
    loose = max((count.low for when, count in counts if when.hull is None), default=0)
    timed = sorted((when.hull[1], when.hull[0], count.low) for when, count in counts if when.hull is not None)
    ends = [end for end, _, _ in timed]
    best = [0] * (len(timed) + 1)
    for place, (_, start, low) in enumerate(timed):
        before = sum(1 for end in ends[:place] if end <= start)
        best[place + 1] = max(best[place], best[before] + low)
    return max(best[-1], loose)


def _places(tallies: Iterable[Tally]) -> frozenset[str]:
    return frozenset(region for tally in tallies for claim in tally.claims for region in claim.regions)


def _inside_another(place: int, parts: Sequence[tuple[Hours, Tally]]) -> bool:
    """Tell whether a part surely lies inside another, by hours and by places; of two equal ones the later counts as inside."""
    when, tally = parts[place]
    if when.hull is None:
        return False
    where = _places([tally])
    for other, (around, outer) in enumerate(parts):
        if other == place or around.core is None:
            continue
        wide = _places([outer])
        inside = around.core[0] <= when.hull[0] and when.hull[1] <= around.core[1] and (not wide or (where and where <= wide))
        twin = when.core == when.hull == around.core and where == wide
        if inside and (not twin or other < place):
            return True
    return False
