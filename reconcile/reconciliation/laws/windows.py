"""Which windows of one speaker overlap or nest, so that their figures must not be added?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from reconcile.attacks import Hours, claim_order, day_of, hours
from reconcile.model import Claim, Count, Finding
from reconcile.reconciliation.cells import Extent
from reconcile.reconciliation.laws.sums import disjoint
from reconcile.reconciliation.program import System
from reconcile.reconciliation.readings import USUAL, rows
from reconcile.reconciliation.reports import span
from reconcile.reconciliation.wording import figure, total

__all__ = ["overlaps", "unsure"]


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


def unsure(claims: Sequence[Claim]) -> tuple[Finding, ...]:
    """Return the nights without stated hours that may or may not hold what the same speaker counted in the evening or the morning."""
    nights = [claim for claim in claims if claim.scope == "total" and hours(claim).name[0] == "night" and not hours(claim).exact]
    nights = [claim for claim in nights if not (claim.doubt or "").startswith("truncated")]
    timed = [claim for claim in claims if claim.scope == "total" and hours(claim).name[0] in {"hours", "moment"}]
    by_day: dict[date | None, list[Claim]] = {}
    for claim in timed:
        by_day.setdefault(day_of(claim), []).append(claim)
    lists: dict[tuple[str, str, str], list[Claim]] = {}
    by_statement: dict[str, list[Claim]] = {}
    for claim in claims:
        by_statement.setdefault(claim.statement_id, []).append(claim)
        if claim.scope == "part" and claim.regions and hours(claim).name[0] == "night":
            lists.setdefault((claim.statement_id, claim.metric, claim.weapon), []).append(claim)
    found: list[Finding] = []
    for night in nights:
        day, listed = day_of(night), lists.get((night.statement_id, night.metric, night.weapon), ())
        near = [*by_day.get(day - timedelta(days=1), ()), *by_day.get(day, ())] if day else []
        beside = [claim for claim in near if _alike(night, claim) and _may_hold(hours(night), hours(claim)) and _fits(claim, night, listed)]
        if beside:
            found.append(_may_contain(night, _apart(beside), by_statement))
    return tuple(found)


def _fits(claim: Claim, night: Claim, listed: Sequence[Claim]) -> bool:
    """Tell whether a night may count things of an evening's figure: a list of places that is complete must name one of its places."""
    complete = bool(listed) and total(part.count for part in listed).low == night.count.low
    return not (claim.regions and complete) or any(set(part.regions) & set(claim.regions) for part in listed)


def _may_hold(night: Hours, other: Hours) -> bool:
    """Tell whether a stretch lies at the edge of a night: within what is usually meant, outside what it surely is."""
    if night.usual is None or night.core is None or other.usual is None:
        return False
    inside = night.usual[0] < other.usual[1] and other.usual[0] < night.usual[1]
    return inside and not (night.core[0] < other.usual[1] and other.usual[0] < night.core[1])


def _kind(claim: Claim) -> tuple[object, ...]:
    return claim.metric, claim.weapon, claim.model


def _least(mates: Sequence[Claim], night: Claim) -> int:
    """Return how many there are at the least by everything that the texts say, places included: a region's evening may exceed its night."""
    assert night.outcome
    try:
        return System(rows(mates, USUAL)).least(Extent(night.outcome, frozenset({night.weapon}))) or 0
    except OverflowError:
        return 0


def _apart(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the figures on hours that lie apart, with the largest sum."""
    timed = [(when, claim) for claim in sorted(claims, key=claim_order) if (when := hours(claim).usual)]
    return disjoint(sorted(timed, key=lambda item: item[0][::-1]))


def _may_contain(night: Claim, parts: Sequence[Claim], by_statement: Mapping[str, Sequence[Claim]]) -> Finding:
    told_in = {(claim.statement_id, hours(claim).name, *_kind(claim)) for claim in (night, *parts)}
    ids = dict.fromkeys(claim.statement_id for claim in (night, *parts))
    mates = [claim for key in ids for claim in by_statement[key] if (key, hours(claim).name, *_kind(claim)) in told_in]
    summed = night.count + total(part.count for part in parts)
    least = max(night.count.low, total(part.count for part in parts).low)
    written = " + ".join(_timed(part) for part in parts)
    # Things that neither figure counts are in no union of the two, whatever else may have flown.
    most = summed.high if summed.high is not None else summed.low
    told = Count(max(least, min(_least(mates, night), most)), summed.high)
    line = f"{figure(night)} (the night, hours not stated) may or may not count {written} again: together {told}"
    start, end = span((night, *parts))
    return Finding("overlap", "note", night.attacker, start, end, 0, line, (night, *parts))


def _when(pair: tuple[Hours, Claim]) -> tuple[object, ...]:
    when, claim = pair
    return when.usual, claim.statement_id, claim.span


def _alike(one: Claim, other: Claim) -> bool:
    same = (one.metric, one.weapon, one.model, one.attacker) == (other.metric, other.weapon, other.model, other.attacker)
    apart = one.regions and other.regions and not set(one.regions) & set(other.regions)
    return same and not apart


def _holds(outer: Claim, inner: Claim) -> bool:
    """Tell whether a figure counts all that one on hours inside its own does; a total with one place counts nothing elsewhere."""
    return set(inner.regions) <= set(outer.regions or inner.regions) and bool(inner.regions or len(outer.regions) != 1)


def _pair(one: tuple[Hours, Claim], other: tuple[Hours, Claim]) -> Finding:
    (first, early), (second, late) = one, other
    assert first.usual
    assert second.usual
    added = early.count + late.count
    inner, outer = (
        (late, early) if second.usual[1] <= first.usual[1] else (early, late) if first.usual[0] == second.usual[0] else (None, None)
    )
    if inner is not None and outer is not None and _holds(outer, inner):
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
    return f"{figure(claim)} ({start:%H:%M}–{end:%H:%M})" if start != end else f"{figure(claim)} (about {start:%H:%M})"
