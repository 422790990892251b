"""Who says a figure, for which side, and who attacked?

A speaker is credited where words of saying, a colon or a dash tie the name to the figure's sentence, or the
sentence before within a paragraph; a channel's own posts are its own. Each side speaks of the attack on
itself, so who speaks, whose drones, and over whose regions each tell who attacked.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import regex

from reconcile.extraction.figures import Figure
from reconcile.extraction.marks import Marks, SpeakerMark, between
from reconcile.model import Statement
from reconcile.places import country

__all__ = ["Attribution", "attacker_of", "attribute", "channel"]

_OTHER = {"UA": "RU", "RU": "UA"}
_OCCUPIED = frozenset({"UA-43", "UA-40"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it: the words that name them, the side, the regions they can speak for (empty: all)."""

    speaker: str = ""
    side: str | None = None
    reach: tuple[str, ...] = ()
    credited: bool = False


@cache
def _sources() -> Mapping[str, Mapping[str, Any]]:
    table = tomllib.loads((files("reconcile.languages") / "sources.toml").read_text(encoding="utf-8"))
    return {name: entry for entry in table.values() for name in entry["names"]}


@cache
def _models() -> Mapping[str, str]:
    table = tomllib.loads((files("reconcile.languages") / "models.toml").read_text(encoding="utf-8"))
    return {model: side for side, models in table.items() for model in models}


@lru_cache(maxsize=1024)
def channel(source: str) -> Mapping[str, Any]:
    """Return what is known of an official channel; empty for an outlet."""
    return _sources().get(source.strip().lstrip("@").lower(), {})


def _credited(marks: Marks, mark: SpeakerMark, start: int, end: int) -> bool:
    """Tell whether words of saying, a colon or a closing dash tie a speaker to the sentence from start to end."""
    text = marks.folded.text
    if marks.language.speaker_names[mark.name].get("always"):
        return True
    if regex.match(r"[^\n.]{0,40}:(?!\d)", text[mark.end : min(end, mark.end + 42)]):
        return True
    if (
        regex.search(r"(?:^|[\s\"(»])[-—]\s{0,3}(?:\w{1,30}\s){0,6}$", text[start : mark.start])
        and not text[mark.end : end].strip(' ."\n)')[60:]
    ):
        return True
    return bool(marks.language.grammar["says"].search(text, start, end))


def _says(marks: Marks, mark: SpeakerMark) -> bool:
    """Tell whether words of saying stand beside a name: "X said", "according to X"."""
    text, says = marks.folded.text, marks.language.grammar["says"]
    after = regex.match(r"[^.;:\n]{0,60}", text[mark.end : mark.end + 60])
    if after and says.search(after.group()):
        return True
    return says.search(text, max(0, mark.start - 22), mark.start) is not None


def _titles(marks: Marks, title: SpeakerMark, others: Sequence[SpeakerMark]) -> bool:
    """Tell whether words are the title of a person named right behind them ("the governor of the city, Ivan Petrov")."""
    names = marks.language.speaker_names
    return names[title.name].get("side") == "place" and any(
        names[m.name].get("reach") and regex.fullmatch(r"[^.;:]{0,60}", marks.folded.text[title.end : m.start])
        for m in others
        if m.start >= title.end
    )


def _speaker_in(marks: Marks, index: int, at: int) -> SpeakerMark | None:
    sentence = marks.sentences[index]
    inside = [m for m in between(marks.speakers, sentence.start, sentence.end) if _credited(marks, m, sentence.start, sentence.end)]
    inside = [m for m in inside if not _titles(marks, m, inside)]
    saying = [m for m in inside if _says(marks, m)]
    if len({marks.language.speaker_names[m.name].get("side") for m in inside}) > 1 and saying:
        # Of several speakers, the one whose saying leads to a figure is credited, else the one whose saying follows it.
        leading = [m for m in saying if m.end <= at]
        return leading[-1] if leading else saying[0]
    return min(inside, key=lambda m: (abs(m.start - at), m.start), default=None)


def _closing(marks: Marks, index: int) -> SpeakerMark | None:
    """Return who is credited further on in the paragraph, if all whom it credits speak for one side."""
    start = marks.sentences[index].start
    found: list[SpeakerMark] = []
    for at in range(index + 1, min(index + 6, len(marks.sentences))):
        if "\n\n" in marks.folded.text[start : marks.sentences[at].end].rstrip():
            break
        said = _speaker_in(marks, at, marks.sentences[at].end)
        if (
            said is not None
            and "passive" in marks.language.grammar
            and between(marks.numbers, marks.sentences[at].start, marks.sentences[at].end)
        ):
            # Who credits figures of a sentence of their own is not credited with those before it.
            return None
        if said is not None:
            found.append(said)
    sides = {marks.language.speaker_names[mark.name].get("side") for mark in found}
    return found[0] if len(sides) == 1 else None


def _recalled(marks: Marks, index: int) -> bool:
    """Tell whether a sentence is among those that recall earlier news ("As reported earlier …"): whom the article credits says nothing of them."""
    recalls, text = marks.language.grammar.get("recalls"), marks.folded.text
    for at in range(index, max(-1, index - 4), -1) if recalls else ():
        start = marks.sentences[at].start
        start += len(text[start : marks.sentences[at].end]) - len(text[start : marks.sentences[at].end].lstrip(' \n"-'))
        if recalls is not None and recalls.match(text, start):
            return True
        if "\n\n" in text[start : marks.sentences[index].start]:
            break
    return False


def _reported(marks: Marks, index: int) -> SpeakerMark | None:
    """Return whom an article credits as a whole: all whom it credits speak for one side, and one of them stands before a sentence or for all ("this was reported by …")."""
    grammar, text = marks.language.grammar, marks.folded.text
    if "recalls" not in grammar:
        return None
    credited: list[SpeakerMark] = []
    whole: SpeakerMark | None = None
    for at in sorted({_sentence_of(marks, mark) for mark in marks.speakers}):
        found = None if _recalled(marks, at) else _speaker_in(marks, at, marks.sentences[at].end)
        if found is not None:
            credited.append(found)
            start, end = marks.sentences[at].start, marks.sentences[at].end
            whole = found if whole is None and grammar["this_said"].search(text, start, end) else whole
    sides = {marks.language.speaker_names[mark.name].get("side") for mark in credited}
    if len({"UA" if side == "place" else side for side in sides}) != 1:
        return None
    before = [mark for mark in credited if mark.start < marks.sentences[index].start]
    return whole or (before[-1] if before else None)


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
    return bool(begins or grammar["attacked_ua"].search(text, sentence.start, sentence.end))


def _sentence_of(marks: Marks, mark: SpeakerMark) -> int:
    return bisect_right([sentence.start for sentence in marks.sentences], mark.start) - 1


def _titled(marks: Marks, mark: SpeakerMark) -> SpeakerMark:
    """Return the title that stands right before a name, if it says whose region it is ("head of the Sumy region N. N.")."""
    names = marks.language.speaker_names
    title = [m for m in between(marks.speakers, mark.start - 120, mark.start) if names[m.name].get("side") == "place"]
    near = title and regex.fullmatch(r"\s(?:[\w'-]{2,20}\s){0,1}", marks.folded.text[title[-1].end : mark.start])
    return title[-1] if near and not names[mark.name].get("reach") else mark


def _side_and_reach(marks: Marks, mark: SpeakerMark, figure: Figure) -> tuple[str | None, tuple[str, ...]]:
    entry = marks.language.speaker_names[mark.name]
    side, reach = entry.get("side"), tuple(entry.get("reach", ()))
    if side == "defender":
        attacker = _sent_by(marks, figure, None)
        return (_OTHER[attacker] if attacker else None), reach
    if side != "place":
        return side, reach
    near = [p for p in between(marks.places, mark.start - 80, mark.end + 60) if p.start > mark.end - 60 or mark.start - p.end < 40]
    near.sort(key=lambda p: min(abs(p.start - mark.end), abs(mark.start - p.end)))
    codes = next((p.codes for p in near if country(p.codes[0])), ()) or next((p.codes for p in figure.places if country(p.codes[0])), ())
    if not codes:
        return None, ()
    side = country(codes[0])
    if codes[0] in _OCCUPIED:
        side = "RU"
    return side, tuple(sorted(codes))


def attribute(marks: Marks, figure: Figure, statement: Statement) -> Attribution:
    """Say who is credited with a figure."""
    own = channel(statement.source)
    default = Attribution(own.get("speaker", statement.source), own.get("side") or _partial(marks), tuple(own.get("reach", ())))
    if own and not own.get("relays"):
        return default
    mark = _speaker_in(marks, figure.sentence, figure.start)
    index = figure.sentence
    recalled = _recalled(marks, index)
    if mark is None and index + 1 < len(marks.sentences):
        following = marks.sentences[index + 1]
        if marks.language.grammar["this_said"].match(
            marks.folded.text,
            following.start
            + len(marks.folded.text[following.start : following.end])
            - len(marks.folded.text[following.start : following.end].lstrip()),
        ):
            mark = _speaker_in(marks, index + 1, following.start)
    back = index
    while mark is None and back > 0 and not marks.sentences[index].item and not recalled:
        back -= 1
        gap = marks.folded.text[marks.sentences[back].start : figure.start].lstrip()
        if index - back > 2 or (gap.count("\n\n") and not regex.search(r":\s{0,6}\n", gap) and not _carried(marks, index)):
            break
        mark = _speaker_in(marks, back, marks.sentences[back].end)
        if mark is not None and _local(marks, mark) and any(_national(marks, at) for at in range(back + 1, index + 1)):
            mark = None
            break
        if _national(marks, back):
            break
    if mark is None and figure.head is not None and figure.head.sentence < figure.sentence:
        # An item of a list, or a part, is said by whom its head is said by.
        return attribute(marks, figure.head, statement)
    mark = mark or _closing(marks, index) or (None if recalled else _reported(marks, index))
    if mark is None:
        return default
    mark = _titled(marks, mark)
    side, reach = _side_and_reach(marks, mark, figure)
    return Attribution(marks.folded.span(mark.start, mark.end).of(statement.text), side, reach, credited=True)


def _carried(marks: Marks, index: int) -> bool:
    """Tell whether a sentence goes on with what was said ("According to the statement, …")."""
    carried, sentence = marks.language.grammar.get("carried"), marks.sentences[index]
    text = marks.folded.text[sentence.start : sentence.end].lstrip(' \n"-')
    return carried is not None and carried.match(text) is not None


def _partial(marks: Marks) -> str | None:
    """Return the side that a text itself speaks for: "our defenders", "glory to"."""
    grammar, text = marks.language.grammar, marks.folded.text
    sides = [side for side in ("UA", "RU") if (words := grammar.get(f"ours_{side.lower()}")) and words.search(text)]
    return sides[0] if len(sides) == 1 else None


def _speaking(marks: Marks, name: regex.Match[str]) -> bool:
    """Tell whether a name is part of who says it, not of who attacked."""
    return any(mark.start <= name.start() < mark.end for mark in between(marks.speakers, name.start() - 120, name.start() + 1))


def _named_in(marks: Marks, start: int, end: int) -> str | None:
    """Return who attacks by the words between two offsets, if they name just one side."""
    text, grammar = marks.folded.text, marks.language.grammar
    defending = grammar.get("defence")
    found = {
        side
        for side in ("RU", "UA")
        for name in grammar[f"attacker_{side.lower()}"].finditer(text, start, end)
        if not _speaking(marks, name) and not (defending and defending.match(text, name.start()))
    }
    return found.pop() if len(found) == 1 else None


def _subject(marks: Marks, start: int, end: int) -> str | None:
    """Return the side named directly before words of launching."""
    text, found = marks.folded.text, set()
    for predicate in between(marks.predicates, start, end):
        if "launched" in predicate.outcomes:
            for side in ("RU", "UA"):
                if any(
                    predicate.start - name.end() < 30 and not _speaking(marks, name)
                    for name in marks.language.grammar[f"attacker_{side.lower()}"].finditer(
                        text, max(start, predicate.start - 60), predicate.start + 1
                    )
                ):
                    found.add(side)
    return found.pop() if len(found) == 1 else None


def _defended(marks: Marks, start: int, end: int) -> str | None:
    """Return who attacked where words name just one side as the defender."""
    grammar, text = marks.language.grammar, marks.folded.text
    for name in ("attacked", "defender"):
        sides = [side for side in ("RU", "UA") if (words := grammar.get(f"{name}_{side.lower()}")) and words.search(text, start, end)]
        if len(sides) == 1:
            return _OTHER[sides[0]]
    return None


def _sent_by(marks: Marks, figure: Figure, side: str | None) -> str | None:
    """Say who sent the counted things by the words of their sentence and the side that speaks; None where they leave it open."""
    sentence = marks.sentences[figure.sentence]
    named = _named_in(marks, figure.start, figure.end)
    if named:
        return named
    models = {_models()[model] for model in figure.models if model in _models()}
    if len(models) == 1:
        return models.pop()
    if "launched" in figure.outcomes:
        named = _subject(marks, sentence.start, figure.start) or _named_in(marks, sentence.start, figure.start)
        if named:
            return named
    codes = {code for place in figure.places for code in place.codes}
    countries = {"RU" if code in _OCCUPIED else country(code) for code in codes} & set(_OTHER)
    if len(countries) == 1:
        return _OTHER[str(countries.pop())]
    if side:
        return _OTHER[side]
    return _named_in(marks, sentence.start, sentence.end) or _defended(marks, sentence.start, sentence.end)


def attacker_of(marks: Marks, figure: Figure, said: Attribution, statement: Statement) -> str | None:
    """Say who sent the counted things; None where the text leaves it open."""
    own = channel(statement.source)
    leaning = bool(own.get("relays")) and not said.credited
    named = _sent_by(marks, figure, None if leaning else said.side)
    if named:
        return named
    if leaning and said.side:
        # A side's channel reports attacks on both sides: where the sentence names places of one, it is the one attacked.
        sentence = marks.sentences[figure.sentence]
        sides = {country(code) for place in between(marks.places, sentence.start, sentence.end) for code in place.codes} & set(_OTHER)
        return _OTHER[str(sides.pop())] if len(sides) == 1 else _OTHER[said.side]
    known: str | None = channel(statement.source).get("attacker")
    if known is None and figure.sentence and marks.language.grammar.get("carried"):
        before, here = marks.sentences[figure.sentence - 1], marks.sentences[figure.sentence]
        if "\n\n" not in marks.folded.text[before.start : here.start].strip():
            known = _named_in(marks, before.start, before.end) or _defended(marks, before.start, before.end)
    return known
