"""Which figures did an edit of a statement change? Versions of one text are one voice: only the latest stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from reconcile.attacks import claim_order, minute
from reconcile.extraction import extract
from reconcile.model import Claim, Finding, Statement
from reconcile.reconciliation.laws.witnesses import differ
from reconcile.reconciliation.reports import span
from reconcile.reconciliation.wording import figure

__all__ = ["edited", "latest", "standing_texts"]


def _versions(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Return the versions of each statement, the latest last; of versions with one time of publication the order is not known."""
    found: dict[str, list[Statement]] = {}
    for statement in dict.fromkeys(statements):
        mates = found.setdefault(statement.id, [])
        if all(mate.text != statement.text for mate in mates):
            mates.append(statement)
    return {key: sorted(mates, key=_order) for key, mates in found.items()}


def _order(statement: Statement) -> tuple[int, str]:
    return (minute(statement.published) if statement.published else -1, statement.text)


def standing_texts(statements: Iterable[Statement]) -> dict[str, Statement]:
    """Return the latest version of each statement."""
    return {key: mates[-1] for key, mates in _versions(statements).items()}


def latest(claims: Iterable[Claim], statements: Sequence[Statement]) -> list[Claim]:
    """Return the claims without those that only earlier versions of their statement make."""
    told = list(claims)
    edits = {key: mates for key, mates in _versions(statements).items() if len(mates) > 1}
    gone = {claim for mates in edits.values() for claim in _only_before(mates)}
    return [claim for claim in told if claim not in gone] if gone else told


def _only_before(mates: Sequence[Statement]) -> set[Claim]:
    now = set(extract(mates[-1]))
    return {claim for before in mates[:-1] for claim in extract(before)} - now


def edited(claims: Iterable[Claim], statements: Sequence[Statement]) -> tuple[Finding, ...]:
    """Return the figures that an edit changed, put under another place, added or took away."""
    told = set(claims)
    found: list[Finding] = []
    for mates in _versions(statements).values():
        for before, after in pairwise(mates):
            old, new = ([claim for claim in extract(text) if claim in told] for text in (before, after))
            known = before.published != after.published
            found += _changed([claim for claim in old if claim not in new], [claim for claim in new if claim not in old], known)
    return tuple(found)


def _key(claim: Claim) -> tuple[object, ...]:
    return claim.metric, claim.weapon, claim.model, claim.regions, claim.scope, claim.attacker


def _same(one: Claim, other: Claim) -> bool:
    return _key(one) == _key(other) and one.count == other.count


def _changed(old: Sequence[Claim], new: Sequence[Claim], known: bool) -> list[Finding]:
    gone = [claim for claim in old if not any(_same(claim, other) for other in new)]
    come = [claim for claim in new if not any(_same(claim, other) for other in old)]
    found: list[Finding] = []
    for claim in gone:
        instead = next((other for other in come if _key(other) == _key(claim)), None) or next(
            (other for other in come if other.count == claim.count and other.metric == claim.metric), None
        )
        come = [other for other in come if other is not instead]
        found.append(_edit(claim, instead, known))
    return found + [_edit(None, claim, known) for claim in come]


def _edit(before: Claim | None, after: Claim | None, known: bool) -> Finding:
    first, second = ("before the edit", "after it") if known else ("in one version of the post", "in the other")
    told = [figure(before) if before else "no such figure", figure(after) if after else "no such figure"]
    claims = tuple(sorted((claim for claim in (before, after) if claim is not None), key=claim_order))
    start, end = span(claims)
    by = differ(before.count, after.count) if before and after and _key(before) == _key(after) else claims[0].count.low
    why = ("the post was edited",)
    line = f"{told[0]} {first}, {told[1]} {second}"
    return Finding("revision", "note", claims[0].attacker, start, end, by, line, claims, (), why)
