"""Which claims make up one report: what one statement says of one side's attack, in one voice?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from reconcile.attacks import claim_order, group, is_tally, midnight
from reconcile.model import Claim
from reconcile.reconciliation.knowledge import Body, body_of, owns

__all__ = ["Report", "reports", "span"]


@dataclass(frozen=True, slots=True)
class Report:
    """The claims of one statement about attacks by one side, told by one side; tallies of other kinds apart."""

    statement_id: str
    attacker: str | None
    side: str | None
    kind: str
    claims: tuple[Claim, ...]

    @property
    def own(self) -> bool:
        """Whether the statement is the speaker's own."""
        return any(owns(claim) for claim in self.claims)

    @property
    def body(self) -> Body | None:
        """Whose figures they are, where the claims agree on one body."""
        bodies = {body.key: body for claim in self.claims if (body := body_of(claim)) is not None}
        return next(iter(bodies.values())) if len(bodies) == 1 else None

    @property
    def published(self) -> datetime | None:
        """When the statement appeared."""
        return self.claims[0].published


def _kind(claim: Claim) -> str:
    return (claim.period.kind or "") if is_tally(claim) else ""


def reports(claims: Iterable[Claim]) -> tuple[Report, ...]:
    """Return the reports in order of time; figures credited to nobody join the one side that the statement credits, if it is one."""
    ordered = sorted(dict.fromkeys(claims), key=claim_order)
    sides: dict[tuple[str, str | None, str], set[str]] = {}
    for claim in ordered:
        if claim.side is not None:
            sides.setdefault((claim.statement_id, claim.attacker, _kind(claim)), set()).add(claim.side)
    gathered: dict[tuple[str, str | None, str | None, str], list[Claim]] = {}
    for claim in ordered:
        speaking = sides.get((claim.statement_id, claim.attacker, _kind(claim)), set())
        side = claim.side or (next(iter(speaking)) if len(speaking) == 1 else None)
        gathered.setdefault((claim.statement_id, claim.attacker, side, _kind(claim)), []).append(claim)
    return tuple(Report(*key, tuple(members)) for key, members in gathered.items())


def span(claims: Iterable[Claim]) -> tuple[datetime | None, datetime | None]:
    """Return the hours of the attack that a finding on these claims is about."""
    chosen = list(claims)
    attacks = [attack for attack in group(chosen) if attack.start and attack.end]
    if attacks:
        return min(attack.start for attack in attacks if attack.start), max(attack.end for attack in attacks if attack.end)
    whens = [_stretch(claim) for claim in chosen]
    return min((start for start, _ in whens if start), default=None), max((end for _, end in whens if end), default=None)


def _stretch(claim: Claim) -> tuple[datetime | None, datetime | None]:
    """Return the ends of a tally; days that are named without hours run from midnight to midnight."""
    when = claim.period
    if when.start is None and when.end is None and when.days is not None:
        return midnight(when.days[0]), midnight(when.days[1] + timedelta(days=1))
    return when.start, when.end
