"""Which places does a text name, and which words name them?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import regex

from reconcile.places.gazetteer import LANGUAGES, Grammar, Place, Sense, gazetteer, grammar

__all__ = ["Mention", "find"]

_WORD = regex.compile(r"\p{L}+")
_BETWEEN = " '-\n.\""
_REACH = 80  # characters between two names of one list; the widest gap seen in ministry posts is 34
_NEEDING_NO_CAPITAL = ("region", "sea", "compass", "country", "front")
_BRACKET = regex.compile(r"\s{0,2}\([^()\n]{1,40}\)\s{0,2}")
_ENDS_SENTENCE = regex.compile(r"[.!?…](?=\s)|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place as the text names it.

    `start` to `end` takes in the head nouns beside the name ("республики крым", "kursk region"); `name_end` is the end of
    the name itself. `codes` are sorted region codes. Offsets are those of the folded text.
    """

    start: int
    end: int
    codes: tuple[str, ...]
    kind: str
    name: str
    name_end: int


@dataclass(slots=True)
class _Candidate:
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


def find(folded: str, lang: str, cased: str | None = None) -> tuple[Mention, ...]:
    """Return the places that a folded text names, left to right, none within another.

    `cased` is the same text, character for character, with the capitals kept: names that are also ordinary words
    ("Суми", "Ровно") count only where it shows a capital, and not at all without it.

    Raises:
        ValueError: the language is not one of `LANGUAGES`, or `cased` differs in length.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"no gazetteer for language {lang!r}: known are {', '.join(LANGUAGES)}")
    if cased is not None and len(cased) != len(folded):
        raise ValueError(f"the cased text has {len(cased)} characters, the folded text {len(folded)}")
    return _Reading(folded, lang, cased).mentions()


class _Reading:
    """One text with its words, and what is read out of them."""

    def __init__(self, folded: str, lang: str, cased: str | None) -> None:
        self.text = folded
        self.cased = cased
        self.lang = lang
        self.words: list[str] = _WORD.findall(folded)
        self.grammar: Grammar = grammar(lang)

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        return [match.span() for match in _WORD.finditer(self.text)]

    def mentions(self) -> tuple[Mention, ...]:
        candidates = self._candidates()
        if not candidates:
            return ()
        linked = [self._linked(left, right) for left, right in pairwise(candidates)]
        self._share_heads(candidates, linked)
        self._choose(candidates, linked)
        self._choose_compass(candidates, linked)
        return tuple(self._mention(candidate, candidate.place) for candidate in candidates if candidate.place)

    def _candidates(self) -> list[_Candidate]:
        names = gazetteer(self.lang).names
        found: list[_Candidate] = []
        free = 0
        for first in [index for index, word in enumerate(self.words) if word in names]:
            if first < free:
                continue
            for run, sense in names[self.words[first]]:
                stop = first + len(run)
                if tuple(self.words[first:stop]) == run and self._together(first, stop):
                    candidate = self._with_heads(_Candidate(first, stop, sense))
                    found.append(candidate)
                    free = max(stop, candidate.head_stop)
                    break
        return found

    def _together(self, first: int, stop: int) -> bool:
        """Tell whether nothing but blanks, hyphens and the like stands between the words."""
        return all(self._near(left) for left in range(first, stop - 1))

    def _near(self, left: int) -> bool:
        gap = self.text[self.spans[left][1] : self.spans[left + 1][0]]
        return len(gap) <= 3 and not gap.strip(_BETWEEN)

    def _with_heads(self, candidate: _Candidate) -> _Candidate:
        first = candidate.first
        self._add_head_after(candidate)
        if first:
            for run, sort in self.grammar.before.get(self.words[first - 1], ()):
                start = first - len(run)
                if start >= 0 and tuple(self.words[start:first]) == run and self._together(start, first + 1):
                    candidate.before, candidate.before_first = sort, start
                    break
        return candidate

    def _add_head_after(self, candidate: _Candidate) -> None:
        stop = at = candidate.stop
        bracket = _BRACKET.match(self.text, self.spans[stop - 1][1])
        while bracket and at < len(self.words) and self.spans[at][0] < bracket.end():
            at += 1
        if at == len(self.words):
            return
        for run, sort, many in self.grammar.heads.get(self.words[at], ()):
            if tuple(self.words[at : at + len(run)]) == run and self._together(at, at + len(run)):
                if bracket and self.spans[at][0] == bracket.end():  # the mention ends before the bracket: what it counts is no place
                    candidate.head, candidate.many = sort, many
                elif not bracket and self._near(stop - 1):
                    candidate.head, candidate.many, candidate.head_stop = sort, many, at + len(run)
                return

    def _linked(self, left: _Candidate, right: _Candidate) -> bool:
        """Tell whether two names stand in one list: nothing between them but commas, counts, brackets and linking words."""
        stop = max(left.stop, left.head_stop)
        if right.first < stop or right.first - stop > 8:
            return False
        gap = self.text[self.spans[stop - 1][1] : self.spans[right.first][0]]
        between = self.words[stop : right.first]
        return (
            len(gap) <= _REACH
            and (bool(between) or any(mark in gap for mark in ",;/(-–"))
            and not _ENDS_SENTENCE.search(gap)
            and all(word in self.grammar.links for word in between)
        )

    def _share_heads(self, candidates: list[_Candidate], linked: list[bool]) -> None:
        """Give the names of a list the head noun that closes or opens it."""
        for index in range(len(candidates) - 2, -1, -1):
            left, right = candidates[index], candidates[index + 1]
            if linked[index] and left.head is None and right.head and (right.many or self.lang != "en" or right.head == "nation"):
                left.head, left.many = right.head, right.many
        for index in range(len(candidates) - 1):
            left, right = candidates[index], candidates[index + 1]
            if linked[index] and left.before and right.before is None and right.head is None:
                right.before = left.before
                right.before_first = right.first
        for candidate in candidates:
            if candidate.head is None and self._is_opened(candidate):
                candidate.head = "region"
        last = candidates[-1]
        if last.head is None and self._is_cut_after(last):
            last.head = "region"
            self._share_cut(candidates, linked)

    def _is_opened(self, candidate: _Candidate) -> bool:
        """Tell whether "territory of" stands before the name and no noun of its own after it ("над территорией Курской, пять")."""
        if not candidate.first or self.words[candidate.first - 1] not in self.grammar.openers or not self._near(candidate.first - 1):
            return False
        if candidate.stop == len(self.words):
            return True
        return not self._near(candidate.stop - 1) or self.words[candidate.stop] in self.grammar.links

    @staticmethod
    def _share_cut(candidates: list[_Candidate], linked: list[bool]) -> None:
        for index in range(len(candidates) - 2, -1, -1):
            if not linked[index] or candidates[index].head:
                break
            candidates[index].head = "region"

    def _is_cut_after(self, last: _Candidate) -> bool:
        """Tell whether the text breaks off right after the name, or inside its head noun."""
        if self.lang == "en" or last.stop < len(self.words) - 1:
            return False
        tail = self.text[self.spans[last.stop - 1][1] :]
        if last.stop == len(self.words):
            return not tail.strip(' "*_') or tail.strip() in ("...", "…")
        rest = self.words[last.stop]
        return self._near(last.stop - 1) and any(word.startswith(rest) for word in self.grammar.heads)

    def _choose(self, candidates: list[_Candidate], linked: list[bool]) -> None:
        """Settle what each candidate stands for; a wary name needs a capital and company."""
        for index, candidate in enumerate(candidates):
            sense = candidate.sense
            place = self._headed(candidate)
            if place is None:
                in_list = index > 0 and linked[index - 1] and candidates[index - 1].place is not None
                if not self._is_attribute(candidate):
                    place = sense.alone
                    if place is None and (in_list or self._is_governed(candidate)):
                        place = sense.governed
                    if place is None and sense.wary and self._is_warranted(candidate, in_list):
                        place = sense.wary
                if place and place.kind not in _NEEDING_NO_CAPITAL and self._is_small(candidate) and not self._is_slighted(place):
                    place = None
            candidate.place = place

    def _headed(self, candidate: _Candidate) -> Place | None:
        headed = candidate.sense.headed
        for sort in (candidate.head, candidate.before):
            if sort and (place := headed.get(sort) or (headed.get("region") if sort == "area" else None)):
                return place
        return None

    def _is_attribute(self, candidate: _Candidate) -> bool:
        """Tell whether the name only qualifies another noun ("Черноморского флота", "курском")."""
        rules = self.grammar.attributes
        stop = candidate.stop
        if stop < len(self.words) and self._near(stop - 1) and self.words[stop] in rules["before"]:
            return True
        return self._is_small(candidate) and self.words[stop - 1].endswith(rules["endings"])

    def _is_small(self, candidate: _Candidate) -> bool:
        if self.cased is None:
            return False
        return not any(self.cased[start].isupper() for start, _ in self.spans[candidate.first : candidate.stop])

    def _is_slighted(self, place: Place) -> bool:
        """Tell whether texts in this language write the place small on purpose ("москва" in Ukrainian)."""
        return place.codes[0].partition("-")[0] in self.grammar.slighted

    def _is_governed(self, candidate: _Candidate) -> bool:
        return candidate.first > 0 and self.words[candidate.first - 1] in self.grammar.attributes["after"]

    def _is_warranted(self, candidate: _Candidate, in_list: bool) -> bool:
        """Tell whether a wary name stands where a place would: a capital, no second name behind, a head, list or preposition before."""
        if self.cased is None or not self.cased[self.spans[candidate.first][0]].isupper():
            return False
        if candidate.head in ("district", "airfield") or candidate.before in ("city", "airfield"):
            return True
        if candidate.stop < len(self.words) and candidate.head is None and self._is_name(candidate.stop):
            return False
        before = candidate.first - 1
        return in_list or (before >= 0 and self._near(before) and self.words[before] in self.grammar.prepositions)

    def _is_name(self, index: int) -> bool:
        """Tell whether a word follows its neighbour with only a blank between and is written like a name, though not all in capitals."""
        word = self.cased[slice(*self.spans[index])] if self.cased else ""
        gap = self.text[self.spans[index - 1][1] : self.spans[index][0]]
        return word[:1].isupper() and not word.isupper() and not gap.strip(" ")

    def _choose_compass(self, candidates: list[_Candidate], linked: list[bool]) -> None:
        """Keep parts of the country only where the text speaks of the country ("на півночі та сході", "in the west of Ukraine")."""
        index = 0
        while index < len(candidates):
            stop = index + 1
            if _is_compass(candidates[index]):
                while stop < len(candidates) and linked[stop - 1] and _is_compass(candidates[stop]):
                    stop += 1
                run = candidates[index:stop]
                if not self._speaks_of_country(run):
                    for candidate in run:
                        candidate.place = None
            index = stop

    def _speaks_of_country(self, run: list[_Candidate]) -> bool:
        if all(candidate.place is not candidate.sense.alone for candidate in run):
            return self.text[self.spans[run[0].first][0] - 1 : self.spans[run[0].first][0]] != "-"
        rules = self.grammar.compass
        first, stop = run[0].first, run[-1].stop
        if not any(tuple(self.words[max(0, first - len(word)) : first]) == word for word in rules["before"]):
            return False
        following = tuple(self.words[stop : stop + 3])
        if any(self._is_name(candidate.first) for candidate in run):  # "на Заході" is the West
            return False
        if rules["after"]:
            return any(following[: len(phrase)] == phrase for phrase in rules["after"])
        if any(following[: len(phrase)] == phrase for phrase in rules["never"]):
            return False
        return not following or not self._is_name(stop)

    def _mention(self, candidate: _Candidate, place: Place) -> Mention:
        stop = max(candidate.stop, candidate.head_stop)
        first = candidate.first if candidate.before is None else min(candidate.first, candidate.before_first)
        name_stop = stop if place.kind == "sea" else candidate.stop
        return Mention(self.spans[first][0], self.spans[stop - 1][1], place.codes, place.kind, place.name, self.spans[name_stop - 1][1])


def _is_compass(candidate: _Candidate) -> bool:
    return candidate.place is not None and candidate.place.kind == "compass"
