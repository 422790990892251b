"""Which sets do the claims of some statements count, as their words are usually meant and as they may be meant?

A claim becomes rows over extents. What is unsure about its set is a *reading*: loosened, the claim says no more than is
certain under every way to take the words. A conflict that outlives all loosening is impossible under every reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from reconcile.attacks import Hours, hours
from reconcile.model import Claim, Outcome
from reconcile.reconciliation.cells import Extent, Row
from reconcile.reconciliation.context import Context, context_of, is_item, item_key
from reconcile.reconciliation.knowledge import bound_for, crossing, reconnaissance, surroundings

__all__ = ["EVERY", "READINGS", "USUAL", "extent", "rows", "same_set"]

READINGS = ("exits", "apart", "approximate", "night", "model", "aim")
USUAL: frozenset[str] = frozenset()
EVERY = frozenset(READINGS)

_TARGETS = frozenset({"drone", "missile", "bomb", "rocket", "boat", "aircraft"})
"""What "targets" and other mixed figures may hold; front-line FPV and reconnaissance drones stand outside."""

_ABOUT = 0.15  # "about 50" is usually meant within this share; the official approximations seen were within a tenth


def _other_models(claim: Claim, claims: Sequence[Claim]) -> bool:
    return any(other.weapon == claim.weapon and other.model not in {None, claim.model} for other in claims)


def extent(claim: Claim, claims: Sequence[Claim], loosened: frozenset[str]) -> Extent | None:
    """Return the set that a claim counts, given the claims of its statement; None for counts of places."""
    if claim.outcome is None:
        return None
    context = context_of(claims)
    return _extent(claim, claims, context, loosened)


def _extent(claim: Claim, claims: Sequence[Claim], context: Context, loosened: frozenset[str]) -> Extent:
    model = claim.model
    if model is not None and context.label.get(claim.weapon) == model and not ("model" in loosened and _other_models(claim, claims)):
        model = None  # "83 Shahed drones … of those": the model names the whole of the attack
    weapons = _TARGETS if claim.weapon == "mixed" else frozenset({claim.weapon})
    if model in reconnaissance():
        weapons = frozenset({"reconnaissance"})
    models = None if model is None or model in crossing() or model in reconnaissance() else frozenset({model})
    places = frozenset(claim.regions or claim.reach) or context.listed.get(claim.span.start) or None
    assert claim.outcome is not None
    plain = Extent(claim.outcome, weapons, models, places, None, _hours(claim, loosened))
    if claim.metric == "launched":
        return replace(plain, places=None, aims=places)
    if places and context.area and places <= context.area and "aim" not in loosened:
        plain = replace(plain, aims=context.area)
    return _inherited(plain, claim, context)


def _inherited(plain: Extent, claim: Claim, context: Context) -> Extent:
    """Narrow a claim's set to that of the claim which it is said to be part of."""
    parent = context.at.get(claim.within) if claim.within is not None else None
    if parent is None or parent.span == claim.span or parent.weapon != claim.weapon or parent.scope != "total":
        return plain
    if parent.metric == "launched":
        return replace(plain, aims=plain.aims or frozenset(parent.regions) or None)
    return replace(plain, places=plain.places or frozenset(parent.regions) or None)


def _hours(claim: Claim, loosened: frozenset[str]) -> Hours:
    when = hours(claim)
    # A night whose start the text gives is usually meant to end with the tally. Whether a night without any hours contains
    # the evening's window is open even in the usual reading: the ministry's posts have it both ways.
    named = when.name[0] == "night" and claim.period.start is not None
    if "night" in loosened or when.usual is None or not named:
        return when
    return Hours(when.name, when.usual, when.usual, when.usual)


def _bounds(claim: Claim, loosened: frozenset[str]) -> tuple[int, int | None]:
    low, high = claim.count.low, claim.count.high
    if not claim.count.approximate:
        return low, high
    if "approximate" in loosened:
        return 0, None
    room = max(2, round(low * _ABOUT))
    return max(0, low - room), None if high is None else high + room


def rows(claims: Sequence[Claim], loosened: frozenset[str]) -> tuple[Row, ...]:
    """Return what the claims, of one statement or several, bound; `Row.claim` is the place of the claim in the list."""
    by_statement: dict[str, list[Claim]] = {}
    for claim in claims:
        by_statement.setdefault(claim.statement_id, []).append(claim)
    contexts = {key: context_of(group) for key, group in by_statement.items()}
    seen: Counter[tuple[object, ...]] = Counter()
    found: list[Row] = []
    for index, claim in enumerate(claims):
        if claim.outcome is None or claim.span.start in contexts[claim.statement_id].beside:
            continue
        context, mates = contexts[claim.statement_id], by_statement[claim.statement_id]
        held = _extent(claim, mates, context, loosened)
        if is_item(claim) and claim.span.start not in context.aside and context.items.get(item_key(claim), 0) > 1:
            key = (claim.statement_id, *item_key(claim))
            seen[key] += 1
            held = replace(held, places=frozenset({f"{claim.regions[0]}#{claim.statement_id}#{seen[key]}"}))
        found += _claim_rows(index, claim, held, (context, loosened))
    return _widened(found)


def _claim_rows(index: int, claim: Claim, held: Extent, setting: tuple[Context, frozenset[str]]) -> list[Row]:
    context, loosened = setting
    low, high = _bounds(claim, loosened)
    parent = context.at.get(claim.within) if claim.within is not None else None
    if parent is not None and parent.outcome and claim.outcome and not claim.outcome & parent.outcome:
        # "119 lost, of them 3 to Russia": counted inside another outcome, which they bound from below.
        return [Row(index, replace(held, outcomes=parent.outcome), low)]
    if claim.metric == "jammed" and "apart" in loosened and claim.weapon in context.merged:
        return [Row(index, replace(held, outcomes=Outcome.LAUNCHED), low)]
    if claim.metric == "left" and "exits" in loosened:
        return [Row(index, replace(held, outcomes=Outcome.LEFT | Outcome.JAMMED), low)]
    if claim.scope == "part" and claim.metric != "launched" and (around := _around(claim, context)) is not _ITSELF:
        return [Row(index, replace(held, places=around or None), low)]
    truncated = claim.doubt is not None and claim.doubt.startswith("truncated") and not claim.regions
    loose = (
        truncated
        or claim.span.start in context.strays
        or claim.span.start in context.aside
        or _shared(claim, context)
        or claim.model in crossing()
        or (claim.scope == "part" and not claim.regions and held.models is None)
    )
    if loose or any(code.count("-") == 1 and code.split("-")[1] in _COMPASS for code in claim.regions):
        wide = replace(held, places=None, aims=None) if claim.regions else held
        return [Row(index, wide, low)]
    if claim.scope == "total" and len(claim.regions) > 1:
        # "53 were downed in the A, B and C regions": the list of places may be a partial one, the figure is the whole's.
        return [Row(index, replace(held, places=None, aims=None), low), Row(index, held, 0, high)]
    return [Row(index, held, low, high)]


_COMPASS = frozenset({"NORTH", "SOUTH", "EAST", "WEST", "CENTRE"})
"""Compass parts of a country cut across its regions: what was counted there only bounds the whole from below."""


def _shared(claim: Claim, context: Context) -> bool:
    """Tell whether a joint figure of a list names places that the list also gives alone: a remainder of them, not their whole.

    A capital with the region around it is one place in the ministry's words and holds what flew at the capital.
    """
    if claim.scope != "part" or len(claim.regions) < 2:
        return False
    if any(set(claim.regions) == {city, *surroundings(city)} for city in claim.regions):
        return False
    mates = (other for other in context.at.values() if other.span != claim.span and other.scope == "part" and len(other.regions) == 1)
    inside = (other for other in mates if other.metric == claim.metric and other.within != claim.span.start)
    return any(other.regions[0] in claim.regions for other in inside)


_ITSELF = frozenset({"itself"})


def _around(claim: Claim, context: Context) -> frozenset[str]:
    """Return where things bound for a place were brought down: the city with its region, or anywhere (empty); else the place itself."""
    around = frozenset(region for city in claim.regions for region in surroundings(city))
    listed = {region for other in context.at.values() if other.scope == "part" and other.span != claim.span for region in other.regions}
    if around & listed:
        return around | frozenset(claim.regions)
    return frozenset() if bound_for(claim.quote) else _ITSELF


def _widened(found: Sequence[Row]) -> tuple[Row, ...]:
    """Let figures that one text or speaker gives twice for the same set bound it only by what either allows."""
    groups: dict[Extent, list[Row]] = {}
    for row in found:
        groups.setdefault(row.extent, []).append(row)
    widened: list[Row] = []
    for row in found:
        exact = [other for other in groups[row.extent] if other.high is not None]
        if row.high is None or len(exact) < 2:
            widened.append(row)
            continue
        highs = [other.high for other in exact if other.high is not None]
        widened.append(replace(row, low=min(other.low for other in exact), high=max(highs)))
    return tuple(widened)


def same_set(one: Claim, other: Claim) -> bool:
    """Tell whether two claims, by their words, count the same set; counts of places too."""
    alike: tuple[Callable[[Claim], object], ...] = (
        lambda claim: claim.metric,
        lambda claim: claim.weapon,
        lambda claim: claim.model,
        lambda claim: claim.regions or claim.reach,
        lambda claim: claim.attacker,
        lambda claim: hours(claim).name,
    )
    return all(part(one) == part(other) for part in alike)
