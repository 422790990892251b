"""Which figures does a text set side by side although they count different sets?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reconcile.model import Claim, Finding, Statement
from reconcile.reconciliation.reports import Report, span
from reconcile.reconciliation.wording import figure

__all__ = ["comparisons"]

_FAR = 160  # characters: figures farther apart are not one comparison
_ENDS = (". ", ".\n", "\n\n", "! ", "? ", "\n")


def comparisons(reports: Sequence[Report], statements: Mapping[str, Statement]) -> tuple[Finding, ...]:
    """Return the pairs of both sides' totals that one sentence sets side by side: each counts drones that the other side sent.

    Two sentences that each tell of one side's attack, as in any report of a night, are no comparison.
    """
    found: list[Finding] = []
    by_statement: dict[str, dict[str, list[Claim]]] = {}
    for report in reports:
        for claim in report.claims:
            if report.attacker is not None and claim.scope == "total" and not claim.regions and not claim.reach and claim.outcome:
                by_statement.setdefault(report.statement_id, {}).setdefault(report.attacker, []).append(claim)
    for key, sides in by_statement.items():
        statement = statements.get(key)
        if len(sides) < 2 or statement is None:
            continue
        pairs = (
            [(one, other) for one in sides["RU"] for other in sides["UA"] if _beside(one, other, statement.text)]
            if {"RU", "UA"} <= set(sides)
            else []
        )
        found += [_incomparable(*pair) for pair in pairs[:1]]
    return tuple(found)


def _beside(one: Claim, other: Claim, text: str) -> bool:
    first, second = sorted((one, other), key=lambda claim: claim.span)
    between = text[first.span.end : second.span.start]
    return (one.metric, one.weapon) == (other.metric, other.weapon) and len(between) <= _FAR and not any(end in between for end in _ENDS)


def _incomparable(one: Claim, other: Claim) -> Finding:
    start, end = span((one, other))
    line = f"{figure(one)} of what Russia sent and {figure(other)} of what Ukraine sent: different drones, not to be set against each other"
    why = ("each side counts what the other launched",)
    return Finding("incomparable", "note", None, start, end, 0, line, (one, other), (), why)
