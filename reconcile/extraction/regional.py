"""What do the words of a sentence say of the region of who speaks?

A governor names the districts and villages of his own region; they share their names with places elsewhere.
"""

from __future__ import annotations

from reconcile.extraction.figure import VAGUE_PLACE, Figure
from reconcile.extraction.marks import Marks
from reconcile.places import Mention

__all__ = ["district", "homonym", "nationwide", "own_region"]

_VILLAGES = 80  # characters between "the villages of" and the last of a list
_NEAR = 80  # characters between a figure and its district


def own_region(marks: Marks, figure: Figure) -> bool:
    """Tell whether things sent at a place without a code, or at "the region", are of the region of who speaks."""
    grammar, sentence = marks.language.grammar, marks.sentences[figure.sentence]
    words = grammar.get("own_region") or grammar.get("here")
    named = words is not None and words.search(marks.folded.text, sentence.start, sentence.end) is not None
    return named or figure.rule == VAGUE_PLACE


def district(marks: Marks, figure: Figure) -> str:
    """Return the words for the part of the speaker's region that stands nearest behind a figure, else before it."""
    words, sentence = marks.language.grammar.get("own_region"), marks.sentences[figure.sentence]
    if words is None or "passive" not in marks.language.grammar:
        return ""
    behind = words.search(marks.folded.text, figure.end, min(sentence.end, figure.end + _NEAR))
    found = behind or words.search(marks.folded.text, sentence.start, figure.start)
    return found.group() if found else ""


def nationwide(marks: Marks, figure: Figure) -> bool:
    """Tell whether the sentence of a figure speaks of the whole country."""
    words, sentence = marks.language.grammar.get("nationwide"), marks.sentences[figure.sentence]
    return words is not None and words.search(marks.folded.text, sentence.start, sentence.end) is not None


def homonym(marks: Marks, place: Mention, reach: tuple[str, ...]) -> bool:
    """Tell whether a district, a village or an adjective names a place that the speaker of another region cannot mean."""
    grammar, text = marks.language.grammar, marks.folded.text
    if not set(place.codes).isdisjoint(reach) or place.kind not in ("district", "city"):
        return False
    adjective, districts, villages = (grammar.get(name) for name in ("place_adjective", "districts", "villages"))
    return (
        place.kind == "district"
        or (adjective is not None and adjective.search(text[place.start : place.name_end]) is not None)
        or (districts is not None and districts.match(text, place.start) is not None)
        or (villages is not None and villages.search(text, max(0, place.start - _VILLAGES), place.start) is not None)
    )
