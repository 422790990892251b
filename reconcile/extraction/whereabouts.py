"""Where were the counted things?

A figure takes the places of its own sentence: those that follow it, up to the next figure, or those that
stand before it where the list names places first. Where drones came from, whose official speaks and what was
damaged are not places of the counted things.
"""

from __future__ import annotations

from functools import cache

import regex

from reconcile.extraction.clauses import REGION_BRACKET, Clauses
from reconcile.extraction.earlier import heading_of, met, of_those
from reconcile.extraction.figure import Figure, by_sentence
from reconcile.extraction.gaps import gaps
from reconcile.extraction.landmarks import acts, lying, meant, outskirts
from reconcile.extraction.lists import chains
from reconcile.extraction.marks import Marks, SpeakerMark, Thing, between
from reconcile.extraction.numerals import Number
from reconcile.extraction.periods import When
from reconcile.languages import language
from reconcile.places import Mention, country

__all__ = ["locate", "targets"]

_HELD = frozenset({"UA-43", "UA-40", "UA-14", "UA-09", "UA-23", "UA-65"})  # Wholly or partly under occupation: Ukraine strikes there too.
_A_BREAK = regex.compile(r"[,;.]|:\s|\s(?:и|і|та|and|а)\s")
_ENDED = regex.compile(r"[;.:]")
_B_BREAK = regex.compile(r"[,;.:]|\s(?:и|і|та|and|а)\s")
_TERRITORY = regex.compile(r"(?:територі\w{1,3}|территори\w{1,3}|акватори\w{1,3})\s{1,3}[^.;()]{0,20}$")
_WORDS = regex.compile(r"[\s\w]{0,25}")
_OF = regex.compile(r"\s(?:of |of the |the |региона |в )?")
_ITS = regex.compile(r"(?:'s)?\s(?:region |oblast |regional |acting )?")
_BRACKET = regex.compile(r"\s{0,2}\(")
_PAIRED = 6  # characters between two figures that share a noun
_WARRING = frozenset({"UA", "RU"})
_IN = (" в ", " у ")  # who is somewhere is not named after it, unless who speaks for a place
_PLACES = regex.compile(r"[^,;.()\d]{0,40}\s(?:in|at|на|у|в|по)\s")
_MET = frozenset({"intercepted", "jammed", "neutralized"})
_LISTED = 200  # characters: the settlements of one region
_WAS = 12  # characters between a place and "attacked": "was also"
_CAPITALS = frozenset({"UA-30", "RU-MOW"})
_ASIDE = 60  # characters: "Poland, a member of NATO, had"
_REAR = frozenset({"UA-43", "UA-40", "SEA-CASPIAN", "SEA-BLACK", "SEA-AZOV"})  # Russia launches from there, never at it.


@cache
def _leading(code: str) -> regex.Pattern[str]:
    """Compile a preposition of place and what may stand between it and the place."""
    grammar = language(code).raw["grammar"]
    width = 48 if "passive" in grammar else 40  # "over the territory of the temporarily occupied Crimea"
    return regex.compile(rf"(?<!\w)(?:{'|'.join(grammar['heads_over'])})\s{{1,3}}[^.;()]{{0,{width}}}$")


@cache
def _joint(code: str) -> regex.Pattern[str]:
    """Compile what stands between figures of two kinds that one place holds for."""
    return regex.compile(rf"[\s\"]{{0,3}}(?:[:,-]|{'|'.join(language(code).raw['grammar']['conjunction'])})[\s\"]{{1,3}}")


class _Locator(Clauses):
    """Gives the places of one sentence to its figures."""

    def __init__(self, marks: Marks, index: int, figures: list[Figure]) -> None:
        self.marks = marks
        self.text = marks.folded.text
        self.sentence = marks.sentences[index]
        self.figures = figures
        self.outcomes = {outcome for figure in figures for outcome in figure.outcomes}
        start, end = self.sentence.start, self.sentence.end
        self.countable: list[Number | Thing | When] = [
            *between(marks.numbers, start, end),
            *between(marks.things, start, end),
            *between(marks.whens, start, end),
        ]
        self.named = between(marks.places, self.sentence.start, self.sentence.end)
        inside = [
            outskirts(marks, p)
            for p in (*self.named, *meant(marks, self.sentence))
            if self._counts(p) and not self._spoken(p) and not acts(marks, p)
        ]
        inside.sort(key=lambda place: place.start)
        inside = [p for i, p in enumerate(inside) if not (i and inside[i - 1].kind == "sea" and self._off(inside[i - 1], p))]
        aside = lying(self.text, inside)
        listed = ([p for p in chain if p.start not in aside] for chain in chains(marks, inside))
        self.chains = [chain for chain in listed if chain and not self._origin(chain[0])]

    def _counts(self, place: Mention) -> bool:
        """Tell whether a place says where: not a country, unless a third one that things flew into, nor one that is not mentioned."""
        unmentioned = self.marks.language.grammar.get("unmentioned")
        if unmentioned is not None and unmentioned.match(self.text, place.end + 1):
            return False
        if place.kind != "country":
            return True
        third = set(place.codes).isdisjoint(_WARRING)
        return (
            third
            and ("left" not in self.outcomes)
            and (any(f.end <= place.start for f in self.figures) or self._downs(place) or self._crossed(place))
        )

    def _downs(self, place: Mention) -> bool:
        """Tell whether a country is who brought things down, over itself: "Poland shot down three"."""
        met = between(self.marks.predicates, place.end, place.end + _ASIDE) if place.kind == "country" else ()
        return bool(met) and bool(met[0].outcomes & _MET) and any(0 <= f.start - met[0].end <= 2 for f in self.figures)

    def _off(self, sea: Mention, coast: Mention) -> bool:
        """Tell whether a place only says off which coast a sea is meant."""
        return coast.start - sea.end < 40 and bool(self.marks.language.grammar["coast"].search(self.text, sea.end, coast.start))

    def _spoken(self, place: Mention) -> bool:
        """Tell whether a place belongs to the name of a speaker ("governor of the Tula region")."""
        return any(
            mark.start - 25 <= place.start
            and place.end <= mark.end + 40
            and self._beside(mark.start, mark.end, place)
            and ((place.end > mark.start and self.text[mark.end : place.start] not in _IN) or self._of_place(mark))
            for mark in between(self.marks.speakers, place.start - 80, place.end + 26)
        )

    def _of_place(self, mark: SpeakerMark) -> bool:
        """Tell whether a speaker can be named after a place before it: not so a body of the whole country, where cases tell."""
        entry = self.marks.language.speaker_names[mark.name]
        return "recalls" not in self.marks.language.grammar or entry.get("side") == "place" or bool(entry.get("reach"))

    def _beside(self, start: int, end: int, place: Mention) -> bool:
        if start <= place.start < end:
            return True
        if place.start >= end:
            return _OF.fullmatch(self.text, end, place.start) is not None
        return _ITS.fullmatch(self.text, place.end, start) is not None

    def _origin(self, place: Mention) -> bool:
        """Tell whether things came from a place: words of origin lead to it, and neither an aim nor an outcome stands between."""
        start = max(self.sentence.start, place.start - 400)
        cues = [
            cue
            for cue in self.marks.language.grammar["origin"].finditer(self.text, start, place.start)
            if not self._of_things(cue.start(), cue.end())
        ]
        if not cues:
            return False
        end = cues[-1].end()
        if any(predicate.end <= place.start for predicate in between(self.marks.predicates, end, place.start)) or self._crossed(place):
            return False
        return not self._closed.search(self.text, end, place.start) and not self.marks.language.grammar["towards"].search(
            self.text, end, place.start
        )

    def _crossed(self, place: Mention) -> bool:
        """Tell whether a place stands inside the words of an outcome: "violated Romanian airspace"."""
        return any(place.start < predicate.end for predicate in between(self.marks.predicates, place.start - _ASIDE, place.start))

    _closed = regex.compile(r"^[^(]{0,300}\)|;")

    def _of_things(self, start: int, end: int) -> bool:
        """Tell whether "from" leads to a number, a thing or an hour ("3 of 5 drones", "since 18:00") and not to a place."""
        return any(
            mark.start <= start < mark.end or (0 <= mark.start - end < 25 and _WORDS.fullmatch(self.text, end, mark.start))
            for mark in self.countable
        )

    def _introduced(self, chain: list[Mention]) -> bool:
        """Tell whether a preposition of place leads to the chain."""
        window = self.text[max(self.sentence.start, chain[0].start - 60) : chain[0].start]
        there = self.marks.language.grammar.get("there")
        if there is not None and there.match(self.text, chain[-1].end + 2) and self.text.startswith(",", chain[-1].end):
            return True  # "the Rostov region, where 50 were downed"
        if there is not None and any(there.match(self.text, place.start) for place in chain):
            return True
        leading, settlements = _leading(self.marks.language.code), self.marks.language.grammar.get("settlements")
        if settlements is not None and settlements.search(self.text, max(self.sentence.start, chain[0].start - _LISTED), chain[0].start):
            return True
        return bool(leading.search(window) or _TERRITORY.search(window) or leading.search(self.text, chain[0].start, chain[0].end))

    def _attacked(self, chain: list[Mention], figure: Figure) -> bool:
        """Tell whether a place is the object of words of launching right before it ("attacked Odesa with five drones")."""
        if figure.outcomes != {"launched"}:
            return False
        start, end = chain[0].start, chain[-1].end
        at = self.marks.language.grammar.get("at")
        if at is not None and any(
            found.end() == start - 1 for found in at.finditer(self.text, max(self.sentence.start, start - 30), start)
        ):
            return True
        when = next(iter(between(self.marks.whens, end, end + 2)), None)
        past = when.end if when is not None else end  # "the region was attacked, within a day, by 40 drones"
        near = between(self.marks.predicates, start - 60, past + _WAS)
        led = gaps(self.marks.language).to_predicate
        told = next(iter(between(self.marks.whens, start - 40, start)), None)
        first = told.start if told is not None and start - told.end < 3 else start  # "attacked at night the districts of"
        return any(first - said.end < 3 and (said.start < past + 3 or led.fullmatch(self.text, past, said.start)) for said in near)

    def _among(self, start: int) -> bool:
        """Tell whether a list of places goes on from places that it does not name ("over 11 regions and the Black sea")."""
        among = self.marks.language.grammar.get("among")
        return among is not None and among.search(self.text[max(self.sentence.start, start - 60) : start]) is not None

    def run(self) -> None:
        led: list[tuple[Figure, list[Mention]]] = []
        leads: list[Mention] = []
        for chain in self.chains:
            start, end = chain[0].start, chain[-1].end
            holder = next((f for f in self.figures if f.start <= start and end <= f.end), None)
            before = [f for f in self.figures if f.end <= start or (f.elliptical and f.start < start)]
            after = [f for f in self.figures if f.start >= end]
            if holder is not None:
                holder.places += chain
                continue
            if self._among(start):
                continue
            bracketed = [
                (place, f)
                for place in chain
                for f in after
                if f.bracket and not f.of_them and _BRACKET.fullmatch(self.text, place.end, f.start)
            ]
            if bracketed:
                continue
            target = self._owner(before, after, chain)
            generic = self.marks.language.grammar.get("generic")
            if generic is not None and generic.search(self.text[max(self.sentence.start, start - 60) : start]):
                continue  # "over Russian regions and the Black Sea": not all places are named
            if target is None or (self._aside(target.end, chain) if target in before else self._left_behind(chain, target)):
                continue
            if target in after:
                chain = [place for place in chain if not self._has_own(place)] or chain
            led_to = self._introduced(chain) or self._attacked(chain, target) or self._downs(chain[0]) or self._opens(chain[0], target)
            if led_to or target.rule == "number and place" or target.head is not None:
                target.places += chain
                if not before:
                    led.append((target, chain))
                    leads = chain
        self._lead(leads)
        self._respectively()
        for target, chain in led:
            # A place of its own outweighs one that an earlier clause names.
            if any(place.start >= target.end for place in target.places):
                target.places = [place for place in target.places if place not in chain]
        self._shared()
        self._portions()
        for chain in chains(self.marks, self.named):
            for place in chain:
                for figure in self.figures:
                    if figure.bracket and REGION_BRACKET.fullmatch(self.text, place.end, figure.start):
                        figure.places = [place]

    def _opens(self, place: Mention, figure: Figure) -> bool:
        """Tell whether a place is what a sentence is about: "Bryansk followed with seven downed". A capital may be a government."""
        opens = not self.text[self.sentence.start : place.start].replace("the ", "").strip()
        met = bool(figure.outcomes & (_MET | {"hit"})) and "passive" in self.marks.language.grammar
        return opens and met and place.kind in ("region", "city", "district") and not _CAPITALS & set(place.codes)

    def _lead(self, chain: list[Mention]) -> None:
        """Give a place that opens the sentence to its other figures too, up to one that speaks of the whole or has a place before it."""
        for figure in self.figures if chain else ():
            if figure.start < chain[-1].end or chain[0] in figure.places:
                continue
            if figure.places and figure.places[0].start < figure.start:
                return
            if self.marks.language.grammar["in_all"].search(self.text, max(self.sentence.start, figure.start - 40), figure.start):
                return
            if not any(figure.end <= place.start for other in self.chains for place in other):
                figure.places = list(chain)

    def _respectively(self) -> None:
        """Give each of the figures that share a noun its own of as many places ("49 and 22 drones over Tula and Orel respectively")."""
        alike = [figure for figure in self.figures if figure.rule == "number and kind"]
        named = next((f for f in self.figures if f.places and alike and 0 < f.start - alike[-1].end < _PAIRED), None)
        if named is not None and len(named.places) == len(alike) + 1:
            for figure, place in zip([*alike, named], list(named.places), strict=True):
                figure.places = [place]

    def _portions(self) -> None:
        """Let "13 of 19 drones over Kharkiv" say where the 13 were, unless the 19 were sent there."""
        for figure in self.figures:
            whole = figure.portion_of
            if whole is None or figure.places or not whole.places or "passive" not in self.marks.language.grammar:
                continue
            sent = any(p.outcomes == {"launched"} for p in between(self.marks.predicates, whole.end, whole.places[0].start))
            if not sent and figure.outcomes & _MET and whole.places[0].start > whole.end:
                figure.places, whole.places = whole.places, []

    def _shared(self) -> None:
        """Let "2 missiles and 5 drones over Sumy" count both there."""
        joint = _joint(self.marks.language.code)
        for one, other in zip(self.figures[-2::-1], self.figures[:0:-1], strict=True):
            if other.places and not one.places and self._told_twice(one, other):
                one.places = list(other.places)  # "two drones were downed and three jammed over Tula"
            if other.location and other.places and not one.places and _PLACES.fullmatch(self.text, one.end, other.start):
                one.places = list(other.places)  # "six downed at four sites over the Bryansk region"
            kinds = one.weapon != other.weapon and not one.places and not other.location and one.outcomes == other.outcomes
            if kinds and other.places and other.places[0].start >= other.end and joint.fullmatch(self.text, one.end, other.start):
                one.places = list(other.places)

    def _owner(self, before: list[Figure], after: list[Figure], chain: list[Mention]) -> Figure | None:
        if not before:
            return after[0] if after else None
        if not after:
            return before[-1]
        a, b = before[-1], after[0]
        a_gap, b_gap = self.text[a.end : chain[0].start], self.text[chain[-1].end : b.start]
        if ";" in a_gap and not _ENDED.search(b_gap):
            return b  # "12 over Kursk; over the Bryansk region, 5 were downed"
        a_break = _A_BREAK.search(a_gap) is not None
        b_break = _B_BREAK.search(b_gap) is not None
        return b if a_break and not b_break else a


def targets(places: list[Mention], attacker: str | None) -> list[Mention]:
    """Return the places that an attacker can have sent things to; the others are where they came from."""
    if attacker is None:
        return places
    held = _HELD if attacker == "UA" else frozenset()
    return [
        p
        for p in places
        if all((country(code) != attacker or code in held) and not (attacker == "RU" and code in _REAR) for code in p.codes)
    ]


def locate(marks: Marks, figures: list[Figure]) -> None:
    """Set the places of all figures of a text, in place."""
    heading: list[Mention] = []
    unnamed = marks.language.grammar.get("unnamed")
    grouped = by_sentence(figures)
    for index, sentence in enumerate(marks.sentences):
        inside = grouped.get(index, [])
        if "\n\n" in marks.folded.text[sentence.start : sentence.end]:
            heading = []
        if not inside:
            heading = heading_of(marks, index) or heading
            continue
        _Locator(marks, index, inside).run()
        of_those(marks, index, inside)
        for figure in inside:
            if figure.portion_of is not None and not figure.places:
                figure.places = list(figure.portion_of.places)
        for figure in inside:
            if heading and not figure.places and not figure.location:
                figure.places, figure.doubt = list(heading), figure.doubt or "place of the heading"
            if not figure.places and not figure.location and unnamed is not None and met(figure):
                pointed = unnamed.search(marks.folded.text, sentence.start, sentence.end)
                figure.doubt = figure.doubt or ("place not named" if pointed else None)
