"""Which words of a text may name places, and which words stand beside them?"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import regex

from reconcile.places.gazetteer import Grammar, Place, Sense, gazetteer, grammar

__all__ = ["Candidate", "Wording"]

_WORD = regex.compile(r"(\p{L}+)")
_BETWEEN = " '-\n.\""
_LINK = regex.compile(r"(?:://|\bwww\.|\bt\.me/)\S{0,200}$")
_LINKS = ("://", "www.", "t.me/")
_BRACKET = regex.compile(r"\s{0,2}\([^()\n]{1,40}\)\s{0,2}")


@dataclass(slots=True)
class Candidate:
    """A run of words that may name a place, with the heads around it; `first` and `stop` count words."""

    first: int
    stop: int
    sense: Sense
    head: str | None = None
    many: bool = False
    head_stop: int = 0
    before: str | None = None
    before_first: int = 0
    place: Place | None = None


class Wording:
    """The words of one text, and what stands between them."""

    def __init__(self, folded: str, lang: str, cased: str | None) -> None:
        self.text = folded
        self.cased = cased
        self.lang = lang
        pieces = _WORD.split(folded)  # what stands between words, and the words
        self.words: list[str] = pieces[1::2]
        self._ends = accumulate(map(len, pieces))
        self._linkless = not any(sign in folded for sign in _LINKS)
        self.grammar: Grammar = grammar(lang)

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word stands."""
        ends = list(self._ends)
        return list(zip(ends[:-1:2], ends[1::2], strict=True))

    def candidates(self) -> list[Candidate]:
        """Return the longest runs of words that are names, left to right, none in another."""
        names = gazetteer(self.lang).names
        found: list[Candidate] = []
        free = 0
        for first in [index for index, word in enumerate(self.words) if word in names]:
            if first < free:
                continue
            for run, sense in names[self.words[first]]:
                stop = first + len(run)
                if tuple(self.words[first:stop]) == run and self.together(first, stop) and not self._is_in_link(first, stop):
                    candidate = self._with_heads(Candidate(first, stop, sense))
                    found.append(candidate)
                    free = max(stop, candidate.head_stop)
                    break
        return found

    def _is_in_link(self, first: int, stop: int) -> bool:
        """Tell whether the words are a piece of an address, handle or file name ("t.me/odessa_news")."""
        start, end = self.spans[first][0], self.spans[stop - 1][1]
        return (
            self.text[end : end + 1] in ("_", "@")
            or self.text[start - 1 : start] in ("_", "@", "=")
            or (not self._linkless and bool(_LINK.search(self.text, max(0, start - 200), start)))
        )

    def together(self, first: int, stop: int) -> bool:
        """Tell whether nothing but blanks, hyphens and the like stands between the words."""
        return all(self.near(left) for left in range(first, stop - 1))

    def near(self, left: int) -> bool:
        """Tell whether nothing but blanks, hyphens and the like stands between a word and the next."""
        gap = self.text[self.spans[left][1] : self.spans[left + 1][0]]
        return len(gap) <= 3 and not gap.strip(_BETWEEN)

    def _with_heads(self, candidate: Candidate) -> Candidate:
        first = candidate.first
        self._add_head_after(candidate)
        stop = first - 1 if first and self.words[first - 1] in self.grammar.listing else first
        if stop:
            for run, sort in self.grammar.before.get(self.words[stop - 1], ()):
                start = stop - len(run)
                if start >= 0 and tuple(self.words[start:stop]) == run and self.together(start, stop) and self._leads(stop - 1, first):
                    candidate.before, candidate.before_first = sort, start
                    break
        return candidate

    def _leads(self, before: int, first: int) -> bool:
        """Tell whether a noun leads to a name right behind it, or to a list ("in the regions: …", "in such regions as …")."""
        gap = self.text[self.spans[before][1] : self.spans[first][0]]
        return self.near(before) or gap.strip() == ":" or (before < first - 1 and gap.startswith(", "))

    def _add_head_after(self, candidate: Candidate) -> None:
        stop = at = candidate.stop
        bracket = _BRACKET.match(self.text, self.spans[stop - 1][1])
        while bracket and at < len(self.words) and self.spans[at][0] < bracket.end():
            at += 1
        if at == len(self.words):
            return
        for run, sort, many in self.grammar.heads.get(self.words[at], ()):
            if tuple(self.words[at : at + len(run)]) == run and self.together(at, at + len(run)):
                if bracket and self.spans[at][0] == bracket.end():  # the mention ends before the bracket: what it counts is no place
                    candidate.head, candidate.many = sort, many
                elif not bracket and self.near(stop - 1):
                    candidate.head, candidate.many, candidate.head_stop = sort, many, at + len(run)
                return

    def follows(self, candidate: Candidate, words: Container[str]) -> bool:
        """Tell whether one of the words stands right before the name, an initial ("С. Серов") not being a word."""
        before = candidate.first - 1
        if before < 0 or self.words[before] not in words:
            return False
        return not self.text[self.spans[before][1] : self.spans[candidate.first][0]].strip(' \n"(')

    def is_small(self, candidate: Candidate) -> bool:
        """Tell whether the name is known to be written without a capital."""
        if self.cased is None:
            return False
        return not any(self.cased[start].isupper() for start, _ in self.spans[candidate.first : candidate.stop])

    def is_name(self, index: int) -> bool:
        """Tell whether a word follows its neighbour with only a blank between and is written like a name, though not all in capitals."""
        word = self.cased[slice(*self.spans[index])] if self.cased else ""
        gap = self.text[self.spans[index - 1][1] : self.spans[index][0]]
        return word[:1].isupper() and not word.isupper() and not gap.strip(" ")
