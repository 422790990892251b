"""Which places do not say where the counted things were: those that act, and those that only say where another lies?

"Moscow's forces" and "Kyiv launched" name sides; "the Kaluga region, south of Moscow" lies somewhere. "The capital" and
"the region" have no name of their own: they point back at one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from reconcile.extraction.marks import Marks, Sentence, between
from reconcile.places import Mention

__all__ = ["acts", "lying", "meant", "outskirts"]

_BACK = 400  # characters that "the region" reaches back over
_CAPITALS = {"UA-30": "UA-30", "UA-32": "UA-30", "RU-MOW": "RU-MOW", "RU-MOS": "RU-MOW"}
_AWAY = r"(?:\d[\d.,]{0,6}[ -]?(?:km|kilomet(?:er|re)s?|miles?|mi)(?: \([^()]{1,30}\))? |(?:(?:roughly |about |almost )?(?:halfway|midway|equidistant)) )"
_COMPASS = r"(?:(?:to the |just |further |farther )?(?:north|south|east|west|central)[a-z-]{0,8} )"
_BESIDE = r"(?:of|from|between|near|outside|next to|close(?:r)? to|not far from|adjacent to|border(?:s|ing)(?: on)?|neighbou?ring|surround(?:s|ing)|(?:on|near) the border with)"
_SITED = (
    r"(?:(?:that|which) )?(?:(?:is|are|lies|lie|sits|located|situated) )?(?:just |some |about |around |roughly |nearly |over |more than )?"
)
_LIES = regex.compile(
    # Behind a comma a mere "near" adds a place to a list; a distance, a direction or "which is" does not.
    rf"(?:\s{_SITED}{_AWAY}?{_COMPASS}?|,\s{_SITED}{_AWAY}{_COMPASS}?|,\s{_SITED}{_COMPASS}|,\s(?:that|which) (?:is |are |lies |sits )?(?:roughly |about )?)"
    rf"{_BESIDE}\s(?:the )?(?:city of |region of )?"
)
_ON_IT = regex.compile(r",? (?:in|on) (?:the )?(?:(?:annexed|occupied|russian-\w{2,9}) )?")
_FLEET = regex.compile(r"(?:'s)?\s(?:fleet|grain|ports?|coast)\b")
# "The Kremenchuk power plant in Svitlovodsk" stands where the second name says.
_FACILITY = regex.compile(
    r"\s(?:[\w-]{2,20}\s){0,3}(?:plant|refinery|airport|airbase|air base|station|university|hospital|works|factory|npp|hpp)\s(?:in|near|at)\s(?:the\s)?"
)
_OUTER = frozenset({(("RU-MOS",), ("RU-MOW",)), (("UA-32",), ("UA-30",))})
_AROUND = {"RU-MOW": "RU-MOS", "RU-SPE": "RU-LEN", "UA-30": "UA-32"}
_AND = (" and ", " and in ", " and over ")
_SHORES = frozenset({"UA-43", "UA-40", "UA-51"})
_OFF = 45  # characters: "off the coast of the annexed"
_BARE = regex.compile(
    r"(?:'s coast)?\s(?:of )?(?:the )?(?:(?:annexed|occupied|crimean|russian-\w{2,9}|ukraine's|ukrainian|southern) ){0,2}"
)
_LISTED = 6  # characters between two districts of one list
_DOES = regex.compile(
    r"\s(?:also |has |had |have ){0,2}(?:downed|shot|destroyed|intercepted|said|says|saying|claim(?:ed|s|ing)|report(?:ed|s)|attribut|blam)"
)
_OWNED = regex.compile(r"-(?:annexed|occupied|installed|appointed|backed|held|controlled|led)\b")
_NAMED = 60  # characters: the longest of the names that a side goes by


def _lies(text: str, place: Mention, other: Mention) -> bool:
    """Tell whether a place only says where the one before it lies: "the Kaluga region near Moscow", "Istra, Moscow"."""
    gap = text[place.end : other.start]
    outer = (place.codes, other.codes) in _OUTER and place.kind in ("city", "district") and gap == ", "
    if place.codes == ("UA-40",) and other.codes == ("UA-43",) and _ON_IT.fullmatch(gap):
        return True  # a city with a code of its own
    return outer or _LIES.fullmatch(gap) is not None


def outskirts(marks: Marks, place: Mention) -> Mention:
    """Return the region around a city that stands behind a word for its surroundings ("под Москвой")."""
    off = marks.language.grammar["coast"] if "passive" in marks.language.grammar else None
    if place.codes[0] in _SHORES and off is not None:
        window = marks.folded.text[max(0, place.start - _OFF) : place.start]
        if any(_BARE.fullmatch(window, found.end()) for found in off.finditer(window)):
            return place._replace(codes=("SEA-BLACK",), kind="sea")  # "off the coast of annexed Crimea"
    words = marks.language.grammar.get("around")
    code = _AROUND.get(place.codes[0]) if words is not None and place.kind == "city" else None
    near = code is not None and words is not None and words.search(marks.folded.text, max(0, place.start - 14), place.start - 1)
    return place._replace(codes=(code,)) if near and code else place


def lying(text: str, places: Sequence[Mention]) -> set[int]:
    """Return where the places begin that only say where the ones before them lie."""
    result = {place.start for place in places if place.kind == "sea" and _FLEET.match(text, place.end)}
    for one, other in pairwise(places):
        if _FACILITY.fullmatch(text, one.end, other.start):
            result.add(one.start)
        if _lies(text, one, other) or (one.start in result and text[one.end : other.start] == " and "):
            result.add(other.start)
    for one, other in reversed(list(pairwise(places))):
        # "The Zhukov and Lenin districts of the Kaluga region": districts share their names, the region after them tells which.
        gap = text[one.end : other.start]
        of_it = other.kind == "region" and gap in (" ", " ( ", " (") and set(one.codes).isdisjoint(other.codes)
        if one.kind == "district" and (of_it or (other.start in result and len(gap) < _LISTED)):
            result.add(one.start)
    return result


def acts(marks: Marks, place: Mention) -> bool:
    """Tell whether a place stands for a side that acts: "Moscow's forces", "sent by Kyiv"."""
    if place.kind == "region" or "passive" not in marks.language.grammar:
        return False
    text = marks.folded.text
    if text.endswith((" in ", " near ", " over "), 0, place.start):
        return False  # "an attack on sites in Moscow using eight drones"
    if _OWNED.match(text, place.end):
        return True  # "Moscow-annexed Crimea"
    if _CAPITALS.get(place.codes[0]) == place.codes[0] and _DOES.match(text, place.end):
        return True
    return any(
        found.start() <= place.start < found.end()
        for side in ("ru", "ua")
        for found in marks.language.grammar[f"attacker_{side}"].finditer(text, max(0, place.start - _NAMED), place.end + _NAMED)
    )


def meant(marks: Marks, sentence: Sentence) -> list[Mention]:
    """Return the places that "the region", "the capital" and "the Russian capital" stand for in a sentence."""
    result: list[Mention] = []
    for found in between(marks.pointers, sentence.start, sentence.end):
        if found.name == "capital":
            codes = _capital(marks, found.start)
        elif beside := _beside(marks, found.start) if found.name == "before" else ():
            codes = beside
        elif found.name == "before" and (_governed(marks, sentence) or _named(marks, found.start, found.end)):
            codes = ()
        elif found.name == "before":
            before = between(marks.places, found.start - _BACK, found.start)
            last = [p.codes for p in before if p.kind in ("region", "city", "district") and not acts(marks, p)]
            codes = last[-1] if last else ()
        else:
            codes = (found.name,)
        if codes:
            kind = "region" if found.name == "before" else "city"
            result.append(Mention(found.start, found.end, codes, kind, codes[0], found.end))
    return result


def _beside(marks: Marks, start: int) -> tuple[str, ...]:
    """Return the region around a city that stands right before "and the region" ("over Kyiv and the region")."""
    city = between(marks.places, start - _NAMED, start)[-1:]
    joined = bool(city) and city[0].kind == "city" and marks.folded.text[city[0].end : start] in _AND
    return (_AROUND.get(city[0].codes[0], city[0].codes[0]),) if joined else ()


def _named(marks: Marks, start: int, end: int) -> bool:
    """Tell whether words are part of a place's own name ("the Republic" of Crimea)."""
    return any(place.start < end and start < place.end for place in between(marks.places, start - _NAMED, end))


def _governed(marks: Marks, sentence: Sentence) -> bool:
    """Tell whether one speaks in a sentence who can speak for a region only: "the region" is theirs."""
    names, said = marks.language.speaker_names, between(marks.speakers, sentence.start, sentence.end)
    return any(
        names[mark.name].get("reach")
        or (
            names[mark.name].get("side") == "place"
            and between(marks.places, max(sentence.start, mark.start - _NAMED), min(sentence.end, mark.end + _NAMED))
        )
        for mark in said
    )


def _capital(marks: Marks, at: int) -> tuple[str, ...]:
    """Return the capital that a text speaks of: the one named last before an offset, else the first behind it."""
    named = [(p.start, _CAPITALS[p.codes[0]]) for p in marks.places if p.codes[0] in _CAPITALS and not acts(marks, p)]
    before = [code for start, code in named if start < at]
    codes = before[-1:] or [code for _, code in named[:1]]
    return tuple(codes)
