"""Which own statement of a speaker does an outlet's report repeat?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from reconcile.attacks import Stretch, hours
from reconcile.model import Claim, Count
from reconcile.reconciliation.reports import Report

__all__ = ["Relay", "headline", "posts_in_sum", "relay_of"]

# A relay follows its original within a day and a half; agencies get releases up to half an hour before the body's channel has them.
_BACK, _AHEAD = timedelta(hours=36), timedelta(minutes=45)
_MOST_POSTS = 12
_TOTAL_AGREES = 100  # weighs a total above any list of parts


@dataclass(frozen=True, slots=True)
class Relay:
    """An outlet's report and the own statement that it repeats; `anchored` where some figure of both is the same.

    `alone` says that no other own statement of the same night or hours could be meant.
    """

    outlet: Report
    own: Report
    anchored: bool
    alone: bool


def set_key(claim: Claim) -> tuple[object, ...]:
    """Return what a claim counts but for its hours."""
    return claim.metric, claim.weapon, claim.regions or claim.reach


def headline(report: Report, like: Claim) -> Claim | None:
    """Return a report's top figure for the metric and weapon of a claim."""
    wholes = [claim for claim in report.claims if claim.scope == "total" and (claim.metric, claim.weapon) == (like.metric, like.weapon)]
    return max(wholes, key=lambda claim: (claim.count.low, -claim.span.start), default=None)


def _hull(report: Report) -> Stretch | None:
    known = [hull for claim in report.claims if (hull := hours(claim).hull) is not None]
    return (min(low for low, _ in known), max(high for _, high in known)) if known else None


def _recent(outlet: Report, own: Report) -> bool:
    if outlet.published is None or own.published is None:
        return False
    return outlet.published - _BACK <= own.published <= outlet.published + _AHEAD


def _candidates(outlet: Report, owns: Sequence[Report]) -> list[Report]:
    reach = _hull(outlet)
    near = [own for own in owns if own.attacker == outlet.attacker and _recent(outlet, own)]
    spans = [(own, _hull(own)) for own in near]
    return [own for own, span in spans if reach is None or span is None or (span[0] < reach[1] and reach[0] < span[1])]


def _agreement(outlet: Report, own: Report) -> tuple[int, int]:
    """Return how many figures for the same set agree, with totals first, and how many do not."""
    figures: dict[tuple[object, ...], list[Count]] = {}
    for claim in own.claims:
        figures.setdefault(set_key(claim), []).append(claim.count)
    agree = differ = 0
    tops = [own for own in own.claims if own.scope == "total"]
    for claim in outlet.claims:
        theirs = figures.get(set_key(claim), [])
        if claim.scope == "total" and not theirs and any(_same_top(claim, top) for top in tops):
            theirs = [claim.count]
        if any(count.meets(claim.count) for count in theirs):
            agree += _TOTAL_AGREES if claim.scope == "total" else 1
        elif theirs:
            differ += 1
    return agree, differ


def _same_top(one: Claim, other: Claim) -> bool:
    """Tell whether two totals are the same figure, told with its places by one only."""
    bare = not one.regions or not other.regions
    return bare and (one.metric, one.weapon, one.reach, one.count) == (other.metric, other.weapon, other.reach, other.count)


def _names(report: Report) -> set[tuple[str, ...]]:
    return {
        name[:2] if name[0] == "night" else name
        for claim in report.claims
        if (name := hours(claim).name)[0] in {"night", "hours", "moment"}
    }


def _told_alike(outlet: Report, own: Report) -> bool:
    return bool(_names(outlet) & _names(own))


def relay_of(outlet: Report, owns: Sequence[Report]) -> Relay | None:
    """Return the relay that an outlet's report is, given the credited body's own reports; None where none surely is its original."""
    scored = [(_agreement(outlet, own), _told_alike(outlet, own), own) for own in _candidates(outlet, owns)]
    alike = [own for _, told, own in scored if told]
    # Without the same night or hours in both, only the same total, or a whole list, tells that a post is meant.
    whole = len(outlet.claims) if len(outlet.claims) > 1 else _TOTAL_AGREES
    meant = [item for item in scored if item[1] or item[0][0] >= min(_TOTAL_AGREES, whole)]
    if not meant:
        return None
    best = max(
        meant, key=lambda item: (item[0][0] >= _TOTAL_AGREES, item[1], item[0][0], -item[0][1], item[2].published, item[2].statement_id)
    )
    if best[0][0] > 0:
        return Relay(outlet, best[2], True, len(alike) <= 1)
    return Relay(outlet, alike[0], False, True) if len(alike) == 1 else None


def posts_in_sum(claim: Claim, owns: Sequence[Report]) -> tuple[Claim, ...]:
    """Return the consecutive own totals, on hours that lie apart, that an outlet's figure adds up; empty where none do."""
    totals: list[tuple[Stretch, Claim]] = []
    for own in owns:
        top = headline(own, claim)
        published = claim.published
        if top is None or published is None or own.published is None or not published - _BACK <= own.published <= published + _AHEAD:
            continue
        if top.attacker == claim.attacker and (usual := hours(top).usual) is not None:
            totals.append((usual, top))
    apart = [
        (when, top)
        for when, top in sorted(totals, key=lambda item: (item[0], item[1].statement_id))
        if not any(other != when and other[0] <= when[0] and when[1] <= other[1] for other, _ in totals)
    ]
    return _run(claim.count, apart)


def _run(count: Count, apart: Sequence[tuple[Stretch, Claim]]) -> tuple[Claim, ...]:
    for first in range(len(apart)):
        summed, run, last = 0, [], -1
        for (low, high), top in apart[first : first + _MOST_POSTS]:
            if low < last:
                break
            summed, last = summed + top.count.low, high
            run.append(top)
            if len(run) > 1 and summed == count.low and count.exact:
                return tuple(run)
    return ()
