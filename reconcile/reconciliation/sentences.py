"""Which words stand around a figure?"""

from __future__ import annotations

import regex

from reconcile.model import Span

__all__ = ["around"]

_END = regex.compile(r"[.!?…](?=\s)|\n")
_REACH = 300  # characters on each side at most


def around(text: str, span: Span) -> str:
    """Return the sentence in which a span stands, cut at a line's end and some hundred characters away."""
    start, end = max(0, span.start - _REACH), min(len(text), span.end + _REACH)
    before = [match.end() for match in _END.finditer(text, start, span.start)]
    after = _END.search(text, span.end, end)
    return text[before[-1] if before else start : after.start() if after else end]
