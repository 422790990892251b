"""Which number counts which things?

A *figure* is a number bound to what it counts: "20 strike drones", "55 were shot down" (of the things just
named), "41 of 42", "drones: 83", "(2 drones)", or a single drone without a numeral. Numbers that bind to
nothing are prices, ages or distances, and stay unclaimed.
"""

from __future__ import annotations

import regex

from reconcile.extraction import singles
from reconcile.extraction.bare import Bare
from reconcile.extraction.figure import Figure
from reconcile.extraction.marks import Marks, Thing, between
from reconcile.extraction.nouns import ALONE, of_both, of_hours, sort_named, sort_of, spoken_of, too_far
from reconcile.extraction.numerals import Number
from reconcile.extraction.tallies import ordinals, pairs, shares, singly
from reconcile.model import Count

__all__ = ["Figure", "figures"]


_PLURAL = regex.compile(r"(?:missile|drone|uav|rocket|shahed)s$")
_OF_TWO = 24  # characters: "strike drones and "
_CLAUSE = 120  # characters from "including" to its number
_MARKED = regex.compile(r"[,.;:()\d]|\s-\s")
_BACK = 150  # characters between "one of them" and what it is one of


class _Binder(Bare):
    """Binds the numbers of one sentence."""

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
            if between(self.numbers, end, other.start):
                break
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
            if joined := self._joint(thing, other):
                # "430 missiles and drones", "900 missiles, bombs and drones": one figure of all.
                end, weapon, models = joined, "mixed", []
                self.bound.update(one.start for one in self.things if thing.start < one.start < end)
                break
            if other.weapon not in (weapon, "drone") or (weapon not in ("drone", other.weapon)):
                break
            if other.model is None:
                if models and other.weapon == weapon:
                    # "Shahed drones" are Shaheds; "Shaheds and drones" are more.
                    models += ["other"] if "," in gap or self.grammar["conjunction"].search(gap) else []
                    end = other.end
                    self.bound.add(other.start)
                break
            if not models and thing.model is None and self.grammar["conjunction"].fullmatch(gap.strip()):
                models.append("other")  # "drones and decoys"
            models.append(other.model)
            end = other.end
            self.bound.add(other.start)
        of_two = self.grammar.get("of_two")
        if models and of_two is not None and of_two.search(self.text, max(self.sentence.start, thing.start - _OF_TWO), thing.start):
            models.append("other")  # "700 attack and decoy drones"
        if models and (others := self.gaps.others.match(self.text, end, self.sentence.end)):
            models.append("other")
            end = others.end()
        return end, weapon, tuple(dict.fromkeys(models)), self.text[thing.start : thing.end]

    def _begins(self) -> int:
        """Return where the first word of the sentence stands."""
        sentence = self.text[self.sentence.start : self.sentence.end]
        return self.sentence.end - len(sentence.lstrip())

    def _joint(self, thing: Thing, other: Thing) -> int:
        """Return where things of several kinds behind one number end; 0 where there is one kind."""
        joint = self.grammar.get("joint")
        kinds = {thing.weapon, other.weapon}
        if joint is None or len(kinds) != 2 or "location" in kinds:
            return 0
        found = joint.match(self.text, thing.start, self.sentence.end)
        return found.end() if found is not None and found.end() >= other.end else 0

    def _before(self, figure: Figure, number: Number) -> None:
        """Read the small words before the number: each, another, all, including, of."""
        said = max((p.end for p in self.predicates if p.end <= number.start), default=0)
        window = self.text[max(self.sentence.start, number.start - 60, said) : number.start]
        sector = self.grammar.get("sector")
        figure.part_cue = self._led_as_part(number.start)
        figure.unit = bool(self.grammar["unit_before"].search(window) or (sector and sector.match(self.text, self._begins())))
        found = self.gaps.before.search(window)
        if not found:
            figure.bracket = window.rstrip().endswith("(")
            return
        words = found.group(1)
        if words.rstrip().endswith(",") and window[: found.start(1)].rstrip()[-1:].isdigit():
            return  # "130 of them, 42 decoys": the words are those of the number before
        figure.excepted = bool(self.grammar["all_but"].search(words))
        figure.none_of = bool(self.grammar["none_of"].search(words))
        figure.distributive = bool(self.grammar["distributive"].search(words))
        figure.more = bool(self.grammar["more"].search(words))
        figure.everything = bool(self.grammar["all"].search(words))
        figure.part_cue = (
            figure.part_cue
            or bool(self.grammar["of_them"].search(words))
            or ("part_cues" in self.grammar and bool(self.grammar["part_cues"].search(words)))
        )
        figure.whole = not figure.part_cue and bool(self.grammar["whole"].search(words))

    def _led_as_part(self, start: int) -> bool:
        """Tell whether a clause that begins with "including" leads to a number ("including, over the sea, were downed 40")."""
        words, opening = self.grammar.get("part_led"), max(self.sentence.start, start - _CLAUSE)
        if words is None:
            return False
        cues = [cue for cue in words.finditer(self.text, opening, start) if not any(cue.start() - n.end in (1, 2) for n in self.numbers)]
        return bool(cues) and not _MARKED.search(self.text, cues[-1].end(), start) and bool(between(self.predicates, cues[-1].end(), start))

    def _figure(self, number: Number, limit: int) -> Figure | None:
        figure = Figure(number.start, number.end, number.count, self.index)
        self._before(figure, number)
        figure.summed = bool(self.grammar["in_all"].match(self.text, self._begins()))
        if each := self.grammar["each_after"].match(self.text, min(number.end + 1, len(self.text))):
            figure.distributive = each.start() == number.end + 1
        thing = self._thing_after(number.end, limit) or self._of_several(number, limit)
        one_of = self.grammar.get("one_of")
        if thing is None and one_of is not None and (among := one_of.match(self.text, number.end + 1)):
            thing = self._thing_after(among.end(), limit)
            thing = None if thing is None or thing.weapon == "location" else thing
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
                    placed = any(self.gaps.to_place.fullmatch(self.text, figure.end, p.start) for p in self.places)
                    return None if self._inside(number) and not placed else figure  # "with 11 of these over Tula"
        if thing is not None:
            end, figure.weapon, figure.models, figure.kind = self._phrase(thing)
            if self._compound(end):
                return None
            figure.more = figure.more or (
                "passive" in self.grammar and bool(self.grammar["more"].search(self.text, number.end, thing.start))
            )
            figure.end = end
            figure.sort = sort_of(self.marks, number.end, thing)
            within = one_of is not None and one_of.match(self.text, number.end + 1) is not None
            figure.rule = "one of them" if within else "number and thing"
            figure.of_them = figure.of_them or (within and figure.count.high != 1)
            if figure.of_them and (model := self._model_after(end)):
                figure.end, figure.models = model.end, (str(model.model),)
            if figure.weapon != "location" and (each := self.grammar["each_after"].match(self.text, min(end + 1, len(self.text)))):
                figure.distributive = figure.distributive or each.start() == end + 1
            return figure
        bare = self._elliptical(figure, number)
        return None if bare is None else self._by_means(bare)

    def _of_several(self, number: Number, limit: int) -> Thing | None:
        """Return the things that "one of the drones" is one of."""
        among = self.gaps.portion.match(self.text, number.end, limit)
        thing = self._thing_after(among.end(), limit) if among and "carried" in self.grammar else None
        done = thing and any(
            self.gaps.to_predicate.fullmatch(self.text, thing.end, p.start) for p in self.predicates if p.start >= thing.end
        )
        return thing if thing and done and thing.weapon != "location" else None

    def _by_means(self, figure: Figure) -> Figure:
        """Read what hit where hits are counted: "18 hits by drones"."""
        hits = self.grammar.get("hits")
        if figure.rule == "number and outcome" and hits and hits.search(self.text, figure.start, figure.end):
            thing = self._thing_after(figure.end, self.sentence.end)
            if thing is not None and thing.weapon not in ("mixed", "location"):
                figure.end, figure.weapon, figure.models, figure.kind = self._phrase(thing)
                figure.elliptical, figure.rule = False, "number of hits"
        return figure

    def run(self) -> list[Figure]:
        """Return the figures of the sentence from left to right."""
        result: list[Figure] = []
        pending: list[tuple[Figure, Number]] = []
        alike: list[Figure] = []
        stray = False
        paired = pairs(self.marks, self.index) + self._shares()
        result += paired
        taken = [(figure.start, figure.end) for figure in paired]
        no_number = self.grammar.get("no_number")
        self.numbers = [n for n in self.numbers if no_number is None or not no_number.match(self.text, n.start)]
        self.numbers = [n for n in self.numbers if not self._unclear(n) and not any(start <= n.start < end for start, end in taken)]
        self.numbers = self._without_rounds(self.numbers)
        for at, number in enumerate(self.numbers):
            following = self.numbers[at + 1] if at + 1 < len(self.numbers) else None
            limit = following.start if following else self.sentence.end
            if following and self.gaps.portion.fullmatch(self.text, number.end, following.start):
                figure = Figure(number.start, number.end, number.count, self.index, rule="portion of whole")
                self._before(figure, number)
                pending.append((figure, following))
                result.append(figure)
                continue
            if kind_end := self._kind(number, following):
                alike.append(Figure(number.start, kind_end, number.count, self.index, rule="number and kind"))
                continue
            bound = self._figure(number, limit)
            if bound is not None and bound.rule == "of them" and stray:
                bound = None  # "six clashes, three of which go on"
            stray = bound is None and not pending
            if bound is not None:
                result += [bound, *self._of_a_kind(alike, bound)]
            alike = []
            for portion, whole_number in pending:
                if whole_number is number:
                    whole = self._whole_of(portion, bound, number)
                    result += [whole] if whole is not None and whole is not bound else []
            pending = [pair for pair in pending if pair[1] is not number]
            if bound is not None and bound.rule == "number and thing" and following:
                end = bound.end + self.text.startswith('"', bound.end)
                owners = self.grammar.get("owners")
                end = owned.end() if owners is not None and (owned := owners.match(self.text, end + 1)) else end
                pending += [(bound, following)] if self.gaps.portion.fullmatch(self.text, end, following.start) else []
        result += ordinals(self.marks, self.index) + singly(self.marks, self.index)
        days = {figure.start for figure in self.days}
        result = [figure for figure in result if figure.start not in days] + self.days
        result += self._singles(result)
        return self._parts(sorted(result, key=lambda figure: (figure.start, -figure.end)))

    def _shares(self) -> list[Figure]:
        """Return the figures of each "26/37 missiles", with the models that the noun names."""
        result = shares(self.marks, self.index)
        for figure in result:
            thing = next(t for t in self.things if figure.start < t.start and t.end <= figure.end)
            figure.end, figure.weapon, figure.models, figure.kind = self._phrase(thing)
        return result

    def _whole_of(self, portion: Figure, bound: Figure | None, number: Number) -> Figure | None:
        """Tie "21" to the "25" that it is of, and return the whole; None where the number behind is of something else."""
        if portion.weapon is not None:
            # "21 drones of 25", but not "5 missiles from 4 aircraft".
            if (bound is None and not self._closes(number.end)) or (bound is not None and bound.weapon not in (None, portion.weapon)):
                return None
            if bound is not None and bound.weapon is None:
                return None
            whole = bound or Figure(
                number.start, number.end, number.count, self.index, portion.weapon, portion.models, rule="whole of portion"
            )
            portion.portion_of = whole
            return whole
        whole = bound or Figure(number.start, number.end, number.count, self.index, elliptical=True, rule="whole of portion")
        if bound is None and (thing := self._bracketed(portion)):
            whole.weapon, whole.models = thing.weapon, (thing.model,) if thing.model else ()
        portion.portion_of = whole
        portion.weapon, portion.models, portion.kind = whole.weapon, whole.models, whole.kind
        portion.elliptical, portion.end = whole.elliptical, whole.end
        return whole

    def _of_a_kind(self, alike: list[Figure], named: Figure) -> list[Figure]:
        """Give figures of a kind the noun that follows the last of them; each is one kind of several."""
        if named.rule not in ("number and thing", ALONE) or not alike:
            return []
        missiles = self.grammar.get("missile_kinds")
        for figure in alike:
            self._before(figure, Number(figure.start, figure.end, figure.start, figure.count))
            if named.rule == ALONE or (named.weapon != "missile" and missiles and missiles.search(self.text, figure.start, figure.end)):
                # "Ten missiles: six cruise and four ballistic", "twelve cruise missiles, four ballistic and 80 drones"
                figure.rule, figure.sort = ALONE, sort_named(self.text[figure.start : figure.end].split()[-1])
                continue
            named.models = named.models or ("other", "kind")
            figure.weapon, figure.models, figure.kind = named.weapon, ("other", "kind"), named.kind
        return alike

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
        if start is None or (end > thing.end and _PLURAL.search(self.text, start, end)):
            return None
        more = bool(self.grammar["more"].match(self.text, start, end))
        return Figure(start, end, Count(1, 1), self.index, weapon, models, kind, single=True, more=more, rule="one without a numeral")


def figures(marks: Marks) -> list[Figure]:
    """Return the figures of a text in order of their sentences, elliptical ones with the weapon they inherit."""
    result: list[Figure] = []
    for index, sentence in enumerate(marks.sentences):
        if any(between(found, sentence.start, sentence.end) for found in (marks.things, marks.numbers, marks.predicates)):
            result += _Binder(marks, index).run()
    last: Figure | None = None
    for at, figure in enumerate(result):
        if figure.of_them and figure.weapon is None and of_both(figure, result[max(0, at - 2) : at]):
            figure.weapon = "mixed"
        if figure.weapon is None and last is None:
            figure.weapon = spoken_of(marks, figure)
        if figure.weapon is None and last is not None and not too_far(marks, last, figure, result):
            figure.weapon, figure.models, figure.kind = (
                last.weapon,
                (last.models if figure.of_them or figure.portion_of or figure.rule == "ordinal and outcome" else ()),
                last.kind,
            )
        if figure.weapon not in (None, "location") and not figure.single and not (figure.part_cue and figure.rule == "number and thing"):
            last = figure
    return [f for f in result if f.weapon is not None and not _of_others(marks, f, result) and not of_hours(marks, f, result)]


def _of_others(marks: Marks, figure: Figure, figures: list[Figure]) -> bool:
    """Tell whether "one of them" points at a number before it that counts no weapons ("five blasts. One of them …")."""
    if figure.rule != "of them" or "carried" not in marks.language.grammar:
        return False
    before = between(marks.numbers, figure.start - _BACK, figure.start)
    return bool(before) and not any(other.start <= before[-1].start < other.end for other in figures if other is not figure)
