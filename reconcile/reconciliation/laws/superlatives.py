"""Is a figure that a text calls a record higher than the ones before it, as far as the claims at hand go back?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from reconcile.attacks import day_of, is_tally
from reconcile.model import Claim, Count, Finding, Mend, Span, Statement
from reconcile.reconciliation.knowledge import Body, benign, body_of, breaks, record_words
from reconcile.reconciliation.laws.witnesses import standing
from reconcile.reconciliation.reports import span
from reconcile.reconciliation.sentences import around
from reconcile.reconciliation.wording import figure

__all__ = ["records", "speaks_of_record"]

_AFTER = 30  # characters: "188 drones, a record for one night"
_COUNTED = frozenset({"launched", "intercepted", "neutralized"})


def speaks_of_record(text: str) -> bool:
    """Tell whether the words claim a record: that there were never so many before."""
    words, folded = record_words(), text.casefold()
    for harmless in words["except"]:
        folded = folded.replace(harmless, "")
    ever = any(word in folded for word in words["ever"])
    return any(word in folded for word in words["records"]) or (ever and any(word in folded for word in words["superlatives"]))


def records(claims: Iterable[Claim], statements: Mapping[str, Statement]) -> tuple[Finding, ...]:
    """Return the claimed records that an earlier figure for the same thing, of the same speaker's series, exceeds."""
    told = list(claims)
    series: dict[tuple[object, ...], list[tuple[date, Claim]]] = {}
    for claim in standing(claim for claim in told if _whole(claim)):
        if (day := day_of(claim)) is not None:
            series.setdefault(_series(claim), []).append((day, claim))
    spans: dict[str, list[Span]] = {}
    for claim in told:
        spans.setdefault(claim.statement_id, []).append(claim.span)
    found: list[Finding] = []
    for mates in series.values():
        for day, claim in mates:
            statement = statements.get(claim.statement_id)
            if statement is not None and claim.count.high is not None and _called(claim, statement.text, spans[claim.statement_id]):
                found += _beaten(claim, day, mates)
    return tuple(found)


def _called(claim: Claim, text: str, spans: Sequence[Span]) -> bool:
    """Tell whether the words around a figure, up to the figures beside it, claim a record."""
    sentence = around(text, claim.span)
    if not speaks_of_record(sentence):
        return False
    start = max((span.end for span in spans if span.end <= claim.span.start), default=0)
    end = min((span.start for span in spans if span.start >= claim.span.end), default=len(text))
    first = max(start, text.find(sentence, max(0, claim.span.start - len(sentence))))
    return speaks_of_record(text[first : min(end, claim.span.end + _AFTER)])


def _whole(claim: Claim) -> bool:
    plain = claim.scope == "total" and not claim.reach and not claim.regions and not claim.doubt
    return plain and claim.metric in _COUNTED and not is_tally(claim)


def _series(claim: Claim) -> tuple[object, ...]:
    body = body_of(claim)
    return claim.attacker, claim.metric, claim.weapon, body.key if body else claim.side


def _beaten(claim: Claim, day: date, mates: Sequence[tuple[date, Claim]]) -> list[Finding]:
    body = body_of(claim)
    earlier = [other for before, other in mates if before < day and not _changed(body, claim.metric, before, day)]
    highest = max(earlier, key=lambda other: other.count.low, default=None)
    if highest is None or claim.count.high is None or highest.count.low <= claim.count.high:
        return []
    by = highest.count.low - claim.count.high
    line = f"{figure(claim)} are called a record, but {figure(highest)} on {day_of(highest)} were stated before"
    start, end = span((claim,))
    mends = (Mend(claim, Count(highest.count.low)), Mend(highest, Count(0, claim.count.high)))
    return [Finding("disagreement", "suspicious", claim.attacker, start, end, by, line, (claim, highest), mends, benign("record"))]


def _changed(body: Body | None, metric: str, first: date, last: date) -> bool:
    return body is not None and any(first < change.day <= last and metric in change.metrics for change in breaks(body.key))
