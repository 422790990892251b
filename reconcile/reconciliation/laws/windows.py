"""Which windows of one speaker overlap or nest, so that their figures must not be added?"""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.attacks import Hours, hours
from reconcile.model import Claim, Count, Finding
from reconcile.reconciliation.reports import span
from reconcile.reconciliation.wording import figure

__all__ = ["overlaps"]


def overlaps(claims: Sequence[Claim]) -> tuple[Finding, ...]:
    """Return the overlapping pairs among one speaker's totals whose texts give both ends of their hours."""
    timed = sorted(((hours(claim), claim) for claim in claims if claim.scope == "total" and hours(claim).exact), key=_when)
    found: list[Finding] = []
    open_now: list[tuple[Hours, Claim]] = []
    for when, claim in timed:
        open_now = [(other, held) for other, held in open_now if other.usual and when.usual and other.usual[1] > when.usual[0]]
        found += [_pair((other, held), (when, claim)) for other, held in open_now if other.name != when.name and _alike(held, claim)]
        open_now.append((when, claim))
    return tuple(found)


def _when(pair: tuple[Hours, Claim]) -> tuple[object, ...]:
    when, claim = pair
    return when.usual, claim.statement_id, claim.span


def _alike(one: Claim, other: Claim) -> bool:
    same = (one.metric, one.weapon, one.model, one.attacker) == (other.metric, other.weapon, other.model, other.attacker)
    apart = one.regions and other.regions and not set(one.regions) & set(other.regions)
    return same and not apart


def _pair(one: tuple[Hours, Claim], other: tuple[Hours, Claim]) -> Finding:
    (first, early), (second, late) = one, other
    assert first.usual
    assert second.usual
    added = early.count + late.count
    inner, outer = (
        (late, early) if second.usual[1] <= first.usual[1] else (early, late) if first.usual[0] == second.usual[0] else (None, None)
    )
    if inner is not None and outer is not None and set(inner.regions) <= set(outer.regions or inner.regions):
        by = inner.count.low
        line = f"{_timed(inner)} lies inside {_timed(outer)}: together {outer.count}, not {added}"
    else:
        by = 0
        union = Count(max(early.count.low, late.count.low), added.high)
        line = f"{_timed(early)} and {_timed(late)} overlap: together {union}, never their sum {added}"
    start, end = span((early, late))
    return Finding("overlap", "note", early.attacker, start, end, by, line, (early, late))


def _timed(claim: Claim) -> str:
    start, end = claim.period.start, claim.period.end
    if start is None or end is None:
        return figure(claim)
    return f"{figure(claim)} ({start:%H:%M}–{end:%H:%M})"
