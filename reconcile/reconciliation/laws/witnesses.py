"""Where do a speaker's figures for one set move, and where do two speakers of one side differ?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import pairwise

from reconcile.attacks import claim_order, hours
from reconcile.model import Claim, Count, Finding, Mend
from reconcile.reconciliation.knowledge import Body, benign, body_of, owns
from reconcile.reconciliation.reports import span
from reconcile.reconciliation.wording import named

__all__ = ["differ", "disagreements", "fallen_sums", "revisions", "standing", "strays", "twice_told"]

_RISING = frozenset({"launched", "intercepted", "neutralized", "hit"})
_FALLING = frozenset({"airborne"})


def _set_of(claim: Claim, model: str | None) -> tuple[object, ...]:
    place = claim.regions or claim.reach
    return claim.attacker, claim.metric, claim.weapon, model or "", place, hours(claim).name


def _labels(claims: Iterable[Claim]) -> dict[Claim, str | None]:
    """Return which model each claim is for; Shahed as a text's only total of drones names the whole: "44 Shaheds were downed"."""
    told = list(claims)
    totals = Counter((claim.statement_id, claim.metric, claim.weapon) for claim in told if claim.scope == "total")
    only = {claim for claim in told if claim.scope == "total" and totals[claim.statement_id, claim.metric, claim.weapon] == 1}
    return {claim: None if claim in only and claim.model == "shahed" else claim.model for claim in told}


def _tally(claim: Claim) -> tuple[object, ...]:
    moment = claim.as_of or claim.published
    return moment is not None, _stamp(moment), _stamp(claim.published), claim_order(claim)


def _stamp(moment: datetime | None) -> float:
    # Without an offset, a moment must not be read by the clock of the machine.
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() if moment else 0.0


def differ(one: Count, other: Count) -> int:
    """Return by how much two intervals miss each other; hedged figures within a tenth do not."""
    room = round(max(one.low, other.low) * 0.1) if one.approximate or other.approximate else 0
    gap = max(one.low - (other.high if other.high is not None else one.low), other.low - (one.high if one.high is not None else other.low))
    return max(0, gap - room)


def _grouped(claims: Iterable[Claim]) -> list[list[Claim]]:
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim, model in _labels(sorted(claims, key=claim_order)).items():
        if hours(claim).name[0] in {"night", "hours", "moment"}:
            groups.setdefault(_set_of(claim, model), []).append(claim)
    return list(groups.values())


def _versions(claims: Iterable[Claim]) -> list[list[Claim]]:
    """Return, for each body and set, its own claims in order of their tallies; a list's second figure for a place is no later version."""
    kept: list[list[Claim]] = []
    for group in _grouped(claim for claim in claims if owns(claim)):
        by_body: dict[str, list[Claim]] = {}
        for claim in group:
            body = body_of(claim)
            if body is not None:
                by_body.setdefault(body.key, []).append(claim)
        for versions in by_body.values():
            single = [claim for claim in versions if sum(other.statement_id == claim.statement_id for other in versions) == 1]
            for scope in ("total", "part"):
                told = sorted((claim for claim in single if claim.scope == scope), key=_tally)
                kept.append([claim for claim in told if not any(_other_set(mate, claim) for mate in told)])
    return kept


def revisions(claims: Iterable[Claim]) -> tuple[Finding, ...]:
    """Return where a body's own later total replaces an earlier one."""
    found: list[Finding] = []
    for versions in _versions(claims):
        for earlier, later in pairwise(versions):
            if later.scope == "total" and differ(earlier.count, later.count):
                found.append(_revision(earlier, later))
    return tuple(found)


def fallen_sums(claims: Iterable[Claim]) -> tuple[Finding, ...]:
    """Return where a body's later tally of shot down and jammed together is smaller, though each figure alone looks like a correction."""
    tallies: dict[tuple[object, ...], dict[str, dict[str, Claim]]] = {}
    for versions in _versions(claims):
        for claim in versions:
            if claim.metric in {"intercepted", "jammed"} and claim.scope == "total" and claim.count.exact and (body := body_of(claim)):
                key = (body.key, claim.attacker, claim.weapon, claim.regions, hours(claim).name)
                tallies.setdefault(key, {}).setdefault(claim.statement_id, {})[claim.metric] = claim
    found: list[Finding] = []
    for told in tallies.values():
        pairs = [(one["intercepted"], one["jammed"]) for one in told.values() if len(one) == 2]
        for earlier, later in pairwise(sorted(pairs, key=lambda pair: _tally(pair[0]))):
            by = sum(claim.count.low for claim in earlier) - sum(claim.count.low for claim in later)
            if by > 0 and not _wrong_way(earlier[0], later[0]):
                found.append(_fallen(earlier, later, by))
    return tuple(found)


def _fallen(earlier: tuple[Claim, Claim], later: tuple[Claim, Claim], by: int) -> Finding:
    sums = [f"{shot.count} + {jammed.count} = {shot.count + jammed.count}" for shot, jammed in (earlier, later)]
    start, end = span((*earlier, *later))
    line = f"{named(later[0])} + {named(later[1])}: {sums[0]}, later {sums[1]}"
    return Finding("revision", "suspicious", later[0].attacker, start, end, by, line, (*earlier, *later), (), benign("revision_down"))


def _wrong_way(earlier: Claim, later: Claim) -> bool:
    fell = later.count.high is not None and later.count.high < earlier.count.low
    rose = earlier.count.high is not None and later.count.low > earlier.count.high
    return (fell and earlier.metric in _RISING) or (rose and earlier.metric in _FALLING)


def _other_set(earlier: Claim, later: Claim) -> bool:
    """Tell whether a later figure is too small to be a version of the earlier: it counts something else, such as one crew's kills."""
    return later.count.high is not None and 2 * later.count.high < earlier.count.low and later.as_of is None


def _revision(earlier: Claim, later: Claim) -> Finding:
    wrong = _wrong_way(earlier, later)
    start, end = span((earlier, later))
    first, second = body_of(earlier), body_of(later)
    whose = f" ({first.name}, then {second.name})" if first and second and first != second else ""
    return Finding(
        "revision",
        "suspicious" if wrong else "note",
        later.attacker,
        start,
        end,
        differ(earlier.count, later.count),
        f"{named(later)}: {earlier.count}, later {later.count}{whose}",
        (earlier, later),
        (Mend(earlier, later.count), Mend(later, earlier.count)) if wrong else (),
        benign("revision_down") if wrong else (),
    )


def standing(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims that no later version by the same body replaces."""
    ordered = sorted(dict.fromkeys(claims), key=claim_order)
    replaced = {claim for versions in _versions(ordered) for claim in versions[:-1]}
    return tuple(claim for claim in ordered if claim not in replaced)


def strays(claims: Iterable[Claim]) -> frozenset[Claim]:
    """Return own totals too small to be versions of another own total of that night: what set they count is unknown."""
    found: set[Claim] = set()
    for group in _grouped(claim for claim in claims if owns(claim) and claim.scope == "total"):
        found |= {claim for claim in group if any(_other_set(mate, claim) for mate in group if mate.statement_id != claim.statement_id)}
    return frozenset(found)


def disagreements(claims: Iterable[Claim]) -> tuple[Finding, ...]:
    """Return where two speakers of one side, or two outlets that credit one, give different figures for one set.

    A later and larger figure of another national body revises the earlier; what an outlet makes of a speaker whose own
    statement is at hand is a misquote and not looked at here.
    """
    found: list[Finding] = []
    for group in _grouped(claim for claim in claims if claim.side is not None and _placed(claim)):
        by_speaker: dict[tuple[str, str], list[Claim]] = {}
        for claim in _single(group):
            by_speaker.setdefault((claim.side or "", _speaker(claim)), []).append(claim)
        spoken = [_word_of(versions) for versions in by_speaker.values()]
        for first_index, (one, _) in enumerate(spoken):
            for other, _ in spoken[first_index + 1 :]:
                if one.side == other.side and differ(one.count, other.count):
                    found.append(_between(*sorted((one, other), key=_tally)))
        found += [_retold(*pair) for _, versions in spoken for pair in _split(versions)]
    return tuple(found)


def _placed(claim: Claim) -> bool:
    """Tell whether it is known for what place the speaker speaks: an official of no known region may speak for any."""
    return body_of(claim) is not None or bool(claim.regions or claim.reach)


def _single(group: Sequence[Claim]) -> list[Claim]:
    """Leave out texts that give several figures for the set: "one each in two towns" are both in one region."""
    told = Counter(claim.statement_id for claim in group)
    return [claim for claim in group if told[claim.statement_id] == 1]


def _speaker(claim: Claim) -> str:
    body = body_of(claim)
    return body.key if body else f"{claim.speaker.casefold()} {' '.join(claim.reach)}"


def _word_of(versions: Sequence[Claim]) -> tuple[Claim, list[Claim]]:
    """Return a speaker's latest word and, where only outlets report it, everything they report."""
    own = [claim for claim in versions if owns(claim)]
    ordered = sorted(own or versions, key=_tally)
    return ordered[-1], [] if own else ordered


def _split(versions: Sequence[Claim]) -> list[tuple[Claim, Claim]]:
    """Return the first pair of outlets' reports of one speaker that differ."""
    for index, one in enumerate(versions):
        for other in versions[index + 1 :]:
            # Rows of one table are the kinds of one report, not two tellings of it.
            rows = one.source == other.source and one.published == other.published
            if (
                one.statement_id != other.statement_id
                and one.model == other.model
                and not rows
                and one.scope == "total"
                and differ(one.count, other.count)
            ):
                return [(one, other)]
    return []


def _national(body: Body | None) -> bool:
    return body is not None and not body.reach


def _between(earlier: Claim, later: Claim) -> Finding:
    if (
        _national(body_of(earlier))
        and _national(body_of(later))
        and not _wrong_way(earlier, later)
        and earlier.published != later.published
    ):
        return _revision(earlier, later)
    return _disagreement(earlier, later, benign("speakers"))


def _retold(earlier: Claim, later: Claim) -> Finding:
    return _disagreement(earlier, later, ("one of the two outlets misquotes, or they quote two versions",))


def _disagreement(one: Claim, other: Claim, why: tuple[str, ...]) -> Finding:
    start, end = span((one, other))
    line = f"{named(one)}: {one.count} ({_who(one)}), {other.count} ({_who(other)})"
    mends = (Mend(one, other.count), Mend(other, one.count))
    return Finding("disagreement", "suspicious", one.attacker, start, end, differ(one.count, other.count), line, (one, other), mends, why)


def _who(claim: Claim) -> str:
    body = body_of(claim)
    name = body.name if body else claim.speaker or claim.source or claim.statement_id
    return name if owns(claim) or not claim.source or claim.source == name else f"{name}, in {claim.source}"


def twice_told(claims: Sequence[Claim]) -> tuple[Finding, ...]:
    """Return where one statement gives two totals for one set: a headline and a body, or an update beside what it updates."""
    found: list[Finding] = []
    for group in _grouped_by_text(claims):
        one, other = group[0], group[-1]
        if any(claim.metric == "left" or _cut(claim) for claim in group):
            continue  # exits to two countries are two figures; so may be the last of a text that was cut
        if differ(one.count, other.count) and not _other_set(other, one):
            why = ("an update beside the figure that it replaces", "a headline or body that was not updated", "figures of two times")
            found.append(_disagreement(one, other, why))
    return tuple(found)


def _cut(claim: Claim) -> bool:
    return claim.doubt is not None and claim.doubt.startswith("truncated")


def _grouped_by_text(claims: Sequence[Claim]) -> list[list[Claim]]:
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        if claim.scope == "total":
            groups.setdefault((*_set_of(claim, claim.model), claim.as_of, _speaker(claim)), []).append(claim)
    return [sorted(group, key=lambda claim: (claim.count.low, claim.span)) for group in groups.values() if len(group) > 1]
