"""How many things, at the least and at the most, do the claims allow in a set that somebody names, and which claims say so?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from reconcile.attacks import SERIES_KINDS, Hours, claim_order, group, hours, is_tally, minute
from reconcile.model import Claim, Count, Outcome, Period, Span
from reconcile.reconciliation.cells import Extent, Row
from reconcile.reconciliation.exits import linked
from reconcile.reconciliation.knowledge import body_of, owns
from reconcile.reconciliation.laws.witnesses import standing, strays
from reconcile.reconciliation.program import System
from reconcile.reconciliation.readings import USUAL, rows

__all__ = ["Bounds", "Query", "as_known_at", "bounds", "bounds_of", "chosen_for", "published_by"]


@dataclass(frozen=True, slots=True)
class Query:
    """A set: outcome (a metric), weapon and model, regions (none: everywhere), hours (none: all that the claims speak of)."""

    attacker: str
    metric: str = "launched"
    weapon: str = "drone"
    model: str | None = None
    regions: tuple[str, ...] = ()
    start: datetime | None = None
    end: datetime | None = None

    def extent(self) -> Extent:
        """Return the set in the terms of the cells; ValueError for counts of places, which hold no things."""
        outcome = Outcome.of(self.metric)
        if outcome is None:
            raise ValueError(f"{self.metric} counts places, not things; ask for the outcome, such as hit")
        places = frozenset(self.regions) or None
        models = frozenset({self.model}) if self.model else None
        aimed = self.metric == "launched"
        return Extent(
            outcome, frozenset({self.weapon}), models, None if aimed else places, places if aimed else None, _asked(self.start, self.end)
        )


@dataclass(frozen=True, slots=True)
class Bounds:
    """The tightest interval that the claims allow; `set_aside` are claims left out because they contradict others."""

    low: int
    high: int | None
    low_claims: tuple[Claim, ...] = ()
    high_claims: tuple[Claim, ...] = ()
    set_aside: tuple[Claim, ...] = ()

    @property
    def count(self) -> Count:
        """The interval as a count."""
        return Count(self.low, self.high)


def _asked(start: datetime | None, end: datetime | None) -> Hours | None:
    if start is None or end is None:
        return None
    return hours(Claim("", "launched", Count(), "", Span(0, 0), period=Period("window", start, end)))


def as_known_at(claims: Iterable[Claim], moment: datetime) -> tuple[Claim, ...]:
    """Return the claims that stood at a time: published by then, and not yet replaced; claims without a time were never surely known."""
    return standing(claim for claim in claims if published_by(claim.published, moment))


def published_by(published: datetime | None, moment: datetime) -> bool:
    """Tell whether something had surely been published by a time."""
    return published is not None and minute(published) <= minute(moment)


def bounds(claims: Iterable[Claim], query: Query) -> Bounds:
    """Return the tightest bounds on the query's set; a set nobody counted has 0 and what the wholes leave.

    Superseded versions do not count, nor do outlets' repeats of a body whose own statements are at hand. Claims that contradict each
    other are set aside, all of them, so that the bounds rest on what stands unchallenged. Sets are read as their words are usually meant.
    """
    chosen = chosen_for(claims, query)
    return bounds_of(chosen, query.extent())


def bounds_of(chosen: Sequence[Claim], extent: Extent) -> Bounds:
    """Return the tightest bounds on an extent from claims already chosen."""
    system, aside = _sound(chosen)
    low = system.least(extent) or 0
    high = system.most(extent)
    return Bounds(
        low,
        high,
        tuple(chosen[index] for index in _setting(system, System.least, extent)) if low else (),
        tuple(chosen[index] for index in _setting(system, System.most, extent)) if high is not None else (),
        tuple(chosen[index] for index in aside),
    )


def chosen_for(claims: Iterable[Claim], query: Query) -> list[Claim]:
    """Return the claims that bear on a query, each speaker heard once."""
    told = linked(claims)
    unknown = strays(told)
    kept = [claim for claim in standing(told) if claim not in unknown and claim.attacker == query.attacker and claim.outcome is not None]
    speaking = {body.key for claim in kept if owns(claim) and (body := body_of(claim)) is not None}
    kept = [claim for claim in kept if owns(claim) or (body := body_of(claim)) is None or body.key not in speaking]
    asked = _asked(query.start, query.end)
    if asked is not None and asked.hull is not None:
        span = asked.hull
        across = [hull for claim in kept if (hull := hours(claim).hull) is not None and hull[0] < span[1] and span[0] < hull[1]]
        # What lies in a longer window beside the asked hours bounds what the window leaves for them.
        first, last = min((span[0], *(hull[0] for hull in across))), max((span[1], *(hull[1] for hull in across)))
        kept = [claim for claim in kept if (hull := hours(claim).hull) is not None and hull[0] < last and first < hull[1]]
    # Tallies whose words fix the hours bound what flew in them; daily summaries and counters are series that count other things.
    told_in = (claim for claim in kept if not is_tally(claim) or (claim.period.kind not in SERIES_KINDS and hours(claim).exact))
    return sorted(told_in, key=claim_order)


def _settled(chosen: Sequence[Claim]) -> dict[Claim, Hours]:
    """Return the hours of the attack that each figure without a time is usually meant for: the longest told in its attack."""
    found: dict[Claim, Hours] = {}
    for attack in group(chosen):
        timed = [when for claim in attack.claims if (when := hours(claim)).usual and when.name[0] in {"night", "hours", "since"}]
        if timed:
            host = max(timed, key=lambda when: (_length(when), when.name))
            found |= {claim: host for claim in attack.claims if hours(claim).name[0] == "before"}
    return found


def _length(when: Hours) -> int:
    return when.usual[1] - when.usual[0] if when.usual else 0


def _rows(chosen: Sequence[Claim]) -> tuple[Row, ...]:
    settled = _settled(chosen)
    plain = rows(list(chosen), USUAL)
    return tuple(
        replace(row, extent=replace(row.extent, hours=settled[claim])) if (claim := chosen[row.claim]) in settled else row for row in plain
    )


def _sound(chosen: Sequence[Claim]) -> tuple[System, tuple[int, ...]]:
    """Return a system that can hold, and the claims left out of it."""
    held = list(range(len(chosen)))
    try:
        system = System(_rows(chosen))
        conflicts = () if system.feasible() else system.conflicts()
    except OverflowError:
        # Too much is unsure at once: the claims with exact hours alone can be told apart.
        held = [index for index, claim in enumerate(chosen) if hours(claim).exact]
        system = System(_rows(chosen)).only(held)
        conflicts = () if system.feasible() else system.conflicts()
    aside = sorted({index for conflict in conflicts for index in conflict} | (set(range(len(chosen))) - set(held)))
    return system.only([index for index in held if index not in aside]), tuple(aside)


def _setting(system: System, ask: Callable[[System, Extent], int | None], extent: Extent) -> tuple[int, ...]:
    """Return the fewest claims, in order, that already give a bound: without any one of them it is wider."""
    kept, value = system, ask(system, extent)
    for claim in sorted({row.claim for row in system.rows}, reverse=True):
        rest = kept.without(claim)
        if ask(rest, extent) == value:
            kept = rest
    return tuple(sorted({row.claim for row in kept.rows}))
