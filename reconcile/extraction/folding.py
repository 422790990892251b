"""Which characters may differ without the words differing?

Patterns read a *folded* text: lower case, one kind of dash, apostrophe, quotation mark and blank, Cyrillic
where Latin look-alikes stand inside Cyrillic words, addresses blanked, and Markdown marks, soft hyphens and
zero-width characters removed. Everything else is one character for one character, and the removals are
remembered, so each span of the folded text is a span of the original.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

import regex

from reconcile.model import Span

__all__ = ["Folded", "fold"]

_SAME = {
    **dict.fromkeys("‐‑‒–—―−﹘﹣－➖", "-"),
    **dict.fromkeys("’ʼ`´‘ʻ′＇", "'"),
    **dict.fromkeys("«»“”„‟″〝〞＂", '"'),
    **dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\x0b\x0c\u2028\u2029", " "
    ),
    "ё": "е",
    "Ё": "Е",
    "⁄": "/",
    "…": ".",
}
_DIFFERENT = re.compile(f"[{re.escape(''.join(_SAME))}]")
_REMOVED = regex.compile(r"\*{1,64}|_{2,64}|~~|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u20e3\ufe00-\ufe0f\ufeff]{1,64}")
_LETTER = r"\w\u0300-\u036f"  # letters, digits and the accents over them
# Each kind of address with the signs without which it is not sought: a pattern that begins with letters is found fast.
_ADDRESSES = (
    (("http",), re.compile(r"https?://[^\s<>()\[\]]{1,2000}")),
    (
        ("HTTP", "Http", "www.", "WWW.", "t.me/", "T.me/", "T.ME/"),
        re.compile(r"(?:https?://|www\.|t\.me/)[^\s<>()\[\]]{1,2000}", re.IGNORECASE),
    ),
    (("](",), re.compile(r"\]\([^\s()]{1,2000}(?=\))")),
    (("@",), re.compile(rf"@(?<![{_LETTER}]@)[{_LETTER}]{{2,64}}")),
    (("#",), re.compile(rf"#(?<![{_LETTER}]#)[{_LETTER}]{{1,64}}")),
)
_LATIN = re.compile("[a-z]")
_LONE = rf"c(?<![{_LETTER}'-]c)(?= [0-9]{{1,2}}[.:][0-9]{{2}})"  # "с 20:00", from twenty hours, written with a Latin c
_LONE_LATIN = re.compile(_LONE)
_LATIN_IN_CYRILLIC = re.compile(rf"[aceiopxykmthbë](?:(?<=[а-яіїєґ].)(?![a-z])|(?<![a-z].)(?=[а-яіїєґ]))|{_LONE}")
_CYRILLIC = dict(zip("aceiopxykmthbë", "асеіорхукмтнве", strict=True))


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and its way back: `cased` is the same text with its letter case kept.

    `kept` holds the folded offsets from which on `shifts` characters had been removed before.
    """

    text: str
    cased: str
    kept: tuple[int, ...]
    shifts: tuple[int, ...]

    def origin(self, offset: int) -> int:
        """Return where in the original the folded character at `offset` stands."""
        return offset + self.shifts[bisect_right(self.kept, offset) - 1]

    def span(self, start: int, end: int) -> Span:
        """Return the span of the original that the folded characters from `start` to `end` come from."""
        if end <= start:
            return Span(self.origin(start), self.origin(start))
        return Span(self.origin(start), self.origin(end - 1) + 1)


def _lower(text: str) -> str:
    lowered = text.lower()
    # A few letters (İ) grow when lowered; they stay as they are, so that offsets do.
    return lowered if len(lowered) == len(text) else "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def _blanks(found: re.Match[str]) -> str:
    """Return as many blanks as an address has characters; the brackets around a link stay."""
    kept = "](" if found[0].startswith("](") else ""
    return kept + " " * (len(found[0]) - len(kept))


def fold(text: str) -> Folded:
    """Fold a text.

    >>> folded = fold("2**1** БпЛА – збито")
    >>> folded.text
    '21 бпла - збито'
    >>> folded.span(0, 2).of("2**1** БпЛА – збито")
    '2**1'
    """
    same = _DIFFERENT.sub(lambda found: _SAME[found[0]], text)
    for signs, address in _ADDRESSES:
        for sign in signs:
            if sign in same:
                same = address.sub(_blanks, same)
                break
    pieces: list[str] = []
    kept, shifts = [0], [0]
    length = last = 0
    for mark in _REMOVED.finditer(same):
        start, end = mark.span()
        pieces.append(same[last:start])
        length += start - last
        last = end
        if length == kept[-1]:
            shifts[-1] = end - length
        else:
            kept.append(length)
            shifts.append(end - length)
    pieces.append(same[last:])
    cased = "".join(pieces)
    folded = _lower(cased)
    if _LATIN.search(folded):
        latin = _LONE_LATIN if folded.isascii() else _LATIN_IN_CYRILLIC
        folded = latin.sub(lambda found: _CYRILLIC[found[0]], folded)
    return Folded(folded, cased, tuple(kept), tuple(shifts))
