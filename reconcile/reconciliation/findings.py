"""What does the reconciler say of some claims: every law applied, in a fixed order?"""

from __future__ import annotations

from collections.abc import Iterable

from reconcile.attacks import claim_order
from reconcile.model import SEVERITIES, Claim, Finding, Statement
from reconcile.reconciliation.laws import balance
from reconcile.reconciliation.reports import reports

__all__ = ["check"]


def check(claims: Iterable[Claim], statements: Iterable[Statement] = ()) -> tuple[Finding, ...]:
    """Return every finding on the claims, gravest first; the order of the claims and repeated statements change nothing."""
    told = reports(claims)
    found: list[Finding] = []
    for report in told:
        found += balance.within(report)
    return tuple(sorted(found, key=_order))


def _order(finding: Finding) -> tuple[object, ...]:
    start = finding.start.timestamp() if finding.start else 0.0
    return (
        SEVERITIES.index(finding.severity),
        start,
        finding.kind,
        -finding.by,
        finding.balance,
        [claim_order(claim) for claim in finding.claims],
    )
