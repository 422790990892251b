"""Do disjoint parts outnumber their whole: within one report, in one speaker's windows, between a region and the country?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reconcile.attacks import claim_order, group, hours
from reconcile.model import Claim, Count, Finding, Mend
from reconcile.reconciliation.knowledge import benign, body_of, owns, reading
from reconcile.reconciliation.program import System
from reconcile.reconciliation.readings import EVERY, READINGS, USUAL, rows
from reconcile.reconciliation.reports import Report, span
from reconcile.reconciliation.wording import arithmetic, figure, places, total

__all__ = ["between", "in_windows", "retold", "within"]


def within(report: Report) -> tuple[Finding, ...]:
    """Return the conflicts among the figures of one report."""
    return _conflicts(report.claims)


def in_windows(claims: Iterable[Claim]) -> tuple[Finding, ...]:
    """Return the conflicts among the reports, on the same, nested or neighbouring hours, of one speaker."""
    found: list[Finding] = []
    for attack in group(claims):
        if len({claim.statement_id for claim in attack.claims}) > 1:
            found += _across(attack.claims)
    return tuple(found)


def retold(claims: Iterable[Claim]) -> tuple[Finding, ...]:
    """Return the conflicts among what several outlets report of one speaker's figures for one night or the same hours."""
    told: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        name = hours(claim).name
        plain = claim.scope == "total" and not claim.regions and not claim.reach and not claim.doubt
        if plain and name[0] in {"night", "hours"}:
            told.setdefault(name, []).append(claim)
    found = [finding for mates in told.values() for finding in _across(mates)]
    return tuple(_of_outlets(finding) for finding in found)


def _of_outlets(finding: Finding) -> Finding:
    severity = "inconsistent" if finding.severity == "impossible" else finding.severity
    return replace(finding, severity=severity, explanations=(f"consistent if {reading('versions')}", *finding.explanations))


def between(regional: Report, national: Report) -> tuple[Finding, ...]:
    """Return where a regional official counts more than the whole country, on the same night or hours."""
    whole = [claim for claim in national.claims if not claim.regions and not claim.reach]
    return _across((*whole, *regional.claims))


def _across(claims: Sequence[Claim]) -> tuple[Finding, ...]:
    return tuple(finding for finding in _conflicts(claims) if len({claim.statement_id for claim in finding.claims}) > 1)


def _told_first(claim: Claim) -> tuple[object, ...]:
    """Order claims by how readily a conflict is told with them: sure ones, wholes, the plainest words first."""
    return claim.doubt is not None, claim.count.approximate, claim.scope != "total", len(claim.regions) > 0, claim_order(claim)


def _conflicts(claims: Sequence[Claim]) -> tuple[Finding, ...]:
    ordered = sorted((claim for claim in claims if claim.outcome is not None), key=_told_first)
    if len(ordered) < 2:
        return ()
    try:
        system = System(rows(ordered, USUAL))
        if system.feasible():
            return ()
        return tuple(_finding(ordered, system.grown(conflict)) for conflict in system.conflicts())
    except OverflowError:
        timed = [claim for claim in ordered if hours(claim).exact]
        return _conflicts(timed) if len(timed) < len(ordered) else ()


def _finding(ordered: Sequence[Claim], conflict: tuple[int, ...]) -> Finding:
    everything = System(rows(ordered, USUAL))
    system = everything.only(conflict)
    claims = tuple(ordered[index] for index in conflict)
    mends = tuple(_mend(system, index, ordered[index]) for index in conflict)
    mending = [name for name in READINGS if System(rows(ordered, frozenset({name}))).only(conflict).feasible()]
    sure = not System(rows(ordered, EVERY)).only(conflict).feasible()
    severity = "impossible" if sure else "inconsistent"
    explanations = [
        *_doubtful(ordered, everything, conflict),
        *_doubled(claims),
        *(f"consistent if {reading(name)}" for name in mending),
        *benign(_fit(claims), frozenset(claim.metric for claim in claims)),
    ]
    if _itemised(claims):
        explanations.append(reading("itemised"))
    if len({claim.speaker for claim in claims if body_of(claim) is None and claim.side}) > 1:
        severity = "suspicious"
        explanations.insert(0, reading("speakers"))
    if doubtful := [claim for claim in claims if claim.doubt]:
        severity = "suspicious"
        explanations.insert(0, "rests on a doubtful reading of " + ", ".join(f"“{claim.quote}” ({claim.doubt})" for claim in doubtful))
    start, end = span(claims)
    return Finding(
        "excess", severity, claims[0].attacker, start, end, system.slack(), arithmetic(system, ordered), claims, mends, tuple(explanations)
    )


def _mend(system: System, index: int, claim: Claim) -> Mend:
    """Return what a claim would have to be; a figure that only bounds its set from below may be any smaller one."""
    count = system.mend(index)
    loose = claim.count.high is not None and all(row.high is None for row in system.rows if row.claim == index)
    return Mend(claim, Count(0, count.high) if count is not None and loose and count.high is not None else count)


def _doubtful(ordered: Sequence[Claim], everything: System, conflict: Sequence[int]) -> list[str]:
    """Name the one figure of a conflict without which the other claims fit best: it fits neither its rivals nor the rest."""
    if len({row.claim for row in everything.rows}) == len(conflict):
        return []
    if sum(everything.without(index).feasible() for index in conflict) > 1:
        return []
    left = sorted((everything.without(index).slack(), index) for index in conflict)
    if left[0][0] == left[1][0]:
        return []
    claim = ordered[left[0][1]]
    rest = "all the others hold" if left[0][0] == 0 else "the others fit best"
    return [f"{figure(replace(claim, regions=(), reach=()))} is the figure to doubt: without it {rest}"]


def _doubled(claims: Sequence[Claim]) -> list[str]:
    """Tell of a region that stands twice in a list, and whether the list adds up without one of the two figures."""
    parts = [claim for claim in claims if claim.scope == "part" and len(claim.regions) == 1]
    wholes = [claim for claim in claims if claim not in parts]
    twice = [(one, other) for one in parts for other in parts if one.span < other.span and one.regions == other.regions]
    found: list[str] = []
    for pair in twice:
        told = " and ".join(str(claim.count) for claim in pair)
        excess = total(claim.count for claim in parts).low - (wholes[0].count.high or 0) if len(wholes) == 1 else None
        spare = [claim for claim in pair if claim.count.low == excess]
        ending = f"; without the {spare[0].count} it adds up" if spare else ""
        found.append(f"{places(pair[0].regions)} stands twice in the list ({told}){ending}")
    return found


def _itemised(claims: Sequence[Claim]) -> bool:
    """Tell whether all claims stand in one own post of a body whose lists always add up, so that the reading of it is suspect first."""
    body = body_of(claims[0])
    same = len({claim.statement_id for claim in claims}) == 1 and len({claim.metric for claim in claims}) == 1
    return same and body is not None and body.itemised and all(owns(claim) for claim in claims)


def _fit(claims: Sequence[Claim]) -> str:
    if any(claim.reach for claim in claims) and len({claim.statement_id for claim in claims}) > 1:
        return "speakers"
    if len({hours(claim).name for claim in claims}) > 1:
        return "windows"
    if len({claim.metric for claim in claims}) == 1 and all(claim.scope == "total" for claim in claims):
        return "retold"
    return "outcomes" if len({claim.metric for claim in claims}) > 1 else "places"
