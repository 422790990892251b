"""Which figures say the same twice, and which take over who said them and when?

A figure said twice with one meaning is one claim, quoted from the body; a figure that differs is another. What a list
cuts out of a figure is said by who said that figure, of the same hours.
"""

from __future__ import annotations

from dataclasses import replace

from reconcile.extraction.marks import Marks
from reconcile.extraction.scopes import Draft
from reconcile.model import Claim, Period

__all__ = ["merge", "voiced"]

_AWAY = 3  # Sentences over which a breakdown carries on who said the whole.
_NEIGHBOURS = 40  # A text that says one figure more often than this repeats itself in other ways too.
_HOURS = frozenset({"window", "moment"})
_HEADLINE = 60  # characters: no two figures of one event stand nearer than a headline and its text
_OPENING = 8  # characters of a bullet
_AIMED = (("RU-MOW",), ("RU-MOS",))
_AROUND = ({"UA-30", "UA-32"}, {"RU-MOW", "RU-MOS"})  # "the capital region" in a headline, the capital in the text
_LONG = ("week", "month", "year", "since_start")
_LEAD = 1  # sentences: the headline and the lead
_QUOTED = 400  # characters before a figure in which the quotation that it stands in begins


def voiced(drafts: list[Draft]) -> list[Draft]:
    """Let a figure that breaks down one before it be said by who said that one, of the same hours."""
    result: list[Draft] = []
    for draft in drafts:
        claim = draft.claim
        for other in reversed(result[-_NEIGHBOURS:]):
            whole = other.claim
            near = 0 <= draft.figure.sentence - other.figure.sentence <= _AWAY
            if (whole.metric, whole.weapon) != (claim.metric, claim.weapon) or not near:
                continue
            if not claim.regions or set(claim.regions) == set(whole.regions) or claim.count.low > whole.count.low:
                continue
            if claim.side in (None, whole.side) and claim.attacker in (None, whole.attacker):
                if claim.period.kind is None:
                    claim = replace(claim, period=whole.period)
                if claim.side is None and whole.side is not None:
                    claim = replace(claim, side=whole.side, speaker=whole.speaker, attacker=whole.attacker)
            if whole.side is not None:
                break
        result.append(Draft(claim, draft.figure))
    return result


def _alike(one: Draft, other: Draft) -> bool:
    """Tell whether nothing that two claims say of themselves sets them apart."""
    a, b = one.claim, other.claim
    if one.figure.start == other.figure.start:
        return False
    if one.figure.district and other.figure.district and one.figure.district != other.figure.district:
        return False
    if (a.side != b.side and None not in (a.side, b.side)) or (a.attacker != b.attacker and None not in (a.attacker, b.attacker)):
        return False
    aimed = (a.regions, b.regions) == _AIMED and a.count.high != 1  # bound for Moscow, downed over its region
    nested = set(a.regions) < set(b.regions) or set(b.regions) < set(a.regions)
    lent = a.count.high == 1 and (_lent(one) or _lent(other) or (nested and one.figure.single and other.figure.single))
    around = nested and one.figure.sentence <= _LEAD and {*a.regions, *b.regions} in _AROUND and a.count.high != 1
    if a.regions and b.regions and a.regions != b.regions and not (aimed or lent or around):
        return False
    return not (one.figure.models and other.figure.models and set(one.figure.models) != set(other.figure.models))


def _lent(draft: Draft) -> bool:
    """Tell whether a claim has its regions from its speaker alone."""
    return bool(draft.claim.reach) and not draft.figure.places and draft.claim.regions == draft.claim.reach


def _retold(marks: Marks, one: Draft, other: Draft) -> bool:
    """Tell whether one thing is spoken of twice: in a headline or lead and the body, in words and in a quotation."""
    a, b = one.claim.period, other.claim.period
    exact = {a.kind, b.kind} <= _HOURS or a.kind == b.kind
    if None not in (a.kind, b.kind) and exact and (a.kind, a.start) != (b.kind, b.start):
        return False
    sentences = other.figure.sentence - one.figure.sentence
    same = bool(one.claim.regions) and one.claim.regions == other.claim.regions
    headline = one.figure.sentence == 0 and same and other.figure.start - one.figure.start > _HEADLINE
    if sentences < 1:
        return headline and one.figure.more and (_glued(marks, one, other) or (other.figure.more and not other.figure.elliptical))
    if not other.figure.more:
        return not one.figure.more or headline or _quoted(marks, other)
    return one.figure.more and (headline or (sentences <= 2 and _quoted(marks, other)))


def _glued(marks: Marks, one: Draft, other: Draft) -> bool:
    """Tell whether a headline and the text that repeats it stand on one line, as pages without markup run them together."""
    text, first = marks.folded.text, one.figure.start
    return text[first : first + _HEADLINE // 2] == text[other.figure.start : other.figure.start + _HEADLINE // 2]


def _quoted(marks: Marks, draft: Draft) -> bool:
    text, at = marks.folded.text, draft.figure.start
    paragraph = text.rfind("\n", max(0, at - _QUOTED), at) + 1
    return text.count('"', max(paragraph, at - _QUOTED), at) % 2 == 1


def _listed(marks: Marks, one: Draft, other: Draft) -> bool:
    """Tell whether two figures each open an item of a list, one of a model and one of no model named."""
    sentences = [(marks.sentences[draft.figure.sentence], draft.figure) for draft in (one, other)]
    open_items = all(sentence.item and figure.start - sentence.start < _OPENING for sentence, figure in sentences)
    return open_items and bool(one.figure.models) != bool(other.figure.models)


def _at_other_times(one: Claim, other: Claim) -> bool:
    """Tell whether the words name different nights, days or months for two figures, or hours that lie apart."""
    days = one.period.days, other.period.days
    if None not in days and days[0] != days[1]:
        return True
    if {one.period.kind, other.period.kind} == {"night", "day"} and days == (None, None):
        return True  # "at night … in the daytime": neither names a date on which the other may lie
    return _ends_before(one.period, other.period) or _ends_before(other.period, one.period)


def _ends_before(one: Period, other: Period) -> bool:
    return one.end is not None and other.start is not None and other.end is not None and one.end <= other.start < other.end


def _same(marks: Marks, one: Draft, other: Draft) -> bool:
    a, b = one.claim, other.claim
    if not _alike(one, other) or _listed(marks, one, other) or _at_other_times(a, b):
        return False
    if one.figure.more or other.figure.more or one.figure.single or other.figure.single or a.count.high == 1:
        return _retold(marks, one, other)
    if (
        a.regions
        and a.regions == b.regions
        and one.figure.sentence != other.figure.sentence
        and (a.period == b.period or None in (a.period.kind, b.period.kind))
    ):
        return True
    bare = not a.regions and not b.regions and not (one.figure.elliptical or other.figure.elliptical)
    if one.figure.sentence == other.figure.sentence and not bare and not (one.figure.head is None and other.figure.head is None):
        return False
    together = one.figure.sentence == other.figure.sentence
    listed = [d for d in (one, other) if d.figure.head is not None and d.claim.regions and (d.figure.elliptical or together)]
    return not listed and (bool(a.regions) == bool(b.regions) or one.figure.sentence != other.figure.sentence)


def _fuller(kept: Draft, dropped: Draft) -> Draft:
    """Return a claim with what only its repetition says: the hours, who says it."""
    claim, other = kept.claim, dropped.claim
    if claim.period.kind is None or (claim.period.kind == "day" and other.period.kind in _LONG):
        claim = replace(claim, period=other.period)
    if claim.side is None and other.side is not None:
        claim = replace(claim, side=other.side, speaker=other.speaker, reach=other.reach)
    return Draft(replace(claim, attacker=claim.attacker or other.attacker, as_of=claim.as_of or other.as_of), kept.figure)


def _telling(draft: Draft) -> tuple[bool, int]:
    """Return how much a claim says of places: those it names itself outweigh those of its speaker."""
    placed = 1 if set(draft.claim.regions) in _AROUND else len(draft.claim.regions)
    return bool(draft.claim.regions) and not _lent(draft), placed


def _headline(draft: Draft, drafts: list[Draft]) -> bool:
    """Tell whether a vague count of the headline or lead ("dozens of drones") is told exactly further on."""
    claim = draft.claim
    if not claim.count.approximate or claim.count.high is not None or draft.figure.sentence > _LEAD:
        return False
    return any(
        (other.claim.metric, other.claim.weapon) == (claim.metric, claim.weapon)
        and other.figure.sentence > draft.figure.sentence
        and other.claim.count.high is not None
        and other.claim.count.low >= claim.count.low
        and claim.attacker in (None, other.claim.attacker)
        and (not claim.regions or claim.regions == other.claim.regions)
        and not other.claim.regions[1:]
        for other in drafts
    )


def merge(marks: Marks, drafts: list[Draft]) -> list[Draft]:
    """Drop what repeats another figure with one meaning; the later, fuller one stays."""
    drafts = list(drafts)
    dropped: set[int] = set()
    alike: dict[object, list[int]] = {}
    for i, draft in enumerate(drafts):
        count = draft.claim.count
        alike.setdefault((draft.claim.metric, draft.claim.weapon, count.low, count.high), []).append(i)
    for members in alike.values():
        for position, i in enumerate(members):
            for j in members[position + 1 : position + 1 + _NEIGHBOURS]:
                if i in dropped:
                    break
                if j not in dropped and _same(marks, drafts[i], drafts[j]):
                    less, more = (i, j) if _telling(drafts[j]) >= _telling(drafts[i]) else (j, i)
                    drafts[more] = _fuller(drafts[more], drafts[less])
                    dropped.add(less)
    dropped |= {i for i, draft in enumerate(drafts) if i not in dropped and _repelled(draft, drafts[i + 1 :])}
    kept = _named([draft for i, draft in enumerate(drafts) if i not in dropped])
    return [draft for draft in kept if "passive" not in marks.language.grammar or not _headline(draft, kept)]


def _repelled(draft: Draft, following: list[Draft]) -> bool:
    """Tell whether one whose attack was repelled is told of again right behind as downed ("repelled a drone's attack. The drone was downed")."""
    if draft.claim.metric != "neutralized" or not draft.figure.single:
        return False
    return any(
        other.claim.metric in ("intercepted", "jammed")
        and other.figure.single
        and not other.figure.more
        and other.figure.sentence - draft.figure.sentence in (1, 2)
        and other.claim.regions == draft.claim.regions
        for other in following[:1]
    )


def _named(drafts: list[Draft]) -> list[Draft]:
    """Drop "all eight targets" where the targets are the eight drones told of, and nothing but drones is."""
    if {draft.claim.weapon for draft in drafts if not draft.figure.location} != {"drone", "mixed"}:
        return drafts
    drones = {(draft.claim.metric, draft.claim.count) for draft in drafts if draft.claim.weapon == "drone"}
    return [d for d in drafts if d.claim.weapon != "mixed" or d.figure.location or (d.claim.metric, d.claim.count) not in drones]
