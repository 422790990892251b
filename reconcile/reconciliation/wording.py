"""How does a conflict read as arithmetic in one line?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reconcile.model import Claim, Count
from reconcile.reconciliation.program import System

__all__ = ["arithmetic", "figure", "named", "places", "total"]


def places(regions: Iterable[str]) -> str:
    """Return region codes as words of a balance."""
    return ", ".join(regions)


def named(claim: Claim) -> str:
    """Return what a claim counts: `intercepted over RU-KRS`, `missiles launched`."""
    things = "" if claim.weapon == "drone" else "of all weapons " if claim.weapon == "mixed" else f"{claim.weapon}s "
    if claim.metric.endswith("_locations"):
        things = ""
    model = f"{claim.model} " if claim.model else ""
    where = f" {'at' if claim.metric == 'launched' else 'over'} {places(claim.regions)}" if 0 < len(claim.regions) <= 3 else ""
    return f"{model}{things}{claim.metric.replace('_', ' ')}{where}"


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
        if not all(inside[part] <= inside[whole] for part in parts) or sum(len(inside[part]) for part in parts) > len(set(system.cells)):
            continue
        return _sum_of(claims[whole], [claims[part] for part in parts])
    return "; ".join(figure(claims[index]) for index in order) + ": not all of these can hold"


def _sum_of(whole: Claim, parts: Sequence[Claim]) -> str:
    ordered = sorted(
        parts, key=lambda claim: (claim.published is not None, claim.published, claim.span) if claim.published else (False, 0, claim.span)
    )
    same = len({(part.metric, part.weapon, part.model) for part in ordered} | {(whole.metric, whole.weapon, whole.model)}) == 1
    summed = total(part.count for part in ordered)
    written = " + ".join(f"{part.count} {places(part.regions)}".rstrip() if same and part.regions else figure(part) for part in ordered)
    link = "of" if whole.count.high is not None and summed.low > whole.count.high else "but"
    # The model of the whole is said where a part has another, not where the parts leave it open.
    around = figure(whole) if any(part.model not in (None, whole.model) for part in ordered) else figure(replace(whole, model=None))
    return f"{written} = {summed}, {link} {around}" if len(ordered) > 1 else f"{written}, {link} {around}"
