"""How many over each region, by one side's own statements, when lists are joint, windows overlap and parts nest?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reconcile.attacks import Hours, claim_order, hours, is_tally
from reconcile.model import Claim, Count
from reconcile.report.tallies import Report, Tally, brought_down, union
from reconcile.report.voices import own

__all__ = ["MOSCOW", "Window", "by_region", "by_window", "kind_of_place"]

MOSCOW = "RU-MOW RU-MOS"
"""Moscow city and its region as one place: the ministry mostly counts them as one."""

_MERGED = {"RU-MOW": MOSCOW, "RU-MOS": MOSCOW}


def kind_of_place(code: str) -> str:
    """Return `sea`, `crimea`, `occupied` (another part of Ukraine), `moscow` or `region`."""
    if code.startswith("SEA-"):
        return "sea"
    if code in {"UA-43", "UA-40"}:
        return "crimea"
    if code.startswith("UA-"):
        return "occupied"
    return "moscow" if code in {MOSCOW, *_MERGED} else "region"


def by_region(claims: Iterable[Claim], attacker: str) -> dict[str, Tally]:
    """Return the bounds on drones brought down over each place that a side's own statements name, by code.

    A figure over several places at once is never split: it adds nothing to a place's lower bound and all of
    itself to its upper bound. Windows that overlap are joined as in `union`, never added.
    """
    grouped: dict[str, dict[tuple[object, ...], list[Claim]]] = {}
    for claim in sorted(dict.fromkeys(claims), key=claim_order):
        if not _counts(claim, attacker):
            continue
        places = sorted({_MERGED.get(code, code) for code in claim.regions})
        window = claim.statement_id, claim.period.kind, claim.period.start, claim.period.end
        for place in places:
            grouped.setdefault(place, {}).setdefault(window, []).append(claim)
    return {place: union([_of_statement(place, members) for members in windows.values()]) for place, windows in sorted(grouped.items())}


@dataclass(frozen=True, slots=True)
class Window:
    """One report's hours: how many in all, and over which places."""

    report: Report
    total: Tally
    places: tuple[tuple[str, Tally], ...]


def by_window(reports: Sequence[Report], claims: Iterable[Claim]) -> tuple[Window, ...]:
    """Return each report with what its statement says of places in the same hours, most first."""
    listed: dict[str, list[Claim]] = {}
    for claim in claims:
        listed.setdefault(claim.statement_id, []).append(claim)
    found = []
    for report in reports:
        same = [claim for claim in listed.get(report.statement_id, []) if hours(claim).name == report.hours.name]
        where = by_region(same, report.attacker or "")
        ranked = sorted(where.items(), key=lambda item: (-(item[1].count.low if item[1].count else 0), item[0]))
        found.append(Window(report, brought_down(report), tuple(ranked)))
    return tuple(found)


def _counts(claim: Claim, attacker: str) -> bool:
    downed = claim.metric in {"intercepted", "jammed", "neutralized"}
    return downed and bool(claim.regions) and claim.weapon == "drone" and claim.attacker == attacker and own(claim) and not is_tally(claim)


def _of_statement(place: str, claims: list[Claim]) -> tuple[Hours, Tally]:
    """Return what one statement says of one place in one window.

    A figure said to be part of another figure for the same place adds nothing to it. Where several figures
    for the place may or may not be apart, they bound it: at least the largest, at most all of them.
    """
    starts = {claim.span.start for claim in claims}
    apart = [claim for claim in claims if claim.within is None or claim.within not in starts or claim.within == claim.span.start]
    counts = [_alone(place, claim) for claim in apart]
    highs = [count.high for count in counts]
    high = None if None in highs else sum(high for high in highs if high is not None)
    approximate = any(count.approximate for count in counts)
    return hours(claims[0]), Tally(Count(max(count.low for count in counts), high, approximate), tuple(claims))


def _alone(place: str, claim: Claim) -> Count:
    single = {_MERGED.get(code, code) for code in claim.regions} == {place}
    return claim.count if single else Count(0, claim.count.high, claim.count.approximate)
