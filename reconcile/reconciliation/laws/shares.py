"""Do the percentages of a text agree with the counts that it gives?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import ceil, floor

import regex

from reconcile.model import Claim, Count, Finding, Mend, Span, Statement
from reconcile.reconciliation.knowledge import benign, share_words
from reconcile.reconciliation.reports import Report, span
from reconcile.reconciliation.sentences import around
from reconcile.reconciliation.wording import figure

__all__ = ["shares"]

_PERCENT = regex.compile(r"(?<![\d.,])(\d{1,3})(?:[.,](\d))?\s{0,2}(?:%|per ?cent|відсотк|процент)", regex.IGNORECASE)
_POINT, _ROUGHLY = 1.0, 5.0  # percentage points: rounding, and "about"
_NEAR = 24  # characters before a percentage in which a hedge or a comparison stands

_Pair = tuple[Claim, tuple[Claim, ...]]


def shares(reports: Sequence[Report], statements: Mapping[str, Statement]) -> tuple[Finding, ...]:
    """Return the shares of things brought down that no two counts of the text give within a point; shares of other things are left out."""
    found: list[Finding] = []
    for report in reports:
        statement = statements.get(report.statement_id)
        pairs = _pairs(report.claims) if statement is not None else []
        if statement is None or not pairs:
            continue
        for match in _PERCENT.finditer(statement.text):
            share = int(match[1]) + int(match[2] or 0) / 10
            at = Span(*match.span())
            if share > 100 or not _of_things_down(statement.text, at) or any(_fits(share, pair, statement.text, at) for pair in pairs):
                continue
            found.append(_finding(share, min(pairs, key=lambda pair: _by(share, pair)), match[0].strip()))
    return tuple(found)


def _pairs(claims: Sequence[Claim]) -> list[_Pair]:
    """Return each launched total with every figure, or shot down and jammed together, that may be meant as brought down."""
    wholes = [claim for claim in claims if claim.metric == "launched" and claim.scope == "total" and claim.count.exact and claim.count.low]
    pairs: list[_Pair] = []
    for whole in wholes:
        down = [claim for claim in claims if claim.count.exact and (claim.weapon, claim.period) == (whole.weapon, whole.period)]
        shot, jammed, both = ([claim for claim in down if claim.metric == kind] for kind in ("intercepted", "jammed", "neutralized"))
        pairs += [(whole, (one,)) for one in (*shot, *both, *jammed)] + [(whole, pair) for pair in product(shot, jammed)]
    return pairs


def _of_things_down(text: str, at: Span) -> bool:
    words, sentence = share_words(), around(text, at).casefold()
    return (
        not _led_by(text, at, "compared")
        and any(word in sentence for word in words["down"])
        and not any(word in sentence for word in words["other"])
    )


def _led_by(text: str, at: Span, kind: str) -> bool:
    """Tell whether the words right before a percentage end in one of a kind: a hedge or a comparison."""
    before = text[max(0, at.start - _NEAR) : at.start].casefold().split()
    return any(before[-len(words) :] == words for word in share_words()[kind] if (words := word.split()))


def _fits(share: float, pair: _Pair, text: str, at: Span) -> bool:
    true = 100 * sum(part.count.low for part in pair[1]) / pair[0].count.low
    if _led_by(text, at, "over"):
        return true >= share - _POINT
    room = _ROUGHLY if _led_by(text, at, "about") else _POINT
    return abs(true - share) <= room


def _by(share: float, pair: _Pair) -> int:
    """Return by how many things the counts miss the share, a point either way granted."""
    whole, down = pair[0].count.low, sum(part.count.low for part in pair[1])
    return max(ceil((share - _POINT) * whole / 100) - down, down - floor((share + _POINT) * whole / 100), 0)


def _finding(share: float, pair: _Pair, quote: str) -> Finding:
    whole, parts = pair
    down = sum(part.count.low for part in parts)
    counted = " + ".join(figure(part) for part in parts)
    line = f"“{quote}” of {figure(whole)} stated as brought down, but {counted} is {100 * down / whole.count.low:.0f} %"
    low, high = ceil((share - _POINT) * whole.count.low / 100), floor((share + _POINT) * whole.count.low / 100)
    mends = (Mend(parts[0], Count(max(0, low), high)),) if len(parts) == 1 and high >= max(0, low) else ()
    start, end = span((whole,))
    claims = (whole, *parts)
    return Finding("disagreement", "suspicious", whole.attacker, start, end, _by(share, pair), line, claims, mends, benign("shares"))
