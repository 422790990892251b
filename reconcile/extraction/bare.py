"""Which numbers without a noun count things? "34 over Kursk", "over Tula – 8", "Kursk region (34)", "another 13 were downed".

What binds such a number is what stands beside it: a label before it, an outcome, a unit, a place, a running count.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from reconcile.extraction.figure import COMPARED, OTHER_PLACES, VAGUE_PLACE, Figure
from reconcile.extraction.gaps import gaps
from reconcile.extraction.landmarks import meant
from reconcile.extraction.marks import Marks, Sentence, Thing, between
from reconcile.extraction.nouns import ALONE, sort_named
from reconcile.extraction.numerals import Number
from reconcile.model import Count
from reconcile.places import Mention

__all__ = ["Bare"]


_SPAN = regex.compile(r"[\s:-]{1,3}(?:(?:за|к|с)\s[\w\s]{2,20})?[\s:-]{0,3}")

_JOINED = regex.compile(r"\s?(?:,|and|, and)\s")
_REGIONS = ("област", "регіон")
_NOUN = 30  # characters from "several" to its noun
_NEXT = 7  # characters: "and also lost"


class Bare:
    """Binds the numbers of one sentence that no noun follows."""

    def __init__(self, marks: Marks, index: int) -> None:
        self.marks = marks
        self.text = marks.folded.text
        self.index = index
        self.sentence: Sentence = marks.sentences[index]
        self.grammar = marks.language.grammar
        self.gaps = gaps(marks.language)
        start, end = self.sentence.start, self.sentence.end
        self.numbers = between(marks.numbers, start, end)
        self.things = between(marks.things, start, end)
        self.predicates = between(marks.predicates, start, end)
        self.places: Sequence[Mention] = between(marks.places, start, end)
        if self.numbers and bool(between(marks.pointers, start, end)):
            self.places = sorted([*self.places, *meant(marks, self.sentence)], key=lambda place: place.start)
        self.bound: set[int] = set()
        self.days: list[Figure] = []

    def _model_after(self, end: int) -> Thing | None:
        """Return the model that "about 50 of them - Shaheds" names, if one follows directly."""
        for thing in self.things:
            if thing.start >= end:
                gap = self.text[end : thing.start]
                return (
                    thing
                    if regex.fullmatch(r"[\s\"-]{1,5}(?:були |были |were |was |are )?(?:of (?:the )?)?(?:iranian )?\"?", gap)
                    and thing.weapon == "drone"
                    else None
                )
        return None

    def _sums_up(self, number: Number) -> bool:
        """Tell whether a number without a noun is the sum of those before it ("…, in all ten overnight")."""
        if "carried" not in self.grammar or not any(thing.end < number.start for thing in self.things):
            return False
        window = self.text[max(self.sentence.start, number.start - 40) : number.start]
        found = list(self.grammar["in_all"].finditer(window))
        return bool(found) and _SPAN.fullmatch(window, found[-1].end()) is not None

    def _of_people(self, start: int, end: int) -> bool:
        """Tell whether words speak of people: a count of the wounded, or a number word that only people have."""
        people = [self.grammar.get(name) for name in ("persons", "casualties")]
        return any(words.search(self.text, start, end) for words in people if words is not None)

    def _kind(self, number: Number, following: Number | None) -> int | None:
        """Return the end of an adjective that goes without its noun before another number ("two cruise and three ballistic missiles")."""
        if following is None:
            return None
        if found := self.gaps.kind.fullmatch(self.text, number.end, following.start):
            return found.end("kind")
        respectively = self.grammar.get("respectively")
        joined = respectively is not None and self.grammar["conjunction"].fullmatch(self.text[number.end : following.start].strip())
        return number.end if joined and respectively and respectively.search(self.text, following.end, following.end + 80) else None

    def _bracketed(self, portion: Figure) -> Thing | None:
        """Return the thing that "missiles (18 of 51)" counts."""
        return next((t for t in self.things if regex.fullmatch(r"\s{0,2}\(", self.text[t.end : portion.start])), None)

    def _elliptical(self, figure: Figure, number: Number) -> Figure | None:
        end = number.end
        for thing in reversed([t for t in self.things if t.end <= number.start]):
            label = self.gaps.bracket if self.text[end : end + 1] == ")" else self.gaps.label
            if self._strikes(thing.start):
                return None
            if label.fullmatch(self.text, thing.end, number.start) and thing.start not in self.bound and number.hedge is None:
                figure.start = thing.start
                figure.weapon, figure.models = thing.weapon, (thing.model,) if thing.model else ()
                figure.rule = "thing: number"
                self.bound.add(thing.start)
                self._grown(figure, number)
                return figure
            break
        figure.elliptical = True
        past = self._past_pieces(number)
        for predicate in self.predicates:
            if predicate.start >= end:
                blow = self.grammar.get("blow")
                if blow is not None and blow.match(self.text, predicate.start) and not self.text.endswith(" to ", end, predicate.start):
                    break  # "one strike set the roof of a house on fire" counts strikes
                if predicate.start - end < 60 and self.gaps.to_predicate.fullmatch(self.text, past, predicate.start):
                    added = "passive" in self.grammar and self.grammar["more"].match(self.text, end + 1)
                    figure.more = figure.more or bool(added)  # "two more were shot down"
                    figure.end, figure.rule = predicate.end, "number and outcome"
                    return figure
                break
        unit = self.gaps.unit.match(self.text, end, self.sentence.end)
        if unit:
            figure.end, figure.unit, figure.rule = unit.end(), True, "number and unit"
            return figure
        if self._kind_alone(figure, number):
            return figure
        if figure.part_cue and self._dated(end):
            figure.of_them, figure.rule = True, "of them"
            return figure
        if self._of_places(number):
            figure.weapon, figure.rule = "location", "number of places"
            return figure
        if self._by_place(figure, number) or self._by_count(figure, number):
            return figure
        return None

    def _strikes(self, at: int) -> bool:
        """Tell whether the words before a thing count strikes, so that a number behind it does ("6,226 strikes: by Molniyas – 1,677")."""
        words = self.grammar.get("strikes_with")
        return words is not None and words.search(self.text, max(self.sentence.start, at - 80), at) is not None

    def _kind_alone(self, figure: Figure, number: Number) -> bool:
        """Tell whether an adjective alone says of which kind of the things before it a number is ("ten missiles: six cruise, four ballistic")."""
        kinds = self.grammar.get("kinds")
        found = kinds.match(self.text, number.end + 1) if kinds and self.text[number.end : number.end + 1] == " " else None
        if found is None or not self._closes(found.end()) or not any(thing.end <= number.start for thing in self.things):
            return False
        figure.end, figure.sort, figure.rule = found.end(), sort_named(found.group()), ALONE
        return True

    def _past_pieces(self, number: Number) -> int:
        """Return where an outcome may follow a number: behind "34 pieces," that stands between commas, else behind the number."""
        pieces = self.gaps.pieces.match(self.text, number.end)
        between_commas = self.text[: number.start].endswith(", ") and pieces and pieces.group() and self.text.startswith(",", pieces.end())
        return pieces.end() + 1 if between_commas and pieces else number.end

    def _dated(self, end: int) -> bool:
        """Tell whether a dash and a time stand behind a number ("of them 20 - last night")."""
        dash = self.gaps.dash.match(self.text, end)
        return dash is not None and bool(between(self.marks.whens, dash.end(), dash.end() + 2))

    def _grown(self, figure: Figure, number: Number) -> None:
        """Read the day's count beside a running total ("15 402 (+97)")."""
        grown = self.gaps.grown.match(self.text, number.end, self.sentence.end)
        if grown is None:
            return
        count = int(grown[1].replace(" ", ""))
        figure.period_kind, figure.end = "since_start", number.end
        self.days.append(
            Figure(
                *grown.span(1),
                Count(count, count),
                self.index,
                figure.weapon,
                figure.models,
                rule="day's growth",
                period_kind="24h",
                head=figure,
            )
        )

    def _of_places(self, number: Number) -> bool:
        """Tell whether a number without a noun counts places, as the one before it does ("at 5 locations, debris at 10")."""
        before = [t for t in self.things if t.end <= number.start]
        if not before or before[-1].weapon != "location" or self.text[number.end : number.end + 1] not in ("", ".", ",", ";", "\n"):
            return False
        return self.gaps.whereat.fullmatch(self.text, before[-1].end, number.start) is not None

    def _closes(self, end: int) -> bool:
        """Tell whether a clause ends behind a number."""
        return self.text[end : end + 2].lstrip()[:1] in ("", ".", ",", ";", ")", "\n", '"', "-") or bool(
            self.grammar["conjunction"].match(self.text, end + 1)
            or (self.grammar["behind"].match(self.text, end + 1) if "behind" in self.grammar else None)
        )

    def _by_place(self, figure: Figure, number: Number) -> bool:
        """Tell whether a place beside a number without a noun binds it ("34 over Kursk", "over Tula - 8")."""
        end = number.end
        for place in self.places if self._listed(figure) else ():
            if place.start >= end:
                gap = self.text[end : place.start]
                gap = gap[1:] if gap.startswith(", ") and self.text[: number.start].endswith(", ") else gap  # "most, 16, over Tula"
                adjective = (
                    "recalls" in self.grammar and gap == " " and not self.text.startswith(_REGIONS, place.start)
                )  # "six within the Kyiv, five the Zhytomyr region"
                region = place.kind == "region" and (gap.strip() == "-" or adjective)
                if len(gap) < 70 and (self.gaps.to_place.fullmatch(gap) or region):
                    figure.rule = "number and place"
                    return True
                break
        if "passive" in self.grammar and any(place.start - end == 1 and self.text.startswith("-bound", place.end) for place in self.places):
            figure.rule = "number and aim"  # "one Moscow-bound"
            return True
        if self._by_period(figure, number):
            compared = self.grammar.get("compared")
            told = compared is not None and compared.search(self.text, max(self.sentence.start, number.start - 20), number.start)
            figure.rule = COMPARED if told else "number and period"
            return True
        vague = self.grammar["vague_places"].match(self.text, end + 1) if self.text[end : end + 1] == " " else None
        if vague:
            figure.end, figure.rule = vague.end(), VAGUE_PLACE
            return True
        others = self.grammar.get("other_places")
        if others is not None and self._listed(figure) and (elsewhere := others.match(self.text, min(end + 1, len(self.text)))):
            figure.end, figure.rule = elsewhere.end(), OTHER_PLACES
            return True
        aimed = self.grammar["aimed"].search(self.text, end, min(self.sentence.end, end + 40))
        if aimed and regex.fullmatch(r"[\s,]{1,3}(?:из них\s)?", self.text[end : aimed.start()]):
            figure.rule = "number and aim"
            return True
        pieces = self.gaps.pieces.match(self.text, end)
        end = pieces.end() if pieces else end
        each = self.grammar["each_after"].match(self.text, end + 1) if self.text[end : end + 1] == " " else None
        end = each.end() if each else end
        led = self.gaps.bracket if self.text[end : end + 1] == ")" else self.gaps.dash
        if self._closes(end) and any(led.fullmatch(self.text, place.end, number.start) for place in self.places):
            figure.rule = "place and number"
            return True
        return False

    def _by_period(self, figure: Figure, number: Number) -> bool:
        """Tell whether a time right behind a number of a list binds it ("1,410 drones in September and 818 in August")."""
        if "passive" not in self.grammar or not self._listed(figure):
            return False
        dated = any(
            when.start - number.end in (1, 4) and when.period.kind for when in between(self.marks.whens, number.end, number.end + 5)
        )
        opens = not self.text[self.sentence.start : number.start].strip()
        return dated and (opens or any(thing.end <= number.start for thing in self.things))

    def _listed(self, figure: Figure) -> bool:
        """Tell whether a number without a noun can stand in a list: after a mark, a joining word, or at the start of its sentence."""
        if "passive" not in self.grammar or figure.part_cue or figure.more:
            return True
        before = self.text[max(self.sentence.start, figure.start - 20) : figure.start].rstrip()
        led = self.grammar.get("led_by")
        if led is not None and any(found.end() == len(before) for found in led.finditer(before)):
            return True
        word = before.split()[-1] if before else ""
        return not word or word[-1] in ",;:(-.[" or self.grammar["conjunction"].fullmatch(word) is not None

    def _by_count(self, figure: Figure, number: Number) -> bool:
        """Tell whether a running count or an outcome right before it binds a number without a noun."""
        end = number.end
        pieces = self.gaps.pieces.match(self.text, end)
        if (
            self._closes(pieces.end() if pieces else end)
            and (self.things or "passive" not in self.grammar)
            and (counter := self.grammar["counter"].search(self.text, max(self.sentence.start, number.start - 90), number.bare))
            and number.start - counter.end() < 3
            and not self._of_people(counter.start(), counter.end())
        ):
            figure.start, figure.rule = counter.start(), "running count"
            counted = [thing for thing in self.things if thing.end <= number.start and thing.weapon != "location"]
            figure.weapon = counted[-1].weapon if counted else None
            return True
        if self._closes(end) and self._sums_up(number):
            figure.rule = "sum at the end"
            return True
        predicate_before = [p for p in self.predicates if p.end <= number.start]
        gap = self.text[predicate_before[-1].end : number.start].strip(" :") if predicate_before else None
        if gap == "" or (gap and pieces and pieces.group() and self.grammar["more"].fullmatch(gap)):
            after = self.gaps.the_rest.match(self.text, end, self.sentence.end)
            end = after.end() if after else pieces.end() if pieces else end
            rest = self.text[end : min(end + 3, self.sentence.end)].lstrip()
            if rest[:2] == ". " and rest[2:].isalpha():
                return False  # the stop of a shortened word: "4.2 thous. positions"
            if (
                not rest
                or (pieces and pieces.group() and (self._closes(end) or self._placed(end)))
                or rest[0] in '.,;:)\n"'
                or rest.startswith("- ")
                or after
                or self._joined(end)
            ):
                figure.end, figure.rule = end, "outcome and number"
                return True
        return False

    def _joined(self, end: int) -> bool:
        """Tell whether another outcome is joined right behind a number ("shot down 76 and lost track of 96")."""
        joined = self.grammar["conjunction"].match(self.text, end + 1) if "passive" in self.grammar else None
        return joined is not None and any(0 < p.start - joined.end() < _NEXT for p in self.predicates)

    def _placed(self, end: int) -> bool:
        """Tell whether a preposition of place stands at an offset."""
        over = self.grammar.get("heads_over")
        return over is not None and over.match(self.text, end + 1) is not None

    def _inside(self, number: Number) -> bool:
        """Tell whether a preposition leads to "one of them": what stood in or at it, not what flew."""
        inside = self.grammar.get("inside")
        return inside is not None and inside.search(self.text[max(self.sentence.start, number.start - 10) : number.start]) is not None

    def _compound(self, end: int) -> bool:
        """Tell whether a thing only says of what kind another noun is: "211 drone attacks" counts no drones."""
        if "passive" not in self.grammar or self.text[end - 1] == "s" or self.text[end : end + 1] not in (" ", "-"):
            return False
        return self.grammar["not_before"].match(self.text, end + 1) is not None

    def _unclear(self, number: Number) -> bool:
        """Tell whether a number counts people, or the words before it say that nothing is known of it yet."""
        persons = self.grammar.get("persons")
        if persons is not None and persons.fullmatch(self.text, number.bare, number.end):
            return True
        window = self.text[max(self.sentence.start, number.start - 40) : number.start]
        found = list(self.grammar["unclear"].finditer(window))
        return bool(found) and not window[found[-1].end() :].strip()

    def _parts(self, figures: list[Figure]) -> list[Figure]:
        """Return figures with both kinds behind "including" marked as parts ("including six Kalibr and 21 Kh-101")."""
        for one, other in pairwise(figures):
            joined = "passive" in self.grammar and _JOINED.fullmatch(self.text, one.end, other.start)
            if joined and one.part_cue and one.model and other.model and one.weapon == other.weapon:
                other.part_cue = True
        return figures

    def _without_rounds(self, numbers: Sequence[Number]) -> list[Number]:
        """Return numbers without those of "one of several thwarted", which counts attacks."""
        rounds: set[int] = set()
        for one, other in pairwise(numbers) if "passive" in self.grammar else ():
            noun = any(other.end <= thing.start < other.end + _NOUN for thing in self.things)
            if other.vague and not noun and self.gaps.portion.fullmatch(self.text, one.end, other.start):
                rounds |= {one.start, other.start}
        return [number for number in numbers if number.start not in rounds]
