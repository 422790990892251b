"""Where does an outlet's figure differ from the speaker's own statement of the same set?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reconcile.attacks import claim_order
from reconcile.model import Claim, Count, Finding, Mend
from reconcile.reconciliation.cells import Row
from reconcile.reconciliation.knowledge import benign
from reconcile.reconciliation.laws.witnesses import differ
from reconcile.reconciliation.program import System
from reconcile.reconciliation.readings import EVERY, rows
from reconcile.reconciliation.relays import Relay, posts_in_sum, set_key
from reconcile.reconciliation.reports import Report, span
from reconcile.reconciliation.wording import figure, item, total

__all__ = ["attributed", "extra_parts", "misquotes"]


def misquotes(relay: Relay, owns: Sequence[Report]) -> tuple[Finding, ...]:
    """Return the outlet's figures that the speaker's own statement contradicts, posts added up excepted."""
    found: list[Finding] = []
    for claim in relay.outlet.claims:
        if claim.outcome is None and not claim.metric.endswith("_locations"):
            continue
        against = _against(claim, relay)
        if against and not posts_in_sum(claim, owns) and not _said_elsewhere(claim, owns, relay):
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


def _against(claim: Claim, relay: Relay) -> tuple[Claim, ...]:
    """Return the fewest own claims that the outlet's figure cannot stand beside."""
    same = [own for own in relay.own.claims if set_key(own) == set_key(claim)]
    retold = [other for other in relay.outlet.claims if set_key(other) == set_key(claim)]
    if any(not differ(own.count, other.count) for own in same for other in retold) or len({own.count for own in same}) > 1:
        return ()
    if same:
        return (same[0],)
    # What has no counterpart is held only against the national whole: places are named in too many ways.
    if claim.outcome is None or claim.scope != "total" or claim.regions or claim.reach:
        return ()
    own = sorted((own for own in relay.own.claims if own.outcome is not None), key=lambda own: (own.scope != "total", claim_order(own)))
    system = _joint(claim, own)
    if not own or system.feasible():
        return ()
    # The outlet's own claim is first in the list, so that the conflict is told with it.
    conflict = next((members for members in system.conflicts() if 0 in members), ())
    return tuple(own[index - 1] for index in conflict if index)


def _joint(claim: Claim, own: Sequence[Claim]) -> System:
    theirs = replace(claim, within=None, model=None)
    plain = [Row(0, row.extent, row.low, row.high) for row in rows([theirs], EVERY)]
    ours = [Row(row.claim + 1, row.extent, row.low, row.high) for row in rows(list(own), EVERY)]
    return System(tuple(Row(row.claim, replace(row.extent, hours=None, aims=None), row.low, row.high) for row in (*plain, *ours)))


def _misquote(claim: Claim, against: tuple[Claim, ...], relay: Relay) -> Finding:
    direct = len(against) == 1 and set_key(against[0]) == set_key(claim)
    if direct:
        by, wanted = differ(claim.count, against[0].count), against[0].count
        line = f"{figure(claim)} in {_outlet(claim)}, {against[0].count} in {_owner(relay)} own statement"
    else:
        wanted = _joint(claim, [own for own in relay.own.claims if own.outcome is not None]).mend(0) or Count()
        by = max(1, differ(claim.count, wanted))
        own = " + ".join(figure(part) for part in against)
        line = f"{figure(claim)} in {_outlet(claim)}, but {own} in {_owner(relay)} own statement leave {wanted}"
    mends = [Mend(claim, wanted)]
    if direct:
        mends.append(Mend(against[0], claim.count))
    start, end = span(against)
    why = [f"{_owner(relay)} own statement gives {wanted}", *benign("misquote")]
    if claim.doubt:
        why.insert(0, f"rests on a doubtful reading of “{claim.quote}” ({claim.doubt})")
    return Finding(
        "misquote", _severity(claim, relay, direct), claim.attacker, start, end, by, line, (claim, *against), tuple(mends), tuple(why)
    )


def _severity(claim: Claim, relay: Relay, direct: bool) -> str:
    if claim.doubt or not claim.count.exact or claim.scope == "part":
        return "suspicious"
    if relay.anchored:
        return "impossible" if relay.alone else "inconsistent"
    return "inconsistent" if relay.alone and direct else "suspicious"


def _outlet(claim: Claim) -> str:
    return claim.source or claim.statement_id


def _owner(relay: Relay) -> str:
    body = relay.own.body
    return f"{body.name}'s" if body else f"{relay.own.claims[0].source}'s"


def extra_parts(outlet: Report, owns: Sequence[Report]) -> tuple[Finding, ...]:
    """Return where an outlet tells a part of the speaker's total as something beyond it."""
    plain = [claim for claim in outlet.claims if claim.scope == "part" and not claim.regions and claim.metric == "intercepted"]
    placed = [claim for claim in outlet.claims if claim.scope == "part" and claim.regions and claim.metric == "intercepted"]
    if len(plain) != 1 or not placed or any(claim.scope == "total" for claim in outlet.claims if claim.metric == "intercepted"):
        return ()
    top = plain[0]
    single = [own for report in owns for own in report.claims if _is_total(own, top)]
    posts = (single[0],) if single else posts_in_sum(top, owns)
    held = {
        (own.regions, own.count) for report in owns for own in report.claims if own.statement_id in {post.statement_id for post in posts}
    }
    inside = [claim for claim in placed if (claim.regions, claim.count) in held]
    if not posts or not inside:
        return ()
    by = total(claim.count for claim in inside).low
    summed = total(claim.count for claim in (top, *inside))
    own_sum = " + ".join(str(post.count) for post in posts)
    equals = f" = {top.count}" if len(posts) > 1 else ""
    extra = " + ".join(item(claim) for claim in inside)
    line = f"{top.count} + {extra} = {summed} in {_outlet(top)}, but {own_sum}{equals} in the speaker's own posts, {extra} among them"
    start, end = span(posts)
    mends = tuple(Mend(claim, Count(0, 0)) for claim in inside)
    claims = (top, *inside, *posts)
    return (Finding("misquote", "inconsistent", top.attacker, start, end, by, line, claims, mends, ("a part read as an extra figure",)),)


def _is_total(own: Claim, top: Claim) -> bool:
    return own.scope == "total" and (own.metric, own.weapon, own.attacker, own.count) == (top.metric, top.weapon, top.attacker, top.count)


def attributed(finding: Finding, owns: Sequence[Report]) -> tuple[str, ...]:
    """Return what the speaker's own statements say of the figures that an outlet leaves without a place."""
    whole, *listed = finding.claims
    named = {region for claim in listed for region in claim.regions}
    single = [own for report in owns for own in report.claims if _is_total(own, whole) and _near(own, whole)]
    posts = (single[-1],) if single else posts_in_sum(whole, owns)
    if not posts:
        return ()
    ids = {post.statement_id for post in posts}
    parts = [own for report in owns for own in report.claims if own.statement_id in ids and own.metric == whole.metric and own.regions]
    left_out = [own for own in parts if not set(own.regions) & named and (own.scope == "part" or own in posts)]
    posts_line = f"{' + '.join(str(post.count) for post in posts)} = {whole.count}" if len(posts) > 1 else str(whole.count)
    rest = ", ".join(item(own) for own in left_out)
    covered = total(own.count for own in left_out).low
    tail = f", which accounts for all {finding.by}" if covered == finding.by else ""
    return (f"the speaker's own statements: {posts_line}; beyond the places named here {rest}{tail}",) if rest else ()


def _near(own: Claim, whole: Claim) -> bool:
    return bool(own.published and whole.published and abs((own.published - whole.published).total_seconds()) < 36 * 3600)
