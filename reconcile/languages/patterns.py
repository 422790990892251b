"""How are many words found in a text quickly?

An alternation of hundreds of words is slow to try at every place of a text. A `Lexicon` asks of each word of
the text, once in its life, which of its patterns could begin with it, and tries only those.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import regex

__all__ = ["Lexicon", "alternatives", "named", "whole"]

_WORD = regex.compile(r"\w{1,400}")
_STEM = 4
_REMEMBERED = 1 << 16  # words; an archive of millions of posts has fewer that recur


def alternatives(words: Iterable[str]) -> str:
    """Return one pattern for any of the words, the longest spelled first."""
    return "|".join(sorted(words, key=len, reverse=True)) or "(?!)"


def whole(pattern: str) -> regex.Pattern[str]:
    """Compile a pattern that matches whole words."""
    return regex.compile(rf"(?<![\w])(?:{pattern})(?![\w])")


def named(groups: Mapping[str, Iterable[str]]) -> regex.Pattern[str]:
    """Compile words in named groups: the name of the group that matched is the meaning of the words."""
    flat = [(word, name) for name, words in groups.items() for word in words]
    flat.sort(key=lambda pair: len(pair[0]), reverse=True)
    # The `regex` package lets one name stand for several groups.
    return whole("|".join(f"(?P<{name}>{word})" for word, name in flat) or "(?!)")


def _forward(source: str) -> str:
    """Return a pattern's source without its lookbehinds: what may begin here, whatever stands before."""
    kept, at, depth = [], 0, 0
    bracket = False
    while at < len(source):
        letter = source[at]
        width = 2 if letter == "\\" else 1
        if width == 1 and not bracket and depth == 0 and source.startswith(("(?<=", "(?<!"), at):
            depth = 1
        elif width == 1 and not bracket and depth and letter in "()":
            depth += 1 if letter == "(" else -1
            if not depth:
                at += 1
                continue
        elif width == 1 and letter in "[]":
            bracket = letter == "["
        if not depth:
            kept.append(source[at : at + width])
        at += width
    return "".join(kept)


class Lexicon:
    """Finds the matches of several patterns, all of which begin with a word.

    `matches` returns what `finditer` of each pattern would, in one pass over the words of the text.
    """

    def __init__(self, patterns: Mapping[str, regex.Pattern[str]]) -> None:
        self.patterns = tuple(patterns.items())
        self._openings = tuple(regex.compile(_forward(pattern.pattern)) for pattern in patterns.values())
        self._stems = lru_cache(maxsize=_REMEMBERED)(self._stem_begins)
        self._begins = lru_cache(maxsize=_REMEMBERED)(self._word_begins)

    def _stem_begins(self, stem: str) -> tuple[int, ...]:
        return tuple(i for i, opening in enumerate(self._openings) if opening.match(stem, partial=True))

    def _word_begins(self, word: str) -> tuple[int, ...]:
        # Few stems begin a word of ours, so most words are settled by their first letters.
        stems = self._stems(word[:_STEM])
        return tuple(i for i in stems if self._openings[i].match(word, partial=True)) if stems and len(word) > _STEM else stems

    def matches(self, text: str) -> dict[str, list[regex.Match[str]]]:
        """Return the matches of each pattern from left to right, none overlapping another of the same pattern."""
        found: list[list[regex.Match[str]]] = [[] for _ in self.patterns]
        ends = [0] * len(self.patterns)
        begins = self._begins
        for word in _WORD.finditer(text):
            for i in begins(word.group()):
                start = word.start()
                if start >= ends[i] and (match := self.patterns[i][1].match(text, start)):
                    found[i].append(match)
                    ends[i] = match.end()
        return {name: matches for (name, _), matches in zip(self.patterns, found, strict=True)}
