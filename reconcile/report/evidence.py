"""What does a report rest on? Statements, their claims, what was found, and a place to link to for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from reconcile.attacks import claim_order, day_of, is_tally
from reconcile.model import Claim, Finding, Statement
from reconcile.report.week import Week

__all__ = ["Evidence", "Source", "bearing"]

_BEFORE, _AFTER, _TALLIES = timedelta(days=45), timedelta(days=15), timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Source:
    """A statement as the report shows it: where to link to, and its claims in the order of the text."""

    anchor: str
    statement: Statement
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that a report may draw on, the weeks before included, in an order of its own whatever the input's."""

    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...] = ()
    sources: Mapping[str, Source] = field(init=False, compare=False)
    anchors: Mapping[Claim, str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        by_statement: dict[str, list[Claim]] = {}
        for claim in sorted(dict.fromkeys(self.claims), key=claim_order):
            by_statement.setdefault(claim.statement_id, []).append(claim)
        unique = {statement.id: statement for statement in self.statements}
        ordered = sorted(
            unique.values(), key=lambda one: (one.published.timestamp() if one.published else float("inf"), one.source, one.id)
        )
        sources: dict[str, Source] = {}
        anchors: dict[Claim, str] = {}
        for number, statement in enumerate((one for one in ordered if one.id in by_statement), start=1):
            claims = tuple(sorted(by_statement[statement.id], key=lambda claim: (claim.span, claim_order(claim))))
            sources[statement.id] = Source(f"s{number}", statement, claims)
            anchors |= {claim: f"s{number}c{place}" for place, claim in enumerate(claims, start=1)}
        object.__setattr__(self, "sources", sources)
        object.__setattr__(self, "anchors", anchors)

    def in_week(self, week: Week) -> tuple[Claim, ...]:
        """Return the claims about attacks that the week's days name."""
        return tuple(claim for claim in self.anchors if day_of(claim) in week)

    def found_in(self, week: Week) -> tuple[Finding, ...]:
        """Return the findings that rest on a claim of the week."""
        mine = set(self.in_week(week))
        return tuple(finding for finding in self.findings if any(claim in mine for claim in finding.claims))

    def shown(self, claims: Iterable[Claim]) -> tuple[Source, ...]:
        """Return the sources of those claims, in the order of publication."""
        wanted = {claim.statement_id for claim in claims}
        return tuple(source for key, source in self.sources.items() if key in wanted)


def bearing(claims: Iterable[Claim], week: Week) -> tuple[Claim, ...]:
    """Return the claims that a finding on the week can rest on: those of the weeks around it, and running totals of the year around."""
    kept = []
    for claim in claims:
        day = day_of(claim)
        before, after = (_TALLIES, _TALLIES) if is_tally(claim) else (_BEFORE, _AFTER)
        if day is None or week.first - before <= day <= week.last + after:
            kept.append(claim)
    return tuple(kept)
