"""Which sets do the claims of some statements count, as their words are usually meant and as they may be meant?

A claim becomes rows over extents. What is unsure about its set is a *reading*: loosened, the claim says no more than is
certain under every way to take the words. A conflict that outlives all loosening is impossible under every reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reconcile.attacks import Hours, hours
from reconcile.model import Claim, Outcome
from reconcile.reconciliation.cells import Extent, Row
from reconcile.reconciliation.knowledge import bound_for, crossing, reconnaissance, surroundings

__all__ = ["EVERY", "READINGS", "USUAL", "beside", "extent", "rows", "same_set"]

READINGS = ("exits", "apart", "approximate", "night", "model", "aim")
USUAL: frozenset[str] = frozenset()
EVERY = frozenset(READINGS)

_TARGETS = frozenset({"drone", "missile", "bomb", "rocket", "boat", "aircraft"})
"""What "targets" and other mixed figures may hold; front-line FPV and reconnaissance drones stand outside."""

_ABOUT = 0.15  # "about 50" is usually meant within this share; the official approximations seen were within a tenth


@dataclass(frozen=True, slots=True)
class _Context:
    """What the other claims of a statement say about one of them."""

    label: dict[str, str | None]
    area: frozenset[str] | None
    items: dict[tuple[object, ...], int]
    at: dict[int, Claim]
    listed: dict[int, frozenset[str]]
    beside: frozenset[int]
    strays: frozenset[int]
    merged: frozenset[str]


def _context(claims: Sequence[Claim]) -> _Context:
    whole = [claim for claim in claims if claim.metric == "launched" and claim.scope == "total"]
    label: dict[str, str | None] = {}
    for weapon in {claim.weapon for claim in whole}:
        models = {claim.model for claim in whole if claim.weapon == weapon}
        if None not in models and len(models) == 1:
            label[weapon] = next(iter(models))
    areas = {claim.regions for claim in whole}
    area = frozenset(next(iter(areas))) if len(areas) == 1 and () not in areas else None
    items = Counter(_item(claim) for claim in {replace(claim, span=claims[0].span, quote="") for claim in claims} if _listed(claim))
    at = {claim.span.start: claim for claim in claims}
    return _Context(
        label,
        area,
        dict(items),
        at,
        _own_lists(claims, at),
        frozenset(claim.span.start for claim in beside(claims)),
        _strays(claims),
        _merged(claims),
    )


def _strays(claims: Sequence[Claim]) -> frozenset[int]:
    """Return where totals without a time stand that are too small to be versions of another total of their text: their set is unknown."""
    tops: dict[tuple[object, ...], int] = {}
    for claim in claims:
        if claim.scope == "total":
            key = (*_kind(claim), claim.regions or claim.reach)
            tops[key] = max(tops.get(key, 0), claim.count.low)
    small = (
        claim
        for claim in claims
        if claim.scope == "total"
        and not claim.period.kind
        and claim.count.high is not None
        and 2 * claim.count.high < tops[*_kind(claim), claim.regions or claim.reach]
    )
    return frozenset(claim.span.start for claim in small)


def _merged(claims: Sequence[Claim]) -> frozenset[str]:
    """Return the weapons for which a text merges shot down and jammed in one figure."""
    return frozenset(claim.weapon for claim in claims if claim.metric == "neutralized") - frozenset(
        claim.weapon for claim in claims if claim.metric == "intercepted"
    )


def _own_lists(claims: Sequence[Claim], at: dict[int, Claim]) -> dict[int, frozenset[str]]:
    """Return the places of each total that other parts stand beside, by where the total stands.

    "One was downed over A, five over B (3) and C (2)": the five are those over B and C, and the one stands beside them.
    """
    parts: dict[int, list[Claim]] = {}
    before: list[Claim] = []
    for claim in claims:
        whole = _whole_of(claim, at)
        if claim.scope == "part" and claim.regions and (whole is None or _kind(claim) == _kind(whole)):
            (before if whole is None else parts.setdefault(whole.span.start, [])).append(claim)
    found: dict[int, frozenset[str]] = {}
    for start, items in parts.items():
        whole, regions = at[start], frozenset(region for part in items for region in part.regions)
        beside = any(_kind(part) == _kind(whole) and part.span < whole.span and not regions & set(part.regions) for part in before)
        if beside and not whole.regions and whole.count.exact and sum(part.count.low for part in items) == whole.count.low:
            found[start] = regions
    return found


def beside(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the parts that the words put beside the total of their text, not in it: "80 were downed, a further 47 over A".

    In a list that begins with other items, "another two over B" is one of them.
    """
    at = {claim.span.start: claim for claim in claims}
    parts = [claim for claim in claims if claim.scope == "part" and claim.regions]
    listed = {(_start(_whole_of(claim, at)), _kind(claim)) for claim in parts if not claim.rule.endswith(", further")}
    return tuple(
        claim for claim in parts if claim.rule.endswith(", further") and (_start(_whole_of(claim, at)), _kind(claim)) not in listed
    )


def _start(claim: Claim | None) -> int | None:
    return None if claim is None else claim.span.start


def _kind(claim: Claim) -> tuple[str, str, str | None]:
    return claim.metric, claim.weapon, claim.model


def _whole_of(claim: Claim, at: dict[int, Claim]) -> Claim | None:
    """Return the total at the head of the list in which a part stands."""
    parent, seen = claim, 0
    while parent.scope == "part" and parent.within is not None and parent.within in at and seen < len(at):
        parent, seen = at[parent.within], seen + 1
    return parent if parent is not claim and parent.scope == "total" else None


def _listed(claim: Claim) -> bool:
    return claim.scope == "part" and len(claim.regions) == 1


def _item(claim: Claim) -> tuple[object, ...]:
    return claim.metric, claim.weapon, claim.model, claim.regions, claim.period, claim.speaker


def _other_models(claim: Claim, claims: Sequence[Claim]) -> bool:
    return any(other.weapon == claim.weapon and other.model not in {None, claim.model} for other in claims)


def extent(claim: Claim, claims: Sequence[Claim], loosened: frozenset[str]) -> Extent | None:
    """Return the set that a claim counts, given the claims of its statement; None for counts of places."""
    if claim.outcome is None:
        return None
    context = _context(claims)
    return _extent(claim, claims, context, loosened)


def _extent(claim: Claim, claims: Sequence[Claim], context: _Context, loosened: frozenset[str]) -> Extent:
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


def _inherited(plain: Extent, claim: Claim, context: _Context) -> Extent:
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
    contexts = {key: _context(group) for key, group in by_statement.items()}
    seen: Counter[tuple[object, ...]] = Counter()
    found: list[Row] = []
    for index, claim in enumerate(claims):
        if claim.outcome is None or claim.span.start in contexts[claim.statement_id].beside:
            continue
        context, mates = contexts[claim.statement_id], by_statement[claim.statement_id]
        held = _extent(claim, mates, context, loosened)
        if _listed(claim) and context.items.get(_item(claim), 0) > 1:
            key = (claim.statement_id, *_item(claim))
            seen[key] += 1
            held = replace(held, places=frozenset({f"{claim.regions[0]}#{claim.statement_id}#{seen[key]}"}))
        found += _claim_rows(index, claim, held, (context, loosened))
    return _widened(found)


def _claim_rows(index: int, claim: Claim, held: Extent, setting: tuple[_Context, frozenset[str]]) -> list[Row]:
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


def _shared(claim: Claim, context: _Context) -> bool:
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


def _around(claim: Claim, context: _Context) -> frozenset[str]:
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
