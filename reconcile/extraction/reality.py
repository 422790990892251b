"""Which outcomes did not happen, and which are announced for the lines that follow?

What is planned, possible or denied counts nothing; nor does what was destroyed on the ground. "Not one was downed" is
a count of none.
"""

from __future__ import annotations

from reconcile.extraction.figure import Figure
from reconcile.extraction.marks import Marks, Predicate, between

__all__ = ["UNREAL", "anecdote", "announced_in", "carried", "grounded", "lost", "manner", "real", "told", "unstruck"]

_LISTED = 8  # items of a list under its head
_STRUCK = 60  # characters between "struck" and its targets
_LOSSES = 1500  # characters from the head of a list of losses to its last line
_TOLL = 2  # numbers between a figure and the verb at the end of a list of losses
_MET = frozenset({"intercepted", "jammed", "neutralized"})
_RAIDED = frozenset({"UA-43", "UA-40"})  # far behind the front
_HEADED = 120  # characters of a heading
UNREAL = frozenset({"unreal"})


def real(marks: Marks, predicate: Predicate) -> Predicate:
    """Return an outcome as it is, or as one that counts nothing where it is only planned, possible or denied."""
    window = marks.folded.text[max(0, predicate.start - 60) : predicate.start]
    tried, planned = marks.language.grammar.get("attempted"), marks.language.grammar.get("irrealis")
    if tried and predicate.outcomes & {"hit", "launched"} and tried.search(window):
        return Predicate(predicate.start, predicate.end, frozenset({"launched"}), ("launched",))
    if any(number.count.high == 0 for number in between(marks.numbers, predicate.start - 60, predicate.end + 60)):
        return predicate  # "not one was downed": the languages that say "not" twice mean it once
    found = planned.search(window) if planned else None
    return predicate if found is None else Predicate(predicate.start, predicate.end, UNREAL, ("unreal",))


def announced_in(marks: Marks, index: int, predicates: list[Predicate]) -> frozenset[str]:
    """Return the outcome that a line without figures announces for the lines after it ("Shot down overnight:")."""
    if not predicates:
        return frozenset()
    sentence = marks.sentences[index]
    rest = marks.folded.text[predicates[-1].end : sentence.end].strip()
    said = predicates[-1]
    return said.outcomes | real(marks, said).outcomes & UNREAL if rest.endswith(":") or not rest else frozenset()


def carried(marks: Marks, index: int) -> frozenset[str]:
    """Return the outcome of the sentence before one that begins by cutting out a part of it ("Among them 5 vehicles, 10 drones")."""
    cues, sentence = marks.language.grammar.get("part_cues"), marks.sentences[index]
    text = marks.folded.text
    start = sentence.end - len(text[sentence.start : sentence.end].lstrip())
    if cues is None or not index or not cues.match(text, start):
        return frozenset()
    before = between(marks.predicates, marks.sentences[index - 1].start, marks.sentences[index - 1].end)
    return before[-1].outcomes if before and before[-1].outcomes <= _MET else frozenset()


def anecdote(marks: Marks, figure: Figure) -> bool:
    """Tell whether a body's own post tells how a crew at the front downed one thing: such posts count no attack, its summaries do."""
    summary = marks.language.grammar.get("summary")
    if summary is None or not figure.single or not figure.outcomes & (_MET | {"hit"}):
        return False
    far = any(not code.startswith("UA") or code in _RAIDED for place in figure.places for code in place.codes)
    return not far and summary.search(marks.folded.text, 0, _HEADED) is None


def lost(marks: Marks, figures: list[Figure]) -> None:
    """Give the figures of a list of losses ("15 402 (+97)") the outcome that its head names, in place."""
    losses, toll = marks.language.grammar.get("losses"), marks.language.grammar.get("toll")
    for figure in figures:
        if toll is not None and not figure.outcomes and not figure.location:
            # "A total of 300 planes, 2,000 drones, 400 tanks … have been destroyed since": the verb stands far behind.
            start, end = marks.sentences[figure.sentence].start, marks.sentences[figure.sentence].end
            told = toll.search(marks.folded.text, figure.end, end)
            if told is not None and len(between(marks.numbers, figure.end, told.start())) >= _TOLL:
                figure.outcomes = frozenset({"intercepted"})
            # "Since the start of the war it has destroyed 900 tanks, 300 planes, 2,000 drones": so it does before.
            done = [p for p in between(marks.predicates, start, figure.start) if "intercepted" in p.outcomes]
            since = marks.language.grammar["toll_since"].search(marks.folded.text, start, end)
            if done and since and len(between(marks.numbers, done[-1].end, figure.start)) >= _TOLL:
                figure.outcomes = frozenset({"intercepted"})
        grown = figure.period_kind == "since_start" or figure.rule == "day's growth"
        if (
            losses is not None
            and grown
            and not figure.outcomes
            and losses.search(marks.folded.text, max(0, figure.start - _LOSSES), figure.start)
        ):
            figure.outcomes = frozenset({"intercepted"})


def told(announced: frozenset[str], figure: Figure) -> frozenset[str]:
    """Return what an announced outcome makes of a figure: one that is denied holds for "none" alone."""
    return announced if not announced & UNREAL else announced - UNREAL if figure.count.high == 0 else UNREAL


def manner(marks: Marks, figure: Figure) -> bool:
    """Tell whether a sentence only says how things were sent: "some drones were launched from trucks"."""
    words = marks.language.grammar.get("manner")
    vague = figure.count.low == 2 and figure.count.high is None and figure.count.approximate
    return vague and words is not None and words.match(marks.folded.text, figure.end + 1) is not None


def unstruck(marks: Marks, figure: Figure) -> bool:
    """Tell whether nothing in the sentence of a count of places says that weapons came down there ("two locations near Tula")."""
    words, sentence = marks.language.grammar.get("struck_at"), marks.sentences[figure.sentence]
    if words is None or not figure.location or figure.outcomes:
        return False
    return words.search(marks.folded.text, sentence.start, sentence.end) is None


def grounded(marks: Marks, figure: Figure) -> bool:
    """Tell whether the counted things were struck on the ground: at an airfield or in a store, and nothing says "shot down"."""
    if figure.location or figure.weapon == "fpv" or not figure.outcomes & {"intercepted", "neutralized"}:
        return False
    grammar, text = marks.language.grammar, marks.folded.text
    sentence = marks.sentences[figure.sentence]
    if figure.weapon == "mixed" and "land_targets" in grammar:
        struck = grammar["struck"].search(text, max(sentence.start, figure.start - _STRUCK), figure.start)
        if struck or grammar["land_targets"].search(text, figure.end, sentence.end):
            return True
    first = figure.sentence
    while first and marks.sentences[first].item and figure.sentence - first < _LISTED:
        first -= 1  # a list is of what its head struck
    before = marks.sentences[max(0, first - 1)].start
    if grammar["shot"].search(text, sentence.start, sentence.end):
        return False
    if figure.weapon == "aircraft" and "passive" in grammar:
        # "Missiles were launched at a base, destroying nine helicopters": what is struck stands.
        near = between(marks.predicates, sentence.start, sentence.end)
        if any(predicate.outcomes & {"launched", "hit"} for predicate in near):
            return True
    return bool(grammar["ground"].search(text, before, sentence.end))
