"""What became of the drones of one attack, by one report's own figures, and at what rate were they brought down?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reconcile.model import Claim, Count
from reconcile.report.tallies import Report, Tally, brought_down

__all__ = ["DECOYS_SINCE", "DEFINITIONS", "MERGED_SINCE", "Account", "Rate", "account", "rates"]

# The Air Force's report of 2025-07-24 is the first to give shot down and jammed as one figure ("збито/подавлено").
MERGED_SINCE = date(2025, 7, 24)
# Decoys are counted among the launched, and drones lost without effect are given, since.
DECOYS_SINCE = date(2024, 7, 1)

DEFINITIONS = {
    "shot_down": "shot down ÷ launched (jammed drones not counted as brought down); stated until 23 July 2025 only",
    "brought_down": "shot down or jammed ÷ launched",
}

_OUTCOMES = ("intercepted", "jammed", "neutralized", "hit", "left", "airborne")


@dataclass(frozen=True, slots=True)
class Account:
    """One report's whole against its parts.

    `unaccounted` is what the whole leaves after every stated outcome; None where no launch figure bounds it.
    `excess` is by how much the parts outnumber the whole, at the least; zero where they need not.
    """

    report: Report
    whole: Tally
    parts: tuple[tuple[str, Tally], ...]
    unaccounted: Count | None
    excess: int

    @property
    def left(self) -> Tally:
        """What is not accounted for, with every figure that it rests on."""
        return Tally(self.unaccounted, (*self.whole.claims, *(claim for _, tally in self.parts for claim in tally.claims)))


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of the launched with its bounds, 0 to 1, the name of its definition and the claims it rests on."""

    day: date
    definition: str
    low: float
    high: float
    claims: tuple[Claim, ...]


def account(report: Report) -> Account:
    """Return the report's account of its attack."""
    figures = dict(report.figures)
    if "neutralized" in figures:
        if "intercepted" in figures and "jammed" in figures:
            del figures["neutralized"]  # the two make it up
        else:
            figures.pop("intercepted", None)
            figures.pop("jammed", None)
    parts = tuple((metric, figures[metric]) for metric in _OUTCOMES if metric in figures)
    whole = report.figures.get("launched", Tally(None))
    counts = [tally.count for _, tally in parts if tally.count is not None]
    if whole.count is None:
        return Account(report, whole, parts, None, 0)
    stated = sum(counts, Count(0, 0))
    low = 0 if stated.high is None else max(0, whole.count.low - stated.high)
    high = None if whole.count.high is None else max(0, whole.count.high - stated.low)
    # A hedged figure proves no excess: "some two in the air" may be none too many.
    sure = sum(count.low for count in counts if not count.approximate)
    excess = 0 if whole.count.high is None or whole.count.approximate else max(0, sure - whole.count.high)
    return Account(
        report, whole, parts, Count(min(low, low if high is None else high), high, stated.approximate or whole.count.approximate), excess
    )


def rates(accounts: Iterable[Account]) -> tuple[Rate, ...]:
    """Return each report's rates, by definition; none where no launch figure is stated or the figures outnumber it.

    The share of drones shot down alone is given only before the two figures were merged (MERGED_SINCE).
    """
    found = []
    for entry in accounts:
        report, whole = entry.report, entry.whole.count
        if whole is None or whole.low == 0 or entry.excess:
            continue
        tallies = {"brought_down": brought_down(report)}
        if report.day < MERGED_SINCE and "intercepted" in report.figures:
            tallies["shot_down"] = report.figures["intercepted"]
        if not {"neutralized", "jammed"} & set(report.figures):
            del tallies["brought_down"]  # jammed not stated: the union is unknown, not equal to the shot down
        for definition, tally in tallies.items():
            if tally.count is not None:
                low = 0.0 if whole.high is None else tally.count.low / whole.high
                high = 1.0 if tally.count.high is None else min(1.0, tally.count.high / whole.low)
                found.append(Rate(report.day, definition, low, high, (*entry.whole.claims, *tally.claims)))
    return tuple(found)
