"""Which places belong to a clause that a figure has no part in?

"40 were downed, a depot burns in Tula": a comma, a new verb or a name of who said it ends what is told of a figure; a
clause about it in commas ("two drones, flying at Moscow, were downed in Istra") does not.
"""

from __future__ import annotations

from functools import cache

import regex

from reconcile.extraction.figure import Figure
from reconcile.extraction.gaps import gaps
from reconcile.extraction.marks import Marks, Sentence, between
from reconcile.languages import language, whole
from reconcile.places import Mention

__all__ = ["REGION_BRACKET", "Clauses"]

REGION_BRACKET = regex.compile(r"\s{0,2}(?:област\w{1,4}\s?)?\(")
_JOINT = 10  # characters: ", and another"
_AUXILIARY = 12  # characters between a comma and its outcome
_CLAUSE = regex.compile(r"[^,;.:()\n]{0,80}")
_SOURCE = regex.compile(r"[.!?][\"')]{0,2}\s\(")  # an outlet named in brackets behind the sentence
_OPENS = regex.compile(r"(?:meanwhile, |separately, |also, )?(?:in|over) (?:the )?(?:[\w'-]{2,20} ){0,2}")
_WHERE = regex.compile(r",\s(?:where|which|home to|whose)\s[^,.;]{5,90},\s")
_SAID = regex.compile(r",\s(?:за|як|according|по)\s[^,.;]{3,60},")
_GROUND = r"територі\w{1,3}|территори\w{1,3}|акватори\w{1,3}|област\w{1,4}|обл|район\w{0,3}|кра[йюея]\w{0,2}|regions?|oblasts?|districts?|республик\w|города?|міста?|громад\w{1,3}"


@cache
def _small(code: str) -> regex.Pattern[str]:
    """Compile the words beside a place that say nothing of their own."""
    grammar = language(code).raw["grammar"]
    return whole("|".join([*(word for name in ("conjunction", "heads_over", "more", "adjectives") for word in grammar[name]), _GROUND]))


@cache
def _territory() -> regex.Pattern[str]:
    return whole(_GROUND)


_CAPITALS = frozenset({"UA-30", "RU-MOW"})


class Clauses:
    """Tells the clauses of one sentence apart."""

    marks: Marks
    text: str
    sentence: Sentence
    figures: list[Figure]

    def _aside(self, end: int, chain: list[Mention]) -> bool:
        """Tell whether places behind a comma belong to a clause of their own ("40 downed, a depot burns in Tula")."""
        gap = self.text[end : chain[0].start]
        clause, in_flight = self.marks.language.grammar.get("clause"), self.marks.language.grammar.get("in_flight")
        if in_flight is not None and any(words.end() >= len(gap.rstrip()) for words in in_flight.finditer(gap)):
            return False  # "downed while it was flying towards Tula"
        own = next((p.end - end for p in between(self.marks.predicates, end, end + 2)), 0)
        if (more := self.marks.language.grammar["more"].match(self.text, end + 1)) is not None and clause is not None:
            own = more.end() - end  # "five others over Tula"
        if ";" in gap or _SOURCE.search(gap) or (clause is not None and clause.search(gap, own)):
            return True
        cues = self.marks.language.grammar.get("part_cues") if clause is not None else None
        if cues is not None and any(between(self.marks.numbers, end + cue.end(), end + cue.end() + 2) for cue in cues.finditer(gap)):
            return True  # "dozens of drones, including two near the largest city, Tula"
        settlements = self.marks.language.grammar.get("settlements")
        if settlements is not None and (named := settlements.search(gap)):
            gap = gap[: named.start()]  # "near the settlements of Sadovoye, Lugovoye in the Kursk Region"
        remainder = self.marks.language.grammar.get("remainder")
        if remainder is not None and remainder.search(gap):
            return True  # "two over Tula, the rest over Orel"
        gap = _SAID.sub(" ", gap)
        colon = gap.rfind(": ")
        if clause is not None and colon >= 0 and regex.search(r"\w{3}", _small(self.marks.language.code).sub(" ", gap[colon:])):
            return True  # "21 downed: a depot burns in Tula"
        within = self.marks.language.grammar.get("within")
        if within is not None and any(words.end() >= len(gap.rstrip()) for words in within.finditer(gap)):
            return False
        comma = gap.rfind(",")
        relative = self.marks.language.grammar["relative"]
        if comma < 0 or (relative.match(gap, comma + 2) if clause is not None else relative.search(gap, comma)):
            return False
        if self._resumed(end, end + comma) or self._told_late(end, end + comma, chain):
            return False
        small = _small(self.marks.language.code)
        before = small.sub(" ", gap[comma + 1 :])
        after = _CLAUSE.match(self.text, chain[-1].end, self.sentence.end)
        rest = _territory().sub(" ", after.group() if after else "")
        return bool(regex.search(r"\w{3}", before)) or len(regex.findall(r"\w{3,60}", rest)) > 1

    def _resumed(self, end: int, comma: int) -> bool:
        """Tell whether a comma closes a clause about a figure and its outcome follows ("two drones flying at Moscow, downed in Istra")."""
        opened = self.text.find(",", end, comma)
        grammar = self.marks.language.grammar
        if self.text[end:comma].strip() == "" and any(f.end == end and self._in_commas(f) for f in self.figures):
            return self._outcome_at(comma)
        if opened < 0 or self.text[end:opened].strip():
            return False
        told = grammar["relative"].match(self.text, opened + 2) or grammar["says"].search(self.text, opened, comma)
        return bool(told) and self._outcome_at(comma)

    def _outcome_at(self, comma: int) -> bool:
        """Tell whether an outcome stands right behind a comma: ", downed", ", were downed"."""
        led, near = gaps(self.marks.language).to_predicate, between(self.marks.predicates, comma + 1, comma + _AUXILIARY)
        return any(predicate.start <= comma + 3 or led.fullmatch(self.text, comma + 1, predicate.start) for predicate in near[:1])

    def _told_late(self, end: int, comma: int, chain: list[Mention]) -> bool:
        """Tell whether the one outcome of a figure stands behind a comma, before the places ("five drones, seen by many, downed in Istra")."""
        said = between(self.marks.predicates, self.sentence.start, chain[0].start)
        figure = next((f for f in self.figures if f.end == end), None)
        return (
            "recalls" in self.marks.language.grammar
            and len(said) == 1
            and said[0].start > comma
            and figure is not None
            and said[0].outcomes == figure.outcomes
        )

    def _in_commas(self, figure: Figure) -> bool:
        """Tell whether a comma stands before a figure too: "most of all, 41 drones, were downed over Tula"."""
        return self.text[self.sentence.start : figure.start].rstrip().endswith(",")

    def _about(self, start: int, end: int) -> bool:
        """Tell whether a sentence opens with a place that a clause in commas tells of."""
        opens = _OPENS.fullmatch(self.text[self.sentence.start : start].strip(' \n"') + " ")
        return opens is not None and _WHERE.match(self.text, end) is not None

    def _left_behind(self, chain: list[Mention], figure: Figure) -> bool:
        """Tell whether places belong to a clause that ends before a figure ("struck Kyiv, but 18 were shot down")."""
        other, start = self.marks.language.grammar.get("other_clause"), chain[-1].end
        said_too = self.marks.language.grammar.get("said_too")
        if said_too is not None and said_too.search(self.text, start, figure.start):
            # "The air force reported strikes on Sumy and that 30 drones were downed": not so where the region's own body speaks.
            names, said = self.marks.language.speaker_names, between(self.marks.speakers, self.sentence.start, start)
            return not any(names[mark.name].get("side") == "place" or names[mark.name].get("reach") for mark in said)
        if other is not None and self._about(chain[0].start, start):
            return False  # "In the Kursk region, where troops launched an incursion, 36 were downed"
        seat = len(chain) == 1 and chain[0].kind == "city" and bool(_CAPITALS & set(chain[0].codes))
        if other is not None and seat and between(self.marks.speakers, start, figure.start):
            return True  # "In Moscow, the defence ministry said it downed 16": where it is said
        if other is None or not other.search(self.text, start, figure.start):
            return False
        figure.doubt = figure.doubt or "place of another clause"
        return bool(
            self.marks.language.grammar["but"].search(self.text, start, figure.start) or between(self.marks.speakers, start, figure.start)
        )

    def _has_own(self, place: Mention) -> bool:
        """Tell whether a figure stands in brackets right behind a place."""
        return any(f.bracket and REGION_BRACKET.fullmatch(self.text, place.end, f.start) for f in self.figures if f.start >= place.end)

    def _told_twice(self, one: Figure, other: Figure) -> bool:
        """Tell whether two figures, each with an outcome, share the place behind ("one downed and seven jammed over Tula")."""
        if "carried" not in self.marks.language.grammar or other.rule != "number and outcome" or other.places[0].start < other.end:
            return False
        said = between(self.marks.predicates, one.end, other.start)
        joined = said and self.marks.language.grammar["conjunction"].match(self.text, said[-1].end + 1)
        return len(said) == 1 and bool(joined) and other.start - said[0].end < _JOINT
