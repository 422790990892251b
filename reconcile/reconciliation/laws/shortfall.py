"""What do a report's parts leave of its whole: unattributed to a place, unaccounted for by any outcome?"""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.attacks import hours
from reconcile.model import Claim, Count, Finding, Mend
from reconcile.reconciliation.context import beside
from reconcile.reconciliation.knowledge import benign, bound_for, surroundings
from reconcile.reconciliation.reports import Report, span
from reconcile.reconciliation.wording import figure, item, total

__all__ = ["crowded", "unaccounted", "unattributed"]

_SUMMED = ("neutralized", "intercepted", "jammed", "hit", "left", "airborne")


def _wholes(report: Report) -> list[Claim]:
    return [claim for claim in report.claims if claim.scope == "total" and not claim.count.approximate and claim.outcome is not None]


def unattributed(report: Report) -> tuple[Finding, ...]:
    """Return the totals whose list of places falls short of them; lists that were cut, or that hedge, tell nothing."""
    found: list[Finding] = []
    for whole in _wholes(report):
        parts = _list_of(whole, report.claims)
        outer = [part for part in parts if not _nested(part, parts)]
        if len(whole.regions) > 1 and all(", including" in part.rule for part in outer):
            continue  # the total names its places; what is said of one of them is no list
        if len(outer) == 1 and any(surroundings(city) for city in outer[0].regions):
            continue  # what flew at a capital is told beside the total, not as a list
        if not outer or any(part.count.high is None or part.count.approximate for part in parts) or _cut(report.claims):
            continue
        if total(part.count for part in parts).low == whole.count.low:
            continue  # a list that adds up as it stands, however its places lie
        summed = total(part.count for part in outer)
        short = whole.count.low - (summed.high or 0)
        if short > 0:
            found.append(_shortfall(report, whole, outer, short))
    return tuple(found)


def _list_of(whole: Claim, claims: Sequence[Claim]) -> list[Claim]:
    further = beside(claims)
    alike = (whole.metric, whole.weapon, whole.model, hours(whole).name)
    return [
        claim
        for claim in claims
        if claim.scope == "part"
        and claim.regions
        and claim not in further
        and (claim.metric, claim.weapon, claim.model, hours(claim).name) == alike
        and (not whole.regions or set(claim.regions) <= set(whole.regions))
        and claim.reach == whole.reach
        and not bound_for(claim.quote)
    ]


def _nested(part: Claim, parts: Sequence[Claim]) -> bool:
    around = {region for city in part.regions for region in surroundings(city)} - set(part.regions)
    return any(set(part.regions) < set(other.regions) or around & set(other.regions) for other in parts)


def _cut(claims: Sequence[Claim]) -> bool:
    return any(claim.doubt and claim.doubt.startswith("truncated") for claim in claims)


def _shortfall(report: Report, whole: Claim, parts: Sequence[Claim], short: int) -> Finding:
    summed = total(part.count for part in parts)
    itemised = report.own and report.body is not None and report.body.itemised and len(parts) > 1
    # "Including seven over Kursk" names some of the places and does not claim to name all.
    complete = itemised and not any(", including" in part.rule for part in parts)
    written = " + ".join(item(part) for part in parts)
    mends = [Mend(whole, Count(0, summed.high)), *(Mend(part, Count(part.count.low + short)) for part in parts)]
    start, end = span((whole,))
    line = f"{written} = {summed}" if len(parts) > 1 else written
    return Finding(
        "unattributed",
        "suspicious" if complete else "note",
        whole.attacker,
        start,
        end,
        short,
        f"{line}, of {figure(whole)}: {short} unattributed",
        (whole, *parts),
        tuple(mends),
        benign("dropped") if complete else benign("unattributed"),
    )


def unaccounted(report: Report) -> tuple[Finding, ...]:
    """Return what the launched leave after every stated outcome."""
    found: list[Finding] = []
    for whole in _wholes(report):
        if whole.metric != "launched" or whole.count.high is None:
            continue
        outcomes = _outcomes_of(whole, report.claims)
        if not outcomes or any(claim.count.high is None for claim in outcomes):
            continue
        summed = total(claim.count for claim in outcomes)
        rest = whole.count.low - (summed.high or 0)
        if rest <= 0:
            continue
        found.append(_remainder(whole, outcomes, rest))
    return tuple(found)


def _outcomes_of(whole: Claim, claims: Sequence[Claim]) -> list[Claim]:
    """Return the stated outcomes of a launched total, each thing in one of them; exits counted inside another are in it already."""
    stated: dict[str, list[Claim]] = {}
    at = {claim.span.start: claim for claim in claims}
    for claim in claims:
        inside = at.get(claim.within) if claim.within is not None else None
        held = inside is not None and inside.metric not in {"launched", claim.metric} and inside.span != claim.span
        alike = (claim.reach, hours(claim).name) == (whole.reach, hours(whole).name)
        fits = claim.weapon == whole.weapon or (whole.weapon == "mixed" and claim.scope == "total")
        if claim.metric in _SUMMED and alike and fits and not held:
            stated.setdefault(claim.metric, []).append(claim)
    if "neutralized" in stated:
        stated.pop("intercepted", None)
        stated.pop("jammed", None)
    return [claim for metric, told in stated.items() for claim in (told if metric == "left" else _sum_of(whole, told))]


def _sum_of(whole: Claim, told: Sequence[Claim]) -> list[Claim]:
    """Return the figure for an outcome; where only places, or weapons of a mixed whole, have one, those that lie apart."""
    if whole.weapon == "mixed" and not any(claim.weapon == "mixed" for claim in told):
        return list({claim.weapon: claim for claim in reversed(told)}.values())[::-1]
    told = [claim for claim in told if claim.weapon == whole.weapon]
    wide = [claim for claim in told if claim.scope == "total" and (len(claim.regions) != 1 or claim.regions == whole.regions)]
    if wide:
        return wide[:1]
    apart: list[Claim] = []
    for claim in told:
        if claim.regions and not any(set(claim.regions) & set(other.regions) for other in apart):
            apart.append(claim)
    return apart


def _remainder(whole: Claim, outcomes: Sequence[Claim], rest: int) -> Finding:
    high = (whole.count.high or 0) - sum(claim.count.low for claim in outcomes)
    exits = sum(claim.count.low for claim in outcomes if claim.metric == "left")
    inside = exits and any(claim.metric in {"jammed", "neutralized"} for claim in outcomes)
    bounds = Count(rest, max(rest, high) + (exits if inside else 0))
    written = " − ".join([figure(whole), *(figure(claim) for claim in outcomes)])
    unsaid = [metric for metric in ("jammed", "hit") if not any(metric in _covers(claim.metric) for claim in outcomes)]
    explanations = [f"{metric} not stated, which is not zero" for metric in unsaid]
    if inside:
        explanations.append(f"{bounds} if the exits were counted inside the lost")
    start, end = span((whole,))
    return Finding(
        "unaccounted",
        "note",
        whole.attacker,
        start,
        end,
        rest,
        f"{written} = {Count(rest, max(rest, high))} unaccounted for",
        (whole, *outcomes),
        (),
        tuple(explanations),
    )


def _covers(metric: str) -> tuple[str, ...]:
    return ("intercepted", "jammed") if metric == "neutralized" else (metric,)


def crowded(report: Report) -> tuple[Finding, ...]:
    """Return reports with more places hit by drones than drones that were not brought down."""
    by_metric = {claim.metric: claim for claim in _wholes(report) if claim.weapon == "drone" and not claim.regions}
    sites = [claim for claim in report.claims if claim.metric == "hit_locations" and claim.weapon == "drone" and not claim.regions]
    launched, down = by_metric.get("launched"), by_metric.get("neutralized")
    if not sites or launched is None or down is None or launched.count.high is None:
        return ()
    left = launched.count.high - down.count.low
    if left < 0 or sites[0].count.low <= left:
        return ()  # where more were brought down than launched, that is what cannot be true
    by = sites[0].count.low - left
    start, end = span((launched,))
    line = f"{figure(launched)} − {figure(down)} = {left}, but {figure(sites[0])}"
    mends = (
        Mend(launched, Count(down.count.low + sites[0].count.low)),
        Mend(down, Count(0, max(0, launched.count.high - sites[0].count.low))),
        Mend(sites[0], Count(0, left)),
    )
    why = ("missiles hit some of the places", "debris counted as hits")
    return (Finding("excess", "suspicious", launched.attacker, start, end, by, line, (launched, down, sites[0]), mends, why),)
