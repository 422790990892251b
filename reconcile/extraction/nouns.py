"""Which noun does a number without one stand for, and which kind of things does an adjective make of a noun?"""

from __future__ import annotations

from reconcile.extraction.figure import Figure
from reconcile.extraction.marks import Marks, Thing, between

__all__ = ["ALONE", "of_both", "of_hours", "sort_named", "sort_of", "spoken_of", "too_far"]

_BOUND = ("place and number", "number and place", "outcome and number")
_RECALLED = 3  # sentences over which a noun is understood
ALONE = "number and kind alone"  # the rule that reads "six cruise" behind "ten missiles"
_STEM = 5  # characters that all forms of an adjective share
_SPOKEN = 250  # characters over which a noun is remembered


def sort_of(marks: Marks, start: int, thing: Thing) -> str:
    """Return the beginning of the adjective that makes missiles, or drones that are not for striking, a kind of their own; else nothing."""
    words = {"missile": "kinds", "drone": "scouts"}.get(thing.weapon, "")
    found = marks.language.grammar[words].search(marks.folded.text, start, thing.end) if words in marks.language.grammar else None
    return sort_named(found.group()) if found else ""


def sort_named(adjective: str) -> str:
    """Return what all forms of an adjective share."""
    return adjective[:_STEM]


def spoken_of(marks: Marks, figure: Figure) -> str | None:
    """Return the weapon that the words before a figure without a noun speak of, if of one only ("attacked with drones. Over 20 were launched")."""
    if not {"recalls", "passive"} & marks.language.grammar.keys() and figure.rule not in _BOUND:
        return None
    if figure.rule == "outcome and number" and figure.count.approximate:
        return None
    things = between(marks.things, figure.start - _SPOKEN, figure.start)
    if "passive" in marks.language.grammar:
        # "31 tanks were sent. Five have been lost": another number between them has a noun of its own.
        counted = bool(things) and bool(between(marks.numbers, things[-1].end, figure.start))
        if figure.rule == "of them" and things:
            named = marks.folded.text[things[-1].start : things[-1].end]
            if figure.count.high != 1 or not named.endswith("s"):
                return None  # "a massive attack by drones, one of them hit a house"
        elif counted or figure.rule not in ("number and outcome", "number and period", "number and place", "place and number"):
            return None
    near = {thing.weapon for thing in things} - {"location"}
    return near.pop() if len(near) == 1 else None


def too_far(marks: Marks, last: Figure, figure: Figure, figures: list[Figure]) -> bool:
    """Tell whether a number without a noun stands too far from the noun before it; doubt it where a number of something else stands between."""
    if "passive" not in marks.language.grammar or figure.rule != "number and outcome" or figure.portion_of is not None:
        return False
    held = {one.start for one in figures}
    between_them = between(marks.numbers, last.end, figure.start)
    if any(number.start not in held and not any(one.start <= number.start < one.end for one in figures) for number in between_them):
        figure.doubt = figure.doubt or "noun before another number"
    return figure.sentence - last.sentence > _RECALLED


def of_both(figure: Figure, before: list[Figure]) -> bool:
    """Tell whether "140 of them" are more than the things named last: then they are of both kinds before it ("120 missiles and 90 drones")."""
    kinds = {one.weapon for one in before}
    near = all(figure.sentence - one.sentence <= 1 and one.count.high is not None for one in before)
    return len(before) == 2 and kinds == {"drone", "missile"} and near and figure.count.low > max(one.count.high or 0 for one in before)


def of_hours(marks: Marks, figure: Figure, figures: list[Figure]) -> bool:
    """Tell whether a number beside a place counts what the number before it counts, and that is no thing ("six hours in one, over five in another")."""
    if figure.rule not in ("place and number", "number and place") or "carried" not in marks.language.grammar:
        return False
    sentence = marks.sentences[figure.sentence]
    started = any(other.sentence == figure.sentence and other.start < figure.start and other.rule not in _BOUND for other in figures)
    spoken = bool(between(marks.things, sentence.start, sentence.end)) or bool(between(marks.predicates, sentence.start, sentence.end))
    near = any(0 < figure.sentence - other.sentence <= 1 for other in figures)
    return not started and not spoken and not near and not sentence.item
