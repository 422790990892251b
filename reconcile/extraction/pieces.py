"""Which words does a figure stand in? Texts cut into the pieces that claims mark, and into the sentences around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from reconcile.model import Claim, Span

__all__ = ["Piece", "excerpt", "pieces"]

_END = regex.compile(r"[.!?…]{1,3}[»”\"')\]*]{0,4}\s|\n")
_REACH = 260  # characters of context at most on each side of a figure


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: the claims whose words it belongs to, and those of them that start with it."""

    text: str
    claims: tuple[Claim, ...] = ()
    starting: tuple[Claim, ...] = ()


def pieces(text: str, claims: Iterable[Claim], within: Span | None = None) -> tuple[Piece, ...]:
    """Cut the text, or a span of it, where claims start and end; joined, the pieces are the text again."""
    whole = within or Span(0, len(text))
    shown = sorted(
        (claim for claim in claims if claim.span.start < whole.end and claim.span.end > whole.start),
        key=lambda claim: (claim.span.start, -claim.span.end, claim.metric, claim.regions),
    )
    cuts = {whole.start, whole.end}
    for claim in shown:
        cuts |= {max(whole.start, claim.span.start), min(whole.end, claim.span.end)}
    edges = sorted(cuts)
    made = []
    for start, end in pairwise(edges):
        covering = tuple(claim for claim in shown if claim.span.start <= start and end <= claim.span.end)
        starting = tuple(claim for claim in covering if max(whole.start, claim.span.start) == start)
        made.append(Piece(text[start:end], covering, starting))
    return tuple(made)


def excerpt(text: str, claims: Sequence[Claim]) -> tuple[tuple[Piece, ...], ...]:
    """Return the sentences in which the claims stand, each as pieces; sentences that touch are one."""
    spans: list[Span] = []
    for claim in sorted(claims, key=lambda claim: claim.span):
        span = _sentence(text, claim.span)
        if spans and span.start <= spans[-1].end + 1:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end))
        else:
            spans.append(span)
    return tuple(pieces(text, claims, span) for span in spans)


def _sentence(text: str, span: Span) -> Span:
    first = max(0, span.start - _REACH)
    before = [match.end() for match in _END.finditer(text, first, span.start)]
    start = before[-1] if before else first
    after = _END.search(text, span.end, min(len(text), span.end + _REACH))
    end = after.end() if after else min(len(text), span.end + _REACH)
    while start < span.start and text[start].isspace():
        start += 1
    while end > span.end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
