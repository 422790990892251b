"""What do the other claims of a text say about the set that one of them counts?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reconcile.attacks import hours
from reconcile.model import Claim

__all__ = ["Context", "beside", "context_of", "is_item", "item_key"]


@dataclass(frozen=True, slots=True)
class Context:
    """What the other claims of a statement say about one of them."""

    label: dict[str, str | None]
    area: frozenset[str] | None
    items: dict[tuple[object, ...], int]
    at: dict[int, Claim]
    listed: dict[int, frozenset[str]]
    beside: frozenset[int]
    aside: frozenset[int]
    strays: frozenset[int]
    merged: frozenset[str]


def context_of(claims: Sequence[Claim]) -> Context:
    """Return what the claims of one statement say about each other."""
    whole = [claim for claim in claims if claim.metric == "launched" and claim.scope == "total"]
    label: dict[str, str | None] = {}
    for weapon in {claim.weapon for claim in whole}:
        models = {claim.model for claim in whole if claim.weapon == weapon}
        if None not in models and len(models) == 1:
            label[weapon] = next(iter(models))
    areas = {claim.regions for claim in whole}
    area = frozenset(next(iter(areas))) if len(areas) == 1 and () not in areas else None
    at = {claim.span.start: claim for claim in claims}
    aside = _aside(claims)
    alone = {replace(claim, span=claims[0].span, quote="") for claim in claims if claim.span.start not in aside}
    items = Counter(item_key(claim) for claim in alone if is_item(claim))
    return Context(
        label,
        area,
        dict(items),
        at,
        _own_lists(claims, at),
        frozenset(claim.span.start for claim in beside(claims)),
        aside,
        _strays(claims),
        _merged(claims),
    )


def _strays(claims: Sequence[Claim]) -> frozenset[int]:
    """Return where totals stand that are too small to be versions of another total of their text, such as one more beside a running count."""
    tops: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        if claim.scope == "total":
            tops.setdefault(_rough(claim), []).append(claim)
    return frozenset(claim.span.start for mates in tops.values() for claim in mates if any(_dwarfs(other, claim) for other in mates))


def _rough(claim: Claim) -> tuple[object, ...]:
    brought_down = claim.metric in {"intercepted", "neutralized"}
    return "down" if brought_down else claim.metric, claim.weapon, claim.model, claim.regions or claim.reach


def _dwarfs(other: Claim, claim: Claim) -> bool:
    timed = bool(other.period.kind and claim.period.kind) and hours(other).name != hours(claim).name
    return not timed and claim.count.high is not None and 2 * claim.count.high < other.count.low


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


def _aside(claims: Sequence[Claim]) -> frozenset[int]:
    """Return where figures for one place stand that are no items of their text's list, which hangs together in its words."""
    parts = [claim for claim in claims if is_item(claim)]
    hanging = {_kind(claim) for claim in parts if claim.within is not None}
    return frozenset(claim.span.start for claim in parts if _kind(claim) in hanging and claim.within is None)


def is_item(claim: Claim) -> bool:
    """Tell whether a claim may be an item of a list of places."""
    return claim.scope == "part" and len(claim.regions) == 1


def item_key(claim: Claim) -> tuple[object, ...]:
    """Return what two items of one list share where a place stands in it twice."""
    return claim.metric, claim.weapon, claim.model, claim.regions, claim.period, claim.speaker
