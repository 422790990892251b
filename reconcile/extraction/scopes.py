"""Which figures are totals, and which are parts?

The top figure of each metric, weapon and period is a total; what a list, a region, a model or "including"
cuts out of it is a part, and two regions or kinds without a sum are two parts.
"""

from __future__ import annotations

from dataclasses import dataclass

from reconcile.extraction.days import by_night, night_of, other_attack, other_days
from reconcile.extraction.figure import COMPARED, OTHER_PLACES, VAGUE_PLACE, Figure
from reconcile.model import Claim

__all__ = ["Draft", "scope"]

_ONE_LIST = 3  # sentences between two regions of one list
_COMPASS = frozenset({"NORTH", "SOUTH", "EAST", "WEST", "CENTRE"})
_NEIGHBOURS = 40  # A text that says one figure more often than this repeats itself in other ways too.


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim whose scope is still open, with the figure it comes from."""

    claim: Claim
    figure: Figure

    @property
    def national(self) -> bool:
        """Whether it counts the whole country: no region is named, or parts of the country by compass."""
        return all(code.partition("-")[2] in _COMPASS for code in self.claim.regions)

    @property
    def series(self) -> tuple[object, ...]:
        """What two figures must share for one to be a part of the other."""
        claim = self.claim
        return (
            claim.metric,
            claim.weapon,
            claim.side,
            claim.attacker,
            self.figure.recalled,
            self.figure.rule == COMPARED,
            (claim.period.kind, claim.period.start, self.figure.when if claim.period.kind == "month" else "")
            if claim.period.kind in ("week", "month", "year", "since_start")
            else None,
        )

    @property
    def specific(self) -> bool:
        """Whether the figure names a model or kind of its weapon; drones of several kinds are drones."""
        scout = bool(self.figure.sort) and not self.figure.models
        return scout or self.figure.model is not None if self.claim.weapon == "drone" else bool(self.figure.named)


def _size(claim: Claim) -> int:
    return claim.count.low


def _contains(whole: Draft, part: Draft) -> bool:
    """Tell whether one figure can be the total that the other is a part of."""
    if whole is part or whole.claim.statement_id != part.claim.statement_id:
        return False
    if _rounded(whole, part):
        return False
    inside = not whole.claim.regions or set(part.claim.regions) < set(whole.claim.regions) or whole.figure in _heads(part.figure)
    return (inside and _size(whole.claim) >= _size(part.claim)) or _fewer(whole, part)


def _rounded(whole: Draft, part: Draft) -> bool:
    """Tell whether one figure is the other in round numbers: "nearly two dozen" in a headline, 18 in the body."""
    a, b = whole.claim.count, part.claim.count
    return a.approximate and a.high is not None and b.exact and a.low * 8 <= b.low * 10 <= a.low * 12


def _fewer(whole: Draft, part: Draft) -> bool:
    """Tell whether a figure is of the same places and hours as a greater one: then it counts some of those."""
    one, other = part.claim, whole.claim
    if _rounded(whole, part) or _apart(whole, part):
        return False
    if one.regions != other.regions or not one.regions or _size(one) >= _size(other):
        return False
    if whole.figure.summed and part.figure.start < whole.figure.start and one.period.kind is None:
        return True
    if part.figure.start < whole.figure.start and other.period.kind is not None and one.period.kind != other.period.kind:
        return False  # what a text recalls at its end is another attack
    return one.period.kind is None or other.period.kind is None or one.period == other.period


def _heads(figure: Figure) -> list[Figure]:
    heads: list[Figure] = []
    head = figure.head
    while head is not None and len(heads) < 8:
        heads.append(head)
        head = head.head
    return heads


def _carved(draft: Draft, before: Draft | None) -> bool:
    """Tell whether a figure is cut out of another: "two of them", by an outcome of their own too where its whole stands right before."""
    told = before is not None and before.figure.sentence == draft.figure.sentence and _size(before.claim) > _size(draft.claim)
    return draft.figure.part_cue or (draft.figure.of_them and (not draft.figure.own or told))


def _inside_another(drafts: list[Draft], index: int) -> bool:
    """Tell whether another figure of the series, not less, can be what "of them" and "including" point at."""
    draft = drafts[index]
    if draft.specific and draft.figure.of_them:
        return True
    near = drafts[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS]
    if draft.specific and any(other is not draft and other.specific and other.figure.part_cue for other in near):
        return True  # "27 targets, including six Kalibr and 21 Kh-101"
    return any(other is not draft and _size(other.claim) >= _size(draft.claim) for other in near)


def _scopes(drafts: list[Draft]) -> dict[int, str]:
    """Return the scope of each draft of one series, by its position."""
    if len(drafts) > 1 and drafts[0].claim.metric == "left":
        # "One flew to Belarus, three to Russia": two ways out and no sum.
        return dict.fromkeys(range(len(drafts)), "part")
    result: dict[int, str] = {}
    general = [i for i, d in enumerate(drafts) if not _carved(d, drafts[i - 1] if i else None) or not _inside_another(drafts, i)]
    regionless = [i for i in general if drafts[i].national and not drafts[i].figure.distributive]
    plain, top = _top(drafts, regionless)
    # Figures of one model alone are no kinds of a whole: each is one attack's.
    one_kind = not plain and len({drafts[i].figure.named for i in regionless}) == 1
    special = any(_kind(drafts, j) for j in regionless if j != top) and not one_kind
    known = set(general), set(regionless)
    for i, draft in enumerate(drafts):
        if (
            (
                i not in known[0]
                or "kind" in draft.figure.models
                or _item_of_kinds(drafts, i)
                or draft.figure.distributive
                or (draft.figure.head is not None and draft.figure.rule == VAGUE_PLACE)
                or draft.figure.rule == OTHER_PLACES
                or _split(drafts, i)
            )
            or (draft.figure.unit and top is not None and i != top)
            or (draft.figure.location and _beside(drafts, i))
            or (draft.figure.more and draft.figure.rule != "running count" and _added(drafts, i))
        ):
            result[i] = "part"
        elif (
            (draft.figure.rule in ("all of them", "all of a number") and not draft.figure.part_cue)
            or (draft.figure.rule == "running count" and _most(drafts, i))
            or (i == top and (plain or len(regionless) == 1 or not special))
        ):
            result[i] = "total"
        elif draft.figure.more and draft.figure.head is None and _another(drafts, i):
            result[i] = "part"
        elif i in known[1] and one_kind and draft.figure.sentence != drafts[regionless[0]].figure.sentence and not draft.figure.more:
            result[i] = "part" if draft.figure.head is not None else "total"
        elif i in known[1] and (_kind(drafts, i) or top is None):
            result[i] = "part" if len(regionless) > 1 or top is None else "total"
        elif draft.claim.regions:
            result[i] = _regional(drafts, i, top)
        else:
            result[i] = "part" if draft.figure.more or draft.figure.head is not None else "total"
    return result


def _top(drafts: list[Draft], regionless: list[int]) -> tuple[list[int], int | None]:
    """Return the figures that are of no one kind, and the one that can be the whole of the others; None where there is none."""
    # "Another 14" is counted beside the others, however many.
    counted = [i for i in regionless if not drafts[i].figure.more]
    first = [i for i in regionless if not drafts[i].figure.more or not counted or i < counted[0]]
    plain = [i for i in first if not _kind(drafts, i)]
    top = max(plain or first, key=lambda i: (_size(drafts[i].claim), -i), default=None)
    largest = max(first, key=lambda i: _size(drafts[i].claim), default=None)
    if top is not None and largest is not None and _size(drafts[largest].claim) > _size(drafts[top].claim):
        top = largest
    if top is not None and any(
        d.claim.regions and d.figure.sentence == drafts[top].figure.sentence and _size(d.claim) > _size(drafts[top].claim) for d in drafts
    ):
        top = None  # "One was intercepted and seven destroyed over Kursk": neither is the sum
    if top is not None and _kind(drafts, top) and any(drafts[i].figure.sentence == drafts[top].figure.sentence for i in plain):
        top = None  # "Three Molniyas and two drones of an unknown type": neither is the sum
    return plain, top


def _kind(drafts: list[Draft], index: int) -> bool:
    """Tell whether a figure counts one kind of a whole; Shaheds with a verb of their own, away from other kinds, are the strike drones."""
    draft, figure = drafts[index], drafts[index].figure
    if not draft.specific or figure.model != "shahed" or not figure.own or figure.of_them or figure.part_cue:
        return draft.specific
    near = drafts[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS]
    return any(d is not draft and d.figure.sentence == figure.sentence and d.figure.named != figure.named for d in near)


def _item_of_kinds(drafts: list[Draft], index: int) -> bool:
    """Tell whether a figure is one item of a list under an announced outcome, beside another of another kind next to it."""
    draft = drafts[index]
    if draft.figure.head is not None or draft.figure.own or draft.claim.regions:
        return False
    near = drafts[max(0, index - 2) : index + 3]
    return any(
        d is not draft
        and d.figure.head is None
        and not d.claim.regions
        and 0 < abs(d.figure.sentence - draft.figure.sentence) <= _ONE_LIST
        and _two_kinds(d, draft)
        for d in near
    )


def _most(drafts: list[Draft], index: int) -> bool:
    """Tell whether no other figure of a series is greater."""
    return all(_size(d.claim) <= _size(drafts[index].claim) for d in drafts[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS])


def _split(drafts: list[Draft], index: int) -> bool:
    """Tell whether a figure stands beside those of other places or hours that share its sum ("20 over Moscow and 124 in other regions")."""
    draft = drafts[index]
    beside = [d for d in drafts[max(0, index - 1) : index + 2] if d is not draft and d.figure.sentence == draft.figure.sentence]
    places = any(d.figure.rule == OTHER_PLACES for d in beside) and bool(draft.claim.regions)
    timed = [d for d in beside if "number and period" in (d.figure.rule, draft.figure.rule)]
    whole = any(_size(d.claim) >= _size(draft.claim) + _size(t.claim) for t in timed for d in drafts)
    return places or whole


def _another(drafts: list[Draft], index: int) -> bool:
    """Tell whether "another two" is counted beside a figure of the same places."""
    draft = drafts[index]
    if index and draft.claim.regions == drafts[index - 1].claim.regions:
        return True
    near = drafts[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS]
    return any(d.figure.rule == "running count" and d.claim.regions == draft.claim.regions for d in near)


def _added(drafts: list[Draft], index: int) -> bool:
    """Tell whether "two more" adds to a figure told in the same sentence or the one before."""
    at = drafts[index].figure.sentence
    return any(0 <= at - d.figure.sentence <= 1 and d.figure.start < drafts[index].figure.start for d in drafts[max(0, index - 3) : index])


def _beside(drafts: list[Draft], index: int) -> bool:
    """Tell whether another figure of places stands in the same sentence: neither is then all of them."""
    return any(d is not drafts[index] and d.figure.sentence == drafts[index].figure.sentence for d in drafts)


def _regional(drafts: list[Draft], index: int, top: int | None) -> str:
    draft = drafts[index]
    if top is not None and _contains(drafts[top], draft) and not other_attack(drafts[top].claim, draft.claim):
        return "part"
    near = drafts[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS]
    if any(_fewer(other, draft) or _of_its_hours(other, draft) for other in near):
        return "part"
    if (_headed(draft) or draft.figure.part_cue) and any(_contains(other, draft) for other in near):
        return "part"
    if any(
        set(draft.claim.regions) < set(other.claim.regions) and _contains(other, draft) and not other_attack(other.claim, draft.claim)
        for other in near
    ):
        return "part"
    if draft.figure.more and any(
        other is not draft and not other.figure.more and _size(other.claim) > _size(draft.claim) for other in near
    ):
        return "part"
    cut = [
        other
        for other in near
        if draft.figure in (other.figure.head, other.figure.inside) and (other.figure.part_cue or other.figure.of_them)
    ]
    siblings = [
        d
        for d in near
        if d is not draft
        and d not in cut
        and d.claim.regions
        and {d.claim.period.kind, draft.claim.period.kind} != {"day", "night"}
        and (d.claim.regions != draft.claim.regions or _two_verbs(d, draft) or _two_kinds(d, draft) or _apart(d, draft))
        and abs(d.figure.sentence - draft.figure.sentence) <= _ONE_LIST
        and not other_days(d.claim, draft.claim)
        and d.figure.rule != "ordinal and outcome"
        and not (d.figure.more and d.figure.sentence < draft.figure.sentence and _size(d.claim) < _size(draft.claim))
    ]
    inside = [d for d in siblings if set(d.claim.regions) < set(draft.claim.regions)]
    most = draft.claim.count.high
    if any(most is None or _size(d.claim) <= most for d in inside):
        return "total"  # "12 over A and B", then so many over A and so many over B
    return "part" if siblings else "total"


def _of_its_hours(whole: Draft, part: Draft) -> bool:
    """Tell whether a greater figure without places stands before a regional one, of the same named hours."""
    hours = whole.claim.period
    earlier = not whole.claim.regions and whole.figure.start < part.figure.start
    return earlier and hours.kind is not None and hours == part.claim.period and _size(whole.claim) > _size(part.claim)


def _two_verbs(one: Draft, other: Draft) -> bool:
    """Tell whether two figures stand in one sentence, each with an outcome of its own ("5 destroyed and 3 intercepted")."""
    return (
        one.figure.sentence == other.figure.sentence
        and one.figure.own
        and other.figure.own
        and one.figure.outcomes == other.figure.outcomes
    )


def _two_kinds(one: Draft, other: Draft) -> bool:
    """Tell whether two figures that share an outcome are of different kinds ("struck by: 4 Shaheds; 5 drones", "downed 2 drones and 20 Shaheds")."""
    a, b = one.figure, other.figure
    beside = a.sentence == b.sentence and (a.head is b or b.head is a) and not any(f.part_cue or f.of_them or f.portion_of for f in (a, b))
    return a.named != b.named and (beside or not (a.own or b.own))


def _apart(one: Draft, other: Draft) -> bool:
    """Tell whether two figures are of different districts or towns of one region ("two in the Izyum district, one in Chuhuiv's")."""
    here, there = ({place.name for place in draft.figure.places if place.kind in ("district", "city")} for draft in (one, other))
    if VAGUE_PLACE in (one.figure.rule, other.figure.rule) and (one.figure.head is other.figure or other.figure.head is one.figure):
        return bool(here or there)
    if one.figure.district and other.figure.district:
        return one.figure.district != other.figure.district
    listed = one.figure.sentence == other.figure.sentence or not (one.figure.own and other.figure.own)
    return listed and bool(here and there) and here.isdisjoint(there)


def _headed(draft: Draft) -> bool:
    """Tell whether a figure stands under another of its own kind, not only under another's verb."""
    return draft.figure.head is not None and draft.figure.head.weapon == draft.figure.weapon


def scope(drafts: list[Draft]) -> list[str]:
    """Return the scope of each draft of a statement."""
    result = ["total"] * len(drafts)
    series: dict[object, list[int]] = {}
    for i, draft in enumerate(drafts):
        series.setdefault(draft.series, []).append(i)
    for members in [night for same in series.values() for night in by_night(same, [_night(drafts[i]) for i in same])]:
        for position, value in _scopes([drafts[i] for i in members]).items():
            result[members[position]] = value
    return result


def _night(draft: Draft) -> str:
    return night_of(draft.claim, draft.figure.when)
