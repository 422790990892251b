"""Which readings are guesses?

A claim without doubt rests on a form that is known entirely. The reasons here were chosen by reading what went
wrong on labelled texts: each names a kind of reading that is right less often than the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from math import inf

import regex

from reconcile.extraction.attribution import Attribution, channel
from reconcile.extraction.figure import OF_A_KIND, OTHER_PLACES, VAGUE_PLACE, Figure
from reconcile.extraction.marks import Marks, between
from reconcile.model import Claim, Statement

__all__ = ["cut", "doubt_of", "doubts_among"]

_SENTENCES = 64  # of which it is remembered whether they deny
_ENDED = regex.compile(r"[.!?…)\]»”\"'*_:]\s{0,20}$|[\p{So}\p{Emoji_Presentation}]\s{0,20}$")
_AND = regex.compile(r"\sof (?:the )?(?:\d{1,4}|\w{3,12}) (?:[\w-]{2,12} ){0,2}(?:missiles|drones|uavs|shaheds|rockets),? and $")
_TAIL = 24  # characters, more than `_ENDED` takes in
_ONE_NAME = {"RU-MOS", "RU-MOW"}  # "the Moscow region" names both
_MANY_HITS = 10  # "111 drones struck the region" were sent at it; few of so many hit
_AGREEING = 40  # characters around a noun in which the words that agree with it stand
_SHORTEST = 200  # characters; a headline ends without a full stop and is whole


def cut(marks: Marks, statement: Statement) -> bool:
    """Tell whether a text breaks off inside its last sentence, as scraped posts do."""
    return len(statement.text) >= _SHORTEST and not _ENDED.search(statement.text[-_TAIL:]) and bool(marks.sentences)


def _abroad(marks: Marks, figure: Figure, said: Attribution) -> bool:
    """Tell whether a place that the speaker cannot speak for stands in a figure's sentence or the one before."""
    start = marks.sentences[max(0, figure.sentence - 1)].start
    near = between(marks.places, start, marks.sentences[figure.sentence].end)
    return any(place.kind != "country" and set(place.codes).isdisjoint(said.reach) for place in near)


def _told_on(marks: Marks, figure: Figure) -> bool:
    """Tell whether "five of them" goes on with a mark, a place or an aim, not with a verb of its own."""
    grammar, text, end = marks.language.grammar, marks.folded.text, figure.end
    rest = text[end : end + 3].lstrip(' "')
    following = end + 1 + (text[end + 1 : end + 2] == '"')
    return not rest[:1].isalpha() or any(
        (words := grammar.get(name)) is not None and words.match(text, following) is not None for name in ("heads_over", "aimed")
    )


def _strikes(marks: Marks, figure: Figure) -> bool:
    """Tell whether the outcome may be that things were sent as well as that they hit: "111 drones struck the region"."""
    words, sentence = marks.language.grammar.get("strikes"), marks.sentences[figure.sentence]
    return words is not None and words.search(marks.folded.text, sentence.start, sentence.end) is not None


@lru_cache(maxsize=_SENTENCES)
def _denied(marks: Marks, index: int) -> bool:
    """Tell whether a sentence says that somebody denies something: whose the figure is, and whether it holds, is then open."""
    words, sentence = marks.language.grammar.get("denied"), marks.sentences[index]
    return words is not None and words.search(marks.folded.text, sentence.start, sentence.end) is not None


def _conjoined(marks: Marks, figure: Figure) -> bool:
    """Tell whether nothing but "and" ties one portion to another: "shot down 30 of 61 missiles and 90 of 140 drones"."""
    return (
        "passive" in marks.language.grammar and _AND.search(marks.folded.text[max(0, figure.start - 2 * _TAIL) : figure.start]) is not None
    )


def _described(marks: Marks, figure: Figure) -> bool:
    """Tell whether what became of a thing is told by an adjective alone: "a downed drone was found"."""
    inside = between(marks.predicates, figure.start, figure.end)
    return "passive" in marks.language.grammar and any(
        figure.start < p.start and p.end < figure.end and p.outcomes == figure.outcomes for p in inside
    )


def _shot(marks: Marks, figure: Figure) -> bool:
    """Tell whether a sentence says that things were shot down; Russian "destroyed" may mean burnt where they stood."""
    sentence, text = marks.sentences[figure.sentence], marks.folded.text
    return "carried" not in marks.language.grammar or marks.language.grammar["shot"].search(text, sentence.start, sentence.end) is not None


def _unnumbered(marks: Marks, figure: Figure) -> bool:
    """Tell whether a noun has no plural form and nothing beside it agrees with just one ("ПВО сбила БПЛА")."""
    grammar, text = marks.language.grammar, marks.folded.text
    one, invariable = grammar.get("singular_agreement"), grammar.get("invariable")
    if one is None or invariable is None or not invariable.search(text, figure.start, figure.end):
        return False
    return one.search(text, max(0, figure.start - _AGREEING), figure.end + _AGREEING) is None


def doubt_of(marks: Marks, figure: Figure, claim: Claim, said: Attribution, statement: Statement) -> str | None:
    """Return why a claim may be read wrongly, or None."""
    if figure.doubt:
        return figure.doubt
    if figure.outcomes == {"detected"} and figure.weapon == "drone" and not channel(statement.source).get("attacker"):
        return "only seen"
    if _denied(marks, figure.sentence):
        return "denied"
    if claim.attacker is None:
        return "attacker"
    announced = marks.sentences[figure.sentence].item and figure.head is None
    if figure.portion_of is not None and not figure.own and not announced and not _conjoined(marks, figure):
        return "outcome of a portion"
    if figure.rule == "of them" and not figure.own and (figure.head is None or not _told_on(marks, figure)):
        return "list without nouns"
    if said.reach and not figure.places and claim.regions and _abroad(marks, figure, said):
        return "place of the speaker"
    vouched = said.credited or figure.places or claim.period.kind is not None or channel(statement.source)
    if claim.metric == "hit" and claim.count.low >= _MANY_HITS and _strikes(marks, figure):
        return "hit or launched"
    if figure.weapon == "aircraft" and claim.metric == "intercepted" and not _shot(marks, figure):
        return "on the ground"
    if figure.count.high == 1 and _described(marks, figure):
        return "only described"
    if figure.single and not vouched:
        return "one without a numeral"
    if figure.single and not channel(statement.source) and _unnumbered(marks, figure):
        return "one or many"
    return None


def _high(claim: Claim) -> float:
    return inf if claim.count.high is None else claim.count.high


def _whole(claim: Claim) -> tuple[object, ...] | None:
    """Return what a claim gives the whole of, in words that another figure may stand for too; None where it gives no whole."""
    if claim.scope != "total" or claim.regions or claim.period.kind == "month":
        return None  # a text sets several months side by side
    return claim.metric, claim.weapon, claim.model, claim.attacker, claim.period.kind, claim.period.days


def _exceeds(regional: Claim, claim: Claim) -> bool:
    """Tell whether a figure of some regions is greater than one that names none, with hours that may be the same: that is no whole."""
    one, other = regional.period, claim.period
    alike = (regional.metric, regional.weapon, regional.attacker) == (claim.metric, claim.weapon, claim.attacker)
    return alike and regional.count.low > _high(claim) and None in (one.kind, other.kind)


def doubts_among(claims: Sequence[Claim], statement: Statement) -> list[str | None]:
    """Return for each claim of a text why it may be read wrongly beside the others, or None."""
    wholes: defaultdict[tuple[object, ...] | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        wholes[_whole(claim)].append(claim)
    bounds = {what: (max(c.count.low for c in same), min(_high(c) for c in same)) for what, same in wholes.items()}
    larger = [c for c in claims if c.scope == "total" and c.regions]
    entire = any(claim.scope == "total" for claim in claims)
    told = bool(channel(statement.source))

    def doubt(claim: Claim) -> str | None:
        what = _whole(claim)
        if (
            claim.scope == "part"
            and not claim.regions
            and (not claim.model or not entire)
            and not claim.rule.startswith((VAGUE_PLACE, OTHER_PLACES))
            and OF_A_KIND not in claim.rule
        ):
            return "part without a place"
        if what is not None and (bounds[what][0] > _high(claim) or bounds[what][1] < claim.count.low):
            return "two wholes"
        if what is not None and any(_exceeds(other, claim) for other in larger):
            return "two wholes"
        if not told and claim.scope == "part" and len(claim.regions) > 1 and set(claim.regions) != _ONE_NAME:
            return "part of several places"
        return None

    return [doubt(claim) for claim in claims]
