"""Does a figure without an outcome of its own carry on what stands before it, or did something else become of it?

"Another 11 over Bryansk." and the items of a list carry on; "one drone fell" does not.
"""

from __future__ import annotations

from reconcile.extraction.figure import Figure
from reconcile.extraction.gaps import gaps
from reconcile.extraction.marks import Marks, between

__all__ = ["acts", "continues"]

_FALL = 20  # characters: "the fall of another"
_PLACE = 60  # characters: a place with its noun
_OPENING = 12  # characters that may stand before the figure that begins a sentence: "Another", "In addition,"


def acts(marks: Marks, figure: Figure) -> bool:
    """Tell whether something else became of things, by words beside them that say no outcome: "one drone fell", "the fall of one drone"."""
    grammar, text = marks.language.grammar, marks.folded.text
    window = text[max(0, figure.start - _FALL) : figure.start - 1]
    if "fall" in grammar and any(found.end() == len(window) for found in grammar["fall"].finditer(window)):
        return True
    verb = grammar.get("verb")
    if verb is None or figure.location or grammar["aimed"].match(text, figure.end + 1):
        return False
    told = figure.rule in ("number and thing", "of them") or "carried" in grammar
    return told and verb.match(text, figure.end + 1) is not None


def _led(marks: Marks, figure: Figure) -> bool:
    """Tell whether a place and a dash stand right before a figure ("Tula region – 2 drones")."""
    dash, near = gaps(marks.language).dash, between(marks.places, figure.start - _PLACE, figure.start)
    return any(dash.fullmatch(marks.folded.text, place.end, figure.start) for place in near)


def continues(marks: Marks, figure: Figure, *, verbless: bool) -> bool:
    """Tell whether a figure without an outcome carries on what the sentence before counted."""
    sentence = marks.sentences[figure.sentence]
    near, text = between(marks.places, figure.end, figure.end + _PLACE), marks.folded.text
    placed = bool(near)
    if "passive" in marks.language.grammar and not sentence.item:
        placed = placed and gaps(marks.language).to_place.fullmatch(text, figure.end, near[0].start) is not None
        # Where verbs are never left out, only a sentence that begins with its figure carries on: "Another 11 over Bryansk."
        begins = len(text[sentence.start : figure.start].strip()) <= _OPENING
        # "Two UAVs over the Belgorod region, two over …": a list without a verb breaks down what was counted; so does
        # "Most were over Kursk (40) and Orel (four)."
        if verbless and figure.rule == "place and number" and figure.bracket:
            return True
        bare = figure.elliptical or figure.distributive or figure.more or (verbless and placed)
        kinds = verbless and figure.of_them and bool(figure.models)  # "Ten of them were Shaheds."
        return begins and (kinds or (bare and not figure.of_them)) and not figure.location
    return (
        sentence.item
        or figure.elliptical
        or figure.of_them
        or figure.location
        or figure.distributive
        or figure.part_cue
        or (figure.rule == "number and thing" and (placed or _led(marks, figure)))
    )
