"""Which number counts which things?

A *figure* is a number bound to what it counts: "20 strike drones", "55 were shot down" (of the things just
named), "41 of 42", "drones: 83", "(2 drones)", or a single drone without a numeral. Numbers that bind to
nothing are prices, ages or distances, and stay unclaimed.
"""

from __future__ import annotations

import regex

from reconcile.extraction import singles
from reconcile.extraction.figure import Figure
from reconcile.extraction.gaps import gaps
from reconcile.extraction.marks import Marks, Sentence, Thing, between
from reconcile.extraction.numerals import Number
from reconcile.extraction.tallies import ordinals, pairs
from reconcile.model import Count

__all__ = ["Figure", "figures"]


class _Binder:
    """Binds the numbers of one sentence."""

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
        self.places = between(marks.places, start, end)
        self.bound: set[int] = set()
        self.days: list[Figure] = []

    def _thing_after(self, end: int, limit: int) -> Thing | None:
        for thing in self.things:
            if thing.start >= end:
                if thing.start < limit and thing.start - end <= 120 and self.gaps.to_thing.fullmatch(self.text, end, thing.start):
                    return thing
                return None
        return None

    def _phrase(self, thing: Thing) -> tuple[int, str, tuple[str, ...], str]:
        """Return the end, weapon, models and kind of the noun phrase that begins with a thing."""
        end, weapon, models = thing.end, thing.weapon, [thing.model] if thing.model else []
        self.bound.add(thing.start)
        for other in self.things:
            if other.start < end:
                continue
            gap = self.text[end : other.start]
            if self.gaps.counted.match(self.text, other.end):
                break
            if other.model is None and other.weapon == thing.weapon and "(" in gap:
                # "(drones of other types)" beside named models: no single model.
                if self.gaps.to_model.fullmatch(self.text, end, other.start):
                    models.append("other")
                    end = other.end
                    self.bound.add(other.start)
                break
            if other.start - end > 60 or not self.gaps.to_model.fullmatch(self.text, end, other.start):
                break
            if other.weapon not in (weapon, "drone") or (weapon not in ("drone", other.weapon)):
                break
            if other.model is None:
                if models and other.weapon == weapon:
                    # "Shahed drones" are Shaheds; "Shaheds and drones" are more.
                    models += ["other"] if gap.strip(' "-') else []
                    end = other.end
                    self.bound.add(other.start)
                break
            models.append(other.model)
            end = other.end
            self.bound.add(other.start)
        if models and (others := self.gaps.others.match(self.text, end, self.sentence.end)):
            models.append("other")
            end = others.end()
        return end, weapon, tuple(dict.fromkeys(models)), self.text[thing.start : thing.end]

    def _before(self, figure: Figure, number: Number) -> None:
        """Read the small words before the number: each, another, all, including, of."""
        said = max((p.end for p in self.predicates if p.end <= number.start), default=0)
        window = self.text[max(self.sentence.start, number.start - 60, said) : number.start]
        figure.unit = bool(self.grammar["unit_before"].search(window))
        found = self.gaps.before.search(window)
        if not found:
            figure.bracket = window.rstrip().endswith("(")
            return
        words = found.group(1)
        figure.excepted = bool(self.grammar["all_but"].search(words))
        figure.none_of = bool(self.grammar["none_of"].search(words))
        figure.distributive = bool(self.grammar["distributive"].search(words))
        figure.more = bool(self.grammar["more"].search(words))
        figure.everything = bool(self.grammar["all"].search(words))
        figure.part_cue = bool(self.grammar["of_them"].search(words)) or (
            "part_cues" in self.grammar and bool(self.grammar["part_cues"].search(words))
        )
        figure.whole = not figure.part_cue and bool(self.grammar["whole"].search(words))

    def _figure(self, number: Number, limit: int) -> Figure | None:
        figure = Figure(number.start, number.end, number.count, self.index)
        self._before(figure, number)
        if each := self.grammar["each_after"].match(self.text, min(number.end + 1, len(self.text))):
            figure.distributive = each.start() == number.end + 1
        thing = self._thing_after(number.end, limit)
        if thing is None and figure.part_cue:
            thing = self._model_after(number.end)
        if thing is None:
            of_them = self.gaps.of_them.match(self.text, number.end, self.sentence.end)
            if of_them:
                figure.of_them = True
                figure.end = of_them.end()
                thing = self._model_after(figure.end)
                if thing is None:
                    figure.elliptical = True
                    figure.rule = "of them"
                    return figure
        if thing is not None:
            end, figure.weapon, figure.models, figure.kind = self._phrase(thing)
            if self._compound(end):
                return None
            figure.end = end
            figure.rule = "number and thing"
            if figure.weapon != "location" and (each := self.grammar["each_after"].match(self.text, min(end + 1, len(self.text)))):
                figure.distributive = figure.distributive or each.start() == end + 1
            return figure
        return self._elliptical(figure, number)

    def _compound(self, end: int) -> bool:
        """Tell whether a thing only says of what kind another noun is: "211 drone attacks" counts no drones."""
        if "passive" not in self.grammar or self.text[end - 1] == "s" or self.text[end : end + 1] not in (" ", "-"):
            return False
        return self.grammar["not_before"].match(self.text, end + 1) is not None

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

    def _model_after(self, end: int) -> Thing | None:
        """Return the model that "about 50 of them - Shaheds" names, if one follows directly."""
        for thing in self.things:
            if thing.start >= end:
                gap = self.text[end : thing.start]
                return (
                    thing if regex.fullmatch(r"[\s\"-]{1,5}(?:були |были |were |was |are )?\"?", gap) and thing.weapon == "drone" else None
                )
        return None

    def _elliptical(self, figure: Figure, number: Number) -> Figure | None:
        end = number.end
        for thing in reversed([t for t in self.things if t.end <= number.start]):
            if self.gaps.label.fullmatch(self.text, thing.end, number.start) and thing.start not in self.bound and number.hedge is None:
                figure.start = thing.start
                figure.weapon, figure.models = thing.weapon, (thing.model,) if thing.model else ()
                figure.rule = "thing: number"
                self.bound.add(thing.start)
                self._grown(figure, number)
                return figure
            break
        figure.elliptical = True
        for predicate in self.predicates:
            if predicate.start >= end:
                if predicate.start - end < 60 and self.gaps.to_predicate.fullmatch(self.text, end, predicate.start):
                    figure.end, figure.rule = predicate.end, "number and outcome"
                    return figure
                break
        unit = self.gaps.unit.match(self.text, end, self.sentence.end)
        if unit:
            figure.end, figure.unit, figure.rule = unit.end(), True, "number and unit"
            return figure
        if self._of_places(number):
            figure.weapon, figure.rule = "location", "number of places"
            return figure
        if self._by_place(figure, number) or self._by_count(figure, number):
            return figure
        return None

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

    def _by_place(self, figure: Figure, number: Number) -> bool:
        """Tell whether a place beside a number without a noun binds it ("34 over Kursk", "over Tula - 8")."""
        end = number.end
        for place in self.places if self._listed(figure) else ():
            if place.start >= end:
                if place.start - end < 70 and self.gaps.to_place.fullmatch(self.text, end, place.start):
                    figure.rule = "number and place"
                    return True
                break
        vague = self.grammar["vague_places"].match(self.text, end + 1) if self.text[end : end + 1] == " " else None
        if vague:
            figure.end, figure.rule = vague.end(), "number and place without a code"
            return True
        aimed = self.grammar["aimed"].search(self.text, end, min(self.sentence.end, end + 40))
        if aimed and regex.fullmatch(r"[\s,]{1,3}(?:из них\s)?", self.text[end : aimed.start()]):
            figure.rule = "number and aim"
            return True
        if self._closes(end) and any(self.gaps.dash.fullmatch(self.text, place.end, number.start) for place in self.places):
            figure.rule = "place and number"
            return True
        return False

    def _listed(self, figure: Figure) -> bool:
        """Tell whether a number without a noun can stand in a list: after a mark, a joining word, or at the start of its sentence."""
        if "passive" not in self.grammar or figure.part_cue or figure.more:
            return True
        before = self.text[max(self.sentence.start, figure.start - 20) : figure.start].rstrip()
        word = before.split()[-1] if before else ""
        return not word or word[-1] in ",;:(-.[" or self.grammar["conjunction"].fullmatch(word) is not None

    def _by_count(self, figure: Figure, number: Number) -> bool:
        """Tell whether a running count or an outcome right before it binds a number without a noun."""
        end = number.end
        if (
            self._closes(end)
            and (self.things or "passive" not in self.grammar)
            and (counter := self.grammar["counter"].search(self.text, max(self.sentence.start, number.start - 90), number.bare))
            and number.bare - counter.end() < 3
        ):
            figure.start, figure.rule = counter.start(), "running count"
            counted = [thing for thing in self.things if thing.end <= number.start and thing.weapon != "location"]
            figure.weapon = counted[-1].weapon if counted else None
            return True
        predicate_before = [p for p in self.predicates if p.end <= number.start]
        if predicate_before and self.text[predicate_before[-1].end : number.start].strip(" :") == "":
            after = self.gaps.the_rest.match(self.text, end, self.sentence.end)
            end = after.end() if after else end
            rest = self.text[end : min(end + 3, self.sentence.end)].lstrip()
            if not rest or rest[0] in ".,;:)\n" or rest.startswith("- ") or after:
                figure.end, figure.rule = end, "outcome and number"
                return True
        return False

    def run(self) -> list[Figure]:
        """Return the figures of the sentence from left to right."""
        result: list[Figure] = []
        pending: list[tuple[Figure, Number]] = []
        paired = pairs(self.marks, self.index)
        result += paired
        taken = [(figure.start, figure.end) for figure in paired]
        self.numbers = [n for n in self.numbers if not self._unclear(n) and not any(start <= n.start < end for start, end in taken)]
        for at, number in enumerate(self.numbers):
            following = self.numbers[at + 1] if at + 1 < len(self.numbers) else None
            limit = following.start if following else self.sentence.end
            if following and self.gaps.portion.fullmatch(self.text, number.end, following.start):
                figure = Figure(number.start, number.end, number.count, self.index, rule="portion of whole")
                self._before(figure, number)
                pending.append((figure, following))
                result.append(figure)
                continue
            bound = self._figure(number, limit)
            if bound is not None:
                result.append(bound)
            for portion, whole_number in pending:
                if whole_number is number:
                    if bound is None:
                        bound = Figure(number.start, number.end, number.count, self.index, elliptical=True, rule="whole of portion")
                        result.append(bound)
                    portion.portion_of = bound
                    portion.weapon, portion.models, portion.kind = bound.weapon, bound.models, bound.kind
                    portion.elliptical = bound.elliptical
                    portion.end = bound.end
            pending = [pair for pair in pending if pair[1] is not number]
        result += ordinals(self.marks, self.index)
        days = {figure.start for figure in self.days}
        result = [figure for figure in result if figure.start not in days] + self.days
        result += self._singles(result)
        return sorted(result, key=lambda figure: (figure.start, -figure.end))

    def _unclear(self, number: Number) -> bool:
        """Tell whether the words before a number say that nothing is known of it yet."""
        window = self.text[max(self.sentence.start, number.start - 40) : number.start]
        found = list(self.grammar["unclear"].finditer(window))
        return bool(found) and not window[found[-1].end() :].strip()

    def _singles(self, taken: list[Figure]) -> list[Figure]:
        result = []
        covered = [(figure.start, figure.end) for figure in taken if figure.portion_of is None]
        for thing in self.things:
            if thing.start in self.bound or not thing.singular or thing.weapon in ("mixed", "location"):
                continue
            if any(start <= thing.start < end for start, end in covered):
                continue
            single = self._single(thing)
            if single is not None:
                result.append(single)
        return result

    def _single(self, thing: Thing) -> Figure | None:
        if not singles.stands_alone(self.marks, self.sentence, thing):
            return None
        end, weapon, models, kind = self._phrase(thing)
        start = singles.opening(self.marks, self.sentence, thing, end)
        if start is None:
            return None
        return Figure(start, end, Count(1, 1), self.index, weapon, models, kind, single=True, rule="one without a numeral")


def figures(marks: Marks) -> list[Figure]:
    """Return the figures of a text in order of their sentences, elliptical ones with the weapon they inherit."""
    result: list[Figure] = []
    for index in range(len(marks.sentences)):
        result += _Binder(marks, index).run()
    last: Figure | None = None
    for figure in result:
        if figure.weapon is None and last is not None:
            figure.weapon, figure.models, figure.kind = (
                last.weapon,
                (last.models if figure.of_them or figure.portion_of or figure.rule == "ordinal and outcome" else ()),
                last.kind,
            )
        if figure.weapon not in (None, "location") and not figure.single:
            last = figure
    return [figure for figure in result if figure.weapon is not None]
