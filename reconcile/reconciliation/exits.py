"""Inside which figure are the things counted that left the defender's airspace?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reconcile.model import Claim

__all__ = ["linked"]

_LOST = frozenset({"jammed", "neutralized"})


def linked(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims, exits that the words count inside the lost tied to them: "119 were lost, including three to A and one to B"."""
    by_statement: dict[str, list[Claim]] = {}
    told = list(claims)
    for claim in told:
        by_statement.setdefault(claim.statement_id, []).append(claim)
    tied = {claim: parent for mates in by_statement.values() if len(mates) > 1 for claim, parent in _tied(mates).items()}
    return [replace(claim, within=tied[claim]) if claim in tied else claim for claim in told]


def _tied(mates: list[Claim]) -> dict[Claim, int]:
    found: dict[Claim, int] = {}
    lost = {claim.span.start for claim in mates if claim.metric in _LOST}
    last: Claim | None = None
    parent: int | None = None
    for claim in sorted(mates, key=lambda claim: claim.span):
        if claim.metric != "left":
            last, parent = claim, None
            continue
        if claim.within in lost:
            parent = claim.within
        elif claim.within is None and ", including" in claim.rule and last is not None and last.metric in _LOST:
            parent = last.span.start
        if parent is not None and claim.within is None:
            found[claim] = parent
    return found
