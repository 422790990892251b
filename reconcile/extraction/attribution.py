"""Who says a figure, for which side, and who attacked?

A speaker is credited where words of saying, a colon or a dash tie the name to the figure's sentence, or the
sentence before within a paragraph; a channel's own posts are its own. Each side speaks of the attack on
itself, so who speaks, whose drones, and over whose regions each tell who attacked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import regex

from reconcile.extraction.crediting import closing, credited, deed, meant, named_by, opens_news, recalled, reported, sentence_of, titled
from reconcile.extraction.figures import Figure
from reconcile.extraction.marks import Marks, SpeakerMark, between
from reconcile.model import Statement
from reconcile.places import country

__all__ = ["Attribution", "attacker_of", "attribute", "channel"]

_OTHER = {"UA": "RU", "RU": "UA"}
_ENDED = regex.compile(r"[.!?]\s|\n")
_WHOLE = 3_000  # characters: a text that tells of one attack is no longer
_MET = frozenset({"intercepted", "jammed", "neutralized"})
_FOUGHT_OVER = frozenset({"UA-09", "UA-14", "UA-23", "UA-65"})
_HELD = frozenset(
    {"Enerhodar", "Melitopol", "Berdiansk", "Tokmak", "Nova Kakhovka", "Skadovsk", "Henichesk", "Horlivka", "Makiivka", "Alchevsk"}
)
_OCCUPIED = frozenset({"UA-43", "UA-40"})
_STRETCHES = 64  # of text of which it is remembered who attacks by their words


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


def _side_and_reach(marks: Marks, mark: SpeakerMark, figure: Figure) -> tuple[str | None, tuple[str, ...]]:
    entry = marks.language.speaker_names[mark.name]
    side, reach = entry.get("side"), tuple(entry.get("reach", ()))
    if side == "defender":
        fuller = entry.get("fuller")
        if fuller and any(before.name == fuller and before.start < mark.start for before in marks.speakers):
            return marks.language.speaker_names[fuller]["side"], reach
        if figure.places and all(country(code) not in _OTHER for place in figure.places for code in place.codes):
            return None, reach  # "the ministry" of a third country
        attacker = _sent_by(marks, figure, None) or _around(marks, mark)
        return (_OTHER[attacker] if attacker else None), reach
    if side != "place":
        return side, reach
    near = [
        p
        for p in between(marks.places, mark.start - 80, mark.end + 60)
        if (p.start > mark.end - 60 or mark.start - p.end < 40)
        and not _ENDED.search(marks.folded.text, *((p.end, mark.start) if p.end <= mark.start else (mark.end, p.start)))
    ]
    near.sort(key=lambda p: min(abs(p.start - mark.end), abs(mark.start - p.end)))
    codes = next((p.codes for p in near if country(p.codes[0])), ()) or next((p.codes for p in figure.places if country(p.codes[0])), ())
    if not codes:
        # "Local authorities": whoever was attacked.
        attacker = _sent_by(marks, figure, None) if "passive" in marks.language.grammar else None
        return entry.get("home") or (_OTHER[attacker] if attacker else None), ()
    side = country(codes[0])
    if codes[0] in _OCCUPIED:
        side = "RU"
    return side, tuple(sorted(codes))


def _told_there(marks: Marks, mark: SpeakerMark, figure: Figure) -> tuple[str | None, tuple[str, ...]]:
    """Return the side and region of "the governor" whom no word beside places: those of the one region of the sentence, else the side attacked."""
    here = next((s for s in marks.sentences if s.start <= mark.start < s.end), None)
    if here is None or "carried" not in marks.language.grammar:
        return None, ()
    named = {p.codes for p in between(marks.places, here.start, here.end) if country(p.codes[0]) and p.kind in ("region", "city")}
    attacker = _sent_by(marks, figure, None)
    if len(named) != 1:
        return _OTHER[attacker] if attacker else None, ()
    codes = named.pop()
    return "RU" if codes[0] in _OCCUPIED else country(codes[0]), tuple(sorted(codes))


def _around(marks: Marks, mark: SpeakerMark) -> str | None:
    """Say who attacked by the sentence in which "the military" is named."""
    if "passive" not in marks.language.grammar:
        return None
    here = next((s for s in marks.sentences if s.start <= mark.start < s.end), None)
    return None if here is None else _named_in(marks, here.start, here.end) or _defended(marks, here.start, here.end)


def attribute(marks: Marks, figure: Figure, statement: Statement) -> Attribution:
    """Say who is credited with a figure."""
    own = channel(statement.source)
    default = Attribution(own.get("speaker", statement.source), own.get("side") or _partial(marks), tuple(own.get("reach", ())))
    if own and not own.get("relays"):
        return default
    index = figure.sentence
    mark = named_by(marks, index, figure.start)
    if mark is None and figure.head is not None and figure.head.sentence < figure.sentence:
        # An item of a list, or a part, is said by whom its head is said by.
        return attribute(marks, figure.head, statement)
    old = recalled(marks, index)
    mark = (
        mark or (None if old and "then" in marks.language.grammar else closing(marks, index)) or (None if old else reported(marks, index))
    )
    if mark is None:
        return (None if old else _alone(marks, figure, statement)) or default
    mark = titled(marks, mark)
    side, reach = _side_and_reach(marks, mark, figure)
    if (
        side is None
        and marks.language.speaker_names[mark.name].get("side")
        and (named := meant(marks, min(index, sentence_of(marks, mark))))
    ):
        # "The governor said": the one named before.
        side, reach = _side_and_reach(marks, named, figure)
    if side is None and marks.language.speaker_names[mark.name].get("side") == "place":
        side, reach = _told_there(marks, mark, figure)
    if side is not None and figure.outcomes & _MET and _named_in(marks, figure.start, figure.end) == side and not own:
        return default  # no side counts how many of its own were downed
    return Attribution(marks.folded.span(mark.start, mark.end).of(statement.text), side, reach, credited=True)


def _alone(marks: Marks, figure: Figure, statement: Statement) -> Attribution | None:
    """Credit the first whom a text credits, where all whom it credits speak for the side that was attacked."""
    said = credited(marks, figure.sentence) if {"passive", "carried"} & marks.language.grammar.keys() else []
    if "passive" in marks.language.grammar:
        # "The governor added": who speaks for a place has been named before.
        named = [mark for mark in said if marks.language.speaker_names[mark.name].get("side") != "place"]
        said = named or said
    sides = {_side_and_reach(marks, mark, figure)[0] for mark in said}
    side = sides.pop() if len(sides) == 1 else None
    if side is None or _sent_by(marks, figure, None) not in (None, _OTHER[side]):
        return None
    own, here = marks.language.grammar.get("own_region"), marks.sentences[figure.sentence]
    alone = own is not None and len({mark.name for mark in said}) == 1
    if own is not None and "passive" in marks.language.grammar and not own.search(marks.folded.text, here.start, here.end):
        alone = False  # where "the X district" is named, a governor's digest goes on
    parted = "\n\n" in marks.folded.text[said[0].end : figure.start] and "then" in marks.language.grammar
    if parted and any(when.period.kind == "window" for when in between(marks.whens, here.start, here.end)):
        alone = False  # a later paragraph with hours of its own is other news
    if alone and said[0].start > figure.end and opens_news(marks, said[0]):
        return Attribution(statement.source, side)
    reach = _side_and_reach(marks, said[0], figure)[1] if alone else ()
    return Attribution(marks.folded.span(said[0].start, said[0].end).of(statement.text), side, reach, credited=bool(reach))


def _partial(marks: Marks) -> str | None:
    """Return the side that a text itself speaks for: "our defenders", "glory to"."""
    grammar, text = marks.language.grammar, marks.folded.text
    sides = [side for side in ("UA", "RU") if (words := grammar.get(f"ours_{side.lower()}")) and words.search(text)]
    return sides[0] if len(sides) == 1 else None


def _speaking(marks: Marks, name: regex.Match[str]) -> bool:
    """Tell whether a name is part of who says it, not of who attacked."""
    near = between(marks.speakers, name.start() - 120, name.start() + 1)
    return any(mark.start <= name.start() < mark.end and not deed(marks, mark, frozenset({"launched"})) for mark in near)


def _defending(marks: Marks, name: regex.Match[str]) -> bool:
    """Tell whether a name is the defender's ("Russian air defence")."""
    defence = marks.language.grammar.get("defence")
    return defence is not None and defence.match(marks.folded.text, name.start()) is not None


@lru_cache(maxsize=_STRETCHES)
def _named_in(marks: Marks, start: int, end: int) -> str | None:
    """Return who attacks by the words between two offsets, if they name just one side."""
    text, grammar = marks.folded.text, marks.language.grammar
    found = {
        side
        for side in ("RU", "UA")
        for name in grammar[f"attacker_{side.lower()}"].finditer(text, start, end)
        if not _speaking(marks, name) and not _defending(marks, name)
    }
    return found.pop() if len(found) == 1 else None


def _subject(marks: Marks, start: int, end: int) -> str | None:
    """Return the side named directly before words of launching."""
    text, found = marks.folded.text, set()
    for predicate in between(marks.predicates, start, end):
        if "launched" in predicate.outcomes:
            for side in ("RU", "UA"):
                if any(
                    predicate.start - name.end() < 30 and not _speaking(marks, name) and not _defending(marks, name)
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
    if made := _made_by(figure):
        return made
    if "launched" in figure.outcomes:
        named = _subject(marks, sentence.start, figure.start) or _named_in(marks, sentence.start, figure.start)
        if named:
            return named
    codes = {code for place in figure.places for code in place.codes if "left" not in figure.outcomes}
    countries = {"RU" if code in _OCCUPIED else country(code) for code in codes} & set(_OTHER)
    if figure.places and "passive" in marks.language.grammar and all(place.name in _HELD for place in figure.places):
        return "UA"  # towns that Russia has held since 2022 or before
    downed = "passive" in marks.language.grammar and bool(figure.outcomes & _MET)
    if codes and codes <= _FOUGHT_OVER and ("carried" in marks.language.grammar or downed):
        # Both sides defend there: who speaks or defends tells first.
        told = _OTHER[side] if side else _named_in(marks, sentence.start, sentence.end) or _defended(marks, sentence.start, sentence.end)
        if told or "launched" not in figure.outcomes:
            return told
    held = marks.language.grammar.get("held")
    if codes and codes <= _FOUGHT_OVER and held is not None and held.search(marks.folded.text, sentence.start, sentence.end):
        return "UA"  # what Russia holds there is attacked by Ukraine
    if len(countries) == 1:
        return _OTHER[str(countries.pop())]
    if side:
        # "117 drones were used in the operation against Russian air bases, Zelensky said": his own side's.
        own = "launched" in figure.outcomes and _defended(marks, sentence.start, sentence.end) == side
        return side if own else _OTHER[side]
    named = _named_in(marks, sentence.start, sentence.end) or _defended(marks, sentence.start, sentence.end)
    enemy = marks.language.grammar.get("enemy")
    return named or ("RU" if enemy and enemy.search(marks.folded.text, figure.start, figure.end) else None)


def attacker_of(marks: Marks, figure: Figure, said: Attribution, statement: Statement) -> str | None:
    """Say who sent the counted things; None where the text leaves it open."""
    own = channel(statement.source)
    if (
        own.get("attacker")
        and figure.outcomes & _MET
        and _made_by(figure) != own.get("side")
        and not _named_in(marks, figure.start, figure.end)
    ):
        return str(own["attacker"])  # a side counts what it downed itself, wherever the front is
    leaning = bool(own.get("relays")) and not said.credited
    named = _sent_by(marks, figure, None if leaning else said.side)
    if named:
        return named
    if leaning and said.side:
        # A side's channel reports attacks on both sides: where the sentence names places of one, it is the one attacked.
        sentence = marks.sentences[figure.sentence]
        sides = {country(code) for place in between(marks.places, sentence.start, sentence.end) for code in place.codes} & set(_OTHER)
        return _OTHER[str(sides.pop())] if len(sides) == 1 else _OTHER[said.side]
    known: str | None = own.get("attacker")
    return known or (_told_of(marks, figure) if "carried" in marks.language.grammar else None)


def _made_by(figure: Figure) -> str | None:
    """Return the side whose models alone a figure counts."""
    sides = {_models()[model] for model in figure.models if model in _models()}
    return sides.pop() if len(sides) == 1 else None


def _told_of(marks: Marks, figure: Figure) -> str | None:
    """Say who attacked by the sentence before, or by the whole text where it names just one side as an attacker."""
    text, here = marks.folded.text, marks.sentences[figure.sentence]
    before = marks.sentences[max(0, figure.sentence - 1)]
    known = None
    if "\n\n" not in text[before.start : here.start].strip():
        known = _named_in(marks, before.start, before.end) or _defended(marks, before.start, before.end)
    return known or (_named_in(marks, 0, _WHOLE) if len(text) <= _WHOLE else None)
