"""How does a conflict read as arithmetic in one line?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reconcile.model import Claim, Count
from reconcile.places.codes import name
from reconcile.reconciliation.program import System

__all__ = ["arithmetic", "figure", "item", "named", "places", "total"]

_MOST_NAMED = 3  # regions; of longer lists the number is said


def places(regions: Iterable[str]) -> str:
    """Return region codes as words of a balance: `Kursk region, Bryansk region and the Sea of Azov`."""
    names = [f"the {title}" if title[0].islower() or "Sea" in title else title for title in (name(code, "en") for code in regions)]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _where(claim: Claim) -> str:
    regions = claim.regions or claim.reach
    if not regions:
        return ""
    link = {"launched": "at", "left": "to"}.get(claim.metric, "over")
    return f" {link} {places(regions) if len(regions) <= _MOST_NAMED else f'{len(regions)} regions'}"


def item(claim: Claim) -> str:
    """Return a claim as an item of a list of places: `20 over Kursk region`."""
    return f"{claim.count}{_where(claim)}"


def named(claim: Claim) -> str:
    """Return what a claim counts: `intercepted over Kursk region`, `missiles launched`."""
    plural = f"{claim.weapon} " if claim.count == Count(1, 1) else f"{claim.weapon}s "
    things = {"drone": "", "mixed": "of all weapons ", "aircraft": "aircraft ", "fpv": "FPV drones "}.get(claim.weapon, plural)
    if claim.metric.endswith("_locations"):
        things = ""
    model = f"{claim.model} " if claim.model else ""
    return f"{model}{things}{claim.metric.replace('_', ' ')}{_where(claim)}"


def figure(claim: Claim) -> str:
    """Return a claim's figure with what it counts: `55 intercepted`."""
    return f"{claim.count} {named(claim)}"


def total(counts: Iterable[Count]) -> Count:
    """Return the sum of counts."""
    return sum(counts, Count(0, 0))


def arithmetic(system: System, claims: Sequence[Claim]) -> str:
    """Return an irreducible conflict as one line: the parts, their sum, the whole."""
    order = sorted({row.claim for row in system.rows})
    masks = {index: sum(1 << bit for bit, row in enumerate(system.rows) if row.claim == index) for index in order}
    inside = {index: {cell for cell in system.cells if cell & masks[index]} for index in order}
    for whole in sorted(order, key=lambda index: (-len(inside[index]), index)):
        parts = [index for index in order if index != whole]
        held = [cell for part in parts for cell in inside[part]]
        if not set(held) <= inside[whole] or len(held) > len(set(held)):
            continue
        return _sum_of(claims[whole], [claims[part] for part in parts])
    return "; ".join(figure(claims[index]) for index in order) + ": not all of these can hold"


def _sum_of(whole: Claim, parts: Sequence[Claim]) -> str:
    ordered = sorted(
        parts, key=lambda claim: (claim.published is not None, claim.published, claim.span) if claim.published else (False, 0, claim.span)
    )
    same = len({(part.metric, part.weapon, part.model) for part in ordered} | {(whole.metric, whole.weapon, whole.model)}) == 1
    summed = total(part.count for part in ordered)
    # A model is said where some figure has another; "55 of them" of 83 Shaheds needs none.
    models = {claim.model for claim in (whole, *ordered) if claim.model}
    told = [replace(claim, model=None) if len(models) == 1 and claim.model == whole.model else claim for claim in ordered]
    around = figure(whole if len(models) > 1 else replace(whole, model=None))
    written = " + ".join(item(part) if same and part.regions else figure(part) for part in told)
    link = "of" if whole.count.high is not None and summed.low > whole.count.high else "but"
    return f"{written} = {summed}, {link} {around}" if len(ordered) > 1 else f"{written}, {link} {around}"
