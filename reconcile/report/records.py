"""Which figures are claimed to be records, and are they, as far as these sources go back?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reconcile.attacks import day_of, is_tally
from reconcile.extraction.pieces import excerpt
from reconcile.model import Claim
from reconcile.reconciliation.laws.superlatives import speaks_of_record
from reconcile.report.evidence import Evidence
from reconcile.report.week import Week

__all__ = ["Record", "claimed_records"]


@dataclass(frozen=True, slots=True)
class Record:
    """A claimed record: the claim, the highest earlier figure for the same thing if any, and how many earlier days are known.

    `verdict` is `higher`, `not higher` or `unknown`; it holds for the history in these sources only.
    """

    claim: Claim
    highest: Claim | None
    days: int
    since: date | None
    verdict: str


def claimed_records(evidence: Evidence, week: Week) -> tuple[Record, ...]:
    """Return the week's claimed records, each held against every earlier national total in the evidence."""
    found = []
    for claim in evidence.in_week(week):
        text = evidence.sources[claim.statement_id].statement.text
        if claim.metric in {"launched", "intercepted", "neutralized"} and _whole(claim) and speaks_of_record(text):
            sentence = "".join(piece.text for cut in excerpt(text, [claim]) for piece in cut)
            if speaks_of_record(sentence):
                found.append(_held(claim, evidence))
    return tuple(found)


def _whole(claim: Claim) -> bool:
    return claim.scope == "total" and not claim.reach and claim.model is None and not is_tally(claim)


def _held(claim: Claim, evidence: Evidence) -> Record:
    alike = (claim.metric, claim.weapon, claim.attacker)
    mine = day_of(claim)
    earlier = [
        (day, other)
        for other in evidence.anchors
        if (other.metric, other.weapon, other.attacker) == alike and _whole(other) and (day := day_of(other)) and mine and day < mine
    ]
    if not earlier:
        return Record(claim, None, 0, None, "unknown")
    _, highest = max(earlier, key=lambda pair: (pair[1].count.low, -pair[0].toordinal()))
    days = {day for day, _ in earlier}
    beaten = all(other.count.high is not None and other.count.high < claim.count.low for _, other in earlier)
    lower = claim.count.high is not None and claim.count.high <= highest.count.low
    return Record(claim, highest, len(days), min(days), "higher" if beaten else "not higher" if lower else "unknown")
