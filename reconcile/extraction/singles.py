"""Which weapon words without a numeral mean one thing: "a drone was shot down", but no "drone attack" and no "debris of a drone"?"""

from __future__ import annotations

import regex

from reconcile.extraction.gaps import words_of
from reconcile.extraction.marks import Marks, Sentence, Thing, between

__all__ = ["opening", "stands_alone"]

_BACK = 60  # characters: no article and adjectives before a noun are longer
_TALLY = regex.compile(r"\s(?:and|,)\s\d")


def stands_alone(marks: Marks, sentence: Sentence, thing: Thing) -> bool:
    """Tell whether a thing is itself what is spoken of, not the kind, the remains or the means of something else."""
    language, text = marks.language, marks.folded.text
    before = text[max(sentence.start, thing.start - _BACK) : thing.start]
    article, adjectives = words_of(language, "articles"), words_of(language, "adjectives")
    if regex.search(
        rf"(?:{words_of(language, 'not_after')})\s{{1,3}}(?:(?:{article})\s{{1,3}})?(?:(?:{adjectives})\s{{1,3}}){{0,4}}$", before
    ):
        return False
    verb = bool(between(marks.predicates, thing.end + 1, thing.end + 2))
    kind = language.grammar["not_before"].match(text, thing.end + 1) and text[thing.end : thing.end + 1] in " -"
    return verb or not kind


def opening(marks: Marks, sentence: Sentence, thing: Thing, end: int) -> int | None:
    """Return where the words for a single thing begin; None where the language wants an article and there is none."""
    language, text = marks.language, marks.folded.text
    before = text[max(sentence.start, thing.start - _BACK) : thing.start]
    article, adjectives = words_of(language, "articles"), words_of(language, "adjectives")
    found = regex.search(rf"(?:(?<!\w)(?:{article})\s{{1,2}})?(?:(?:{adjectives})\s{{1,3}}){{0,4}}$", before)
    start = thing.start - len(found.group()) if found and found.group().strip() else thing.start
    if "passive" not in language.grammar or regex.match(rf"(?:{article})\s", text[start:end]):
        return start
    # Headlines leave articles out: "attacks with Iskander missile and 206 drones".
    return start if thing.weapon == "missile" and _TALLY.match(text, end) else None
