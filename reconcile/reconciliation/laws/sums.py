"""Do the days of a speaker's series add up to the week, the month or the year that the same speaker states?

Days that nobody stated are unknown, not zero: the sum of the days at hand only bounds the longer period from below. What
overlaps is never added, a period across which a definition changed is not looked at, and where the words leave open
which days are meant ("last week"), every way to take them is tried.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reconcile.attacks import Stretch, claim_order, day_of, hours, is_tally, minutes
from reconcile.model import Claim, Count, Finding, Mend
from reconcile.reconciliation.knowledge import Body, benign, body_of, breaks, owns
from reconcile.reconciliation.laws.witnesses import standing
from reconcile.reconciliation.reports import span
from reconcile.reconciliation.wording import figure

__all__ = ["Days", "disjoint", "stretches", "sums"]

_DAY = timedelta(days=1)
_LONG = frozenset({"week", "month", "year"})
_WRITTEN = 8  # figures; of longer sums the number is said
# Beyond are slips of the pen and counters; arithmetic on them overflows or never ends.
_YEARS, _LONGEST = range(1900, 2200), timedelta(days=400)
_DAYS = {"week": 7, "month": 30}

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class _Sum:
    """The figures that lie apart within some days, and the days on which none is stated."""

    days: Days
    parts: tuple[Claim, ...]
    missing: tuple[date, ...]

    @property
    def low(self) -> int:
        return sum(part.count.low for part in self.parts)

    @property
    def high(self) -> int | None:
        highs = [part.count.high for part in self.parts]
        return None if None in highs else sum(high for high in highs if high is not None)


def sums(claims: Iterable[Claim]) -> tuple[Finding, ...]:
    """Return the weeks, months and years that their own days outnumber or fall short of."""
    told = sorted(standing(claims), key=claim_order)
    series: dict[tuple[object, ...], list[Claim]] = {}
    for claim in told:
        if (key := _series(claim)) is not None:
            series.setdefault(key, []).append(claim)
    found: list[Finding] = []
    for mates in series.values():
        units = _units(mates)
        for whole in mates:
            if _is_long(whole) and whole.count.high is not None and not whole.count.approximate:
                found += _held(whole, units)
    return tuple(found)


def _series(claim: Claim) -> tuple[object, ...] | None:
    body = body_of(claim)
    if body is None or claim.scope != "total" or claim.outcome is None or claim.period.kind == "since_start":
        return None
    return body.key, claim.attacker, claim.metric, claim.weapon, claim.regions or claim.reach


def _is_long(claim: Claim) -> bool:
    return is_tally(claim) and claim.period.kind != "24h"


def _units(mates: Sequence[Claim]) -> list[tuple[Stretch, Claim]]:
    """Return the figures for attacks, or, where the speaker's series is of days, for days, each on its hours; own ones before relays."""
    body = body_of(mates[0])
    daily = body is not None and body.daily
    fit = [claim for claim in mates if not claim.doubt and (claim.period.kind == "24h" if daily else not is_tally(claim))]
    own = {day_of(claim) for claim in fit if owns(claim)}
    kept: dict[object, tuple[Stretch, Claim]] = {}
    for claim in fit:
        when, day = hours(claim), day_of(claim)
        if day is None or (day in own and not owns(claim)):
            continue
        hull = minutes(day, (0, 24)) if daily else when.hull
        if hull is not None:
            kept[when.name[:2] if when.name[0] == "night" else (hull, daily)] = (hull, claim)
    return sorted(kept.values(), key=lambda item: (item[0][1], item[0][0], claim_order(item[1])))


def disjoint(units: Sequence[tuple[Stretch, Claim]]) -> tuple[Claim, ...]:
    """Return the figures, on hours that lie apart, with the largest sum; the units come in order of their ends."""
    ends = [stretch[1] for stretch, _ in units]
    best: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    for place, ((start, _), claim) in enumerate(units):
        before = best[bisect_right(ends, start, 0, place)]
        best.append(max(best[-1], (before[0] + claim.count.low, (*before[1], place)), key=lambda item: item[0]))
    return tuple(units[place][1] for place in best[-1][1])


def stretches(claim: Claim) -> tuple[Days, ...]:
    """Return the days that a long period may mean; the night that ends on the first of them may or may not belong to it."""
    first, last = claim.period.start, claim.period.end
    if claim.period.days is not None:
        plain = [claim.period.days]
    elif first is not None and last is not None:
        plain = [(first.date() + (_DAY if first.hour >= 12 else timedelta()), last.date())]
    elif claim.period.kind in _DAYS and claim.published is not None and claim.published.year in _YEARS:
        return tuple(dict.fromkeys(_recent(claim.published.date(), _DAYS[claim.period.kind])))
    else:
        plain = []
    known = [(begin, end) for begin, end in plain if begin.year in _YEARS and end - begin < _LONGEST]
    return tuple(dict.fromkeys(days for begin, end in known for days in ((begin, end), (begin + _DAY, end)) if days[0] <= days[1]))


def _recent(today: date, length: int) -> list[Days]:
    """Return what "in the past week" may mean: the days up to the publication or the eve, or the last whole week or month."""
    found = [(today - length * _DAY, today - _DAY), (today - (length - 1) * _DAY, today)]
    if length == _DAYS["week"]:
        monday = today - today.weekday() * _DAY
        running = [(monday, today)] if today.weekday() > 2 else []
        return [*found, (monday - 7 * _DAY, monday - _DAY), *running]
    last = today.replace(day=1) - _DAY
    return [*found, (last.replace(day=1), last)]


def _within(units: Sequence[tuple[Stretch, Claim]], days: Days) -> _Sum:
    inside = [(stretch, claim) for stretch, claim in units if (day := day_of(claim)) is not None and days[0] <= day <= days[1]]
    stated = {day_of(claim) for _, claim in inside}
    missing = tuple(day for number in range((days[1] - days[0]).days + 1) if (day := days[0] + number * _DAY) not in stated)
    return _Sum(days, disjoint(inside), missing)


def _held(whole: Claim, units: Sequence[tuple[Stretch, Claim]]) -> list[Finding]:
    body = body_of(whole)
    assert body is not None
    added = [_within(units, days) for days in stretches(whole) if not _changed(body, whole, days)]
    if not added or not all(len(one.parts) > 1 for one in added):
        return []
    high = whole.count.high if whole.count.high is not None else 0
    over = min(added, key=lambda one: one.low)
    if over.low > high:
        return [_outnumbered(whole, over, over.low - high)]
    short = [one for one in added if one.high is not None and one.high < whole.count.low]
    if len(short) == len(added):
        nearest = min(short, key=lambda one: whole.count.low - (one.high or 0))
        return [_short(whole, nearest, whole.count.low - (nearest.high or 0))]
    return []


def _changed(body: Body, whole: Claim, days: Days) -> bool:
    return any(days[0] < change.day <= days[1] and whole.metric in change.metrics for change in breaks(body.key))


def _written(added: _Sum) -> str:
    if len(added.parts) <= _WRITTEN:
        return f"{' + '.join(str(part.count) for part in added.parts)} = {added.low}"
    return f"{len(added.parts)} reports from {added.days[0]} to {added.days[1]} add up to {added.low}"


def _unsaid(added: _Sum) -> list[str]:
    if not added.missing:
        return []
    named = ", ".join(map(str, added.missing[:_WRITTEN])) + (" …" if len(added.missing) > _WRITTEN else "")
    return [f"{len(added.missing)} of the days are not stated, which is not zero: {named}"]


def _name(whole: Claim) -> str:
    kind = whole.period.kind if whole.period.kind in _LONG else "whole period"
    return f"{figure(whole)} in the {kind}"


def _outnumbered(whole: Claim, added: _Sum, by: int) -> Finding:
    parts = [Mend(part, Count(0, part.count.low - by) if part.count.low >= by else None) for part in added.parts]
    line = f"{_written(added)}, of {_name(whole)}"
    start, end = span((whole, *added.parts))
    mends = (Mend(whole, Count(added.low)), *parts)
    claims = (whole, *added.parts)
    return Finding("excess", "suspicious", whole.attacker, start, end, by, line, claims, mends, benign("sums"))


def _short(whole: Claim, added: _Sum, by: int) -> Finding:
    body = body_of(whole)
    complete = not added.missing and body is not None and body.daily
    line = f"{_written(added)}, of {_name(whole)}: {by} on no stated day"
    start, end = span((whole, *added.parts))
    why = (*_unsaid(added), *benign("sums"))
    claims = (whole, *added.parts)
    severity = "suspicious" if complete else "note"
    return Finding("unattributed", severity, whole.attacker, start, end, by, line, claims, (Mend(whole, Count(0, added.high)),), why)
