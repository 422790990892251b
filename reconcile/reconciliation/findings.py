"""What does the reconciler say of some claims: every law applied, in a fixed order?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reconcile.attacks import claim_order, day_of
from reconcile.model import SEVERITIES, Claim, Finding, Statement
from reconcile.reconciliation.exits import linked
from reconcile.reconciliation.knowledge import body_of, cut_off
from reconcile.reconciliation.laws import (
    balance,
    comparisons,
    edits,
    increments,
    misquote,
    retold,
    series,
    shares,
    shortfall,
    sums,
    superlatives,
    witnesses,
)
from reconcile.reconciliation.neighbours import across, owned
from reconcile.reconciliation.relays import relay_of
from reconcile.reconciliation.reports import Report, reports

__all__ = ["check"]

_TAIL, _ENDLESS = 90, 10**9  # characters from the end within which a list item of a cut text may lack its place


def check(claims: Iterable[Claim], statements: Iterable[Statement] = ()) -> tuple[Finding, ...]:
    """Return every finding on the claims, gravest first; the order of the claims and repeated statements change nothing."""
    versions, made = list(statements), list(claims)
    texts = edits.standing_texts(versions)
    cut = frozenset(key for key, statement in texts.items() if cut_off(statement.text))
    told = reports(linked(_unfinished(edits.latest(made, versions), {key: texts[key] for key in cut})))
    attacks = [report for report in told if not report.kind]
    every = [claim for report in told for claim in report.claims]
    found: list[Finding] = []
    for report in attacks:
        found += balance.within(report)
        found += shortfall.crowded(report) + witnesses.twice_told(report.claims)
        if report.statement_id not in cut:
            found += shortfall.unattributed(report)
    found = _answered(found, attacks)
    found += _remainders(attacks, cut)
    broken = {claim for finding in found if finding.kind == "excess" for claim in finding.claims}
    found += across(attacks, broken)
    found += edits.edited(made, versions)
    found += witnesses.fallen_sums(every) + witnesses.revisions(every) + witnesses.disagreements(_unquoted(attacks))
    found += sums.sums(every) + increments.increments(every)
    found += series.counters(every) + series.steps(every) + series.gaps([claim for report in attacks for claim in report.claims])
    found += comparisons.comparisons(attacks, texts)
    found += shares.shares(told, texts) + superlatives.records(every, texts)
    return tuple(sorted(dict.fromkeys(found), key=_order))


def _unfinished(claims: Iterable[Claim], cut: Mapping[str, Statement]) -> list[Claim]:
    """Doubt the claims at the end of texts that were cut: their place or period may have stood in what is gone."""
    lengths = {key: len(statement.text.rstrip()) for key, statement in cut.items()}
    return [claim.doubted("truncated") if claim.span.end > lengths.get(claim.statement_id, _ENDLESS) - _TAIL else claim for claim in claims]


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


def _answered(found: Sequence[Finding], attacks: Sequence[Report]) -> list[Finding]:
    """Add the misquotes of outlets, and what the speakers' own statements say of the findings on outlets' figures."""
    by_body = owned(attacks)
    sayings: dict[Claim, str] = {}
    misquoted: list[Finding] = []
    for report in attacks:
        own = by_body.get(report.body.key, []) if report.body is not None and not report.own else []
        relay = relay_of(report, own)
        new = [*(misquote.misquotes(relay, own) if relay else ()), *retold.extra_parts(report, own)]
        misquoted += (*retold.doubled(relay), *retold.swapped(relay)) if relay else ()
        sayings |= {finding.claims[0]: finding.explanations[0] for finding in new if not finding.claims[0].doubt}
        misquoted += new
    answered = [_with_sayings(finding, sayings, by_body) for finding in found]
    return answered + misquoted


def _remainders(attacks: Sequence[Report], cut: frozenset[str]) -> list[Finding]:
    """Return what the launched leave after every outcome, by the latest word of each speaker; outlets that repeat one at hand say no more."""
    current = set(witnesses.standing(claim for report in attacks for claim in report.claims))
    by_body = owned(attacks)
    found: list[Finding] = []
    for report in attacks:
        own = by_body.get(report.body.key, []) if report.body is not None and not report.own else []
        if report.statement_id not in cut and relay_of(report, own) is None:
            found += [finding for finding in shortfall.unaccounted(report) if current.issuperset(finding.claims)]
    return found


def _with_sayings(finding: Finding, sayings: dict[Claim, str], by_body: dict[str, list[Report]]) -> Finding:
    said = [f"{sayings[claim]} {claim.metric}" for claim in finding.claims if claim in sayings]
    body = body_of(finding.claims[0])
    if finding.kind == "unattributed" and body is not None:
        finding = retold.placed(finding, by_body.get(body.key, []))
    return replace(finding, explanations=(*dict.fromkeys(said), *finding.explanations)) if said else finding


def _unquoted(attacks: Sequence[Report]) -> list[Claim]:
    """Return the claims that are their speaker's own, or of speakers whose own statement of that day is not at hand."""
    own_days = {
        (report.body.key, report.attacker, day_of(claim)) for report in attacks if report.own and report.body for claim in report.claims
    }
    kept: list[Claim] = []
    for report in attacks:
        for claim in report.claims:
            body = body_of(claim)
            if report.own or body is None or (body.key, report.attacker, day_of(claim)) not in own_days:
                kept.append(claim)
    return sorted(kept, key=claim_order)
