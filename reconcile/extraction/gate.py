"""Can this text make a claim at all?

Most texts of an archive name no weapon. Each of their words is asked once whether it contains the beginning of
a weapon word; a text all of whose words are known to contain none passes by at the speed of splitting it.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from reconcile.languages import trie

__all__ = ["forget", "passes"]

_REMEMBERED = 1 << 16  # words; then all are forgotten, so that memory stays flat
_LONGEST_WORD = 32  # characters; longer words, mostly addresses, do not recur
_LONGEST = 1 << 17  # characters; the words of a longer text would take more memory than the text
_harmless: set[str] = set()
_telling: set[str] = set()  # words that let a text pass


@cache
def _stems(*, ascii_only: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compile what a text with a claim contains, and what one of its words does; fewer stems are sought in ASCII alone."""
    table = tomllib.loads((files("reconcile.languages") / "gate.toml").read_text(encoding="utf-8"))
    stems = [stem for script in table.values() for stem in script if stem.isascii() or not ascii_only]
    return re.compile(trie(stems)), re.compile(trie(stem.split()[-1] for stem in stems))


def forget() -> None:
    """Forget all words met so far; nothing but the time of the next texts depends on it."""
    _harmless.clear()
    _telling.clear()


def passes(text: str) -> bool:
    """Tell whether a text names anything that could be counted.

    >>> passes("Сбиты три беспилотника"), passes("The weather will be fine.")
    (True, False)
    """
    words = text.split() if len(text) <= _LONGEST else [text]
    if _harmless.issuperset(words):
        return False
    if not _telling.isdisjoint(words):
        return True
    unknown = set(words) - _harmless
    joined = " ".join(unknown).lower()
    whole, word = _stems(ascii_only=joined.isascii())
    if word.search(joined):
        if len(_telling) > _REMEMBERED:
            _telling.clear()
        _telling.update(word for word in unknown if len(word) <= _LONGEST_WORD and whole.search(word.lower()))
        return whole.search(text.lower()) is not None
    if len(_harmless) > _REMEMBERED:
        _harmless.clear()
    if max(map(len, unknown), default=0) > _LONGEST_WORD:
        unknown = {word for word in unknown if len(word) <= _LONGEST_WORD}
    _harmless.update(unknown)
    return False
