"""Where does an outlet's figure differ from the speaker's own statement of the same set?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reconcile.attacks import claim_order
from reconcile.model import Claim, Count, Finding, Mend
from reconcile.reconciliation.cells import Row
from reconcile.reconciliation.knowledge import benign, reading
from reconcile.reconciliation.laws.witnesses import differ
from reconcile.reconciliation.program import System
from reconcile.reconciliation.readings import EVERY, rows
from reconcile.reconciliation.relays import Relay, posts_in_sum, set_key
from reconcile.reconciliation.reports import Report, span
from reconcile.reconciliation.wording import figure

__all__ = ["misquotes"]


@dataclass(frozen=True, slots=True)
class _Against:
    """The fewest own claims that an outlet's figure cannot stand beside, and what they leave for it.

    `direct` where one own claim counts the same set; `loose` where the figure fits once its word covers the jammed too.
    """

    claims: tuple[Claim, ...]
    wanted: Count
    direct: bool = False
    loose: bool = False


def misquotes(relay: Relay, owns: Sequence[Report]) -> tuple[Finding, ...]:
    """Return the outlet's figures that the speaker's own statement contradicts, posts added up excepted."""
    found: list[Finding] = []
    for claim in relay.outlet.claims:
        if claim.outcome is None and not claim.metric.endswith("_locations"):
            continue
        against = _against(claim, relay)
        if against is not None and not posts_in_sum(claim, owns) and not _said_elsewhere(claim, owns, relay):
            found.append(_misquote(claim, against, relay))
    return tuple(found)


def _said_elsewhere(claim: Claim, owns: Sequence[Report], relay: Relay) -> bool:
    """Tell whether another version of the own statement, of the same day, gives the outlet's figure."""
    mates = (own for own in owns if own.own and own is not relay.own and own.published and relay.own.published)
    near = (
        own for own in mates if own.published and relay.own.published and abs((own.published - relay.own.published).total_seconds()) < 43200
    )
    return claim.scope == "total" and any(
        set_key(own) == set_key(claim) and own.count.meets(claim.count) for report in near for own in report.claims
    )


def _against(claim: Claim, relay: Relay) -> _Against | None:
    same = [own for own in relay.own.claims if set_key(own) == set_key(claim)]
    retold = [other for other in relay.outlet.claims if set_key(other) == set_key(claim)]
    if any(not differ(own.count, other.count) for own in same for other in retold) or len({own.count for own in same}) > 1:
        return None
    if same:
        return _nearer(claim, _Against((same[0],), same[0].count, direct=True), relay)
    # What has no counterpart is held only against the national whole: places are named in too many ways.
    if claim.outcome is None or claim.scope != "total" or claim.regions or claim.reach:
        return None
    own = _things(relay)
    both = _shot_and_jammed(claim, own)
    if len(both) == 2:
        wanted = both[0].count + both[1].count
        return _Against(both, wanted) if differ(claim.count, wanted) else None
    system = _joint(claim, own)
    if not own or system.feasible():
        return None
    # The outlet's own claim is first in the list, so that the conflict is told with it.
    conflict = next((members for members in system.conflicts() if 0 in members), ())
    against = tuple(own[index - 1] for index in conflict if index)
    return _Against(against, system.mend(0) or Count()) if against else None


def _shot_and_jammed(claim: Claim, own: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the own totals, shot down and jammed, that make up an outlet's merged figure."""
    if claim.metric != "neutralized":
        return ()
    alike = [one for one in own if one.weapon == claim.weapon and one.scope == "total" and not one.regions]
    parts = [[one for one in alike if one.metric == metric] for metric in ("intercepted", "jammed")]
    return tuple(part[0] for part in parts if len(part) == 1)


def _things(relay: Relay) -> list[Claim]:
    return sorted((own for own in relay.own.claims if own.outcome is not None), key=lambda own: (own.scope != "total", claim_order(own)))


def _nearer(claim: Claim, direct: _Against, relay: Relay) -> _Against:
    """Return what the figure is nearer to: the own figure for what was shot down, or that with the jammed, for "destroyed" may cover both."""
    if claim.metric != "intercepted" or claim.scope != "total" or any(other.metric == "jammed" for other in relay.outlet.claims):
        return direct
    jammed = [own for own in relay.own.claims if set_key(own) == ("jammed", *set_key(claim)[1:]) and own.scope == "total"]
    if len(jammed) != 1:
        return direct
    both = direct.wanted + jammed[0].count
    gap = differ(claim.count, both)
    if gap >= differ(claim.count, direct.wanted):
        return direct
    return replace(direct, loose=True) if not gap else _Against((*direct.claims, *jammed), both)


def _joint(claim: Claim, own: Sequence[Claim]) -> System:
    theirs = replace(claim, within=None, model=None)
    plain = [Row(0, row.extent, row.low, row.high) for row in rows([theirs], EVERY)]
    ours = [Row(row.claim + 1, row.extent, row.low, row.high) for row in rows(list(own), EVERY)]
    return System(tuple(Row(row.claim, replace(row.extent, hours=None, aims=None), row.low, row.high) for row in (*plain, *ours)))


def _misquote(claim: Claim, against: _Against, relay: Relay) -> Finding:
    by = max(1, differ(claim.count, against.wanted))
    if against.direct:
        line = f"{figure(_bare(claim))} in {_outlet(claim)}, {against.wanted} in {_owner(relay)} own statement"
    else:
        own = " + ".join(figure(_bare(part)) for part in against.claims)
        line = f"{figure(_bare(claim))} in {_outlet(claim)}, but {own} in {_owner(relay)} own statement leave {against.wanted}"
    mends = [Mend(claim, against.wanted)]
    if against.direct:
        mends.append(Mend(against.claims[0], claim.count))
    start, end = span(against.claims)
    why = [f"{_owner(relay)} own statement gives {against.wanted}", *_of_all_weapons(claim, relay), *benign("misquote")]
    if against.loose:
        why.insert(1, f"consistent if {reading('destroyed')}")
    if claim.doubt:
        why.insert(0, f"rests on a doubtful reading of “{claim.quote}” ({claim.doubt})")
    severity = _severity(claim, relay, against)
    return Finding("misquote", severity, claim.attacker, start, end, by, line, (claim, *against.claims), tuple(mends), tuple(why))


def _bare(claim: Claim) -> Claim:
    return replace(claim, model=None)


def _of_all_weapons(claim: Claim, relay: Relay) -> list[str]:
    """Tell of a figure for one weapon that is the speaker's own for all of them, so that the other weapons are counted twice."""
    mixed = [own for own in relay.own.claims if own.weapon == "mixed" and own.scope == "total" and own.metric != "launched"]
    if claim.weapon == "mixed" or not any(own.count == claim.count for own in mixed):
        return []
    others = [other for other in relay.outlet.claims if other.metric == claim.metric and other.weapon not in {claim.weapon, "mixed"}]
    twice = "".join(f"; the {figure(other)} are in it already: counted twice" for other in others[:1])
    return [f"{claim.count} is the own figure for all weapons{twice}"]


def _severity(claim: Claim, relay: Relay, against: _Against) -> str:
    if claim.doubt or not claim.count.exact or claim.scope == "part":
        return "suspicious"
    if against.loose:
        return "inconsistent"
    if relay.anchored:
        return "impossible" if relay.alone else "inconsistent"
    return "inconsistent" if relay.alone and against.direct else "suspicious"


def _outlet(claim: Claim) -> str:
    return claim.source or claim.statement_id


def _owner(relay: Relay) -> str:
    body = relay.own.body
    return f"{body.name}'s" if body else f"{relay.own.claims[0].source}'s"
