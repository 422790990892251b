"""How are a text and its claims written as one?

    збито [двадцять шість ворожих дронів|intercepted 26], ще [30|jammed 30] – локаційно втрачені

One notation serves the examples of the language files, the tests, `reconcile show` and notebooks. In square
brackets stand the words that carry a figure and, behind a bar, what they claim: metric, count, the weapon
unless it is a drone, `part` unless it is a total, and `over` region codes. Several claims on one quote are
joined by `;`, marks nest; a literal bracket or backslash has a backslash before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import regex

from reconcile.model import METRICS, WEAPONS, Claim, ReconcileError, Span

__all__ = ["Expected", "expected", "mark", "parse"]

_ESCAPED = ("[", "]", "|", "\\")
_COUNT = regex.compile(r"(~?)(\d{1,9})(\.\.)?(\d{1,9})?")


@dataclass(frozen=True, slots=True, order=True)
class Expected:
    """What a mark says of its quote; the fields that an example fixes."""

    span: Span
    quote: str
    metric: str
    count: str
    weapon: str = "drone"
    scope: str = "total"
    regions: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        words = [self.metric, self.count]
        words += [self.weapon] if self.weapon != "drone" else []
        words += ["part"] if self.scope == "part" else []
        words += ["over", ",".join(self.regions)] if self.regions else []
        return " ".join(words)


def expected(claim: Claim) -> Expected:
    """Return a claim as the mark that would say it."""
    return Expected(claim.span, claim.quote, claim.metric, str(claim.count), claim.weapon, claim.scope, claim.regions)


def _said(words: str, quote: str, span: Span) -> Expected:
    parts = words.split()
    problem = ReconcileError(f"mark {words!r} on {quote!r}: write 'metric count [weapon] [part] [over CODE,CODE]'")
    if len(parts) < 2 or parts[0] not in METRICS or not _COUNT.fullmatch(parts[1]):
        raise problem
    rest = parts[2:]
    regions: tuple[str, ...] = ()
    if "over" in rest:
        at = rest.index("over")
        if at != len(rest) - 2:
            raise problem
        regions, rest = tuple(sorted(rest[at + 1].split(","))), rest[:at]
    weapon = next((word for word in rest if word in WEAPONS), "drone")
    if set(rest) - {weapon, "part"}:
        raise problem
    return Expected(span, quote, parts[0], parts[1], weapon, "part" if "part" in rest else "total", regions)


def parse(marked: str) -> tuple[str, tuple[Expected, ...]]:
    """Return a marked text without its marks, and what the marks say, in order.

    Raises:
        ReconcileError: a bracket without its partner, or a mark that says nothing readable.

    >>> text, marks = parse("сбиты [14 дронов|intercepted 14 over RU-TUL] над Тулой")
    >>> text, str(marks[0])
    ('сбиты 14 дронов над Тулой', 'intercepted 14 over RU-TUL')
    """
    text: list[str] = []
    length = 0
    open_at: list[int] = []
    found: list[Expected] = []
    at = 0
    while at < len(marked):
        letter = marked[at]
        if letter == "\\" and marked[at + 1 : at + 2] in _ESCAPED:
            letter = marked[at + 1]
            at += 1
        elif letter == "[":
            open_at.append(length)
            at += 1
            continue
        elif letter == "|" and open_at:
            close = marked.find("]", at)
            if close < 0:
                raise ReconcileError(f"marked text {marked!r}: a bracket is not closed")
            start = open_at.pop()
            quote = "".join(text)[start:]
            found += [_said(words, quote, Span(start, length)) for words in marked[at + 1 : close].split(";")]
            at = close + 1
            continue
        text.append(letter)
        length += 1
        at += 1
    if open_at:
        raise ReconcileError(f"marked text {marked!r}: a bracket is not closed, or has no claim behind a bar")
    return "".join(text), tuple(sorted(found))


def mark(text: str, claims: Iterable[Claim]) -> str:
    """Return a text with its claims marked; quotes that overlap without nesting are shown one after the other.

    >>> mark("no claims here [1]", ())
    'no claims here \\\\[1\\\\]'
    """
    spans: dict[Span, list[str]] = {}
    for said in sorted(expected(claim) for claim in claims):
        spans.setdefault(said.span, []).append(str(said))
    opening: dict[int, list[Span]] = {}
    ends: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        while ends and ends[-1].end <= span.start:
            ends.pop()
        if not ends or span.end <= ends[-1].end:
            ends.append(span)
            opening.setdefault(span.start, []).append(span)
        else:
            opening.setdefault(ends[-1].end, []).append(span)
    return _written(text, spans, opening)


def _written(text: str, spans: dict[Span, list[str]], opening: dict[int, list[Span]]) -> str:
    pieces: list[str] = []
    stack: list[Span] = []
    for at in range(len(text) + 1):
        while stack and stack[-1].end == at:
            pieces.append("|" + "; ".join(spans[stack.pop()]) + "]")
        for span in opening.get(at, ()):
            if span.start == at and span.end > at:
                pieces.append("[")
                stack.append(span)
            else:
                pieces.append("[" + "|".join(["…", "; ".join(spans[span])]) + "]")
        if at < len(text):
            pieces.append("\\" + text[at] if text[at] in "[]\\" or (text[at] == "|" and stack) else text[at])
    return "".join(pieces)
