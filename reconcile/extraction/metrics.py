"""Which metric do the outcomes that govern a figure make of it?"""

from __future__ import annotations

from reconcile.extraction.figure import Figure

__all__ = ["WEAK", "metric"]

WEAK = frozenset({"detected"})  # Seen is sent, unless something more is said.


def metric(outcomes: frozenset[str], figure: Figure) -> str | None:
    """Return the metric that joined outcomes make of a figure; None where they make none."""
    named = outcomes - WEAK
    if figure.weapon == "mixed" and figure.count.high is None and figure.count.approximate and named <= {"launched"}:
        return None  # "several targets" are what was aimed at
    if figure.location:
        if "debris" in named:
            return "debris_locations"
        if figure.count.high is None and "hit" not in named:
            return None
        return "hit_locations" if named & {"hit", "launched"} or not named else None
    if not named:
        # "They were recorded 67": of what, the sentence does not say.
        return "launched" if outcomes and figure.rule != "outcome and number" else None
    if "debris" in named and len(named) > 1:
        named -= {"debris"}
    if {"intercepted", "jammed"} <= named or "neutralized" in named:
        return "neutralized"
    if figure.weapon == "aircraft":
        named -= {"hit"}  # a helicopter is hit by something
    for name in ("jammed", "intercepted", "hit", "left", "airborne", "launched"):
        if name in named:
            return name
    return None
