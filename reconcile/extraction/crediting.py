"""Whom does a text credit with the figures of a sentence?

Words of saying, a colon or a dash tie a name to a sentence; the sentence may also point back at whoever was named
before ("it said", "he added") or be credited by the one after it ("this was reported by …").
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

import regex

from reconcile.extraction.marks import Marks, SpeakerMark, between

__all__ = ["closing", "credited", "deed", "meant", "named_by", "recalled", "reported", "sentence_of", "titled"]

_SENTENCES = 64  # of which it is remembered whom they credit
_SENT = frozenset({"launched"})
_NAMED = regex.compile(r"\s(?:[\p{Ll}'-]{1,20}\s){0,3}\"?\p{Lu}[\p{L}'-]{2,30}")
_OF = regex.compile(r"(?!\s{0,2}-\s)[ \d-]{1,3}(?:[\w-]{1,20} ){0,2}(?:[\w-]{1,8}-)?")
_OF_THE = regex.compile(r" of (?:the )?")
_CLAUSE = regex.compile(r"[.,;:\n]")
_MET = frozenset({"intercepted", "jammed", "neutralized"})
_PARAGRAPH = 1500  # characters of the longest quotation that is looked at
_DEED = 30  # characters between who attacks and the words for it
_OWNED = 60  # characters: a thing and whose it is
_AROUND = 20  # sentences: an article's worth
_FAR = 8  # sentences: further back no one knows who "he" is


_COLON = regex.compile(r"[^\n.]{0,40}:(?!\d)")
_DASH = regex.compile(r"(?:^|[\s\"(»])[-—]\s{0,3}(?:\w{1,30}\s){0,6}$")
_TITLE = 200  # characters: no dash and six words are longer
_SOON = 6  # characters: "said, that"


def _credited(marks: Marks, mark: SpeakerMark, start: int, end: int) -> bool:
    """Tell whether words of saying, a colon or a closing dash tie a speaker to the sentence from start to end."""
    text = marks.folded.text
    if marks.language.speaker_names[mark.name].get("always"):
        return True
    if _COLON.match(text, mark.end, min(end, mark.end + 42)):
        return True
    if not text[mark.end : end].strip(' ."\n)')[60:]:
        before = text[max(start, mark.start - _TITLE) : mark.start]
        if _DASH.search(before if mark.start - start <= _TITLE else f"x{before}"):
            return True
    return bool(marks.language.grammar["says"].search(text, start, end))


def deed(marks: Marks, mark: SpeakerMark, outcomes: frozenset[str]) -> bool:
    """Tell whether a name is that of who did something, not of who speaks: "the Russian army launched 40"."""
    if "passive" not in marks.language.grammar:
        return False
    done = next((p for p in between(marks.predicates, mark.end, mark.end + _DEED) if p.outcomes & outcomes), None)
    if done is None:
        return False
    between_them = marks.folded.text[mark.end : done.start]
    return not _CLAUSE.search(between_them) and not marks.language.grammar["says"].search(between_them)


def _owns(marks: Marks, mark: SpeakerMark) -> bool:
    """Tell whether a name says whose things are counted: "a helicopter of the Ukrainian Air Force"."""
    text, says = marks.folded.text, marks.language.grammar["says"]
    if says.match(text, mark.end + 1):
        return False
    if "carried" not in marks.language.grammar:
        return any(_OF_THE.fullmatch(text, t.end, mark.start) for t in between(marks.things, mark.start - _OWNED, mark.start))
    gaps = [text[t.end : mark.start] for t in between(marks.things, mark.start - _OWNED, mark.start)]
    return any(_OF.fullmatch(gap) and not says.search(gap) for gap in gaps)


def _says(marks: Marks, mark: SpeakerMark) -> bool:
    """Tell whether words of saying stand beside a name: "X said", "according to X"."""
    text, says = marks.folded.text, marks.language.grammar["says"]
    after = regex.match(r"[^.;:\n]{0,60}", text[mark.end : mark.end + 60])
    if after and says.search(after.group()):
        return True
    return says.search(text, max(0, mark.start - 22), mark.start) is not None


def opens_news(marks: Marks, mark: SpeakerMark) -> bool:
    """Tell whether a speaker's own news follows ("the governor said that …"), so that what stands before is not said to be theirs."""
    text, that = marks.folded.text, marks.language.grammar.get("that")
    said = marks.language.grammar["says"].search(text, mark.end, mark.end + 60)
    return that is not None and said is not None and that.search(text, said.end(), said.end() + _SOON) is not None


def _titles(marks: Marks, title: SpeakerMark, others: Sequence[SpeakerMark]) -> bool:
    """Tell whether words are the title of a person named right behind them ("the governor of the city, Ivan Petrov")."""
    names = marks.language.speaker_names
    return names[title.name].get("side") == "place" and any(
        names[m.name].get("reach")
        and regex.fullmatch(
            r"[^.;:]{0,60}" if m.start >= title.end else r",\s", marks.folded.text[min(title.end, m.end) : max(m.start, title.start)]
        )
        for m in others
        if m is not title
    )


@lru_cache(maxsize=_SENTENCES)
def _speakers_in(marks: Marks, index: int) -> tuple[list[SpeakerMark], list[SpeakerMark]]:
    """Return whom a sentence credits, and those of them who are said to say it; each sentence is asked about once for all its figures."""
    sentence = marks.sentences[index]
    named = between(marks.speakers, sentence.start, sentence.end)
    inside = [m for m in named if _credited(marks, m, sentence.start, sentence.end) and not deed(marks, m, _SENT) and not _owns(marks, m)]
    inside = [m for m in inside if not _titles(marks, m, inside)]
    inside = [m for m in inside if not deed(marks, m, _MET)] or inside
    return inside, [m for m in inside if _says(marks, m)]


def _speaker_in(marks: Marks, index: int, at: int) -> SpeakerMark | None:
    inside, saying = _speakers_in(marks, index)
    if saying and len({marks.language.speaker_names[m.name].get("side") for m in inside}) > 1:
        # Of several speakers, the one whose saying leads to a figure is credited, else the one whose saying follows it.
        leading = [m for m in saying if m.end <= at]
        return leading[-1] if leading else saying[0]
    return min(inside, key=lambda m: (abs(m.start - at), m.start), default=None)


def closing(marks: Marks, index: int) -> SpeakerMark | None:
    """Return who is credited further on in the paragraph, if all whom it credits speak for one side."""
    said = _closing(marks, index)
    return None if said is not None and _local(marks, said) and _national(marks, index) else said


def _closing(marks: Marks, index: int) -> SpeakerMark | None:
    start = marks.sentences[index].start
    found: list[SpeakerMark] = []
    for at in range(index + 1, min(index + 6, len(marks.sentences))):
        if "\n\n" in marks.folded.text[start : marks.sentences[at].end].strip():
            break
        said = _speaker_in(marks, at, marks.sentences[at].end)
        if (
            said is not None
            and {"passive", "then"} & marks.language.grammar.keys()
            and between(marks.numbers, marks.sentences[at].start, marks.sentences[at].end)
            and not _quoted(marks, index)
        ):
            # Who credits figures of a sentence of their own is not credited with those before it.
            return None
        if said is not None and not opens_news(marks, said):
            found.append(said)
    sides = {marks.language.speaker_names[mark.name].get("side") for mark in found}
    return found[0] if len(sides) == 1 else None


def named_by(marks: Marks, index: int, at: int) -> SpeakerMark | None:
    """Return who is credited in a sentence, for what stands at an offset of it, right behind it, or before it in its paragraph."""
    text, grammar = marks.folded.text, marks.language.grammar
    mark = _speaker_in(marks, index, at)
    if mark is None and index + 1 < len(marks.sentences):
        following = marks.sentences[index + 1]
        lead = following.end - len(text[following.start : following.end].lstrip())
        if grammar["this_said"].match(text, lead) or ("recalls" in grammar and grammar["says"].match(text, lead)):
            mark = _speaker_in(marks, index + 1, following.start) or (meant(marks, index) if _points(marks, index + 1) else None)
    if mark is None and _points(marks, index):
        return meant(marks, index)
    back = index
    while mark is None and back > 0 and not marks.sentences[back].item and not recalled(marks, index):
        back -= 1
        gap = text[marks.sentences[back].start : at].lstrip()
        if index - back > 2 or (gap.count("\n\n") and not regex.search(r":\s{0,6}\n", gap) and not _carried(marks, index)):
            break
        mark = _speaker_in(marks, back, marks.sentences[back].end)
        if mark is None and _points(marks, back):
            return meant(marks, back)
        if mark is not None and _local(marks, mark) and any(_national(marks, at) for at in range(back + 1, index + 1)):
            return None
        if _national(marks, back):
            break
    return mark


def _carried(marks: Marks, index: int) -> bool:
    """Tell whether a sentence goes on with what was said ("According to the statement, …")."""
    carried, sentence = marks.language.grammar.get("carried"), marks.sentences[index]
    text = marks.folded.text[sentence.start : sentence.end].lstrip(' \n"-')
    return carried is not None and carried.match(text) is not None


def _points(marks: Marks, index: int) -> bool:
    """Tell whether a sentence is said by someone named before: "it said", "he added"."""
    same, sentence = marks.language.grammar.get("same_said"), marks.sentences[index]
    return same is not None and same.search(marks.folded.text, sentence.start, sentence.end) is not None


def meant(marks: Marks, index: int) -> SpeakerMark | None:
    """Return the last who was named and credited before a sentence."""
    for back in range(index - 1, max(-1, index - 1 - _FAR), -1):
        named = _speaker_in(marks, back, marks.sentences[back].end)
        if named is not None:
            return named
    return None


def credited(marks: Marks, index: int) -> list[SpeakerMark]:
    """Return all whom a text credits with a sentence of its own, not far from a sentence."""
    first = max(0, index - _AROUND)
    named = (_speaker_in(marks, first + at, s.end) for at, s in enumerate(marks.sentences[first : index + _AROUND]))
    return [mark for mark in named if mark is not None]


def _quoted(marks: Marks, index: int) -> bool:
    """Tell whether a quotation that a paragraph opens goes on behind a sentence."""
    end = marks.sentences[index].end
    start = max(marks.folded.text.rfind("\n", 0, marks.sentences[index].start + 1), end - _PARAGRAPH, 0)
    return marks.folded.text.count('"', start, end) % 2 == 1


@lru_cache(maxsize=_SENTENCES)
def recalled(marks: Marks, index: int) -> bool:
    """Tell whether a sentence is among those that recall earlier news ("As reported earlier …"): whom the article credits says nothing of them."""
    grammar, text = marks.language.grammar, marks.folded.text
    recalls = grammar.get("recalls", grammar.get("then"))
    for at in range(index, max(-1, index - 4), -1) if recalls else ():
        start, end = marks.sentences[at].start, marks.sentences[at].end
        start = end - len(text[start:end].lstrip(' \n"-'))
        match = recalls is not None and recalls.match(text, start)
        if match and (at == index or "then" not in grammar):
            return True
        if (at < index or "then" in grammar) and _speaker_in(marks, at, end) is not None:
            return False
        if match:
            return True
        if "\n\n" in text[start : marks.sentences[index].start]:
            break
    return False


def reported(marks: Marks, index: int) -> SpeakerMark | None:
    """Return whom an article credits as a whole: all whom it credits speak for one side, and one of them stands before a sentence or for all ("this was reported by …")."""
    grammar, text = marks.language.grammar, marks.folded.text
    if "recalls" not in grammar or _said_by_another(marks, index):
        return None
    credited: list[SpeakerMark] = []
    whole: SpeakerMark | None = None
    for at in sorted({sentence_of(marks, mark) for mark in marks.speakers}):
        found = None if recalled(marks, at) else _speaker_in(marks, at, marks.sentences[at].end)
        if found is not None:
            credited.append(found)
            start, end = marks.sentences[at].start, marks.sentences[at].end
            whole = found if whole is None and grammar["this_said"].search(text, start, end) else whole
    sides = {marks.language.speaker_names[mark.name].get("side") for mark in credited}
    if len({"UA" if side == "place" else side for side in sides}) != 1:
        return None
    before = [mark for mark in credited if mark.start < marks.sentences[index].start]
    said = whole or (before[-1] if before else None)
    after = 0 if said is None else sentence_of(marks, said) + 1
    if said is not None and _local(marks, said) and any(_national(marks, at) for at in {index, *range(after, index)}):
        return None
    return said


def _said_by_another(marks: Marks, index: int) -> bool:
    """Tell whether a sentence has words of saying with a name beside them that is no speaker's known here ("reported Defense Express")."""
    sentence, text, cased = marks.sentences[index], marks.folded.text, marks.folded.cased
    if between(marks.speakers, sentence.start, sentence.end):
        return False
    said = marks.language.grammar["says"].finditer(text, sentence.start, sentence.end)
    return any(_NAMED.match(cased, word.end()) for word in said)


def _local(marks: Marks, mark: SpeakerMark) -> bool:
    """Tell whether a speaker speaks for one region."""
    entry = marks.language.speaker_names[mark.name]
    return bool(entry.get("reach")) or entry.get("side") == "place"


def _national(marks: Marks, index: int) -> bool:
    """Tell whether a sentence speaks of the whole country: it begins with words like "in all", or names Ukraine as what was attacked."""
    grammar, text, sentence = marks.language.grammar, marks.folded.text, marks.sentences[index]
    if "recalls" not in grammar:
        return False
    begins = grammar["in_all"].search(text, sentence.start, min(sentence.end, sentence.start + 25))
    if "national" in grammar and grammar["national"].search(text, sentence.start, sentence.end):
        return True
    return bool(begins or grammar["attacked_ua"].search(text, sentence.start, sentence.end))


def sentence_of(marks: Marks, mark: SpeakerMark) -> int:
    """Return the number of the sentence that a speaker is named in."""
    return bisect_right([sentence.start for sentence in marks.sentences], mark.start) - 1


def titled(marks: Marks, mark: SpeakerMark) -> SpeakerMark:
    """Return the title that stands right before a name, if it says whose region it is ("head of the Sumy region N. N.")."""
    names = marks.language.speaker_names
    title = [m for m in between(marks.speakers, mark.start - 120, mark.start) if names[m.name].get("side") == "place"]
    near = title and regex.fullmatch(r"\s(?:[\w'-]{2,20}\s){0,1}", marks.folded.text[title[-1].end : mark.start])
    return title[-1] if near and not names[mark.name].get("reach") else mark
