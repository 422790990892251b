"""Does a running total grow by what the same speaker states for the weeks, months and years between?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from reconcile.attacks import day_of, is_tally
from reconcile.model import Claim, Count, Finding
from reconcile.reconciliation.knowledge import body_of, breaks
from reconcile.reconciliation.laws.series import counter_groups, counter_step
from reconcile.reconciliation.laws.sums import Days, stretches
from reconcile.reconciliation.wording import figure

__all__ = ["increments"]

_DAY = timedelta(days=1)


def increments(claims: Sequence[Claim]) -> tuple[Finding, ...]:
    """Return the periods for which a speaker's running total grew by something else than the count stated for them."""
    long: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        if is_tally(claim) and claim.period.kind not in {"24h", "since_start"} and claim.scope == "total" and not claim.count.approximate:
            long.setdefault(_set_of(claim), []).append(claim)
    found: list[Finding] = []
    for group in counter_groups(claims):
        for whole in long.get(_set_of(group[0]), ()):
            found += _held(whole, [(day, claim) for claim in group if (day := day_of(claim)) is not None])
    return tuple(found)


def _set_of(claim: Claim) -> tuple[object, ...]:
    body = body_of(claim)
    return body.key if body else None, claim.metric, claim.weapon, claim.model, claim.regions


def _held(whole: Claim, counters: Sequence[tuple[date, Claim]]) -> list[Finding]:
    """Return how the period differs from the growth under every way to take its days; nothing where one way fits or none can be told."""
    pairs = [pair for days in stretches(whole) if not _changed(whole, days) for pair in _around(days, counters)]
    misses = [(_miss(whole.count, pair), pair) for pair in pairs]
    if not misses or not all(by for by, _ in misses):
        return []
    by, (earlier, later) = min(misses, key=lambda item: item[0])
    return [counter_step(earlier, later, whole, by, f"{figure(whole)} in the {whole.period.kind} between")]


def _around(days: Days, counters: Sequence[tuple[date, Claim]]) -> list[tuple[Claim, Claim]]:
    """Return the pairs of running totals between which the period lies exactly: told on its eve and last day, or a morning later."""
    told = dict(counters)
    ends = ((days[0] - _DAY, days[1]), (days[0], days[1] + _DAY))
    return [(told[first], told[last]) for first, last in ends if first in told and last in told]


def _miss(count: Count, pair: tuple[Claim, Claim]) -> int:
    grown = pair[1].count.low - pair[0].count.low
    return max(0, count.low - grown, grown - count.high if count.high is not None else 0)


def _changed(whole: Claim, days: Days) -> bool:
    body = body_of(whole)
    return body is not None and any(days[0] < change.day <= days[1] and whole.metric in change.metrics for change in breaks(body.key))
