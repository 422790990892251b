"""How are many words found in a text quickly?

An alternation of hundreds of words is slow to try at every place of a text. A `Lexicon` asks of each word of
the text, once in its life, which of its patterns could begin with it, and tries only those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import accumulate, compress
from typing import Any

import regex

__all__ = ["Lexicon", "alternatives", "named", "trie", "whole"]

_WORD = regex.compile(r"\w")
_PIECE = regex.compile(r"\w{1,400}\W{0,400}|\W{1,400}")  # a text is nothing but such pieces
_STEM = 4
_AHEAD = 4  # characters of the next word that tell whether several words of a pattern could follow
_REMEMBERED = 1 << 16  # pieces; an archive of millions of posts has fewer that recur


def alternatives(words: Iterable[str]) -> str:
    """Return one pattern for any of the words, the longest spelled first."""
    return "|".join(sorted(words, key=len, reverse=True)) or "(?!)"


def trie(words: Iterable[str]) -> str:
    """Return one pattern for any of some literal words that shares their beginnings: five times as fast as listing them."""
    root: dict[str, Any] = {}
    for word in words:
        branch = root
        for letter in word:
            branch = branch.setdefault(letter, {})
        branch[""] = {}

    def written(branch: dict[str, Any]) -> str:
        ways = [re.escape(letter) + written(rest) for letter, rest in sorted(branch.items()) if letter]
        if not ways:
            return ""
        whole = ways[0] if len(ways) == 1 and "" not in branch else f"(?:{'|'.join(ways)})"
        return f"{whole}?" if "" in branch else whole

    return written(root)


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


class _Begins(dict[str, tuple[int, ...]]):
    """Which of some patterns could match at the beginning of a piece of text; each piece is asked about once."""

    def __init__(self, patterns: Iterable[regex.Pattern[str]]) -> None:
        self._openings = tuple(regex.compile(_forward(pattern.pattern)) for pattern in patterns)

    def __missing__(self, piece: str) -> tuple[int, ...]:
        # Few stems begin a word of ours, so most words are settled by their first letters.
        among: Iterable[int] = self[piece[:_STEM]] if len(piece) > _STEM else range(len(self._openings))
        found = tuple(i for i in among if self._openings[i].match(piece, partial=True)) if among and _WORD.match(piece) else ()
        if len(self) >= _REMEMBERED:
            self.clear()
        self[piece] = found
        return found


class Lexicon:
    """Finds the matches of several patterns, all of which begin with a word."""

    def __init__(self, patterns: Mapping[str, regex.Pattern[str]]) -> None:
        self.patterns = dict(patterns)
        self._begins = _Begins(patterns.values())

    def _starts(self, text: str) -> list[list[int]]:
        """Return where in a text each of the patterns could match."""
        found: list[list[int]] = [[] for _ in self.patterns]
        begins, pieces = self._begins, _PIECE.findall(text)
        ends = accumulate(map(len, pieces))
        # Most pieces begin nothing, and for them no Python is run.
        for piece, end in compress(zip(pieces, ends, strict=True), map(begins.__getitem__, pieces)):
            start = end - len(piece)
            for i in begins[text[start : end + _AHEAD]]:
                found[i].append(start)
        return found

    def matches(self, text: str, needed: Iterable[str] = ()) -> dict[str, list[regex.Match[str]]]:
        """Return what `finditer` of each pattern would find in a text; nothing where one of the needed patterns finds nothing."""
        starts = dict(zip(self.patterns, self._starts(text), strict=True))
        result: dict[str, list[regex.Match[str]]] = {}
        for name in dict.fromkeys((*needed, *self.patterns)):
            match, end = self.patterns[name].match, 0
            found = result[name] = []
            for start in starts[name]:
                if start >= end and (one := match(text, start)):
                    found.append(one)
                    end = one.end()
            if not found and name in needed:
                return {}
        return result
