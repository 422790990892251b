"""Do a speaker's running totals run, and on which days is a regular speaker silent?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from reconcile.attacks import claim_order, day_of
from reconcile.model import Claim, Count, Finding, Mend
from reconcile.reconciliation.knowledge import benign, body_of, breaks, owns
from reconcile.reconciliation.reports import span
from reconcile.reconciliation.wording import named

__all__ = ["counter_groups", "counters", "gaps", "steps"]

# A speaker is regular where at least this share of the ten days on either side of a silence has a statement.
_REGULAR, _FEWEST, _AROUND = 0.7, 5, 10


def counter_groups(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Return the running totals of each speaker and set, in order of publication."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        body = body_of(claim)
        if claim.period.kind == "since_start" and claim.scope == "total" and claim.published and claim.count.exact and body is not None:
            groups.setdefault((body.key, claim.metric, claim.weapon, claim.model, claim.regions), []).append(claim)
    return [sorted(group, key=claim_order) for group in groups.values()]


def _longest_run(values: Sequence[int]) -> set[int]:
    """Return the places of a longest run of values that never falls."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        at = bisect_right(tails, value)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [place]
    place = ends[-1] if ends else -1
    kept: set[int] = set()
    while place >= 0:
        kept.add(place)
        place = before[place]
    return kept


def counters(claims: Sequence[Claim]) -> tuple[Finding, ...]:
    """Return the running totals that fall; the fewest are named, each with the neighbour that it contradicts."""
    found: list[Finding] = []
    for group in counter_groups(claims):
        kept = _longest_run([claim.count.low for claim in group])
        for place, claim in enumerate(group):
            if place in kept:
                continue
            before = [group[index] for index in sorted(kept) if index < place and group[index].count.low > claim.count.low]
            after = [group[index] for index in sorted(kept) if index > place and group[index].count.low < claim.count.low]
            pair = (before[-1], claim) if before else (claim, after[0])
            found.append(_fall(*pair))
    return tuple(found)


def _fall(earlier: Claim, later: Claim) -> Finding:
    by = earlier.count.low - later.count.low
    start, end = earlier.published, later.published
    line = f"{named(later)} since the start: {later.count.low} on {day_of(later)}, {earlier.count.low} already on {day_of(earlier)}"
    mends = (Mend(earlier, Count(0, later.count.low)), Mend(later, Count(earlier.count.low)))
    severity = "suspicious" if earlier.doubt or later.doubt else "impossible"
    return Finding("counter", severity, later.attacker, start, end, by, line, (earlier, later), mends, benign("counter"))


def steps(claims: Sequence[Claim]) -> tuple[Finding, ...]:
    """Return the days on which a running total grew by something else than the day's stated count."""
    found: list[Finding] = []
    for group in counter_groups(claims):
        day_counts = {
            (claim.statement_id, claim.metric, claim.weapon): claim for claim in claims if claim.period.kind == "24h" and claim.count.exact
        }
        own = [claim for claim in group if owns(claim)]
        for earlier, later in pairwise(own):
            first, second = day_of(earlier), day_of(later)
            added = day_counts.get((later.statement_id, later.metric, later.weapon))
            if added is None or first is None or second is None or second - first != timedelta(days=1):
                continue
            grown = later.count.low - earlier.count.low
            if grown >= 0 and grown != added.count.low:
                by, told = abs(grown - added.count.low), f"{added.count.low} stated for the day"
                found.append(counter_step(earlier, later, added, by, told))
    return tuple(found)


def counter_step(earlier: Claim, later: Claim, stated: Claim, by: int, told: str) -> Finding:
    """Return the finding that a counter grew otherwise than what is stated for between; `told` says what was, in words."""
    grown = later.count.low - earlier.count.low
    line = f"{later.count.low} − {earlier.count.low} = {grown}, but {told}"
    mends = (
        Mend(earlier, _exactly(later.count.low - stated.count.low)),
        Mend(later, _exactly(earlier.count.low + stated.count.low)),
        Mend(stated, _exactly(grown)),
    )
    start, end = earlier.published, later.published
    return Finding("counter", "suspicious", later.attacker, start, end, by, line, (earlier, later, stated), mends, benign("counter_step"))


def _exactly(number: int) -> Count | None:
    return Count(number, number) if number >= 0 else None


def gaps(claims: Sequence[Claim]) -> tuple[Finding, ...]:
    """Return the runs of days on which a regular speaker has no statement: not stated, which is not zero."""
    spoken: dict[str, dict[date, Claim]] = {}
    for claim in sorted(claims, key=claim_order):
        body, day = body_of(claim), day_of(claim)
        if owns(claim) and body is not None and body.series and day is not None and claim.outcome is not None:
            spoken.setdefault(body.key, {})[day] = claim
    found: list[Finding] = []
    for key, days in sorted(spoken.items()):
        silences = [(first, second) for first, second in pairwise(sorted(days)) if (second - first).days > 1]
        found += [_gap(days[first], days[second], key) for first, second in silences if _regular(sorted(days), first, second)]
    return tuple(found)


def _regular(days: Sequence[date], first: date, second: date) -> bool:
    before = min(_AROUND, (first - days[0]).days + 1)
    after = min(_AROUND, (days[-1] - second).days + 1)
    near = [day for day in days if 0 <= (first - day).days < before or 0 <= (day - second).days < after]
    return len(near) >= max(_FEWEST, _REGULAR * (before + after))


def _gap(before: Claim, after: Claim, key: str) -> Finding:
    first, last = day_of(before), day_of(after)
    assert first is not None
    assert last is not None
    missing = (last - first).days - 1
    body = body_of(after)
    name = body.name if body else key
    begin, end = first + timedelta(days=1), last - timedelta(days=1)
    when = f"{begin}" if begin == end else f"{begin} to {end}"
    start, finish = span((before,))[1], span((after,))[0]
    changed = tuple(item.what for item in breaks(key) if begin <= item.day <= end)
    line = f"no statement of {name} for {when}: {missing} day{'s' if missing > 1 else ''} not stated, which is not zero"
    return Finding("gap", "note", after.attacker, start, finish, missing, line, (before, after), (), changed)
