"""Which places does a text name, and which words name them?"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import regex

from reconcile.places.gazetteer import LANGUAGES, Place, table
from reconcile.places.wording import Candidate, Wording

__all__ = ["Mention", "find"]

_REACH = 80  # characters between two names of one list; the widest gap seen in ministry posts is 34
_FAR = 400  # characters over which a list of regions goes on without their noun
_NEEDING_NO_CAPITAL = ("region", "sea", "compass", "country", "front")
_ENDS_SENTENCE = regex.compile(r"[.!?…](?=\s)|\n\s*\n")


class Mention(NamedTuple):
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


class _Reading(Wording):
    """One text with its words, and what is read out of them."""

    def mentions(self) -> tuple[Mention, ...]:
        candidates = self.candidates()
        if not candidates:
            return ()
        linked = [self._linked(left, right) for left, right in pairwise(candidates)]
        self._share_heads(candidates, linked)
        self._choose(candidates, linked)
        self._choose_compass(candidates, linked)
        return _settled(tuple(self._mention(candidate, candidate.place) for candidate in candidates if candidate.place))

    def _linked(self, left: Candidate, right: Candidate) -> bool:
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

    def _share_heads(self, candidates: list[Candidate], linked: list[bool]) -> None:
        """Give the names of a list the head noun that closes or opens it."""
        for index in range(len(candidates) - 2, -1, -1):
            left, right = candidates[index], candidates[index + 1]
            shared = right.head != "sea" or "sea" in left.sense.headed
            if (
                linked[index]
                and left.head is None
                and right.head
                and shared
                and (right.many or self.lang != "en" or right.head == "nation")
            ):
                left.head, left.many = right.head, right.many
        for index in range(len(candidates) - 1):
            left, right = candidates[index], candidates[index + 1]
            if linked[index] and left.before and right.before is None and right.head is None:
                right.before = left.before
                right.before_first = right.first
        for index in range(len(candidates) - 1):
            left, right = candidates[index], candidates[index + 1]
            # "21 over the Kursk region, 16 over Tula's": later adjectives of a list go without the noun.
            headed = right.head is None and "region" in right.sense.headed and self.lang != "en"  # English names have no adjectives
            if linked[index] and left.head == "region" and headed and self._is_bare(right):
                right.head = "region"
        for candidate in candidates:
            if candidate.head is None and self._is_opened(candidate):
                candidate.head = "region"
        self._share_bare(candidates, linked)
        self._share_far(candidates, linked)
        last = candidates[-1]
        if last.head is None and self._is_cut_after(last):
            last.head = "region"
            self._share_cut(candidates, linked)

    def _share_bare(self, candidates: list[Candidate], linked: list[bool]) -> None:
        """Give the adjectives of a list without any noun the head that they can only have ("over Tula's, Orel's and Tver's.")."""
        rules, run = self.grammar.elliptical, list[Candidate]()
        for index, candidate in enumerate(candidates):
            adjective = candidate.head is None and candidate.before is None and "region" in candidate.sense.headed
            adjective = adjective and self.words[candidate.stop - 1].endswith(rules["endings"])
            if run and not (adjective and linked[index - 1]):
                run = []
            if adjective and (run or self.follows(candidate, rules["before"])):
                run.append(candidate)
            if len(run) > 1 and self._is_bare(candidate) and not (index < len(linked) and linked[index]):
                for one in run:
                    one.head = "region"

    def _share_far(self, candidates: list[Candidate], linked: list[bool]) -> None:
        """Give an adjective without a noun the head of a region further back ("in the Kursk region 14 were downed, in Lipetsk's three")."""
        named: Candidate | None = None
        for index, candidate in enumerate(candidates):
            if candidate.head is None and named and "region" in candidate.sense.headed:
                listed = self.lang != "en" and linked[index - 1] and candidates[index - 1].head == "region" and self._is_bare(candidate)
                candidate.head = "region" if listed or self._is_elliptical(candidate, named) else None
            if candidate.head == "region":
                named = candidate

    def _is_elliptical(self, candidate: Candidate, named: Candidate) -> bool:
        rules, stop = self.grammar.elliptical, candidate.stop
        if not self.words[stop - 1].endswith(rules["endings"]) or not self.follows(candidate, rules["before"]):
            return False
        if self.spans[candidate.first][0] - self.spans[named.first][0] > _FAR:
            return False
        if stop == len(self.words) or self.text[self.spans[stop - 1][1] : self.spans[stop][0]].strip(" \n"):
            return True
        return self.words[stop] in rules["after"] or self.words[stop] in self.grammar.links

    def _is_opened(self, candidate: Candidate) -> bool:
        """Tell whether "territory of" stands before the name and no noun of its own after it ("над территорией Курской, пять")."""
        if not candidate.first or self.words[candidate.first - 1] not in self.grammar.openers or not self.near(candidate.first - 1):
            return False
        return self._is_bare(candidate)

    def _is_bare(self, candidate: Candidate) -> bool:
        """Tell whether no noun of its own follows the name."""
        if candidate.stop == len(self.words):
            return True
        if _ENDS_SENTENCE.search(self.text[self.spans[candidate.stop - 1][1] : self.spans[candidate.stop][0]]):
            return True
        return not self.near(candidate.stop - 1) or self.words[candidate.stop] in self.grammar.links

    @staticmethod
    def _share_cut(candidates: list[Candidate], linked: list[bool]) -> None:
        for index in range(len(candidates) - 2, -1, -1):
            if not linked[index] or candidates[index].head:
                break
            candidates[index].head = "region"

    def _is_cut_after(self, last: Candidate) -> bool:
        """Tell whether the text breaks off right after the name, or inside its head noun."""
        if self.lang == "en" or last.stop < len(self.words) - 1:
            return False
        tail = self.text[self.spans[last.stop - 1][1] :]
        if last.stop == len(self.words):
            return not tail.strip(' "*_') or tail.strip() in ("...", "…")
        rest = self.words[last.stop]
        return self.near(last.stop - 1) and any(word.startswith(rest) for word in self.grammar.heads)

    def _choose(self, candidates: list[Candidate], linked: list[bool]) -> None:
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
                if place and place.kind not in _NEEDING_NO_CAPITAL and self.is_small(candidate) and not self._is_slighted(place):
                    place = None
            candidate.place = place

    def _headed(self, candidate: Candidate) -> Place | None:
        headed = candidate.sense.headed
        for sort in (candidate.head, candidate.before):
            if sort and (place := headed.get(sort) or (headed.get("region") if sort == "area" else None)):
                return place
        return None

    def _is_attribute(self, candidate: Candidate) -> bool:
        """Tell whether the name only qualifies another noun ("Черноморского флота", "курском")."""
        rules = self.grammar.attributes
        stop = candidate.stop
        if stop < len(self.words) and self.near(stop - 1) and self.words[stop] in rules["before"]:
            return True
        return self.is_small(candidate) and self.words[stop - 1].endswith(rules["endings"])

    def _is_slighted(self, place: Place) -> bool:
        """Tell whether texts in this language write the place small on purpose ("москва" in Ukrainian)."""
        return place.codes[0].partition("-")[0] in self.grammar.slighted

    def _is_governed(self, candidate: Candidate) -> bool:
        return self.follows(candidate, self.grammar.attributes["after"])

    def _is_warranted(self, candidate: Candidate, in_list: bool) -> bool:
        """Tell whether a wary name stands where a place would: a capital, no second name behind, a head, list or preposition before."""
        if self.cased is None or not self.cased[self.spans[candidate.first][0]].isupper():
            return False
        if candidate.head == "airfield" or candidate.before in ("city", "airfield"):
            return True
        if candidate.stop < len(self.words) and candidate.head is None and self.is_name(candidate.stop):
            return False
        return in_list or self.follows(candidate, self.grammar.prepositions)

    def _choose_compass(self, candidates: list[Candidate], linked: list[bool]) -> None:
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

    def _speaks_of_country(self, run: list[Candidate]) -> bool:
        rules = self.grammar.compass
        if all(candidate.place is not candidate.sense.alone for candidate in run):
            if self.text[self.spans[run[0].first][0] - 1 : self.spans[run[0].first][0]] == "-":
                return False
            return not self._is_part_of_another(run[-1])
        first, stop = run[0].first, run[-1].stop
        if not any(tuple(self.words[max(0, first - len(word)) : first]) == word for word in rules["before"]):
            return False
        following = tuple(self.words[stop : stop + 3])
        if any(self.is_name(candidate.first) for candidate in run):  # "на Заході" is the West
            return False
        if rules["after"]:
            return any(following[: len(phrase)] == phrase for phrase in rules["after"])
        if any(following[: len(phrase)] == phrase for phrase in rules["never"]):
            return False
        return not following or following[:1] in rules["country"] or not self.is_name(stop)

    def _is_part_of_another(self, candidate: Candidate) -> bool:
        """Tell whether a part of another whole is meant ("у північній частині Харківської області", "у східних областях РФ")."""
        stop = candidate.head_stop
        following = (self.words[stop],) if stop < len(self.words) and self.near(stop - 1) else ()
        if not following or following in self.grammar.compass["country"]:
            return False
        return following in self.grammar.compass["never"] or (candidate.head == "part" and self.is_name(stop))

    def _mention(self, candidate: Candidate, place: Place) -> Mention:
        stop = max(candidate.stop, candidate.head_stop)
        first = candidate.first if candidate.before is None else min(candidate.first, candidate.before_first)
        name_stop = stop if place.kind == "sea" else candidate.stop
        kind = "district" if candidate.head == "district" and place.kind == "city" else place.kind
        start, end = self.spans[first][0], self.spans[stop - 1][1]
        return Mention(start, end, place.codes, kind, place.name, self.spans[name_stop - 1][1])


def _settled(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Give a district whose name several regions share the one of them that the text also names."""
    shared = table("others")["namesakes"]
    if not any(mention.name in shared for mention in mentions):
        return mentions
    named = {code for mention in mentions if mention.name not in shared for code in mention.codes}
    result = []
    for mention in mentions:
        codes = [code for code in shared.get(mention.name, ()) if code in named]
        result.append(mention._replace(codes=(codes[0],)) if len(codes) == 1 else mention)
    return tuple(result)


def _is_compass(candidate: Candidate) -> bool:
    return candidate.place is not None and candidate.place.kind == "compass"
