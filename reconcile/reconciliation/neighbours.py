"""Which findings lie between statements: of one speaker, of outlets that report one, of a region and its country?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reconcile.attacks import day_of, hours
from reconcile.model import Claim, Finding
from reconcile.reconciliation.knowledge import body_of
from reconcile.reconciliation.laws import balance, windows, witnesses
from reconcile.reconciliation.reports import Report

__all__ = ["across", "owned"]


def across(attacks: Sequence[Report], broken: set[Claim]) -> list[Finding]:
    """Return the findings between statements of one speaker, between outlets' reports of one, and between a region's official and the country's."""
    broken = broken | witnesses.strays(claim for report in attacks for claim in report.claims)
    standing = set(witnesses.standing(claim for report in attacks for claim in report.claims))
    return [*_of_bodies(attacks, standing, broken), *_of_outlets(attacks, broken), *_of_regions(attacks, standing)]


def owned(attacks: Sequence[Report]) -> dict[str, list[Report]]:
    """Return the own reports of each body."""
    found: dict[str, list[Report]] = {}
    for report in attacks:
        if report.own and report.body is not None:
            found.setdefault(report.body.key, []).append(report)
    return found


def _of_bodies(attacks: Sequence[Report], standing: set[Claim], broken: set[Claim]) -> list[Finding]:
    found: list[Finding] = []
    for _, own in sorted(owned(attacks).items()):
        for attacker in ("RU", "UA"):
            claims = [claim for report in own if report.attacker == attacker for claim in report.claims]
            stand = [claim for claim in claims if claim in standing]
            found += windows.overlaps(stand) + windows.unsure(stand)
            found += balance.in_windows(claim for claim in stand if claim not in broken and not _of_one_attempt(claim))
    return found


def _of_one_attempt(claim: Claim) -> bool:
    body = body_of(claim)
    return claim.metric == "launched" and body is not None and body.attempts


def _of_outlets(attacks: Sequence[Report], broken: set[Claim]) -> list[Finding]:
    spoken = {(report.body.key, day_of(claim)) for report in attacks if report.own and report.body for claim in report.claims}
    told: dict[tuple[str, str | None], list[Claim]] = {}
    for report in attacks:
        for claim in report.claims if not report.own else ():
            body = body_of(claim)
            if body is not None and (body.key, day_of(claim)) not in spoken and claim not in broken:
                told.setdefault((body.key, report.attacker), []).append(claim)
    return [finding for claims in told.values() for finding in balance.retold(claims)]


def _of_regions(attacks: Sequence[Report], standing: set[Claim]) -> list[Finding]:
    found: list[Finding] = []
    nights: dict[tuple[object, ...], list[Report]] = {}
    for report in attacks:
        nights.setdefault((report.attacker, report.side, *sorted({hours(claim).name[:2] for claim in report.claims})[:1]), []).append(
            report
        )
    for mates in nights.values():
        national = [report for report in mates if report.own and report.body is not None and not report.body.reach]
        regional = [report for report in mates if _regional(report)]
        for one in regional:
            for other in national:
                current = replace(other, claims=tuple(claim for claim in other.claims if claim in standing))
                found += balance.between(_regional_part(one), current) if current.claims else ()
    return found


def _regional(report: Report) -> bool:
    return any(claim.reach for claim in report.claims)


def _regional_part(report: Report) -> Report:
    return replace(report, claims=tuple(claim for claim in report.claims if claim.reach))
