"""Which places does an earlier line or sentence give to the figures behind it?"""

from __future__ import annotations

from reconcile.extraction.figure import Figure
from reconcile.extraction.landmarks import meant
from reconcile.extraction.marks import Marks, between
from reconcile.places import Mention

__all__ = ["heading_of", "met", "of_those"]

_ADJOINING = 3  # characters: "attacked the Odesa region"


def heading_of(marks: Marks, index: int) -> list[Mention]:
    """Return the places of a line that ends in a colon, which hold for the lines under it."""
    sentence = marks.sentences[index]
    if not marks.folded.text[sentence.start : sentence.end].rstrip().endswith(":"):
        return []
    return [p for p in between(marks.places, sentence.start, sentence.end) if p.kind != "country"] or list(meant(marks, sentence))


def of_those(marks: Marks, index: int, figures: list[Figure]) -> None:
    """Let "37 of them" be where the sentence before says that they were sent, if it counts none and names one target."""
    first = figures[0]
    if index == 0 or first.rule != "of them" or first.places or first.head is not None or not met(first):
        return
    before = marks.sentences[index - 1]
    sent = [p for p in between(marks.predicates, before.start, before.end) if p.outcomes == {"launched"}]
    named = [p for p in between(marks.places, before.start, before.end) if p.kind in ("region", "city", "district")]
    if (
        len(sent) == len(named) == 1
        and 0 < named[0].start - sent[0].end < _ADJOINING
        and not between(marks.numbers, before.start, before.end)
    ):
        first.places = named


def met(figure: Figure) -> bool:
    """Tell whether something became of the counted things, so that they were somewhere."""
    return bool(figure.outcomes - {"launched", "detected"})
